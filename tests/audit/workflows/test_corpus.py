"""Every workflow of the corpus expands to the names that were written next to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hygiene.audit.workflows.calls import Library
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.jobs import read_workflow
from hygiene.audit.workflows.names import JobName, check_run_names, own_job_names
from hygiene.audit.workflows.nodes import ProblemKind

CORPUS = Path(__file__).parent.parent / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.yml"))


def read_called(path: str) -> str | None:
    """Read a workflow that a corpus case calls."""
    file = CORPUS / "called" / path.removeprefix(".github/workflows/")
    return file.read_text(encoding="utf-8") if file.is_file() else None


def case(name: str) -> tuple[str, dict[str, Any]]:
    """Read a case's text and what is expected of it."""
    expected = json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return (CORPUS / f"{name}.yml").read_text(encoding="utf-8"), expected


def names_of(text: str, path: str) -> tuple[JobName, ...]:
    """The names of the check runs, whether or not GitHub refuses the file."""
    return check_run_names(read_workflow(text, path=path), Library(read_called))


def test_the_corpus_is_wide() -> None:
    """At least thirty workflows, and each has a description."""
    assert len(CASES) >= 30
    assert all(case(name)[1]["shows"] for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_check_runs(name: str) -> None:
    """The names of the check runs are GitHub's, in its order."""
    text, expected = case(name)
    found = names_of(text, f"{name}.yml")
    assert [each.pattern for each in found] == expected["check_runs"]


@pytest.mark.parametrize("name", CASES)
def test_only_patterns_hold_a_star(name: str) -> None:
    """A name is exact unless it contains a star for what is known only in the run, or a run may add it."""
    text, _ = case(name)
    found = names_of(text, f"{name}.yml")
    assert [each.pattern for each in found if each.exact and "*" in each.pattern] == []
    assert [each.pattern for each in found if not each.exact and not each.reason] == []


@pytest.mark.parametrize("name", CASES)
def test_job_names(name: str) -> None:
    """Exact names are those of the workflow's own jobs, each once, without patterns."""
    text, expected = case(name)
    wanted = expected.get("job_names", list(dict.fromkeys(expected["check_runs"])))
    found = own_job_names(read_workflow(text, path=f"{name}.yml"), Library(read_called))
    assert list(dict.fromkeys(each.pattern for each in found if each.exact)) == wanted


@pytest.mark.parametrize("name", CASES)
def test_github_refuses_none_of_them(name: str) -> None:
    """Every file of the corpus starts runs, but for the one that calls a file that does not exist."""
    text, _ = case(name)
    gate = read_gate_file(text, f"{name}.yml", read_file=read_called)
    assert [each.kind for each in gate.problems] == ([ProblemKind.MISSING] if name == "reusable_missing" else [])


@pytest.mark.parametrize("name", [name for name in CASES if "may_skip" in case(name)[1]])
def test_may_skip(name: str) -> None:
    """A condition that may not hold, or a skipped need, is reported."""
    text, expected = case(name)
    found = names_of(text, f"{name}.yml")
    assert [each.job_id for each in found if each.may_skip] == expected["may_skip"]


def test_a_real_run_of_the_gate() -> None:
    """The names of `reusable_local` are those of two real runs, but for the jobs that this case leaves out."""
    text, _ = case("reusable_local")
    found = {each.pattern for each in names_of(text, "gate.yml")}
    real = {
        "core tests (3.11) / logs summary",
        "core tests (3.11) / python 3.11",
        "core tests (3.12) / logs summary",
        "core tests (3.12) / python 3.12",
        "docker smoke / docker smoke",
        "gate",
    }
    assert real - found == {"docker smoke / docker smoke"}
    assert found <= real
