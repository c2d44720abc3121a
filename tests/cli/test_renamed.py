"""Repositories that were renamed or transferred after the event: nothing is lost, and nothing is written elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.workflow_runner import RED, REPOSITORY

if TYPE_CHECKING:
    from tests.workflow_runner import Ran, Runner

FAILED = "1 of 4 jobs failed"


def of_fork(runner: Runner, owner: str = "alice") -> tuple[int, int]:
    """The number of a fork's pull request, and a run of it."""
    fork = runner.repository.fork(f"{owner}/r")
    head = fork.push("patch-1", {"a": "b"})
    number = runner.repository.pull_request("patch-1", fork=f"{owner}/r", author=owner)
    return number, runner.repository.workflow_run(head=head, jobs=RED)


def of_branch(runner: Runner) -> tuple[int, int]:
    """The same of a branch of the repository itself."""
    return runner.proposal(RED)


def settled(runner: Runner, number: int, *arguments: str) -> Ran:
    """The first of two runs: one comment and one tracker, and the second writes nothing."""
    ran = runner.run("post-ci", *arguments)
    assert ran.code == 0, ran.stderr
    (comment,) = runner.comments(number)
    assert FAILED in comment.body
    assert len(runner.repository.issues()) == 1
    written = len(runner.world.history)
    assert runner.run("post-ci", *arguments).code == 0
    assert len(runner.world.history) == written
    return ran


@pytest.mark.parametrize("name", ["o/new", "other/r", "other/new"])
@pytest.mark.parametrize("start", [of_branch, of_fork])
def test_the_event_and_the_runner_have_the_old_name(runner: Runner, start: Any, name: str) -> None:  # noqa: ANN401 - one of two functions
    """GitHub resolves it: https://docs.github.com/en/graphql/reference/queries#repository (``followRenames``)."""
    number, run = start(runner)
    runner.event(runner.repository.run_event(run))
    runner.repository.rename(name)
    settled(runner, number)


@pytest.mark.parametrize("start", [of_branch, of_fork])
def test_only_the_event_has_the_old_name(runner: Runner, start: Any) -> None:  # noqa: ANN401 - one of two functions
    """A re-run has the payload of the first run; the runner's id of the repository shows that it is the same."""
    number, run = start(runner)
    payload = runner.repository.run_event(run)
    runner.event(payload)
    runner.repository.rename("o/new")
    runner.monkeypatch.setenv("GITHUB_REPOSITORY", "o/new")
    runner.monkeypatch.setenv("GITHUB_REPOSITORY_ID", str(payload["repository"]["id"]))
    settled(runner, number)


@pytest.mark.parametrize("identity", [None, "", "1", "x", "9" * 5_000])
def test_an_event_of_another_repository(runner: Runner, identity: str | None) -> None:
    """Another name without the same id is a mistake, and nothing is read or written."""
    _, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    runner.monkeypatch.setenv("GITHUB_REPOSITORY", "o/new")
    if identity is not None:
        runner.monkeypatch.setenv("GITHUB_REPOSITORY_ID", identity)
    ran = runner.run("post-ci")
    assert (ran.code, runner.world.requests) == (2, [])
    assert "The event is of o/r, but the repository is o/new." in ran.stderr


def test_an_option_names_another_repository(runner: Runner) -> None:
    """The runner's id is not that of the repository that ``--repo`` names."""
    _, run = runner.proposal(RED)
    payload = runner.repository.run_event(run)
    runner.event(payload)
    runner.monkeypatch.setenv("GITHUB_REPOSITORY_ID", str(payload["repository"]["id"]))
    assert runner.run("post-ci", "--repo", "o/else").code == 2


def test_a_manual_run_with_the_old_name(runner: Runner) -> None:
    """The links lead to the new one."""
    number, _ = runner.proposal(RED)
    runner.repository.rename("o/new")
    ran = settled(runner, number, "--repo", REPOSITORY, "--pr", str(number))
    assert "https://github.com/o/new/pull/1" in ran.stdout


@pytest.mark.parametrize("name", ["alice/renamed", "bob/r"])
def test_a_fork_that_was_renamed(runner: Runner, name: str) -> None:
    """Branch and commit identify its pull request where the repository has another name by now."""
    number, run = of_fork(runner)
    runner.event(runner.repository.run_event(run))
    runner.world.repository("alice/r").rename(name)
    settled(runner, number)


def test_a_renamed_fork_and_another(runner: Runner) -> None:
    """A pull request whose name does match is preferred, and one with another commit is not taken."""
    number, run = of_fork(runner)
    other = runner.repository.fork("mallory/r")
    other.push("patch-1", {"c": "d"})
    foreign = runner.repository.pull_request("patch-1", fork="mallory/r", author="mallory")
    runner.event(runner.repository.run_event(run))
    runner.world.repository("alice/r").rename("alice/renamed")
    settled(runner, number)
    assert runner.comments(foreign) == []
