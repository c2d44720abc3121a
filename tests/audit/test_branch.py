"""Labels against what reported and what branch protection requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.compare import audit_files
from tests.audit.repository import CONFIGURATION, standard, write

if TYPE_CHECKING:
    from pathlib import Path

ALL = ["python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"]


def kinds(
    root: Path, *, reported: list[str] | None = None, required: list[str] | None = None
) -> list[tuple[str, str | None, bool]]:
    """Audit with names from the API, and shorten the findings to kind, name and notice."""
    report = audit_files(root, reported=reported, required_by_branch=required)
    return [(each.kind.value, each.configured or each.actual, each.notice) for each in report.findings]


def test_all_agree(tmp_path: Path) -> None:
    """Labels that reported and are required give no finding."""
    assert kinds(standard(tmp_path), reported=ALL, required=ALL) == []


def test_what_is_not_read_is_not_judged(tmp_path: Path) -> None:
    """Without names from the API nothing is reported about them; an empty list is a result."""
    assert kinds(standard(tmp_path)) == []
    assert len(kinds(tmp_path, reported=[])) == 4


def test_never_reported(tmp_path: Path) -> None:
    """A name that the workflow has but no run reported is a finding."""
    assert kinds(standard(tmp_path), reported=ALL[1:]) == [("not-reported", "python ci (3.11)", False)]


def test_an_unknown_name_is_reported_once(tmp_path: Path) -> None:
    """A name without a job is not reported again for never having reported."""
    write(
        standard(tmp_path),
        {CONFIGURATION: 'jobs = ["qqqq", "gate", "docker smoke", "python ci (3.11)", "python ci (3.12)"]\n'},
    )
    assert kinds(tmp_path, reported=ALL, required=ALL) == [("unknown-job", "qqqq", False)]


def test_a_caller_reports_through_its_jobs(tmp_path: Path) -> None:
    """A caller's name has reported, and is required, as soon as a check run inside it is."""
    gate = "name: Gate\non: push\njobs:\n  a: {uses: o/r/.github/workflows/b.yml@v1}\n"
    standard(tmp_path, gate=gate, configuration='jobs = ["a"]\n')
    assert kinds(tmp_path, reported=["a / x"], required=["a / x"]) == []
    assert kinds(tmp_path, reported=["a/x", "ab / x"]) == [("not-reported", "a", False)]


def test_required_through_the_gate(tmp_path: Path) -> None:
    """When branch protection requires the job that waits for all others, the others are required enough."""
    assert kinds(standard(tmp_path), required=["gate"]) == []


def test_not_required(tmp_path: Path) -> None:
    """A name that branch protection neither requires nor waits for is a finding."""
    assert kinds(standard(tmp_path), required=["docker smoke"]) == [
        ("not-required", "python ci (3.11)", False),
        ("not-required", "python ci (3.12)", False),
        ("not-required", "gate", False),
    ]


def test_required_but_unknown(tmp_path: Path) -> None:
    """A required name that no job reports blocks every merge; unless others may report it, that is a finding."""
    required = [*ALL, "old name"]
    assert kinds(standard(tmp_path), required=required) == [("unknown-required", "old name", True)]
    assert kinds(tmp_path, required=required, reported=ALL) == [("unknown-required", "old name", False)]
    assert kinds(tmp_path, required=required, reported=required) == []
