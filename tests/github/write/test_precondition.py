"""Before a late write: whether everything is as it was planned against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.model.plan import AddComment, CloseIssue, DeleteComment, ReopenIssue, UpdateComment, UpdateIssue
from tests.github.scopes import GREEN, LABEL, OURS, Place, spent

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Snapshot

CHANGES: dict[str, Callable[[Place, int, int, str], object]] = {
    "somebody edits the comment": lambda place, _, __, mine: place.repository.person("a").edit_comment(mine, "x"),
    "somebody deletes the comment": lambda place, _, __, mine: place.repository.person("a").delete_comment(mine),
    "somebody edits the tracker": lambda place, _, tracked, __: place.repository.person("a").edit(tracked, "x"),
    "somebody closes the tracker": lambda place, _, tracked, __: place.repository.person("a").close(tracked),
    "somebody pushes": lambda place, number, _, __: place.repository.person("a").push(number),
}


def scene() -> tuple[Place, int, int, str]:
    """A pull request with a status comment, and a tracker."""
    place = Place()
    number = place.proposal(GREEN)
    return place, number, place.repository.issue("T", "old", labels=(LABEL,)), place.bot(number)


def plan_for(snapshot: Snapshot, mine: str) -> Plan:
    """A plan that touches the comment and the tracker."""
    issue, pull = snapshot.trackers[0], snapshot.pull_requests[0]
    comment = next(one for one in pull.comments if one.id == mine)
    return (
        UpdateIssue(issue.id, issue.number, "c", "new", issue.version, issue.body),
        UpdateComment(mine, pull.number, f"{OURS} new", comment.version, comment.body),
    )


def test_nothing_moved() -> None:
    """When nobody wrote, the plan is valid; the check costs one query."""
    place, number, _, mine = scene()
    gateway = place.gateway(number)
    snapshot = gateway.read()
    place.world.advance(600)
    assert gateway.unchanged(plan_for(snapshot, mine), snapshot)
    assert spent(gateway) == (2, 0)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_something_moved(change: Callable[[Place, int, int, str], object]) -> None:
    """Whatever the plan depends on that moved makes it void."""
    place, number, tracked, mine = scene()
    gateway = place.gateway(number)
    snapshot = gateway.read()
    change(place, number, tracked, mine)
    assert not gateway.unchanged(plan_for(snapshot, mine), snapshot)


def test_within_the_same_second() -> None:
    """GitHub's times have whole seconds: an edit in the second of the read is recognised by its text."""
    place, number, tracked, mine = scene()
    gateway = place.gateway(number)
    place.world.tick_s = 0
    place.repository.person("a").edit(tracked, "first")
    snapshot = gateway.read()
    place.repository.person("a").edit(tracked, "other")
    assert not gateway.unchanged(plan_for(snapshot, mine), snapshot)


def test_what_others_do_elsewhere() -> None:
    """A comment of somebody else on the same pull request changes nothing for us."""
    place, number, _, mine = scene()
    gateway = place.gateway(number)
    snapshot = gateway.read()
    place.repository.person("a").comment(number, "hello")
    assert gateway.unchanged(plan_for(snapshot, mine), snapshot)


def test_closing_and_reopening_depend_on_the_state() -> None:
    """Who closes what somebody else closed meanwhile, or reopens what is open again, planned for another world."""
    place, number, tracked, _ = scene()
    gateway = place.gateway(number)
    before = gateway.read()
    issue = before.trackers[0]
    close: Plan = (CloseIssue(issue.id, tracked, "c", issue.version),)
    assert gateway.unchanged(close, before)
    place.repository.person("a").close(tracked)
    assert not gateway.unchanged(close, before)
    after = gateway.read()
    issue = after.trackers[0]
    reopen: Plan = (ReopenIssue(issue.id, tracked, "c", issue.version),)
    assert gateway.unchanged(reopen, after)
    place.repository.person("a").reopen(tracked)
    assert not gateway.unchanged(reopen, after)


def test_the_head_counts_for_every_plan() -> None:
    """A plan that only adds or deletes is void as well once somebody pushed."""
    place, number, _, mine = scene()
    gateway = place.gateway(number)
    snapshot = gateway.read()
    plan: Plan = (AddComment(snapshot.pull_requests[0].id, number, OURS), DeleteComment(mine, number))
    assert gateway.unchanged(plan, snapshot)
    place.repository.person("a").push(number)
    assert not gateway.unchanged(plan, snapshot)


def test_nothing_to_hold_on_to() -> None:
    """A plan without versions to compare needs a new read, without a request."""
    place, number, _, _ = scene()
    gateway = place.gateway(number)
    snapshot = gateway.read()
    alone = type(snapshot)(snapshot.repository, snapshot.read_at)
    assert not gateway.unchanged((), alone)
    assert spent(gateway) == (1, 0)
