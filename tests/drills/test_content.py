"""What a repository of the sandbox contains."""

from __future__ import annotations

import pytest

from hygiene.drills.content import (
    bodies,
    occurrences,
    status_comments,
    tracker_comments,
    trackers,
    without_markers,
)
from hygiene.drills.setup import create_repository, open_pull_request
from hygiene.drills.simulation import Simulation
from hygiene.sandbox.people import BOT_LOGIN


@pytest.fixture
def simulation() -> Simulation:
    """A world with one failing pull request, its comment and its tracker."""
    simulation = Simulation()
    create_repository(simulation)
    simulation.post_ci(open_pull_request(simulation, "Add a sum").event)
    return simulation


def test_ours_is_by_author_and_marker(simulation: Simulation) -> None:
    """A copy by a person is not hygiene's, and neither is a comment of the bot without a marker."""
    body, tracker = status_comments(simulation.repository, 1)[0].body, trackers(simulation.repository)[0]
    simulation.repository.person("mallory").comment(1, body)
    simulation.repository.person(BOT_LOGIN).comment(1, "Deployed.")
    simulation.repository.issue("Mine", tracker.body, author="mallory")
    assert [comment.body for comment in status_comments(simulation.repository, 1)] == [body]
    assert trackers(simulation.repository) == [tracker]


def test_people_may_write_above_a_tracker(simulation: Simulation) -> None:
    """Text before the marker does not matter."""
    number = trackers(simulation.repository)[0].number
    body = trackers(simulation.repository)[0].body
    simulation.repository.person("octocat").edit(number, f"Look at #7 first.\n\n{body}")
    assert [issue.number for issue in trackers(simulation.repository)] == [number]


def test_tracker_comments(simulation: Simulation) -> None:
    """They are found by their marker, and by their first word."""
    bot = simulation.repository.person(BOT_LOGIN)
    bot.comment(2, "<!-- hygiene:1 note/python-ci {} -->\n**Resolved.** Nothing fails.")
    bot.comment(2, "<!-- hygiene:1 note/python-ci {} -->\n**Reopened.** It fails.")
    bot.comment(2, "**Resolved.** Not one of ours.")
    assert [len(tracker_comments(simulation.repository, 2, kind)) for kind in ("", "Resolved")] == [2, 1]


def test_occurrences(simulation: Simulation) -> None:
    """The visible count."""
    tracker = trackers(simulation.repository)[0]
    assert occurrences(tracker) == 1
    body = tracker.body.replace("**1** occurrence", "**12** occurrences")
    simulation.repository.person(BOT_LOGIN).edit(tracker.number, body)
    assert occurrences(trackers(simulation.repository)[0]) == 12
    simulation.repository.person(BOT_LOGIN).edit(tracker.number, "gone")
    assert occurrences(simulation.repository.issues()[0]) == 0


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<!-- hygiene:1 status {} -->\n### Head\n\nWords.", "### Head\n\nWords."),
        ("<!-- a -->\n<!-- tracked-pr: 1 -->\nx\n<!-- /hygiene -->", "x"),
        ("Words <!-- inside --> a line.", "Words <!-- inside --> a line."),
    ],
)
def test_without_markers(body: str, seen: str) -> None:
    """Hidden lines are left out."""
    assert without_markers(body) == seen


def test_bodies() -> None:
    """Changed, deleted, unchanged and new texts."""
    simulation = Simulation()
    create_repository(simulation)
    failed = open_pull_request(simulation, "Add a sum")
    octocat = simulation.repository.person("octocat")
    kept, gone = octocat.comment(1, "Kept."), octocat.comment(1, "Gone.")
    simulation.post_ci(failed.event)
    octocat.delete_comment(gone)
    octocat.edit_comment(kept, "Changed.")
    octocat.minimize_comment(kept)
    found = bodies(simulation)
    pairs = [pair for (_, author), pair in found.items() if author == "octocat"]
    assert (("", "Kept."), ("minimized", "Changed.")) in pairs
    assert (("", "Gone."), None) in pairs
    assert (("OPEN", ""), ("OPEN", "")) in pairs
    before, after = found["#2", BOT_LOGIN]
    assert before is None
    assert after is not None
    assert after[0] == "OPEN"


def test_order_of_bodies() -> None:
    """By number, comments below their thread, in the order in which they were made."""
    simulation = Simulation()
    create_repository(simulation)
    simulation.post_ci(open_pull_request(simulation, "Add a sum").event, open_pull_request(simulation, "Add").event)
    places = [place for place, _ in bodies(simulation)]
    assert [place.split(" ")[0] for place in places] == ["#1", "#1", "#2", "#2", "#3"]
    assert "comment" in places[1]
