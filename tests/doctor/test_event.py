"""The event of this run, and forks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hygiene.doctor.check import Check, Level
from hygiene.doctor.facts import Event
from hygiene.doctor.token import event_checks
from hygiene.errors import UsageError
from hygiene.sandbox.world import World

from .facts import GOOD


def asked(name: str, payload: dict[str, Any] | None, trouble: UsageError | None = None) -> Check:
    """The one row for an event."""
    (check,) = event_checks(replace(GOOD, event=Event(name, payload, trouble)))
    return check


def payloads(*, fork: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The events of a run and of a pull request, as GitHub sends them."""
    world = World()
    repository = world.repository("o/r")
    source = world.repository("mallory/r", fork_of="o/r") if fork else repository
    head = source.push("patch-1", {"a": "b"})
    number = repository.pull_request("patch-1", fork="mallory/r" if fork else None)
    run = repository.workflow_run(head=head, jobs={"gate": "success"})
    return repository.run_event(run), repository.pull_request_event(number)


def test_a_manual_run() -> None:
    """No event is no fault."""
    check = asked("", None)
    assert check.level is Level.PASS
    assert "--pr" in check.message


@pytest.mark.parametrize("fork", [False, True])
def test_a_completed_run(fork: bool) -> None:  # noqa: FBT001
    """The event that hygiene is made for passes, and a fork is named."""
    check = asked("workflow_run", payloads(fork=fork)[0])
    assert check.level is Level.PASS
    assert ("the fork mallory/r" in check.message) is fork


def test_a_pull_request_of_the_repository() -> None:
    """Works."""
    assert asked("pull_request", payloads(fork=False)[1]).level is Level.PASS


def test_a_pull_request_of_a_fork() -> None:
    """The token is read-only there, and the hint names the event that works."""
    check = asked("pull_request", payloads(fork=True)[1])
    assert check.level is Level.WARN
    assert "token of this event is read-only" in check.message
    assert "workflow_run" in check.hint


def test_pull_request_target_of_a_fork() -> None:
    """That token may write; the row reminds that the fork's code never runs."""
    check = asked("pull_request_target", payloads(fork=True)[1])
    assert check.level is Level.PASS
    assert "never checked out" in check.message


def test_an_event_that_is_not_taken() -> None:
    """The doctor may run anywhere; post-ci would not."""
    check = asked("push", {"ref": "refs/heads/main"})
    assert check.level is Level.WARN
    assert "'push' is not supported" in check.message


def test_an_unreadable_event() -> None:
    """The reader's own sentence is the row."""
    check = asked("workflow_run", None, UsageError("The event file is empty.", hint="Name another."))
    assert (check.level, check.message, check.hint) == (Level.FAIL, "The event file is empty.", "Name another.")
