"""What a sweep of a repository with five hundred trackers may cost: the formula of the reference, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.after_use import labels
from tests.cli.many_trackers import BOT, LABEL, many
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

pytestmark = pytest.mark.long

TRACKERS = 500


@pytest.fixture
def full(runner: Runner) -> Runner:
    """Five hundred open trackers, each of an open pull request of its own."""
    many(runner, TRACKERS)
    return runner


def pages(count: int, size: int) -> int:
    """How many pages hold so many."""
    return -(-count // size)


def queries(trackers: int, subjects: int, others: int = 0) -> int:
    """The reads of a sweep, as docs/reference/failure-tracker.md states them."""
    further = pages(trackers + others, 100) if others else 0
    return 1 + pages(max(0, trackers - 20), 100) + further + max(1, pages(subjects, 100))


def mutations(ended: int = 0, edited: int = 0, merged: int = 0) -> int:
    """The writes: trackers that end, trackers that are edited, duplicates that are closed."""
    return pages(ended, 4) + pages(edited, 6) + pages(merged, 6)


def open_ones(runner: Runner) -> int:
    """How many trackers are open."""
    return sum(issue.state == "OPEN" for issue in runner.repository.issues())


def close(runner: Runner, count: int) -> None:
    """Close the pull requests of the first trackers, unseen."""
    bob = runner.repository.person("bob")
    for place in range(count):
        bob.close(place * 2 + 1)


def test_nothing_to_do(full: Runner) -> None:
    """Eleven reads: the repository, the other trackers, their pull requests."""
    before = full.world.digest()
    ran = full.run("sweep", "--json")
    assert ran.json["requests"] == {"queries": queries(TRACKERS, TRACKERS), "mutations": 0}
    assert ran.json["requests"]["queries"] == 11
    assert full.world.digest() == before


@pytest.mark.parametrize("ended", [1, 60])
def test_some_have_lost_their_last_subject(full: Runner, ended: int) -> None:
    """Each is reported, noted and closed in one document with three others; no other tracker is changed."""
    close(full, ended)
    ran = full.run("sweep", "--json")
    assert [row["action"] for row in ran.json["trackers"]].count("resolved") == ended
    assert open_ones(full) == TRACKERS - ended
    requests = ran.json["requests"]
    assert requests["queries"] <= queries(TRACKERS, TRACKERS)
    assert requests["mutations"] <= mutations(ended)
    assert full.run("sweep", "--json").json["requests"]["mutations"] == 0


def test_all_of_them_end(full: Runner) -> None:
    """Each gets its note before it is closed, whatever else is in the plan; progress is reported during the run."""
    close(full, TRACKERS)
    ran = full.run("sweep", "--json")
    assert open_ones(full) == 0
    assert {len(issue.comments) for issue in full.repository.issues()} == {1}
    assert all("was merged, closed or deleted" in issue.body for issue in full.repository.issues())
    assert ran.json["requests"] == {"queries": queries(TRACKERS, TRACKERS), "mutations": mutations(TRACKERS)}
    assert "trackers left to update: 500\n" in ran.stderr
    assert "trackers left to update: 4\n" in ran.stderr


def test_duplicates(full: Runner) -> None:
    """Each of them is merged in one write and closed in the next; one with nothing new is closed at once."""
    for issue in full.repository.issues()[:30]:
        full.repository.issue(issue.title, issue.body, author=BOT, labels=(LABEL,))
    ran = full.run("sweep", "--json")
    assert [row["action"] for row in ran.json["trackers"]].count("merged") == 30
    assert open_ones(full) == TRACKERS
    requests = ran.json["requests"]
    assert requests["queries"] <= queries(TRACKERS + 30, TRACKERS)
    assert requests["mutations"] <= mutations(edited=30, merged=30)


def test_with_other_open_issues(full: Runner) -> None:
    """A page for each hundred open issues, so that a tracker without its label is found among them."""
    full.world.advance(60)
    for place in range(150):
        full.repository.issue(f"Other {place}")
    ran = full.run("sweep", "--json")
    assert ran.json["requests"] == {"queries": queries(TRACKERS, TRACKERS, 150), "mutations": 0}


def test_a_dry_run_reads_as_much_and_shows_everything(full: Runner) -> None:
    """The whole plan, not the first document of it; nothing is written."""
    close(full, 60)
    before = full.world.digest()
    ran = full.run("sweep", "--dry-run", "--json")
    assert ran.json["requests"] == {"queries": queries(TRACKERS, TRACKERS), "mutations": 0}
    assert ran.stderr.count("close tracker") == 60
    assert [row["action"] for row in ran.json["trackers"]].count("would_be_resolved") == 60
    assert "trackers unchanged: 440" in ran.stderr
    assert full.world.digest() == before


def test_twenty_without_subjects(runner: Runner) -> None:
    """The smallest sweep: the repository, its branches and newest commits."""
    runner.proposal(GREEN)
    assert runner.run("sweep", "--json").json["requests"] == {"queries": queries(0, 0), "mutations": 0}


def test_another_label_from_now_on(runner: Runner) -> None:
    """All trackers get it, four in a write, and none is lost or doubled on the way."""
    many(runner, 30)
    runner.settings('[tracker]\nlabel = "broken"\n')
    ran = runner.run("sweep", "--json")
    assert ran.json["outcome"] == "settled"
    assert all("broken" in labels(runner, issue.number) for issue in runner.repository.issues())
    assert len(runner.repository.issues()) == 30
    assert ran.json["requests"]["mutations"] <= 1 + pages(30, 4)
    assert len(runner.run("snapshot").json["trackers"]) == 30
