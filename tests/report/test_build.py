"""What a settled loop did, from the operations that were carried out."""

from __future__ import annotations

import pytest

from hygiene.model.decision import Decision
from hygiene.model.plan import (
    AddComment,
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    DeleteComment,
    MinimizeComment,
    Operation,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)
from hygiene.model.report import CommentAction, CommentResult, TrackerAction, TrackerResult
from hygiene.model.snapshot import Version
from hygiene.report.build import results, together

SEEN = Version(None, None, "")
ADD, UPDATE = AddComment("P", 7, "b"), UpdateComment("C", 7, "b", SEEN, "")
DELETE, HIDE = DeleteComment("C", 7), MinimizeComment("C", 7)
OPEN, EDIT = CreateIssue("R", "lint", "t", "b", ()), UpdateIssue("I", 4, "lint", "b", SEEN, "")
REOPEN, NOTE = ReopenIssue("I", 4, "lint", SEEN), AddNote("I", 4, "lint", "b")
CLOSE, MERGE = CloseIssue("I", 4, "lint", SEEN), CloseIssue("J", 5, "lint", SEEN, "I")
ELSEWHERE = AddComment("P", 8, "b")


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), CommentAction.UNCHANGED),
        ((ADD,), CommentAction.CREATED),
        ((UPDATE,), CommentAction.UPDATED),
        ((ADD, UPDATE), CommentAction.CREATED),
        ((UPDATE, DELETE), CommentAction.DEDUPLICATED),
        ((DELETE,), CommentAction.DEDUPLICATED),
        ((HIDE,), CommentAction.DEDUPLICATED),
        ((ELSEWHERE, EDIT, AddLabels("P", 7, ("L",), ("l",))), CommentAction.UNCHANGED),
    ],
)
def test_comments(done: tuple[Operation, ...], expected: CommentAction) -> None:
    """A comment is what was done to it; what was done elsewhere is none of its."""
    found = CommentResult(7, CommentAction.UNCHANGED, "failure", "C")
    comments, _ = results(Decision(comments=(found,)), done)
    assert [comment.action for comment in comments if comment.pull_request == found.pull_request] == [expected]


def test_a_comment_to_come() -> None:
    """In a dry run the comment that would be created is not there yet: it is reported all the same, once."""
    comments, _ = results(Decision(state="failure"), (ADD,))
    assert comments == (CommentResult(7, CommentAction.CREATED, "failure"),)


def test_a_repaired_comment_stays_repaired() -> None:
    """What the decision itself calls deduplicated is not called merely updated."""
    found = CommentResult(7, CommentAction.DEDUPLICATED, "failure", "C")
    comments, _ = results(Decision(comments=(found,)), (UPDATE,))
    assert comments == (found,)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), TrackerAction.UNCHANGED),
        ((OPEN,), TrackerAction.OPENED),
        ((OPEN, EDIT, NOTE), TrackerAction.OPENED),
        ((EDIT,), TrackerAction.UPDATED),
        ((NOTE,), TrackerAction.UNCHANGED),
        ((REOPEN, EDIT), TrackerAction.REOPENED),
        ((EDIT, NOTE, CLOSE), TrackerAction.RESOLVED),
        ((EDIT, MERGE), TrackerAction.MERGED),
        ((OPEN, MERGE), TrackerAction.MERGED),
        ((MERGE, CLOSE), TrackerAction.RESOLVED),
        ((UpdateIssue("K", 9, "docker", "b", SEEN, ""),), TrackerAction.UNCHANGED),
        ((UPDATE, DELETE), TrackerAction.UNCHANGED),
    ],
)
def test_trackers(done: tuple[Operation, ...], expected: TrackerAction) -> None:
    """A tracker is the weightiest thing that was done to its category."""
    found = TrackerResult("lint", TrackerAction.UNCHANGED, 1, 4)
    _, trackers = results(Decision(trackers=(found,)), done)
    assert [tracker.action for tracker in trackers] == [expected]


def test_what_was_withheld_stays_withheld() -> None:
    """A tracker that nobody touched keeps the reason why."""
    found = TrackerResult("lint", TrackerAction.WITHHELD, 1, reason="a person closed it")
    assert results(Decision(trackers=(found,)), (ADD,))[1] == (found,)


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ((TrackerAction.OPENED, TrackerAction.UPDATED), TrackerAction.OPENED),
        ((TrackerAction.UPDATED, TrackerAction.RESOLVED), TrackerAction.RESOLVED),
        ((TrackerAction.UPDATED, TrackerAction.UNCHANGED), TrackerAction.UPDATED),
        ((TrackerAction.UNCHANGED, TrackerAction.UPDATED), TrackerAction.UPDATED),
        ((TrackerAction.RESOLVED, TrackerAction.REOPENED), TrackerAction.REOPENED),
        ((TrackerAction.UNCHANGED, TrackerAction.UNCHANGED), TrackerAction.UNCHANGED),
    ],
)
def test_several_scopes(actions: tuple[TrackerAction, ...], expected: TrackerAction) -> None:
    """One tracker in several scopes is one result: the last count, with the most informative action."""
    found = [TrackerResult("lint", action, count) for count, action in enumerate(actions, start=1)]
    other = TrackerResult("docker", TrackerAction.UNCHANGED, 9)
    assert together([*found, other]) == (TrackerResult("lint", expected, len(actions)), other)


def test_what_was_closed_is_reported_though_later_scopes_do_not_have_it() -> None:
    """The last decision no longer lists a tracker that this very run resolved or merged: its report does."""
    known = {"lint": TrackerResult("lint", TrackerAction.UNCHANGED, 3, 4), "docker": _docker(TrackerAction.UNCHANGED)}
    _, trackers = results(Decision(), (EDIT, CLOSE, ELSEWHERE), known)
    assert trackers == (TrackerResult("lint", TrackerAction.RESOLVED, 3, 4),)
    _, trackers = results(Decision(trackers=(_docker(TrackerAction.UNCHANGED),)), (MERGE,), known)
    assert trackers == (TrackerResult("lint", TrackerAction.MERGED, 3, 4), _docker(TrackerAction.UNCHANGED))


def test_the_last_result_of_a_tracker_counts() -> None:
    """What an earlier decision reported of it is not reported a second time."""
    _, trackers = results(Decision(trackers=(_docker(TrackerAction.UNCHANGED, 5),)), (), {"docker": _docker()})
    assert trackers == (_docker(TrackerAction.UNCHANGED, 5),)


def _docker(action: TrackerAction = TrackerAction.WITHHELD, count: int = 1) -> TrackerResult:
    return TrackerResult("docker", action, count, 9)
