"""Whom a tracker follows: pull requests and branches, each with its last decision, until it recovers or is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.model.checks import CheckState
from hygiene.model.plan import UpdateIssue
from hygiene.model.snapshot import IssueState, PullRequestState
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, PASS, World, trigger_for

if TYPE_CHECKING:
    from hygiene.model.decision import Decision


def _failed(number: int = 7, run_id: int = 500, world: World | None = None) -> World:
    world = world or World()
    world.failed(number, run_id)
    return world


def _passed(world: World, number: int = 7, run_id: int = 600) -> Decision:
    return world.passed(number, run_id)


def test_one_green_pull_request_does_not_close_what_another_still_fails() -> None:
    """The tracker follows each subject by itself."""
    world = _failed(8, 501, _failed())
    _passed(world, 7)
    assert world.state() is IssueState.OPEN
    assert "Tracked PR: #8" in world.issues[101].body
    assert "<!-- tracked-pr: 7 -->" not in world.issues[101].body
    _passed(world, 8, 601)
    assert world.state() is IssueState.COMPLETED


@pytest.mark.parametrize(
    "state",
    [CheckState.SKIPPED, CheckState.CANCELLED, CheckState.NEUTRAL, CheckState.STALE, CheckState.UNKNOWN],
)
def test_what_did_not_run_proves_nothing(state: CheckState) -> None:
    """Neither a recovery nor a failure, and no write."""
    world = _failed()
    before = world.issues[101]
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, JOBS | {"python ci (3.12)": state})
    assert world.handle(7).plan == ()
    assert world.issues[101] == before


def test_a_pending_job_leaves_the_verdict_open() -> None:
    """Until the job that failed has run, the subject stays."""
    world = _failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, {"python ci (3.11)": PASS, "python ci (3.12)": CheckState.PENDING})
    world.handle(7)
    assert world.state() is IssueState.OPEN


def test_another_leg_of_the_matrix_is_no_recovery() -> None:
    """The leg that failed must pass itself."""
    world = _failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, {"python ci (3.11)": PASS, "python ci (3.12)": CheckState.SKIPPED})
    world.handle(7)
    assert world.state() is IssueState.OPEN


def test_a_leg_that_was_dropped_from_the_matrix_recovers_with_the_rest() -> None:
    """Once a newer run has ended without it and the rest of the category passed."""
    world = _failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, {"python ci (3.11)": PASS, "python ci (3.13)": PASS})
    world.handle(7)
    assert world.state() is IssueState.COMPLETED


def test_a_job_that_vanished_alone_recovers_nothing() -> None:
    """Nothing of its category ran: the result is unknown."""
    world = _failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, {"docker smoke": PASS})
    world.handle(7)
    assert world.state() is IssueState.OPEN


def test_a_stale_verdict_does_not_count_again() -> None:
    """A lagging read of the failing head, after the recovery was recorded, reopens and writes nothing."""
    world = _failed()
    old_head = world.pulls[7].head_oid
    _passed(world)
    after = world.issues[101]
    world.pulls[7] = world.pull(7, old_head)
    decision = world.handle(7)
    assert world.issues[101] == after
    assert not any(isinstance(operation, UpdateIssue) for operation in decision.plan)


@pytest.mark.parametrize("state", [PullRequestState.MERGED, PullRequestState.CLOSED])
def test_a_pull_request_that_is_gone_leaves_every_tracker(state: PullRequestState) -> None:
    """Merged or closed: it holds no tracker open, and the note does not claim a green run."""
    world = _failed()
    world.run("head-7-500", 501, {"docker smoke": FAIL})
    world.handle(7)
    assert len(world.issues) == 2
    world.pulls[7] = replace(world.pulls[7], state=state)
    world.handle(7, closed=True)
    assert {issue.state for issue in world.issues.values()} == {IssueState.COMPLETED}
    assert "merged, closed or deleted" in world.issues[101].notes[-1].body


def test_a_branch_is_a_subject_of_its_own() -> None:
    """A failing push opens a tracker without any pull request, and the next green one ends it."""
    world = World()
    world.run("tip-main", 500, BROKEN, event="push")
    world.handle(branch="main")
    assert "Tracked PR: none" in world.issues[101].body
    assert "`main`" in world.issues[101].body
    world.heads["tip-main"] = []
    world.run("tip-main", 501, JOBS, event="push")
    world.handle(branch="main")
    assert world.state() is IssueState.COMPLETED


def test_a_merge_group_counts_for_its_pull_request() -> None:
    """A failure in the queue is the pull request's, and its label is left to its own runs."""
    world = World()
    world.pull(7, "head-7")
    world.run("queued", 500, BROKEN, event="merge_group")
    look = lambda details: world.snapshot("queued", (7,), details=details)  # noqa: E731 - one read
    world.serve(look, trigger_for(7, event="merge_group"))
    assert "Tracked PR: #7" in world.issues[101].body
    assert world.pulls[7].labels == ()


def test_a_queue_without_a_number_is_nobody() -> None:
    """A branch of the queue vanishes by itself: it would never recover."""
    world = World()
    world.run("tip-gh-readonly-queue/main", 500, BROKEN, event="merge_group")
    assert world.decide(branch="gh-readonly-queue/main", event="merge_group").plan == ()


def test_one_commit_in_two_pull_requests_is_one_occurrence_of_both() -> None:
    """The same run is not counted twice."""
    world = World()
    world.pull(7, "shared")
    world.pull(8, "shared")
    world.run("shared", 500, BROKEN)
    world.handle(7)
    assert "Tracked PR: #7, #8" in world.issues[101].body
    assert "**1** occurrence " in world.issues[101].body
