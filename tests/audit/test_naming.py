"""Names that two jobs share, that nobody can know, or that vanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.findings import Finding, FindingKind
from hygiene.audit.gate import read_gate
from hygiene.audit.naming import naming_findings
from tests.audit.repository import GATE, write

if TYPE_CHECKING:
    from pathlib import Path


def found(root: Path, jobs: str, *, listed: frozenset[str] = frozenset(), **called: str) -> list[Finding]:
    """Judge the names of a workflow that holds these jobs."""
    files = {f".github/workflows/{name}.yml": f"on: workflow_call\njobs:\n{text}" for name, text in called.items()}
    return naming_findings(read_gate(write(root, {GATE: f"jobs:\n{jobs}", **files}), GATE), listed)


def test_two_jobs_with_one_name(tmp_path: Path) -> None:
    """Two jobs under one name hide each other, which is told once with both lines."""
    (finding,) = found(tmp_path, "  a: {name: same}\n  b: {name: same}\n  c: {name: Same}\n")
    assert (finding.kind, finding.line, finding.expected, finding.notice) == (
        FindingKind.DUPLICATE_NAME,
        3,
        "same",
        False,
    )
    assert finding.message == "2 jobs report as `same` (lines 2, 3), so one result hides the other."


def test_legs_with_one_name(tmp_path: Path) -> None:
    """A name that does not tell a matrix's legs apart is the same mistake."""
    (finding,) = found(tmp_path, "  a:\n    name: ${{ matrix.x }}\n    strategy: {matrix: {x: [p], y: [1, 2, 3]}}\n")
    assert finding.message.startswith("3 jobs report as `p` (line 3)")


def test_one_name_inside_a_called_workflow(tmp_path: Path) -> None:
    """A called workflow's own doubles are told as they report."""
    (finding,) = found(tmp_path, "  a: {uses: ./.github/workflows/x.yml}\n", x="  p: {name: n}\n  q: {name: n}\n")
    assert finding.expected == "a / n"


def test_callers_with_one_name(tmp_path: Path) -> None:
    """Two callers of one name are told once, not once more for everything inside."""
    jobs = "  a: {name: n, uses: ./.github/workflows/x.yml}\n  b: {name: n, uses: ./.github/workflows/x.yml}\n"
    assert [each.expected for each in found(tmp_path, jobs, x="  p: {}\n  q: {}\n")] == ["n"]


def test_a_caller_that_is_called_like_a_job(tmp_path: Path) -> None:
    """A required name `n` means the job and everything below the caller, so the two must differ."""
    jobs = "  a: {name: n}\n  b: {name: n, uses: ./.github/workflows/x.yml}\n"
    assert [each.expected for each in found(tmp_path, jobs, x="  p: {}\n")] == ["n"]


def test_a_missing_workflow(tmp_path: Path) -> None:
    """A call to a local file that is not there is told at the calling job, once for each file."""
    jobs = "  a: {}\n  b: {uses: ./.github/workflows/x.yml}\n  c: {uses: $/.github/workflows/gone.yml}\n"
    inner = "  p: {uses: ./.github/workflows/far.yml}\n  q: {uses: ./.github/workflows/far.yml}\n"
    findings = found(tmp_path, jobs, x=inner)
    assert [(each.kind, each.line, each.expected) for each in findings] == [
        (FindingKind.MISSING_WORKFLOW, 3, ".github/workflows/far.yml"),
        (FindingKind.MISSING_WORKFLOW, 4, ".github/workflows/gone.yml"),
    ]
    assert not any(each.notice for each in findings)


def test_unpredictable_names(tmp_path: Path) -> None:
    """A name that only the run knows is a notice with its pattern and its reason; equal ones are told once."""
    jobs = "  a:\n    name: ${{ vars.x }} b\n    strategy: {matrix: {v: [1, 2]}}\n  c: {uses: o/r/w.yml@v1}\n"
    (finding,) = found(tmp_path, jobs)
    assert (finding.kind, finding.line, finding.expected, finding.notice) == (
        FindingKind.UNPREDICTABLE_NAME,
        3,
        "* b",
        True,
    )
    assert "an expression whose value only the run knows" in finding.message


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ("{if: x, strategy: {matrix: {v: [1]}}}", "a"),
        ("{if: x, name: 'A ${{ matrix.v }}', strategy: {matrix: {v: [1]}}}", "A ${{ matrix.v }}"),
        ("{if: x}", None),
        ("{if: always(), strategy: {matrix: {v: [1]}}}", None),
    ],
)
def test_skippable_matrices(tmp_path: Path, job: str, expected: str | None) -> None:
    """A configured matrix that may be skipped reports under its unexpanded name, which is worth a notice."""
    findings = found(tmp_path, f"  a: {job}\n", listed=frozenset({"a"}))
    assert [(each.kind, each.expected, each.notice) for each in findings] == (
        [(FindingKind.SKIPPABLE_MATRIX, expected, True)] if expected else []
    )
    assert found(tmp_path, f"  a: {job}\n") == []
