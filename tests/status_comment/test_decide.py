"""The status comment's slot: exactly one at rest, whoever wrote before, and nothing else is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.model.marker import Marker, encode
from hygiene.model.plan import AddComment, DeleteComment, UpdateComment
from hygiene.model.policy import StatusPolicy
from hygiene.model.report import CommentAction
from hygiene.model.snapshot import EditCount
from hygiene.status_comment.decide import decide_status
from tests.snapshots import HEAD, OLDER_HEAD, POLICY, TRIGGER, comment, head, pull_request, snapshot
from tests.status_comment.settling import applied, settle, standing
from tests.status_comment.situations import GREEN, RED
from tests.status_comment.world import decided, seen_with, state_of, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.snapshot import Comment
    from hygiene.model.trigger import Trigger

WORSE = replace(POLICY, status=StatusPolicy(notify="worse"))
FOREIGN = "<!-- Sticky Pull Request Comment -->"


def test_first_comment_is_added() -> None:
    """Where there is none, one is added, and then nothing is left to do."""
    rested, passes = settle(seen_with(), decided)
    assert passes == 1
    assert len(standing(rested)) == 1
    assert "1 of 4 jobs failed" in standing(rested)[0].body


def test_equal_text_is_left_alone() -> None:
    """A comment that states it already costs no write, whatever line ends GitHub returns."""
    ours = written()
    decision = decided(seen_with(replace(ours, body=ours.body.replace("\n", "\r\n") + "\r\n")))
    assert decision.plan == ()
    assert decision.comments[0].action is CommentAction.UNCHANGED
    assert (decision.comments[0].id, decision.comments[0].state) == (ours.id, "failure")


def test_two_writers_write_the_same_bytes() -> None:
    """The text is a function of the snapshot: another trigger of the same Gate, the same text."""
    other = replace(TRIGGER, event="manual", pull_requests=())
    assert decide_status(seen_with(), POLICY, other).plan == decided(seen_with()).plan


def test_changed_checks_update_in_place() -> None:
    """The same comment turns green; its update carries what it was planned against."""
    ours = written()
    (operation,) = decided(seen_with(ours, checks=head(*GREEN))).plan
    assert isinstance(operation, UpdateComment)
    assert (operation.id, operation.before, operation.planned_against) == (ours.id, ours.body, ours.version)
    assert "all 4 jobs passed" in operation.body


def test_seen_edits_alone_are_no_reason_to_write() -> None:
    """Only the count of seen edits would differ: silence."""
    ours = replace(written(base=3), edits=EditCount(4))
    assert decided(seen_with(ours)).plan == ()


def test_oldest_stays_and_gets_the_text_before_the_others_go() -> None:
    """First the survivor is made whole, then, and only then, the others are deleted."""
    older, younger = written(head(*GREEN), number=5), written(number=9)
    first = decided(seen_with(younger, older)).plan
    assert [type(operation) for operation in first] == [UpdateComment]
    second = decided(applied(seen_with(younger, older), *first)).plan
    assert second == (DeleteComment(younger.id, 12),)
    rested, _ = settle(seen_with(younger, older), decided)
    assert [one.id for one in standing(rested)] == [older.id]


def test_duplicates_leave_their_sections_to_the_survivor() -> None:
    """What another step wrote into a duplicate is in the comment that stays."""
    mine = written(number=1, sections=[["a", 1, HEAD, "from the first"]])
    other = written(number=2, sections=[["b", 1, HEAD, "from the second"]])
    rested, _ = settle(seen_with(mine, other), decided)
    assert [section.name for section in state_of(standing(rested)[0]).sections] == ["a", "b"]
    assert "from the second" in standing(rested)[0].body


@pytest.mark.parametrize(
    "others",
    [
        lambda ours: replace(ours, own=False),
        lambda ours: replace(ours, minimized=True),
        lambda ours: replace(ours, body=f"See:\n{ours.body}"),
        lambda ours: replace(ours, body=ours.body.replace("hygiene:1 status", "hygiene:1 status/nightly", 1)),
        lambda ours: replace(ours, body=ours.body.replace("hygiene:1 status", "hygiene:1 tracker/x", 1)),
    ],
    ids=["of another author", "minimized", "quoted", "of another key", "of a tracker"],
)
def test_comment_of_somebody_else_is_not_touched(others: Callable[[Comment], Comment]) -> None:
    """A marker alone proves nothing: authorship, place and slot must agree, else a comment of our own is added."""
    foreign = others(written())
    rested, _ = settle(seen_with(foreign), decided)
    assert foreign in standing(rested)
    assert len(standing(rested)) == 2


@pytest.mark.parametrize("line", ["<!-- hygiene:1 status {broken -->", "<!-- hygiene:", "<!-- hygiene:x y -->"])
def test_damaged_comment_is_taken_over(line: str) -> None:
    """A marker that somebody damaged is rewritten in place; there is no second comment."""
    rested, passes = settle(seen_with(comment(f"{line}\nold text", 4)), decided)
    assert passes == 1
    assert [one.id for one in standing(rested)] == ["C_4"]
    assert state_of(standing(rested)[0]).state == "failure"


def test_damaged_comment_of_an_unknown_slot_waits() -> None:
    """With several slots on a pull request an unreadable marker may be another's: it is left alone."""
    unreadable = comment("<!-- hygiene:\nold", 4)
    nightly = comment(encode(Marker("status/nightly", {})), 5)
    rested, _ = settle(seen_with(unreadable, nightly), decided)
    assert unreadable in standing(rested)
    assert len(standing(rested)) == 3


def test_future_version_is_respected() -> None:
    """What a newer version wrote is left alone, and reported."""
    future = comment("<!-- hygiene:2 status {} -->\nnew", 1)
    decision = decided(seen_with(future))
    assert decision.plan == ()
    assert "newer version" in decision.notices[0]


def test_foreign_marker_is_adopted_once() -> None:
    """With ``adopt``, a comment of another tool by hygiene's account is taken over; one by another account never is."""
    policy = replace(POLICY, status=StatusPolicy(adopt=FOREIGN))
    ours, theirs = comment(f"CI report\n{FOREIGN}", 7, edits=3), comment(FOREIGN, 3, own=False)
    rested, passes = settle(seen_with(ours, theirs), lambda seen: decided(seen, policy))
    assert passes == 1
    assert [one.id for one in standing(rested)] == ["C_7", "C_3"]
    assert state_of(standing(rested)[0]).base == 3


def test_only_one_of_several_foreign_comments_is_adopted() -> None:
    """The oldest is taken over; the others are the other tool's, and stay as they are."""
    policy = replace(POLICY, status=StatusPolicy(adopt=FOREIGN))
    several = [comment(FOREIGN, number) for number in (5, 6, 7)]
    rested, _ = settle(seen_with(*several), lambda seen: decided(seen, policy))
    assert [one.body == FOREIGN for one in standing(rested)] == [False, True, True]


@pytest.mark.parametrize("identity", ["status/nightly", "tracker/x"])
def test_comment_with_hygienes_marker_is_not_adopted(identity: str) -> None:
    """Whatever text of others it quotes, a comment of another key is that key's."""
    policy = replace(POLICY, status=StatusPolicy(adopt=FOREIGN))
    other = comment(f"{encode(Marker(identity, {}))}\n{FOREIGN}", 5)
    rested, _ = settle(seen_with(other), lambda seen: decided(seen, policy))
    assert other in standing(rested)
    assert len(standing(rested)) == 2


def test_adoption_needs_an_empty_slot() -> None:
    """Where hygiene's comment exists already, the other tool's is not changed."""
    policy = replace(POLICY, status=StatusPolicy(adopt=FOREIGN))
    foreign = comment(FOREIGN, 1)
    assert decided(seen_with(foreign, written(number=2)), policy).plan == ()


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_closed_pull_request_gets_no_new_comment(state: str) -> None:
    """Nothing is added to what is over, but what is there is brought up to date."""
    nothing = snapshot(head(*RED), pull_request(state=state))
    assert decided(nothing).plan == ()
    stale = snapshot(head(*RED), pull_request(written(head(*GREEN)), state=state))
    assert [type(operation) for operation in decided(stale).plan] == [UpdateComment]


@pytest.mark.parametrize("trigger", [replace(TRIGGER, event="merge_group"), replace(TRIGGER, closed=True)])
def test_merge_queue_and_closing_write_nothing(trigger: Trigger) -> None:
    """A merge queue's run is about another commit, and a closing of none."""
    decision = decide_status(seen_with(), POLICY, trigger)
    assert (decision.plan, decision.comments) == ((), ())


def test_every_pull_request_of_the_head_gets_its_own() -> None:
    """One commit, two pull requests: two comments; a third with another head gets none."""
    seen = snapshot(head(*RED), pull_request(), pull_request(number=13), pull_request(number=14, oid=OLDER_HEAD))
    plan = decided(seen).plan
    assert [operation.number for operation in plan if isinstance(operation, AddComment)] == [12, 13]


def test_keys_have_slots_of_their_own() -> None:
    """Several Gate workflows on one pull request do not touch each other's comments."""
    nightly = replace(POLICY, key="nightly run")
    rested, _ = settle(seen_with(written()), lambda seen: decided(seen, nightly))
    assert len(standing(rested)) == 2
    assert standing(rested)[1].body.startswith("<!-- hygiene:1 status/nightly-run {")


def test_without_pull_request_there_is_still_a_summary() -> None:
    """A push to a branch has no comment, but a state and a text for the step summary."""
    decision = decided(replace(seen_with(), pull_requests=()))
    assert (decision.plan, decision.state) == ((), "failure")
    assert "1 of 4 jobs failed" in decision.markdown


def test_only_trackers_wanted() -> None:
    """``--only failure-tracker`` leaves the comment alone."""
    assert decided(seen_with(), replace(POLICY, only="failure-tracker")).plan == ()


def test_no_commit_no_comment() -> None:
    """When no commit was read there is nothing to write."""
    assert decided(snapshot(None)).state == ""
