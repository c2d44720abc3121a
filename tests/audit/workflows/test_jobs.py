"""Workflow files: names, events, jobs, conditions, and what is refused."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.jobs import Workflow, matrix_of, read_workflow
from hygiene.audit.workflows.values import UNKNOWN
from hygiene.errors import UsageError


def read(text: str) -> Workflow:
    """Read a workflow called gate.yml."""
    return read_workflow(text, path="gate.yml")


def with_jobs(jobs: str) -> Workflow:
    """Read a workflow that holds the jobs, one line each."""
    return read("jobs:\n" + "".join(f"  {line}\n" for line in jobs.splitlines()))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("name: Gate", "Gate"),
        ("name: ''", "gate.yml"),
        ("on: push", "gate.yml"),
        ("name: 3.10", "3.1"),
        ("name: [a]", "gate.yml"),
    ],
)
def test_name(written: str, name: str) -> None:
    """A workflow without a name is shown by its path."""
    assert read(f"{written}\njobs: {{a: {{}}}}\n").name == name


@pytest.mark.parametrize(
    ("written", "events"),
    [
        ("on: push", ("push",)),
        ("on: [push, pull_request]", ("push", "pull_request")),
        ("on:\n  pull_request:\n  merge_group: {}", ("pull_request", "merge_group")),
        ("'on': push", ("push",)),
        ("true: push", ()),
        ("name: x", ()),
    ],
)
def test_events(written: str, events: tuple[str, ...]) -> None:
    """Events come as a word, a list or a mapping."""
    assert read(f"{written}\njobs: {{a: {{}}}}\n").triggers == events


@pytest.mark.parametrize("text", ["name: x\n", "jobs:\n", "jobs: {}\n", "jobs: []\n", "jobs: [a]\n", "jobs: text\n"])
def test_without_jobs(text: str) -> None:
    """A workflow without jobs is refused, with its place."""
    with pytest.raises(UsageError, match=r"gate\.yml:1:\d+ has no jobs"):
        read(text)


@pytest.mark.parametrize(
    ("job", "what"),
    [
        ("1st: {}", "gate.yml:2:3 job `1st` has an id that GitHub refuses"),
        ("a b: {}", "gate.yml:2:3 job `a b` has an id that GitHub refuses"),
        ("${{ x }}: {}", "has an id that GitHub refuses"),
        ("a: text", "gate.yml:2:3 job `a` is not a mapping"),
        ("a:", "gate.yml:2:3 job `a` is not a mapping"),
        ("a: {name: [x]}", "gate.yml:2:13 The name of job `a` is not text"),
        ("a: {name: {x: 1}}", "gate.yml:2:13 The name of job `a` is not text"),
    ],
)
def test_refused_jobs(job: str, what: str) -> None:
    """Ids and names that GitHub refuses are named with their place."""
    with pytest.raises(UsageError) as caught:
        with_jobs(job)
    assert what in caught.value.message


def test_the_line_of_a_name() -> None:
    """A job stands at its name, and at its id when it has none."""
    workflow = read("jobs:\n  a:\n    runs-on: x\n    name: A\n  b: {}\n")
    assert [(job.id, job.line) for job in workflow.jobs] == [("a", 4), ("b", 5)]


def test_two_jobs_with_one_id() -> None:
    """One id twice is refused, as YAML forbids it."""
    with pytest.raises(UsageError, match=r"gate\.yml:3:3 defines `build` twice"):
        with_jobs("build: {}\nbuild: {}")


@pytest.mark.parametrize(
    ("condition", "may_skip"),
    [
        ("", False),
        ("always()", False),
        ("'${{ always() }}'", False),
        ("'!cancelled()'", False),
        ("success() || failure()", False),
        ("success()", False),
        ("failure()", True),
        ("cancelled()", True),
        ("github.ref == 'x'", True),
        ("always() && github.actor != 'bot'", True),
        ("\"contains(github.ref, 'x') || true\"", True),
        ("true", False),
        ("false", True),
        ("'${{ false }} || x'", False),
        ("'${{ x }}${{ y }}'", False),
        ("1 == 1", False),
    ],
)
def test_conditions(condition: str, may_skip: bool) -> None:  # noqa: FBT001  the expectation is a truth value
    """A job may skip unless its condition holds whenever nothing fails and nobody cancels."""
    assert with_jobs(f"a: {{if: {condition}}}").may_skip() == ({"a"} if may_skip else set())


def test_skipping_spreads() -> None:
    """A job that needs a skipped one is skipped, however far away, unless it asks for the status."""
    jobs = "a: {if: x}\nb: {needs: a}\nc: {needs: [z, b]}\nd: {needs: c, if: always()}\ne: {needs: d}\nz: {}"
    assert with_jobs(jobs).may_skip() == {"a", "b", "c"}


def test_needs_in_a_circle() -> None:
    """GitHub refuses such needs; reading them ends all the same."""
    assert with_jobs("a: {needs: b, if: x}\nb: {needs: a}").may_skip() == {"a", "b"}


def test_matrix_of() -> None:
    """The matrix is found inside a strategy, which may itself be an expression."""
    jobs = "a: {}\nb: {strategy: {matrix: {v: [1]}}}\nc: {strategy: '${{ fromJSON(vars.x) }}'}\nd: {strategy: {}}"
    assert [matrix_of(job, {}) for job in with_jobs(jobs).jobs] == [None, {"v": [1.0]}, UNKNOWN, None]
