"""What GitHub holds, read by eye."""

from __future__ import annotations

import pytest

from hygiene.drills.ground import begin, opened
from hygiene.drills.holdings import notes, occurrences, pull_requests, shown, status_comments, trackers
from hygiene.drills.stage import Call, Stage
from hygiene.sandbox.people import BOT_LOGIN


@pytest.fixture
def stage() -> Stage:
    """A world with one failing pull request, its comment and its tracker."""
    stage = Stage()
    begin(stage)
    stage.post_ci(Call(opened(stage, "sum", "Add a sum").event))
    return stage


def test_ours_is_by_author_and_marker(stage: Stage) -> None:
    """A person's copy is not ours, and neither is the bot's comment without a marker."""
    body, tracker = status_comments(stage.home, 1)[0].body, trackers(stage.home)[0]
    stage.home.person("mallory").comment(1, body)
    stage.home.person(BOT_LOGIN).comment(1, "Deployed.")
    stage.home.issue("Mine", tracker.body, author="mallory")
    assert [comment.body for comment in status_comments(stage.home, 1)] == [body]
    assert trackers(stage.home) == [tracker]


def test_people_may_write_above_a_tracker(stage: Stage) -> None:
    """A tracker is still one when somebody put words before its marker."""
    number = trackers(stage.home)[0].number
    stage.home.person("octocat").edit(number, f"Look at #7 first.\n\n{trackers(stage.home)[0].body}")
    assert [issue.number for issue in trackers(stage.home)] == [number]


def test_notes(stage: Stage) -> None:
    """Notes are found by their marker, and by their first word."""
    bot = stage.home.person(BOT_LOGIN)
    bot.comment(2, "<!-- hygiene:1 note/python-ci {} -->\n**Resolved.** Nothing fails.")
    bot.comment(2, "<!-- hygiene:1 note/python-ci {} -->\n**Reopened.** It fails.")
    bot.comment(2, "**Resolved.** Not one of ours.")
    assert [len(notes(stage.home, 2)), len(notes(stage.home, 2, "Resolved"))] == [2, 1]


def test_occurrences(stage: Stage) -> None:
    """The count is the one that people read."""
    tracker = trackers(stage.home)[0]
    assert occurrences(tracker) == 1
    stage.home.person(BOT_LOGIN).edit(tracker.number, tracker.body.replace("**1** occurrence", "**12** occurrences"))
    assert occurrences(trackers(stage.home)[0]) == 12
    stage.home.person(BOT_LOGIN).edit(tracker.number, "gone")
    assert occurrences(stage.home.issues()[0]) == 0


def test_pull_requests(stage: Stage) -> None:
    """Pull requests by number."""
    opened(stage, "product", "Add a product")
    assert [pull.number for pull in pull_requests(stage.home)] == [1, 3]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<!-- hygiene:1 status {} -->\n### Head\n\nWords.", "### Head\n\nWords."),
        ("<!-- a -->\n<!-- tracked-pr: 1 -->\nx\n<!-- /hygiene -->", "x"),
        ("Words <!-- inside --> a line.", "Words <!-- inside --> a line."),
    ],
)
def test_shown(body: str, seen: str) -> None:
    """Hidden lines are left out."""
    assert shown(body) == seen
