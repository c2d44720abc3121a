"""A comment between the windows comes without its edit count: once more than its writer had seen is assumed."""

from __future__ import annotations

import pytest

from hygiene.model.marker import Marker, encode
from hygiene.model.plan import AddComment, DeleteComment
from hygiene.model.snapshot import Comment, EditCount
from hygiene.sandbox.store import Behaviour
from tests.github.scopes import GREEN, OURS, Place, in_pages


def body(base: int, text: str = "") -> str:
    """A status comment whose writer had seen so many edits."""
    return f"{encode(Marker('status', {'base': base}))}\n{text or base}"


def written(*edits: str, listed: bool = True) -> tuple[Comment, Comment]:
    """A status comment, edited so, in the midst of others: as the first read shows it, and as pages do."""
    place = Place()
    place.world.behaviour = Behaviour(original_listed=listed)
    number = place.proposal(GREEN)
    place.crowd(number, 40)
    mine = place.bot(number, body(0, "created"))
    for text in edits:
        place.world.advance(5)
        place.repository.person("github-actions[bot]").edit_comment(mine, text)
    place.crowd(number, 40)
    looks = (place.gateway(number).read(), in_pages(place.gateway(number)).read())
    one, other = (next(c for c in look.pull_requests[0].comments if c.id == mine) for look in looks)
    return one, other


@pytest.mark.parametrize(
    ("listed", "edits"),
    [
        (True, []),
        (False, []),
        (True, [body(0)]),
        (False, [body(0)]),
        (True, [body(0), body(2)]),
        (False, [body(0), body(1)]),
        (True, [body(0), body(2), body(3)]),
    ],
)
def test_the_count_of_a_comment_that_only_we_wrote(listed: bool, edits: list[str]) -> None:  # noqa: FBT001 - a table
    """Whether the host lists the original or not, what is assumed is what the host counts; all else is seen."""
    assumed, counted = written(*edits, listed=listed)
    assert assumed.edits.total == counted.edits.total
    assert not assumed.edits.moved_past(0 if len(edits) < 2 else assumed.edits.total - 1)
    assert (assumed.version, assumed.body, assumed.own) == (counted.version, counted.body, True)


def test_the_count_of_a_comment_that_was_overwritten() -> None:
    """Two writers had seen the same count: the later one counts until a write of this run shows the number."""
    assumed, counted = written(body(0, "one"), body(0, "other"))
    assert (assumed.edits.total, counted.edits.total) == (2, 3)


def test_the_count_of_a_comment_without_a_state() -> None:
    """A marker that people damaged shows nothing of edits; it was edited at least once."""
    assumed, counted = written("<!-- hygiene:1 status {damaged} -->")
    assert assumed.edits.total == counted.edits.total == 2


def test_other_peoples_comments_have_no_count() -> None:
    """Whatever marker they carry."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 40)
    pasted = place.repository.person("bob").comment(number, OURS)
    place.repository.person("bob").edit_comment(pasted, body(7))
    place.crowd(number, 40)
    (pull,) = place.gateway(number).read().pull_requests
    found = next(comment for comment in pull.comments if comment.id == pasted)
    assert (found.own, found.edits) == (False, EditCount())


def test_a_history_that_goes_on_after_the_read() -> None:
    """Where the text has changed since, the edits are of another state: there is a fresh read instead."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 40)
    mine = place.bot(number, body(0, "created"))
    bot = place.repository.person("github-actions[bot]")
    bot.edit_comment(mine, body(0, "one"))
    place.crowd(number, 40)
    gateway = place.gateway(number)
    seen = gateway.read()
    bot.edit_comment(mine, body(1, "two"))
    fresh = gateway.read_edits(seen, [mine])
    (text,) = [one.body for one in fresh.pull_requests[0].comments if one.id == mine]
    assert (text, dict(fresh.overwritten)) == (body(1, "two"), {})


def test_what_we_deleted_is_not_carried_on() -> None:
    """A comment that no window shows is taken from the read before, unless this very write has deleted it."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, 40)
    first, second = place.bot(number), place.bot(number)
    place.crowd(number, 40)
    gateway = place.gateway(number)
    snapshot = gateway.read()
    thread = snapshot.pull_requests[0]
    applied = gateway.apply((DeleteComment(second, number), AddComment(thread.id, number, OURS)), snapshot)
    assert applied.snapshot is not None
    kept = [one.id for one in applied.snapshot.pull_requests[0].comments if one.own]
    assert (first in kept, second in kept) == (True, False)
