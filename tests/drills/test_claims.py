"""Each claim that stories share: it holds in a good world, and says what it found in a bad one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.drills import claims
from hygiene.drills.ground import GREEN, begin, opened, pushed
from hygiene.drills.holdings import status_comments, trackers
from hygiene.drills.stage import Call, Stage
from hygiene.sandbox.people import BOT_LOGIN

if TYPE_CHECKING:
    from hygiene.sandbox.person import Person


@pytest.fixture
def stage() -> Stage:
    """A world with one failing pull request, its comment and its tracker."""
    stage = Stage()
    begin(stage)
    stage.post_ci(Call(opened(stage, "sum", "Add a sum").event))
    stage.keep("end")
    return stage


@pytest.fixture
def bot(stage: Stage) -> Person:
    """Another tool with the same token, at work by hand."""
    return stage.home.person(BOT_LOGIN)


def test_good_world(stage: Stage) -> None:
    """All that should hold does."""
    good = [
        claims.one_comment(1),
        claims.one_tracker(),
        claims.counted(1),
        claims.headline(1, "❌", "that it failed"),
        claims.silent_since("end", "Silent."),
        claims.settled(),
        claims.people_untouched(),
        claims.nobody_called(),
        claims.within(3),
    ]
    assert {claim.name: claim.found(stage) for claim in good if claim.found(stage)} == {}


def test_one_comment(stage: Stage, bot: Person) -> None:
    """A second comment with our marker is one too many; a person's is not counted."""
    body = status_comments(stage.home, 1)[0].body
    stage.home.person("mallory").comment(1, body)
    assert not claims.one_comment(1).found(stage)
    bot.comment(1, body)
    assert claims.one_comment(1).found(stage) == "#1 has 2"


def test_one_comment_missing(stage: Stage, bot: Person) -> None:
    """None at all is as wrong, and so is one that nobody sees."""
    bot.minimize_comment(status_comments(stage.home, 1)[0].id)
    assert claims.one_comment(1).found(stage) == "#1 has 0"


def test_one_tracker(stage: Stage, bot: Person) -> None:
    """Two open ones are wrong; so is a survivor that is the younger one."""
    first = trackers(stage.home)[0]
    second = stage.home.issue("Another", first.body, author=BOT_LOGIN)
    assert claims.one_tracker().found(stage) == "2 are open"
    bot.close(second, "DUPLICATE", duplicate_of=first.number)
    assert not claims.one_tracker().found(stage)
    bot.reopen(second)
    bot.close(first.number, "DUPLICATE", duplicate_of=second)
    assert claims.one_tracker().found(stage) == f"#{first.number} is no duplicate of #{second}"


def test_counted(stage: Stage, bot: Person) -> None:
    """The count is the one that people read."""
    first = trackers(stage.home)[0]
    bot.edit(first.number, first.body.replace("**1** occurrence", "**7** occurrences"))
    assert claims.counted(1).found(stage) == "the trackers show [7]"


def test_resolved_once(stage: Stage, bot: Person) -> None:
    """Open is not resolved, not planned is not completed, and one resolution comment is enough."""
    claim = claims.resolved_once()
    assert claim.found(stage) == "#2 is OPEN"
    stage.post_ci(Call(pushed(stage, 1, GREEN).event))
    assert not claim.found(stage)
    bot.comment(2, stage.home.comments(2)[0].body)
    assert claim.found(stage) == "2 resolution comments"
    bot.reopen(2)
    bot.close(2, "NOT_PLANNED")
    assert claim.found(stage) == "#2 is CLOSED NOT_PLANNED"


def test_headline(stage: Stage) -> None:
    """The first heading is what people read."""
    assert "Gate" in claims.headline(1, "✅", "that it passed").found(stage)


def test_silence_is_broken_by_requests_alone(stage: Stage) -> None:
    """What people do is no write of ours; what a request does is named."""
    stage.home.person("octocat").comment(1, "Thanks!")
    assert not claims.settled().found(stage)
    stage.post_ci(Call(pushed(stage, 1, GREEN).event))
    assert "comment.edited" in claims.settled().found(stage)


def test_people_untouched(stage: Stage) -> None:
    """A person's words that a request deleted are seen."""
    comment = stage.home.person("octocat").comment(1, "Mine.")
    stage.world.serving = 99
    stage.home.person(BOT_LOGIN).delete_comment(comment)
    assert claims.people_untouched().found(stage) == "request 99: comment.deleted"


def test_nobody_called(stage: Stage) -> None:
    """A mention and a number that is not there are seen; the tracked pull request's number is ours to write."""
    stage.world.serving = 99
    stage.home.person(BOT_LOGIN).comment(1, "Ask @octocat about #1 and #77.")
    assert claims.nobody_called().found(stage) == "#77, @octocat"


def test_within(stage: Stage) -> None:
    """The world counts the requests, not the program."""
    assert claims.within(1).found(stage) == f"{len(stage.world.requests)} requests"
