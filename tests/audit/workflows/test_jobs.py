"""Workflow files: names, events, jobs and what needs what."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.jobs import Workflow, read_workflow
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
    """Events are one text, a list or a mapping."""
    assert read(f"{written}\njobs: {{a: {{}}}}\n").triggers == events


@pytest.mark.parametrize("text", ["name: x\n", "jobs:\n", "jobs: {}\n", "jobs: []\n", "jobs: [a]\n", "jobs: text\n"])
def test_without_jobs(text: str) -> None:
    """A workflow without jobs is refused, with its place."""
    with pytest.raises(UsageError, match=r"gate\.yml:1:\d+ The file has no jobs"):
        read(text)


@pytest.mark.parametrize(
    ("job", "what"),
    [
        ("a: text", "gate.yml:2:3 Job `a` is not a mapping"),
        ("a:", "gate.yml:2:3 Job `a` is not a mapping"),
        ("a: [x]", "gate.yml:2:3 Job `a` is not a mapping"),
    ],
)
def test_unreadable_jobs(job: str, what: str) -> None:
    """A job that is no mapping is refused with its place."""
    with pytest.raises(UsageError) as caught:
        with_jobs(job)
    assert what in caught.value.message


def test_the_line_of_a_name() -> None:
    """The line of a job is that of its name, or of its id when it has none."""
    workflow = read("jobs:\n  a:\n    runs-on: x\n    name: A\n  b: {}\n")
    assert [(job.id, job.line) for job in workflow.jobs] == [("a", 4), ("b", 5)]


def test_two_jobs_with_one_id() -> None:
    """One id twice is refused, as YAML forbids it."""
    with pytest.raises(UsageError, match=r"gate\.yml:3:3 The file defines `build` twice"):
        with_jobs("build: {}\nbuild: {}")


CHAIN = "a: {}\nb: {needs: a}\nc: {needs: [B, z]}\nz: {}\nd: {needs: c}\n"


def test_needs() -> None:
    """What a job needs, and what needs it, directly or not; ids ignore case."""
    workflow = with_jobs(CHAIN)
    by_id = {job.id: job for job in workflow.jobs}
    assert workflow.ancestors(by_id["d"]) == {"a", "b", "c", "z"}
    assert workflow.ancestors(by_id["a"]) == frozenset()
    assert workflow.descendants(by_id["a"]) == {"b", "c", "d"}
    assert workflow.descendants(by_id["d"]) == frozenset()
    assert [job.id for job in workflow.needed_first] == ["a", "z", "b", "c", "d"]
    assert workflow.job("Z") is by_id["z"]
    assert workflow.job("y") is None


def test_needs_in_a_cycle() -> None:
    """A cycle of needs, which GitHub refuses, does not end the reading."""
    workflow = with_jobs("a: {needs: b}\nb: {needs: a}\nc: {}\nd: {needs: d}")
    assert [job.id for job in workflow.needed_first] == ["c", "a", "b", "d"]
    assert workflow.ancestors(workflow.jobs[0]) == {"a", "b"}


def test_a_long_chain_of_needs() -> None:
    """Five thousand jobs that need each other in a row are ordered in one pass."""
    jobs = "\n".join(f"j{i}: {{needs: j{i - 1}}}" if i else "j0: {}" for i in reversed(range(5_000)))
    assert [job.id for job in with_jobs(jobs).needed_first][:2] == ["j0", "j1"]
