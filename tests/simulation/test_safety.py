"""The checkers of single steps see what is wrong: steps that break a guarantee, made for these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from tests.simulation.ground import (
    HOME,
    LABEL,
    STATUS,
    comment_of,
    commented,
    ground,
    pull,
    pushed,
    rival_tracker,
    run_alone,
    settle,
    tracked,
)
from tests.simulation.reading import counts_apart, muted
from tests.simulation.safety import touched, unsafe, unseen
from tests.simulation.scenario import Truth
from tests.simulation.stack import SetSection

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.world import World

COMMENT = Truth(pulls=((HOME, 1),))


def _step(world: World, does: Callable[[], object]) -> str:
    before, world.history = world.state, []
    does()
    return "; ".join(unsafe(before, world.state, world.history, COMMENT))


def test_steps_on_what_is_not_ours() -> None:
    """Whatever we do to what other people wrote is seen."""
    world = tracked()
    repo, bot = world.repository(HOME), world.repository(HOME).person(BOT_LOGIN)
    theirs = repo.person("octocat").comment(1, "Hello")
    issue = repo.issue("Theirs", "Text", labels=(LABEL,))
    assert "octocat" in _step(world, lambda: bot.edit_comment(theirs, "Bye"))
    assert "octocat" in _step(world, lambda: bot.delete_comment(theirs))
    assert "octocat" in _step(world, lambda: bot.close(issue))
    assert "without a marker" in _step(world, lambda: bot.comment(1, "Hello"))
    assert "by us" in _step(world, lambda: bot.edit(1, "Another text"))
    assert _step(world, lambda: bot.add_label(1, LABEL)) == ""


def test_removing_the_last_comment() -> None:
    """The slot is never emptied by us, and the older one stays."""
    world = commented()
    bot, first = world.repository(HOME).person(BOT_LOGIN), comment_of(world, 1)
    assert "the last status comment" in _step(world, lambda: bot.delete_comment(first))
    again_there = commented()
    bot, first = again_there.repository(HOME).person(BOT_LOGIN), comment_of(again_there, 1)
    bot.comment(1, again_there.repository(HOME).comments(1)[0].body)
    assert "older comment" in _step(again_there, lambda: bot.delete_comment(first))


def test_removing_what_the_survivor_lacks() -> None:
    """A duplicate goes only when the survivor is about the same head, and holds its sections."""
    world = ground()
    number, old = pull(world, "feature")
    settle(world, old, STATUS)
    stale = world.repository(HOME).comments(number)[0].body
    new = pushed(world, number, "failure")
    settle(world, new, STATUS)
    bot, first = world.repository(HOME).person(BOT_LOGIN), world.repository(HOME).comments(number)[0]
    second = bot.comment(number, first.body)
    elsewhere = world.copy()
    assert _step(elsewhere, lambda: elsewhere.repository(HOME).person(BOT_LOGIN).delete_comment(second)) == ""
    bot.edit_comment(first.id, stale)
    assert "before the survivor was" in _step(world, lambda: bot.delete_comment(second))
    alone = elsewhere.copy()
    run_alone(alone, SetSection(new, STATUS, "size", "one byte"))
    whole = alone.repository(HOME).comments(number)[0].body
    bot = elsewhere.repository(HOME).person(BOT_LOGIN)
    third = bot.comment(number, whole)
    assert "nobody else holds: size" in _step(elsewhere, lambda: bot.delete_comment(third))


def test_records_that_are_nobodys_to_change() -> None:
    """Labels, texts without our marker, and anything else of the repository stay as they are."""
    world = tracked()
    bot = world.repository(HOME).person(BOT_LOGIN)
    assert "by us" in _step(world, lambda: bot.delete_label(LABEL))
    mine = bot.comment(1, "Written by hand with the same token")
    assert "without a marker" in _step(world, lambda: bot.edit_comment(mine, "Other words"))


def test_closed_against_each_other() -> None:
    """Two trackers that are duplicates of each other are seen, and one that went for a younger."""
    world = tracked()
    rival_tracker(world, world)
    bot = world.repository(HOME).person(BOT_LOGIN)
    assert "younger" in _step(world, lambda: bot.close(2, "DUPLICATE", duplicate_of=3))
    assert "against each other" in _step(world, lambda: bot.close(3, "DUPLICATE", duplicate_of=2))


def test_changing_what_is_muted() -> None:
    """Each change of a tracker that people have muted is seen, but for the label of trackers."""
    world = tracked()
    bot = world.repository(HOME).person(BOT_LOGIN)
    world.repository(HOME).person("octocat").add_label(2, "hygiene:ignore")
    left_alone, world.history = muted(world.state), []
    assert len(left_alone) == 1
    bot.remove_label(2, LABEL)
    bot.add_label(2, LABEL)
    assert touched(world.history, left_alone) == []
    bot.comment(2, "Hello")
    bot.change(2, lambda body: f"{body}\n")
    bot.close(2)
    assert [found.partition(" ")[0] for found in touched(world.history, left_alone)] == [
        "comment.created",
        "issue.edited",
        "issue.closed",
    ]


def test_overwriting_unseen() -> None:
    """A text that replaces one which its writer had not seen is distinguished from one whose writer had."""
    world = tracked()
    bot, body = world.repository(HOME).person(BOT_LOGIN), world.repository(HOME).issues()[0].body
    bot.edit(2, f"{body}\n")
    world.history = []
    bot.edit(2, f"{body}\n\n")
    assert unseen(world.history)
    assert counts_apart(world.state)
    world.history = []
    bot.edit(2, body.replace('"base":0', '"base":3'))
    assert not unseen(world.history)
    assert not counts_apart(world.state)
