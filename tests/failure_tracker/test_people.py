"""What people close, lock, label, rename and write is not undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import IssueState
from tests.failure_tracker.world import BROKEN, FAIL, World


def _world() -> World:
    world = World()
    world.failed()
    return world


def test_what_a_person_closed_as_not_planned_stays_closed() -> None:
    """However often it fails, nothing is written; the report counts in silence."""
    world = _world()
    world.close(101, IssueState.NOT_PLANNED)
    before = dict(world.issues)
    decision = world.failed(8, 501)
    (found,) = decision.trackers
    assert world.issues == before
    assert (found.action, found.number, found.occurrences) == (TrackerAction.WITHHELD, 101, 2)
    assert "not planned" in found.reason


def test_not_planned_has_no_window() -> None:
    """A year later it is still not planned."""
    world = _world()
    world.close(101, IssueState.NOT_PLANNED)
    world.now += timedelta(days=365)
    world.failed(8, 501)
    assert sorted(world.issues) == [101]


def test_what_a_person_closed_as_completed_is_not_reopened_by_earlier_failures() -> None:
    """The same failing run, read again after the close, proves nothing new."""
    world = _world()
    world.close(101)
    before = world.issues[101]
    decision = world.handle(7)
    assert world.issues[101] == before
    assert decision.trackers[0].action is TrackerAction.WITHHELD
    assert "closed by a person" in decision.trackers[0].reason


def test_late_evidence_older_than_a_persons_close_is_recorded_and_reopens_nothing() -> None:
    """A run that ended before the close whose event comes after it."""
    world = _world()
    world.pull(8, "head-8")
    world.run("head-8", 501, BROKEN)
    world.close(101)
    world.handle(8)
    assert world.state() is IssueState.COMPLETED
    assert "**2** occurrences" in world.issues[101].body
    assert world.issues[101].notes == ()


def _closed_after_a_comment(later: timedelta) -> World:
    """Resolved by hygiene, red again by what happened before that, and closed so much later than its comment."""
    world = _world()
    head = world.pull(8, "head-8").head_oid
    world.run(head, 501, BROKEN)
    world.passed()
    ended = world.issues[101].notes[0].created_at
    world.issues[101] = replace(world.issues[101], state=IssueState.OPEN, closed_at=None)
    world.handle(8)
    version = replace(world.issues[101].version, last_edited_at=ended)
    closed = replace(world.issues[101], state=IssueState.COMPLETED, closed_at=ended + later, version=version)
    world.issues[101] = closed
    return world


def test_hygienes_own_closing_is_recognised_by_its_comment() -> None:
    """Another run may have replaced the text that stated it: the comment on the end is just before the closing."""
    world = _closed_after_a_comment(timedelta(seconds=3))
    world.handle(8)
    assert world.state() is IssueState.OPEN


def test_a_closing_long_after_our_comment_is_a_persons() -> None:
    """No run of hygiene takes an hour between its comment and its closing."""
    world = _closed_after_a_comment(timedelta(hours=1))
    world.handle(8)
    assert world.state() is IssueState.COMPLETED


def test_a_failure_after_a_persons_close_reopens() -> None:
    """Newer evidence than the close."""
    world = _world()
    world.close(101)
    world.failed(7, 501)
    assert world.state() is IssueState.OPEN
    assert len(world.issues[101].notes) == 1


def _not_reopened(world: World) -> World:
    """A run records a failure after the closing, and GitHub refuses only the reopening."""
    before = world.issues[101]
    world.failed(8, 700)
    again = world.issues[101]
    assert again.state is IssueState.OPEN
    kept = replace(again, state=before.state, closed_at=before.closed_at, closing=before.closing)
    version = replace(again.version, last_edited_at=before.closed_at)
    world.issues[101] = replace(kept, version=version)
    return world


def test_a_reopening_that_failed_is_repeated() -> None:
    """Though the text was written in the second of the closing: whoever closed it, the next run reopens it."""
    for by_person in (False, True):
        world = _world()
        if by_person:
            world.close(101)
        else:
            world.passed()
        _not_reopened(world).handle(8)
        assert world.state() is IssueState.OPEN


def test_a_reopening_that_failed_is_not_repeated_after_another_closing() -> None:
    """Once a person has closed it again, only what fails after that counts; and a recovery repeats nothing."""
    world = _world()
    world.passed()
    _not_reopened(world)
    world.close(101)
    world.handle(8)
    assert world.state() is IssueState.COMPLETED
    world = _world()
    world.passed()
    _not_reopened(world).passed(8, 800)
    assert world.state() is IssueState.COMPLETED


def test_in_the_second_of_a_persons_close_only_what_was_recorded_counts_as_known() -> None:
    """A second has no order: a failure that the tracker did not show when it was closed reopens it."""
    world = _world()
    world.pull(8, "head-8")
    world.run("head-8", 501, BROKEN)
    world.close(101)
    world.issues[101] = replace(world.issues[101], closed_at=world.now - timedelta(minutes=1))
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    world.handle(8)
    assert world.state() is IssueState.OPEN


def test_a_recovery_after_a_persons_close_is_recorded_in_silence() -> None:
    """No note, no second close; and a later failure does not find the old subject red."""
    world = _world()
    world.close(101)
    world.passed()
    assert world.issues[101].notes == ()
    assert world.state() is IssueState.COMPLETED
    world.failed(8, 700)
    assert "Tracked PR: #8" in world.issues[101].body


def test_what_a_person_closed_as_a_duplicate_is_not_opened_anew_by_earlier_failures() -> None:
    """Only a failure since then opens another one."""
    world = _world()
    world.close(101, IssueState.DUPLICATE)
    world.handle(7)
    assert sorted(world.issues) == [101]
    world.failed(7, 501)
    assert sorted(world.issues) == [101, 102]
    assert world.state(101) is IssueState.DUPLICATE


def test_a_persons_close_holds_beyond_the_window() -> None:
    """Old evidence opens no new issue either, once the window is over."""
    world = _world()
    world.close(101)
    world.now += timedelta(days=30)
    world.handle(7)
    assert sorted(world.issues) == [101]


def test_a_quiet_tracker_gets_no_notes() -> None:
    """It is updated and closed, without a note; the report states it."""
    world = _world()
    world.label(101, "hygiene:quiet")
    look = world.pull(7, "next")
    world.run(look.head_oid, 600, dict.fromkeys(BROKEN, BROKEN["docker smoke"]))
    assert any("hygiene:quiet" in notice for notice in world.decide(7).notices)
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    assert world.issues[101].notes == ()


def test_a_tracker_that_is_to_be_kept_open_is_never_closed() -> None:
    """It states that it recovered, and stays open; a new failure goes on in it."""
    world = _world()
    world.label(101, "hygiene:keep-open")
    world.passed()
    assert world.state() is IssueState.OPEN
    assert "recovered" in world.issues[101].body
    assert world.issues[101].notes == ()
    world.failed(7, 700)
    assert "failing" in world.issues[101].body
    assert sorted(world.issues) == [101]


@pytest.mark.parametrize("state", [IssueState.OPEN, IssueState.COMPLETED])
def test_a_muted_tracker_is_never_changed(state: IssueState) -> None:
    """An ignored tracker is not touched, and no other takes its place."""
    world = _world()
    world.label(101, "hygiene:ignore")
    if state is not IssueState.OPEN:
        world.close(101, state)
    before = dict(world.issues)
    decision = world.failed(8, 501)
    assert world.issues == before
    assert "hygiene:ignore" in decision.trackers[0].reason


def test_a_locked_tracker_is_kept_up_without_notes() -> None:
    """Its body and state go on, comments are not tried."""
    world = _world()
    world.issues[101] = replace(world.issues[101], locked=True)
    world.passed()
    assert world.state() is IssueState.COMPLETED
    assert world.issues[101].notes == ()


def test_an_issue_by_somebody_else_is_never_touched() -> None:
    """Whatever marker it carries: a marker proves nothing."""
    world = _world()
    world.issues[50] = replace(world.issues[101], id="I_50", number=50, own=False)
    foreign = world.issues[50]
    del world.issues[101]
    world.failed(8, 501)
    world.passed(8, 502)
    assert world.issues[50] == foreign
    assert [issue.number for issue in world.issues.values() if issue.own] == [101]


def test_a_title_is_peoples_to_change() -> None:
    """It identifies nothing, and nobody changes it back."""
    world = _world()
    world.issues[101] = replace(world.issues[101], title="The flaky one")
    world.failed(8, 501)
    assert sorted(world.issues) == [101]
    assert world.issues[101].title == "The flaky one"


def test_text_of_people_around_the_block_is_kept() -> None:
    """Before and after, through every update; what they wrote into hygiene's block is restored."""
    world = _world()
    body = world.issues[101].body.replace("**python ci** fails on ", "### hacked")
    world.edit(101, f"Please look at #12 first.\n\n{body}\n\nOwner: the build team")
    world.failed(8, 501)
    found = world.issues[101].body
    assert found.startswith("Please look at #12 first.\n\n<!-- hygiene:1 ")
    assert found.endswith("<!-- /hygiene -->\n\nOwner: the build team")
    assert "hacked" not in found
    assert "Tracked PR: #7, #8" in found


def test_a_label_that_fell_off_is_put_back() -> None:
    """Without it, nobody would find the tracker again."""
    world = _world()
    world.issues[101] = replace(world.issues[101], labels=())
    world.handle(7)
    assert world.issues[101].has_label("ci-failure")


def test_a_label_that_was_deleted_from_the_repository_is_made_again() -> None:
    """First the label, then the tracker that should carry it."""
    world = _world()
    del world.labels["ci-failure"]
    world.issues[101] = replace(world.issues[101], labels=())
    world.handle(7)
    assert "ci-failure" in world.labels
    assert world.issues[101].has_label("ci-failure")


def test_without_issues_there_are_no_trackers() -> None:
    """The report states why; the label of the pull request is not concerned."""
    world = World(has_issues=False)
    decision = world.failed()
    assert world.issues == {}
    assert "issues are disabled" in decision.trackers[0].reason
    assert [label.name for label in world.pulls[7].labels] == ["ci-failure"]


def test_a_tracker_that_was_transferred_is_followed_by_a_new_one() -> None:
    """What is in another repository is not seen here any more."""
    world = _world()
    del world.issues[101]
    world.failed(7, 501, BROKEN | {"gate": FAIL})
    assert [issue.state for issue in world.issues.values()] == [IssueState.OPEN]
