"""The checkers of worlds at rest see what is wrong: worlds that break a guarantee, made for these tests."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.threads import Comment, Issue
from tests.simulation.ground import (
    BOTH,
    HOME,
    LABEL,
    STATUS,
    TRACKER,
    again,
    comment_of,
    commented,
    ground,
    pull,
    rival_tracker,
    run_alone,
    settle,
    tracked,
)
from tests.simulation.reading import marker_of
from tests.simulation.rest import wrong_at_rest
from tests.simulation.scenario import Truth
from tests.simulation.stack import SetSection, Uninstall

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.world import World

COMMENT = Truth(pulls=((HOME, 1),))
TRACKERS = Truth(trackers=(HOME,))


def _wrong(world: World, truth: Truth) -> str:
    return "; ".join(wrong_at_rest(world, truth, sure=True))


def _rewritten(world: World, *changes: Callable[[dict[str, Any]], object]) -> World:
    """The tracker's text with another state in its marker, as nobody has written it."""
    issue = world.repository(HOME).issues()[0]
    slot, content = marker_of(issue.body)
    for change in changes:
        change(content)
    first, _, rest = issue.body.partition("\n")
    assert first.startswith(f"<!-- hygiene:1 {slot} ")
    body = f"<!-- hygiene:1 {slot} {json.dumps(content)} -->\n{rest}"
    world.state = world.state.put(replace(world.state.get(issue.id, Issue), body=body))
    return world


def test_worlds_at_rest() -> None:
    """Nothing is wrong with what one writer wrote."""
    assert _wrong(commented(), COMMENT) == ""
    assert _wrong(tracked(), TRACKERS) == ""


def test_two_comments() -> None:
    """A second occupant of the slot is found; a copy by another author is none."""
    world = commented()
    body = world.repository(HOME).comments(1)[0].body
    world.repository(HOME).person("mallory").comment(1, body)
    assert _wrong(world, COMMENT) == ""
    world.repository(HOME).person(BOT_LOGIN).comment(1, body)
    assert "2 status comments" in _wrong(world, COMMENT)


def test_no_comment() -> None:
    """An empty slot is seen."""
    world = commented()
    world.repository(HOME).person("octocat").delete_comment(comment_of(world, 1))
    assert "0 status comments" in _wrong(world, COMMENT)


def test_stale_comment() -> None:
    """A comment about another head, or with another decision, is seen."""
    world = ground()
    number, trigger = pull(world, "feature")
    settle(world, trigger, STATUS)
    again(world, trigger, "success")
    assert "shows failure, but it is success" in _wrong(world, COMMENT)
    world.repository(HOME).person("octocat").push(number)
    assert "another head" in _wrong(world, COMMENT)


def test_missing_section() -> None:
    """A section that should be there is missed."""
    truth = Truth(pulls=((HOME, 1),), sections={"coverage": "81 %"})
    assert "section coverage" in _wrong(commented(), truth)


def test_tracker_that_should_be_open() -> None:
    """A failure without an open tracker is seen, and an open tracker without one."""
    world = tracked()
    world.repository(HOME).person(BOT_LOGIN).close(2)
    assert "not open" in _wrong(world, TRACKERS)
    still = tracked()
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


def test_what_a_ledger_may_not_contain() -> None:
    """An occurrence that is listed twice is seen, and one that nobody wrote."""
    assert _wrong(_rewritten(tracked()), TRACKERS) == ""
    twice = _rewritten(tracked(), lambda content: content["occurrences"].append(content["occurrences"][0]))
    assert "lists an occurrence twice" in _wrong(twice, TRACKERS)
    none = _rewritten(tracked(), lambda content: content.update(occurrences=[]))
    assert "lost the occurrences" in _wrong(none, TRACKERS)
    invented = _rewritten(tracked(), lambda content: content["occurrences"].append([1, 1, 0, [], []]))
    assert "which never happened" in _wrong(invented, TRACKERS)


def test_a_note_that_is_there_twice() -> None:
    """The second comment of the same kind and episode is seen; one of another episode is none."""
    world = tracked()
    bot = world.repository(HOME).person(BOT_LOGIN)
    bot.comment(2, '<!-- hygiene:1 note/lint {"kind":"resolved","episode":1} -->')
    bot.comment(2, '<!-- hygiene:1 note/lint {"kind":"resolved","episode":2} -->')
    assert _wrong(world, TRACKERS) == ""
    bot.comment(2, '<!-- hygiene:1 note/lint {"episode":1,"kind":"resolved"} -->')
    assert "same note twice" in _wrong(world, TRACKERS)


def test_section_that_is_hidden_or_was_never_written() -> None:
    """A section is in the text, not in the marker alone; a writer that ended before its write needs none."""
    world = ground()
    trigger = pull(world, "feature")[1]
    truth = Truth(pulls=((HOME, 1),), sections={"size": "one byte"})
    settle(world, trigger, STATUS)
    assert list(wrong_at_rest(world, truth, sure=False)) == []
    run_alone(world, SetSection(trigger, STATUS, "size", "one byte"))
    assert _wrong(world, truth) == ""
    found = world.state.get(comment_of(world, 1), Comment)
    first, _, rest = found.body.partition("\n")
    hidden = found.body.replace(rest, rest.replace("one byte", ""))
    assert first in hidden
    shown = world.copy()
    shown.state = shown.state.put(replace(found, body=hidden))
    assert "is not shown" in _wrong(shown, truth)
    world.repository(HOME).person(BOT_LOGIN).edit_comment(found.id, commented().repository(HOME).comments(1)[0].body)
    assert "instead of" in "; ".join(wrong_at_rest(world, truth, sure=False))


def test_what_people_closed_and_what_still_fails() -> None:
    """What a person closed may stay closed until something fails; a truth that names a failure demands its tracker."""
    world = tracked()
    world.repository(HOME).person("octocat").close(2)
    assert _wrong(world, TRACKERS) == ""
    world.advance(1)
    pull(world, "later")
    assert "not open" in _wrong(world, TRACKERS)
    assert "tracker/other is not open" in _wrong(tracked(), replace(TRACKERS, still_red=frozenset({"tracker/other"})))


def test_what_a_closed_tracker_contains() -> None:
    """The text of a tracker that is closed, as nothing fails any more, may not claim the opposite."""
    world = tracked()
    world.repository(HOME).person("octocat").close(1)
    world.repository(HOME).person(BOT_LOGIN).close(2)
    assert "its text states that it fails" in _wrong(world, TRACKERS)


def test_a_tracker_that_no_run_would_find() -> None:
    """An open tracker without the label is seen; of one that people have muted nothing else is required."""
    world = tracked()
    person = world.repository(HOME).person("octocat")
    person.remove_label(2, LABEL)
    assert "has lost its label" in _wrong(world, TRACKERS)
    person.add_label(2, LABEL)
    person.add_label(2, "hygiene:ignore")
    person.close(1)
    assert _wrong(world, TRACKERS) == ""


def test_what_a_removal_leaves() -> None:
    """Comments, open trackers and labels are seen; closed trackers may stay."""
    gone = Truth(gone=True)
    world = ground()
    settle(world, pull(world, "feature")[1], BOTH)
    assert _wrong(world, gone) == "a comment on #1 is left; a label on #1 is left; the tracker #2 is left"
    run_alone(world, Uninstall(HOME, BOTH))
    assert _wrong(world, gone) == ""


@pytest.mark.parametrize("text", ["", "<!-- hygiene:1 status {} ", '<!-- hygiene:1 status {"a": } -->', "a status {}"])
def test_no_marker(text: str) -> None:
    """Whatever is no whole marker is none to an outsider."""
    assert marker_of(text) == ("", {})
