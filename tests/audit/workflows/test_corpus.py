"""Every workflow of the corpus expands to the names that were worked out by hand beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hygiene.audit.workflows.names import check_run_names, exact_job_names

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


def test_the_corpus_is_wide() -> None:
    """At least thirty shapes, and each says what it shows."""
    assert len(CASES) >= 30
    assert all(case(name)[1]["shows"] for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_check_runs(name: str) -> None:
    """The names of the check runs are GitHub's, in its order."""
    text, expected = case(name)
    found = check_run_names(text, path=f"{name}.yml", read_file=read_called)
    assert [each.pattern for each in found] == expected["check_runs"]


@pytest.mark.parametrize("name", CASES)
def test_only_patterns_hold_a_star(name: str) -> None:
    """A name is exact unless something only the run knows stands in it as a star, or may add it."""
    text, _ = case(name)
    found = check_run_names(text, path=f"{name}.yml", read_file=read_called)
    assert [each.pattern for each in found if each.exact and "*" in each.pattern] == []
    assert [each.pattern for each in found if not each.exact and not each.reason] == []


@pytest.mark.parametrize("name", CASES)
def test_labels(name: str) -> None:
    """The labels are the callers' own names, each once, without those that only the run knows."""
    text, expected = case(name)
    wanted = expected.get("labels", list(dict.fromkeys(expected["check_runs"])))
    assert list(exact_job_names(text, path=f"{name}.yml")) == wanted


@pytest.mark.parametrize("name", [name for name in CASES if "may_skip" in case(name)[1]])
def test_may_skip(name: str) -> None:
    """A condition that may not hold, or a skipped need, is told."""
    text, expected = case(name)
    found = check_run_names(text, path=f"{name}.yml", read_file=read_called)
    assert [each.job_id for each in found if each.may_skip] == expected["may_skip"]


def test_a_real_run_of_the_gate() -> None:
    """The names of `reusable_local` are those of two real runs, but for the jobs that this case leaves out."""
    text, _ = case("reusable_local")
    found = {each.pattern for each in check_run_names(text, path="gate.yml", read_file=read_called)}
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
