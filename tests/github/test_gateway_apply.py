"""One document of writes, and what its answer shows: everything done, in part, refused, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, UnavailableError
from hygiene.github.gateway import UNKNOWN_OUTCOMES_MAX
from hygiene.model.plan import (
    AddComment,
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    CreateLabel,
    DeleteComment,
    MinimizeComment,
    Reason,
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)
from hygiene.model.snapshot import IssueState
from hygiene.sandbox.faults import GatewayError, HalfResponse, Lag, Reset, WrongPage
from hygiene.sandbox.threads import Issue
from tests.github.scopes import GREEN, LABEL, OURS, Place, spent

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot
    from hygiene.sandbox.faults import Fault


def tracker(snapshot: Snapshot, number: int) -> UpdateIssue:
    """An update of a tracker, planned against what the snapshot saw."""
    issue = next(issue for issue in snapshot.trackers if issue.number == number)
    return UpdateIssue(issue.id, number, "c", "new body", issue.version, issue.body)


def test_every_operation() -> None:
    """Every kind of operation is carried out in one document, and its answer shows the world after it."""
    place = Place()
    number = place.proposal(GREEN)
    place.repository.person("alice").add_label(number, "stale")
    open_one, other, closed = (place.repository.issue(name, "old", labels=(LABEL,)) for name in ("A", "B", "C"))
    place.repository.person("alice").close(closed)
    keep, drop, hide = (place.bot(number, f"{OURS} {word}") for word in ("keep", "drop", "hide"))
    gateway = place.gateway(number)
    before = gateway.read()
    by_number = {issue.number: issue for issue in before.trackers}
    (pull,) = before.pull_requests
    comments = {comment.id: comment for comment in pull.comments}
    home, label = before.repository.id, before.repository.tracker_label
    assert label is not None
    plan = (
        UpdateComment(keep, number, f"{OURS} kept", comments[keep].version, comments[keep].body),
        AddComment(pull.id, number, f"{OURS} added"),
        MinimizeComment(hide, number),
        DeleteComment(drop, number),
        RemoveLabels(pull.id, number, (pull.labels[0].id,), ("stale",)),
        CloseIssue(by_number[other].id, other, "b", by_number[other].version, by_number[open_one].id),
        AddNote(by_number[open_one].id, open_one, "a", "a note"),
        AddLabels(pull.id, number, (label.id,), (LABEL,)),
        ReopenIssue(by_number[closed].id, closed, "c", by_number[closed].version),
        tracker(before, open_one),
        CreateIssue(home, "d", "D", "body of D", (label.id,)),
        CreateLabel(home, "flaky", "ededed", "it comes and goes"),
    )
    applied = gateway.apply(plan, before)
    assert (set(applied.done), applied.refused, spent(gateway)) == (set(plan), (), (1, 1))
    after = applied.snapshot
    assert after is not None
    states = {issue.title: issue.state for issue in after.trackers}
    assert states == {"A": IssueState.OPEN, "B": IssueState.DUPLICATE, "C": IssueState.OPEN, "D": IssueState.OPEN}
    first = next(issue for issue in after.trackers if issue.number == open_one)
    assert (first.body, [note.body for note in first.notes]) == ("new body", ["a note"])
    assert after.repository.flaky_label is not None
    bodies = {comment.body.removeprefix(OURS): comment.minimized for comment in after.pull_requests[0].comments}
    assert bodies == {" kept": False, " hide": True, " added": False}
    assert [one.name for one in after.pull_requests[0].labels] == [LABEL]
    assert after.head == before.head


def test_more_than_a_document_holds() -> None:
    """What finds no slot is left for the next pass; nothing is claimed that was not done."""
    place = Place()
    number = place.proposal(GREEN)
    for name in range(9):
        place.repository.issue(f"T{name}", "old", labels=(LABEL,))
    gateway = place.gateway(number)
    before = gateway.read()
    plan = tuple(tracker(before, issue.number) for issue in before.trackers)
    applied = gateway.apply(plan, before)
    assert (applied.done, applied.refused) == (plan[:6], ())
    assert applied.snapshot is not None
    assert [issue.body for issue in applied.snapshot.trackers] == ["new body"] * 6 + ["old"] * 3


def test_one_of_several_is_refused() -> None:
    """Siblings of a refused operation stay; the refusal has the reason."""
    place = Place()
    number = place.proposal(GREEN)
    tracked = place.repository.issue("T", "old", labels=(LABEL,))
    mine = place.bot(number)
    gateway = place.gateway(number)
    before = gateway.read()
    comment = before.pull_requests[0].comments[-1]
    place.repository.person("alice").delete_comment(mine)
    update = UpdateComment(mine, number, f"{OURS} new", comment.version, comment.body)
    applied = gateway.apply((tracker(before, tracked), update), before)
    assert applied.done == (tracker(before, tracked),)
    assert [(refusal.operation, refusal.reason) for refusal in applied.refused] == [(update, Reason.GONE)]
    assert applied.snapshot is None


@pytest.mark.parametrize(
    ("grants", "reason"), [({"pull_requests": "read"}, Reason.FORBIDDEN), ({"pull_requests": "write"}, None)]
)
def test_forbidden(grants: dict[str, str], reason: Reason | None) -> None:
    """A refused operation names the permission that it takes."""
    place = Place(**grants)
    number = place.proposal(GREEN)
    gateway = place.gateway(number)
    before = gateway.read()
    applied = gateway.apply((AddComment(before.pull_requests[0].id, number, OURS),), before)
    assert [refusal.reason for refusal in applied.refused] == ([reason] if reason else [])
    for refusal in applied.refused:
        error = gateway.forbidden(refusal)
        assert isinstance(error, AuthorizationError)
        assert "`permissions:` pull-requests: write" in error.hint


def test_a_label_that_was_dropped() -> None:
    """A token without push loses the label of a new issue, which no listing shows then; the payload does."""
    place = Place(push=False)
    number = place.proposal(GREEN)
    place.repository.label(LABEL)
    gateway = place.gateway(number)
    before = gateway.read()
    assert before.repository.tracker_label is not None
    create = CreateIssue(before.repository.id, "c", "T", "body", (before.repository.tracker_label.id,))
    applied = gateway.apply((create,), before)
    assert applied.snapshot is not None
    assert [(issue.title, issue.labels) for issue in applied.snapshot.trackers] == [("T", ())]


def test_our_own_comment_beyond_the_windows() -> None:
    """A comment that a mutation added is in its answer, even when thousands of others are younger by a second."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 400)
    gateway = place.gateway(number)
    before = gateway.read()
    applied = gateway.apply((AddComment(before.pull_requests[0].id, number, OURS),), before)
    assert applied.snapshot is not None
    assert [comment.body for comment in applied.snapshot.pull_requests[0].comments if comment.own] == [OURS]


@pytest.mark.parametrize(
    "fault", [GatewayError(), GatewayError(after=True), Reset(after=True), HalfResponse(), WrongPage()]
)
def test_an_unknown_outcome(fault: Fault) -> None:
    """When the answer of a mutation is lost, nothing is claimed; the mutation is sent once, and a read shows it."""
    place = Place()
    number = place.proposal(GREEN)
    gateway = place.gateway(number, faults=[None, fault])
    before = gateway.read()
    applied = gateway.apply((AddComment(before.pull_requests[0].id, number, OURS),), before)
    assert (applied.snapshot, applied.done, applied.refused) == (None, (), ())
    assert spent(gateway) == (1, 1)
    happened = getattr(fault, "after", isinstance(fault, HalfResponse))
    assert len(place.repository.comments(number)) == happened


def test_one_outage_after_the_other() -> None:
    """When mutations keep getting lost, the host is out of order, which is reported instead of reading for ever."""
    place = Place()
    number = place.proposal(GREEN)
    gateway = place.gateway(number, faults=[None, *[GatewayError(status=504)] * 9])
    before = gateway.read()
    plan = (AddComment(before.pull_requests[0].id, number, OURS),)
    for _ in range(UNKNOWN_OUTCOMES_MAX):
        assert gateway.apply(plan, before).snapshot is None
    with pytest.raises(UnavailableError, match="HTTP status 504"):
        gateway.apply(plan, before)


def test_edit_histories() -> None:
    """The full text of every version of a body can be read, those that were overwritten first of all."""
    place = Place()
    number = place.proposal(GREEN)
    mine = place.bot(number)
    bot = place.repository.person("github-actions[bot]")
    for word in ("one", "two"):
        bot.edit_comment(mine, f"{OURS} {word}")
    gateway = place.gateway(number)
    before = gateway.read()
    assert before.pull_requests[0].comments[0].edits.total >= 2
    texts = gateway.read_edits(before, [mine, "IC_gone"]).overwritten
    assert {OURS, f"{OURS} one", f"{OURS} two"} >= set(texts[mine]) >= {f"{OURS} one", f"{OURS} two"}
    assert texts["IC_gone"] == ()


def test_what_an_update_overwrote() -> None:
    """A mutation's answer holds what somebody else wrote between our read and our write."""
    place = Place()
    number = place.proposal(GREEN)
    tracked = place.repository.issue("T", "old", labels=(LABEL,))
    gateway = place.gateway(number)
    before = gateway.read()
    place.repository.person("alice").edit(tracked, "what Alice wrote")
    applied = gateway.apply((tracker(before, tracked),), before)
    assert applied.snapshot is not None
    assert "what Alice wrote" in [text for texts in applied.snapshot.overwritten.values() for text in texts]


def test_a_replica_that_lags() -> None:
    """A mutation is answered by the primary: a snapshot after a write holds the write, whatever queries show."""
    place = Place()
    number = place.proposal(GREEN)
    gateway = place.gateway(number, faults=[None, Lag(5), Lag(5)])
    before = gateway.read()
    applied = gateway.apply((AddComment(before.pull_requests[0].id, number, OURS),), before)
    assert applied.snapshot is not None
    assert len(applied.snapshot.pull_requests[0].comments) == 1


def test_a_body_that_was_not_kept() -> None:
    """An update that answers with the old body was not carried out, whatever its status."""
    place = Place()
    place.world.behaviour = type(place.world.behaviour)(overlong_issue_update_ignored=True)
    number = place.proposal(GREEN)
    tracked = place.repository.issue("T", "old", labels=(LABEL,))
    gateway = place.gateway(number)
    before = gateway.read()
    issue = before.trackers[0]
    applied = gateway.apply((UpdateIssue(issue.id, tracked, "c", "x" * 70_000, issue.version, issue.body),), before)
    assert applied.snapshot is None
    thread = place.repository.thread(tracked)
    assert isinstance(thread, Issue)
    assert thread.body == "old"
