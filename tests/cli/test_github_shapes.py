"""Shapes of GitHub's responses that were seen in public reports, through the whole command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.faults import (
    VALIDATION_TIMEOUT,
    Fault,
    FaultRule,
    GatewayError,
    Lag,
    Refused,
    Reset,
    ResourceLimits,
    SecondaryLimit,
    Timeout,
    WentWrong,
)
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflow_runner import Runner

FAILED = "1 of 4 jobs failed"


def _idle_suite(runner: Runner, _number: int) -> None:
    """GitHub queues a suite for every installed app, which may never report."""
    runner.repository.suite(runner.repository.head("feature"), "renovate")


def _deleted_accounts(runner: Runner, number: int) -> None:
    """The authors of the pull request and of a comment are null."""
    runner.repository.person("bob").comment(number, "a note")
    runner.repository.person("bob").edit(number, "text")
    for login in ("bob", "octocat"):
        runner.world.delete_account(login)


def _renamed(runner: Runner, _number: int) -> None:
    """The event and the environment have the name from before."""
    runner.repository.rename("o/new")


def _transferred(runner: Runner, _number: int) -> None:
    """The same with another owner."""
    runner.repository.rename("other/r")


@pytest.mark.parametrize("change", [_idle_suite, _deleted_accounts, _renamed, _transferred])
def test_shapes_that_change_nothing(runner: Runner, change: Callable[[Runner, int], None]) -> None:
    """One comment and one tracker, and a further run writes nothing."""
    number, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    change(runner, number)
    assert runner.run("post-ci").code == 0
    (comment,) = runner.comments(number)
    assert FAILED in comment.body
    assert len(runner.repository.issues()) == 1
    written = len(runner.world.history)
    assert runner.run("post-ci").code == 0
    assert len(runner.world.history) == written


def test_a_deleted_fork(runner: Runner) -> None:
    """``headRepository`` is null, and so is the head repository of the event: the commit names the pull request."""
    fork = runner.repository.fork("alice/r")
    head = fork.push("patch-1", {"a": "b"})
    number = runner.repository.pull_request("patch-1", fork="alice/r", author="alice")
    run = runner.repository.workflow_run(head=head, jobs=RED)
    fork.delete()
    assert runner.post_ci(run=run).code == 0
    (comment,) = runner.comments(number)
    assert FAILED in comment.body


@pytest.mark.parametrize("linked", [True, False])
def test_a_startup_failure(runner: Runner, *, linked: bool) -> None:
    """A suite without check runs, whose ``workflowRun`` may be null: nothing is called passed."""
    head = runner.repository.push("feature", {"a": "b"})
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={}, conclusion="startup_failure", linked=linked)
    ran = runner.post_ci("--json", run=run)
    assert ran.code == 0
    (comment,) = runner.comments(number)
    assert "passed" not in comment.body.splitlines()[1]


FAULTS: list[Fault] = [
    *(GatewayError(body=body) for body in ("unicorn", "nginx", "went_wrong")),
    GatewayError(status=504, body="timed_out"),
    WentWrong(),
    WentWrong(data_null=False),
    Timeout(),
    Reset(),
    SecondaryLimit(5),
    SecondaryLimit(5, status=200),
    Lag(),
]
AFTER: list[Fault] = [
    *(GatewayError(after=True, body=body) for body in ("unicorn", "nginx", "went_wrong")),
    GatewayError(after=True, status=504, body="timed_out"),
    WentWrong(after=True),
    WentWrong(after=True, data_null=False),
    Timeout(after=True),
    Reset(after=True),
    GatewayError(after=True, status=408, body="empty"),
    GatewayError(after=True, status=499, body="empty"),
    GatewayError(after=True, status=200, body="timed_out"),
    Refused(None, VALIDATION_TIMEOUT, after=True),
    Refused(None, "We couldn't respond to your request in time", after=True),
    *(ResourceLimits(place=place, after=after) for place in (1, 2, 3) for after in (False, True)),
]


@pytest.mark.parametrize("fault", [*FAULTS, *AFTER], ids=repr)
@pytest.mark.parametrize("on", ["query", "mutation"])
def test_one_failing_request(runner: Runner, fault: Fault, on: str) -> None:
    """A read is repeated, and after a write whose outcome is unknown the command reads before it writes again."""
    number, run = runner.proposal(RED)
    runner.world.faults = [FaultRule(fault, on="query" if on == "query" else "mutation", times=1)]
    assert runner.post_ci(run=run).code == 0
    (comment,) = runner.comments(number)
    assert FAILED in comment.body
    assert len(runner.repository.issues()) == 1
