"""The three forms of a report."""

from __future__ import annotations

import json

from hygiene.audit.compare import AuditReport
from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.text import WIDTH_COLUMNS, annotation_lines, json_text, plain_text

RENAME = Finding(
    FindingKind.UNKNOWN_JOB, ".github/hygiene.toml", 8, "`old` is configured, but it is `new` now.", "old", "new", "new"
)
NOTICE = Finding(FindingKind.UNPREDICTABLE_NAME, "g.yml", 4, "Nobody knows.", expected="t (*)", notice=True)
DOUBLE = Finding(FindingKind.DUPLICATE_NAME, "g.yml", 9, "two words " * 30, expected="x")


def report(*findings: Finding) -> AuditReport:
    """Make a report of these findings."""
    return AuditReport(("g.yml",), ("old",), ("new", "t (*)"), findings)


def test_plain_and_clean() -> None:
    """A clean report says what was compared."""
    assert plain_text(report()) == "g.yml: 2 check runs, 1 job configured\n\nClean."


def test_plain_with_findings() -> None:
    """A finding is its place, its kind and a sentence; the end says how many there are and what helps."""
    assert plain_text(report(RENAME, NOTICE)) == (
        "g.yml: 2 check runs, 1 job configured\n\n"
        ".github/hygiene.toml:8  unknown-job\n"
        "  `old` is configured, but it is `new` now.\n\n"
        "g.yml:4  notice: unpredictable-name\n"
        "  Nobody knows.\n\n"
        "1 finding. 1 notice, which never fails an audit. `hygiene audit --fix` rewrites\n"
        "the names."
    )


def test_plain_with_notices_alone() -> None:
    """Notices alone are clean, and nothing is offered to fix."""
    assert plain_text(report(NOTICE, NOTICE)).endswith("\n\nClean. 2 notices, which never fail an audit.")


def test_plain_without_a_fix() -> None:
    """The fix is offered only for what it mends."""
    assert plain_text(report(DOUBLE)).endswith("\n\n1 finding.")


def test_plain_is_readable_at_eighty_columns() -> None:
    """No line is longer than a terminal is wide."""
    assert max(map(len, plain_text(report(RENAME, NOTICE, DOUBLE)).splitlines())) <= WIDTH_COLUMNS


def test_json() -> None:
    """The JSON is one object of exactly these keys; what does not apply is null."""
    assert json.loads(json_text(report(RENAME, NOTICE))) == {
        "check_runs": ["new", "t (*)"],
        "findings": [
            {
                "kind": "unknown-job",
                "file": ".github/hygiene.toml",
                "line": 8,
                "configured": "old",
                "expected": "new",
                "rename": "new",
            },
            {
                "kind": "unpredictable-name",
                "file": "g.yml",
                "line": 4,
                "configured": None,
                "expected": "t (*)",
                "rename": None,
            },
        ],
    }


def test_json_keeps_letters() -> None:
    """Names stay readable in JSON."""
    assert '"é 🚀"' in json_text(AuditReport((), (), ("é 🚀",), ()))


def test_annotations() -> None:
    """Each finding is one line; a notice is a notice."""
    assert annotation_lines(report(RENAME, NOTICE)) == (
        "::warning file=.github/hygiene.toml,line=8,title=hygiene audit%3A unknown-job::"
        "`old` is configured, but it is `new` now.",
        "::notice file=g.yml,line=4,title=hygiene audit%3A unpredictable-name::Nobody knows.",
    )


def test_annotations_cannot_be_forged() -> None:
    """A name with line ends, percent signs, colons and commas starts no command of its own."""
    forged = Finding(FindingKind.UNLISTED_JOB, "a,b:c%\n.yml", 1, "x%0A\r\n::error::y")
    (line,) = annotation_lines(report(forged))
    assert line == (
        "::warning file=a%2Cb%3Ac%25%0A.yml,line=1,title=hygiene audit%3A unlisted-job::x%250A%0D%0A::error::y"
    )
