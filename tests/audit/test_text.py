"""The three forms of a report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hygiene.audit.compare import AuditReport
from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.text import WIDTH_COLUMNS, annotation_lines, json_text, plain_text
from hygiene.audit.workflows.gate_file import GateFile, GateJob
from hygiene.audit.workflows.names import JobName
from hygiene.audit.workflows.nodes import Problem

RENAME = Finding(
    FindingKind.UNKNOWN_JOB, ".github/hygiene.toml", 8, "`old` is configured, but it is `new` now.", "old", "new", "new"
)
NOTICE = Finding(
    FindingKind.UNPREDICTABLE_NAME, "g.yml", 4, "It is not known.", actual="t (*)", hint="Wait for it.", notice=True
)
DUPLICATE = Finding(FindingKind.DUPLICATE_NAME, "g.yml", 9, "two words " * 30, actual="x")


def job(pattern: str, **known: Any) -> GateJob:  # noqa: ANN401  the fields of a name
    """A job of this name, exact if there is no star in it."""
    given = {"exact": "*" not in pattern, "may_skip": False, "calls": False, **known}
    name = JobName(pattern, job_id="j", line=3, **given)
    return GateJob("j", 3, (name,), (name,))


JOBS = (job("new", may_fail=None), job("t (*)", may_skip=True, reason="who knows"))


def report(*findings: Finding, jobs: tuple[str, ...] | None = ("old",)) -> AuditReport:
    """A report with these findings."""
    return AuditReport((GateFile("g.yml", "Gate", jobs=JOBS),), jobs, findings)


def test_plain_and_clean() -> None:
    """A report without findings names what was compared."""
    assert plain_text(report()) == "g.yml: 2 check runs, 1 job configured\n\nClean."


def test_plain_with_findings() -> None:
    """A finding is its place, its kind and a sentence; the end gives their number and the command that helps."""
    assert plain_text(report(RENAME, NOTICE)) == (
        "g.yml: 2 check runs, 1 job configured\n\n"
        ".github/hygiene.toml:8  unknown-job\n"
        "  `old` is configured, but it is `new` now.\n\n"
        "g.yml:4  notice: unpredictable-name\n"
        "  It is not known. Wait for it.\n\n"
        "1 finding. 1 notice, which does not fail the audit. `hygiene audit --fix`\n"
        "rewrites the names."
    )


def test_plain_with_notices_alone() -> None:
    """Notices alone are clean, and nothing is offered to fix."""
    assert plain_text(report(NOTICE, NOTICE)).endswith("\n\n2 notices, which do not fail the audit.")


def test_plain_without_a_fix() -> None:
    """The fix is offered only for what it can change."""
    assert plain_text(report(DUPLICATE)).endswith("\n\n1 finding.")


def test_plain_is_readable_at_eighty_columns() -> None:
    """No line is longer than a terminal is wide."""
    assert max(map(len, plain_text(report(RENAME, NOTICE, DUPLICATE)).splitlines())) <= WIDTH_COLUMNS


def test_plain_without_configured_jobs() -> None:
    """Without configured jobs it states that nothing was compared, and what to do."""
    assert plain_text(report(jobs=None)) == (
        "g.yml: 2 check runs\n\nThere is no configuration, so no names were compared. Run `hygiene init` to\nwrite one."
    )
    listed_none = replace(report(jobs=None), configuration=".github/hygiene.toml")
    assert plain_text(listed_none).endswith(
        "\n\n.github/hygiene.toml lists no jobs, so no names were compared: they are read\nfrom the workflow.\n\nClean."
    )
    assert plain_text(report(NOTICE, jobs=None)).endswith("1 notice, which does not fail the audit.")
    assert plain_text(report(DUPLICATE, jobs=None)).endswith("\n\n1 finding.")


def test_json() -> None:
    """The JSON is one object of exactly these keys; what does not apply is null or empty."""
    assert json.loads(json_text(report(RENAME, NOTICE))) == {
        "workflows": [{"file": "g.yml", "name": "Gate", "starts_runs": True, "reason": ""}],
        "configured_jobs": ["old"],
        "check_runs": [
            {
                "name": "new",
                "exact": True,
                "may_be_skipped": False,
                "may_fail": None,
                "aggregate": False,
                "job": "j",
                "line": 3,
                "reason": "",
            },
            {
                "name": "t (*)",
                "exact": False,
                "may_be_skipped": True,
                "may_fail": False,
                "aggregate": False,
                "job": "j",
                "line": 3,
                "reason": "who knows",
            },
        ],
        "findings": [
            {
                "kind": "unknown-job",
                "level": "warning",
                "file": ".github/hygiene.toml",
                "line": 8,
                "message": "`old` is configured, but it is `new` now.",
                "hint": "",
                "configured": "old",
                "actual": "new",
                "rename_to": "new",
            },
            {
                "kind": "unpredictable-name",
                "level": "notice",
                "file": "g.yml",
                "line": 4,
                "message": "It is not known.",
                "hint": "Wait for it.",
                "configured": None,
                "actual": "t (*)",
                "rename_to": None,
            },
        ],
    }


def test_json_of_a_file_that_starts_no_run() -> None:
    """Where GitHub starts no run, the reason is there and no name is."""
    problem = Problem("g.yml", 2, 1, "The file has no jobs.", "Add some.")
    found = json.loads(json_text(AuditReport((GateFile("g.yml", "g.yml", problems=(problem,)),), None, ())))
    assert found["workflows"] == [
        {"file": "g.yml", "name": "g.yml", "starts_runs": False, "reason": "g.yml:2:1 The file has no jobs."}
    ]
    assert found["check_runs"] == []
    assert found["configured_jobs"] is None


def test_json_keeps_letters() -> None:
    """Names stay readable in JSON."""
    assert '"é 🚀"' in json_text(AuditReport((), ("é 🚀",), ()))


def test_annotations() -> None:
    """Each finding is one line; a notice is a notice."""
    assert annotation_lines(report(RENAME, NOTICE)) == (
        "::warning file=.github/hygiene.toml,line=8,title=hygiene audit%3A unknown-job::"
        "`old` is configured, but it is `new` now.",
        "::notice file=g.yml,line=4,title=hygiene audit%3A unpredictable-name::It is not known. Wait for it.",
    )


def test_annotations_cannot_be_forged() -> None:
    """A name with line ends, percent signs, colons and commas starts no command of its own."""
    forged = Finding(FindingKind.UNLISTED_JOB, "a,b:c%\n.yml", 1, "x%0A\r\n::error::y")
    (line,) = annotation_lines(report(forged))
    assert line == (
        "::warning file=a%2Cb%3Ac%25%0A.yml,line=1,title=hygiene audit%3A unlisted-job::x%250A%0D%0A::error::y"
    )
