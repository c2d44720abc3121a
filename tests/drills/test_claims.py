"""The claims of several scenarios hold when they should, and state what they found when they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.drills import claims
from hygiene.drills.content import status_comments, trackers
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.drills.simulation import Simulation
from hygiene.sandbox.example import PASSING_JOBS
from hygiene.sandbox.people import BOT_LOGIN

if TYPE_CHECKING:
    from hygiene.sandbox.person import Person


@pytest.fixture
def simulation() -> Simulation:
    """A repository with one failing pull request, its comment and its tracker."""
    simulation = Simulation()
    create_repository(simulation)
    simulation.post_ci(open_pull_request(simulation, "Add a sum").event)
    simulation.save("end")
    return simulation


@pytest.fixture
def bot(simulation: Simulation) -> Person:
    """Another tool with the same token, used manually."""
    return simulation.repository.person(BOT_LOGIN)


def test_good_world(simulation: Simulation) -> None:
    """All that should hold does."""
    good = [
        claims.one_comment(1),
        claims.one_tracker,
        claims.occurrence_count(1),
        claims.headline(1, "❌", "that it failed"),
        claims.no_writes_since("end", "Silent."),
        claims.idempotent,
        claims.others_unchanged,
        claims.no_mentions,
        claims.request_limit(3),
    ]
    assert {claim.name: claim.check(simulation) for claim in good if claim.check(simulation)} == {}


def test_one_comment(simulation: Simulation, bot: Person) -> None:
    """A second comment with our marker is one too many; a person's is not counted."""
    body = status_comments(simulation.repository, 1)[0].body
    simulation.repository.person("mallory").comment(1, body)
    assert not claims.one_comment(1).check(simulation)
    bot.comment(1, body)
    assert claims.one_comment(1).check(simulation) == "#1 has 2"


def test_one_comment_missing(simulation: Simulation, bot: Person) -> None:
    """None at all is as wrong, and so is one that nobody sees."""
    bot.minimize_comment(status_comments(simulation.repository, 1)[0].id)
    assert claims.one_comment(1).check(simulation) == "#1 has 0"


def test_one_tracker(simulation: Simulation, bot: Person) -> None:
    """Two open ones are wrong; so is a survivor that is the younger one."""
    first = trackers(simulation.repository)[0]
    second = simulation.repository.issue("Another", first.body, author=BOT_LOGIN)
    assert claims.one_tracker.check(simulation) == "2 are open"
    bot.close(second, "DUPLICATE", duplicate_of=first.number)
    assert not claims.one_tracker.check(simulation)
    bot.reopen(second)
    bot.close(first.number, "DUPLICATE", duplicate_of=second)
    assert claims.one_tracker.check(simulation) == f"#{first.number} is no duplicate of #{second}"


def test_counted(simulation: Simulation, bot: Person) -> None:
    """The count is the one that people read."""
    first = trackers(simulation.repository)[0]
    bot.edit(first.number, first.body.replace("**1** occurrence", "**7** occurrences"))
    assert claims.occurrence_count(1).check(simulation) == "the trackers show [7]"


def test_resolved_once(simulation: Simulation, bot: Person) -> None:
    """Open is not resolved, not planned is not completed, and one resolution comment is enough."""
    claim = claims.resolved_once
    assert claim.check(simulation) == "#2 is OPEN"
    simulation.post_ci(push_commit(simulation, 1, PASSING_JOBS).event)
    assert not claim.check(simulation)
    bot.comment(2, simulation.repository.comments(2)[0].body)
    assert claim.check(simulation) == "2 resolution comments"
    bot.reopen(2)
    bot.close(2, "NOT_PLANNED")
    assert claim.check(simulation) == "#2 is CLOSED NOT_PLANNED"


def test_headline(simulation: Simulation) -> None:
    """The first heading is what people read."""
    assert "Gate" in claims.headline(1, "✅", "that it passed").check(simulation)


def test_silence_is_broken_by_requests_alone(simulation: Simulation) -> None:
    """What people do is no write of ours; what a request does is named."""
    simulation.repository.person("octocat").comment(1, "Thanks!")
    assert not claims.idempotent.check(simulation)
    simulation.post_ci(push_commit(simulation, 1, PASSING_JOBS).event)
    assert "comment.edited" in claims.idempotent.check(simulation)


def test_people_untouched(simulation: Simulation) -> None:
    """A person's words that a request deleted are seen."""
    comment = simulation.repository.person("octocat").comment(1, "Mine.")
    simulation.world.serving = 99
    simulation.repository.person(BOT_LOGIN).delete_comment(comment)
    assert claims.others_unchanged.check(simulation) == "request 99: comment.deleted"


def test_nobody_called(simulation: Simulation) -> None:
    """A mention and a number that is not there are seen; the tracked pull request's number is ours to write."""
    simulation.world.serving = 99
    simulation.repository.person(BOT_LOGIN).comment(1, "Ask @octocat about #1 and #77.")
    assert claims.no_mentions.check(simulation) == "#77, @octocat"


def test_within(simulation: Simulation) -> None:
    """The world counts the requests, not the program."""
    assert claims.request_limit(1).check(simulation) == f"{len(simulation.world.requests)} requests"
