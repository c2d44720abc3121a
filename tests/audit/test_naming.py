"""Names that two jobs share, that are known only in a run, or that vanish when a job is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.gate import read_gate
from hygiene.audit.naming import naming_findings
from tests.audit.repository import GATE, RUN, write

if TYPE_CHECKING:
    from pathlib import Path


def complete(jobs: str) -> str:
    """Jobs, one in a line, each with what GitHub wants of a job that calls no workflow."""
    lines = [
        line if "uses:" in line else f"{line[:-1]}{'' if line.endswith('{}') else ', '}{RUN}}}"
        for line in jobs.splitlines()
    ]
    return "".join(f"{line}\n" for line in lines)


def found(root: Path, jobs: str, *, listed: frozenset[str] = frozenset(), **called: str) -> list[Finding]:
    """The findings about the names of a workflow with these jobs, one in a line; the first is in line 3."""
    files = {
        f".github/workflows/{name}.yml": f"on: workflow_call\njobs:\n{complete(text)}" for name, text in called.items()
    }
    gate = read_gate(write(root, {GATE: f"on: push\njobs:\n{complete(jobs)}", **files}), GATE)
    assert [problem.sentence for problem in gate.problems] == []
    return naming_findings(gate, listed)


def test_two_jobs_with_one_name(tmp_path: Path) -> None:
    """Two jobs under one name hide each other, which is one finding with both lines."""
    (finding,) = found(tmp_path, "  a: {name: same}\n  b: {name: same}\n  c: {name: Same}\n")
    assert (finding.kind, finding.line, finding.actual, finding.notice) == (
        FindingKind.DUPLICATE_NAME,
        4,
        "same",
        False,
    )
    assert finding.message == "2 jobs report as `same` (lines 3, 4), so one result hides the other."


def test_legs_with_one_name(tmp_path: Path) -> None:
    """A name that is the same for several legs of a matrix is a finding too."""
    (finding,) = found(tmp_path, "  a: {name: '${{ matrix.x }}', strategy: {matrix: {x: [p], y: [1, 2, 3]}}}\n")
    assert finding.message.startswith("3 jobs report as `p` (line 3)")


def test_one_name_inside_a_called_workflow(tmp_path: Path) -> None:
    """Two jobs of one name in a called workflow are found under the name that they report."""
    (finding,) = found(tmp_path, "  a: {uses: ./.github/workflows/x.yml}\n", x="  p: {name: n}\n  q: {name: n}\n")
    assert finding.actual == "a / n"


def test_callers_with_one_name(tmp_path: Path) -> None:
    """Two callers of one name are one finding, without another one for each job inside."""
    jobs = "  a: {name: n, uses: ./.github/workflows/x.yml}\n  b: {name: n, uses: ./.github/workflows/x.yml}\n"
    assert [each.actual for each in found(tmp_path, jobs, x="  p: {}\n  q: {}\n")] == ["n"]


def test_a_caller_with_the_name_of_a_job(tmp_path: Path) -> None:
    """A configured name `n` means the job and everything below the caller, so the two must differ."""
    jobs = "  a: {name: n}\n  b: {name: n, uses: ./.github/workflows/x.yml}\n"
    assert [each.actual for each in found(tmp_path, jobs, x="  p: {}\n")] == ["n"]


FULL = "contains(github.event.pull_request.labels.*.name, 'full')"
LEGS = "name: 'build ${{ matrix.v }}', strategy: {matrix: {v: [1]}}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f'if: "{FULL}"', f'if: "!{FULL}"'),
        (f'if: "${{{{ {FULL} }}}}"', f'if: "${{{{ !{FULL} }}}}"'),
        ("if: github.event_name == 'push'", "if: github.event_name == 'pull_request'"),
        ("if: github.event_name == 'push'", "if: github.event_name != 'push'"),
        ('if: "vars.a && vars.b"', 'if: "!vars.a || !vars.b"'),
        ("if: false", "if: true"),
    ],
)
def test_one_name_under_exclusive_conditions(tmp_path: Path, one: str, other: str) -> None:
    """Where only one of two jobs of a name can run, it is a notice."""
    (finding,) = found(tmp_path, f"  a: {{name: same, {one}}}\n  b: {{name: same, {other}}}\n")
    assert finding.notice
    assert finding.message == "2 jobs report as `same` (lines 3, 4), but only one of them can run."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f'if: "{FULL}"', f'if: "{FULL}"'),
        (f'if: "{FULL}"', "if: always()"),
        ("if: github.event_name == 'push'", "if: github.ref == 'x'"),
        ('if: "vars.a && vars.b"', 'if: "!vars.a || vars.b"'),
    ],
)
def test_one_name_under_conditions_that_may_both_hold(tmp_path: Path, one: str, other: str) -> None:
    """Where both jobs can run, one result hides the other."""
    (finding,) = found(tmp_path, f"  a: {{name: same, {one}}}\n  b: {{name: same, {other}}}\n")
    assert not finding.notice


def test_exclusive_matrices(tmp_path: Path) -> None:
    """The legs of two exclusive matrices may share names; two legs of one of them may not."""
    jobs = f'  a: {{if: "{FULL}", {LEGS}}}\n  b: {{if: "!{FULL}", {LEGS}}}\n'
    assert [(each.actual, each.notice) for each in found(tmp_path, jobs)] == [("build 1", True)]
    doubled = jobs.replace("{v: [1]}}}\n  b", "{v: [1], w: [1, 2]}}}\n  b")
    assert [(each.actual, each.notice) for each in found(tmp_path, doubled)] == [("build 1", False)]


def test_exclusive_jobs_of_a_called_workflow(tmp_path: Path) -> None:
    """Conditions in called workflows count with those of their callers."""
    called = "  p: {name: n, if: inputs.x}\n  q: {name: n, if: '!inputs.x'}\n"
    jobs = "  a: {uses: ./.github/workflows/x.yml}\n"
    assert [(each.actual, each.notice) for each in found(tmp_path, jobs, x=called)] == [("a / n", True)]
    callers = (
        "  a: {name: c, uses: ./.github/workflows/x.yml}\n  b: {name: c, if: vars.y, uses: ./.github/workflows/x.yml}\n"
    )
    assert [(each.actual, each.notice) for each in found(tmp_path, callers, x="  p: {}\n")] == [("c", False)]


def test_three_jobs_of_one_name(tmp_path: Path) -> None:
    """Of three jobs each two have to exclude each other."""
    events = [f"if: github.event_name == '{event}'" for event in ("push", "merge_group", "pull_request")]
    jobs = "".join(f"  j{number}: {{name: same, {event}}}\n" for number, event in enumerate(events))
    assert [each.notice for each in found(tmp_path, jobs)] == [True]
    assert [each.notice for each in found(tmp_path, jobs.replace("== 'merge_group'", "!= 'x'"))] == [False]


def test_unpredictable_names(tmp_path: Path) -> None:
    """A name that is known only in a run is a notice with its pattern and its reason; equal ones are one notice."""
    jobs = "  a: {name: '${{ vars.x }} b', strategy: {matrix: {v: [1, 2]}}}\n  c: {uses: o/r/w.yml@v1}\n"
    (finding,) = found(tmp_path, jobs)
    assert (finding.kind, finding.line, finding.actual, finding.notice) == (
        FindingKind.UNPREDICTABLE_NAME,
        3,
        "* b",
        True,
    )
    assert "an expression whose value is known only in a run" in finding.message


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ("{if: github.x, strategy: {matrix: {v: [1]}}}", "a"),
        ("{if: github.x, name: 'A ${{ matrix.v }}', strategy: {matrix: {v: [1]}}}", "A ${{ matrix.v }}"),
        ("{if: github.x}", None),
        ("{if: false, strategy: {matrix: {v: [1]}}}", None),
        ("{if: always(), strategy: {matrix: {v: [1]}}}", None),
    ],
)
def test_skippable_matrices(tmp_path: Path, job: str, expected: str | None) -> None:
    """A configured matrix that may be skipped reports under its unexpanded name, which is a notice."""
    findings = found(tmp_path, f"  a: {job}\n", listed=frozenset({"a"}))
    assert [(each.kind, each.actual, each.notice) for each in findings] == (
        [(FindingKind.SKIPPABLE_MATRIX, expected, True)] if expected else []
    )
    assert found(tmp_path, f"  a: {job}\n") == []
