"""The checkers see what is wrong: worlds at rest and single steps that break a promise, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.people import BOT_LOGIN
from tests.simulation.ground import HOME, LABEL, STATUS, TRACKER, again, comment_of, ground, pull, rival_tracker, settle
from tests.simulation.reading import counts_apart, marker_of
from tests.simulation.rest import wrong_at_rest
from tests.simulation.safety import unsafe, unseen
from tests.simulation.scenario import Truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.world import World

COMMENT = Truth(pulls=((HOME, 1),))
TRACKERS = Truth(trackers=(HOME,))


def _commented() -> World:
    world = ground()
    settle(world, pull(world, "feature")[1], STATUS)
    return world


def _tracked() -> World:
    world = ground()
    settle(world, pull(world, "feature")[1], TRACKER)
    return world


def _wrong(world: World, truth: Truth) -> str:
    return "; ".join(wrong_at_rest(world, truth, sure=True))


def _step(world: World, does: Callable[[], object]) -> str:
    before, world.history = world.state, []
    does()
    return "; ".join(unsafe(before, world.state, world.history, COMMENT))


def test_worlds_at_rest() -> None:
    """Nothing is wrong with what one writer leaves behind."""
    assert _wrong(_commented(), COMMENT) == ""
    assert _wrong(_tracked(), TRACKERS) == ""


def test_two_comments() -> None:
    """A second occupant of the slot is seen; a stranger's copy is none."""
    world = _commented()
    body = world.repository(HOME).comments(1)[0].body
    world.repository(HOME).person("mallory").comment(1, body)
    assert _wrong(world, COMMENT) == ""
    world.repository(HOME).person(BOT_LOGIN).comment(1, body)
    assert "2 status comments" in _wrong(world, COMMENT)


def test_no_comment() -> None:
    """An empty slot is seen."""
    world = _commented()
    world.repository(HOME).person("octocat").delete_comment(comment_of(world, 1))
    assert "0 status comments" in _wrong(world, COMMENT)


def test_stale_comment() -> None:
    """A comment about another head, or with another verdict, is seen."""
    world = ground()
    number, trigger = pull(world, "feature")
    settle(world, trigger, STATUS)
    again(world, trigger, "success")
    assert "says failure, but it is success" in _wrong(world, COMMENT)
    world.repository(HOME).person("octocat").push(number)
    assert "another head" in _wrong(world, COMMENT)


def test_missing_section() -> None:
    """A section that should be there is missed."""
    truth = Truth(pulls=((HOME, 1),), sections={"coverage": "81 %"})
    assert "section coverage" in _wrong(_commented(), truth)


def test_tracker_that_should_be_open() -> None:
    """A failure without an open tracker is seen, and an open tracker without one."""
    world = _tracked()
    world.repository(HOME).person("octocat").close(2)
    assert "not open" in _wrong(world, TRACKERS)
    still = _tracked()
    still.repository(HOME).person("octocat").close(1)
    assert "is open, but red are []" in _wrong(still, TRACKERS)


def test_two_trackers_and_a_lost_occurrence() -> None:
    """A second open tracker is seen; so is an occurrence that is in no text any more."""
    world = ground()
    triggers = [pull(world, branch)[1] for branch in ("one", "two")]
    elsewhere = world.copy()
    settle(elsewhere, triggers[1], TRACKER)
    settle(world, triggers[0], TRACKER)
    rival_tracker(world, elsewhere)
    assert "open 2 times" in _wrong(world, TRACKERS)
    world.repository(HOME).person(BOT_LOGIN).close(4, "DUPLICATE", duplicate_of=3)
    assert "lost the occurrences" in _wrong(world, TRACKERS)


def test_steps_on_what_is_not_ours() -> None:
    """Whatever we do to what other people wrote is seen."""
    world = _tracked()
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
    world = _commented()
    bot, first = world.repository(HOME).person(BOT_LOGIN), comment_of(world, 1)
    assert "the last status comment" in _step(world, lambda: bot.delete_comment(first))
    again_there = _commented()
    bot, first = again_there.repository(HOME).person(BOT_LOGIN), comment_of(again_there, 1)
    bot.comment(1, again_there.repository(HOME).comments(1)[0].body)
    assert "older comment" in _step(again_there, lambda: bot.delete_comment(first))


def test_closed_against_each_other() -> None:
    """Two trackers that are duplicates of each other are seen, and one that went for a younger."""
    world = _tracked()
    rival_tracker(world, world)
    bot = world.repository(HOME).person(BOT_LOGIN)
    assert "younger" in _step(world, lambda: bot.close(2, "DUPLICATE", duplicate_of=3))
    assert "against each other" in _step(world, lambda: bot.close(3, "DUPLICATE", duplicate_of=2))


def test_overwriting_unseen() -> None:
    """A text that replaces one which its writer had not seen is told from one whose writer had."""
    world = _tracked()
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


@pytest.mark.parametrize("text", ["", "<!-- hygiene:1 status {} ", '<!-- hygiene:1 status {"a": } -->', "a status {}"])
def test_no_marker(text: str) -> None:
    """Whatever is no whole marker is none to an outsider."""
    assert marker_of(text) == ("", {})
