"""A tracker that no run updates any more is ended by green runs of the default branch, however far apart they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

DAY_S = 86_400


def forgotten(runner: Runner) -> None:
    """A tracker whose pull request fails, stays open, and is not worked on."""
    runner.post_ci(run=runner.proposal(RED)[1])
    runner.world.advance(2 * DAY_S)


def commits(runner: Runner, count: int, every: int) -> None:
    """So many commits on the default branch, with a run on each so-and-so-many-th of them."""
    for place in range(count):
        runner.world.advance(60)
        head = runner.repository.push("main", {"README.md": f"{place}"})
        if place % every == 0:
            runner.repository.workflow_run(head=head, jobs=GREEN, event="push", branch="main")


def state(runner: Runner) -> str:
    """The state of the only tracker."""
    (issue,) = runner.repository.issues()
    return issue.state


@pytest.mark.parametrize(("count", "every", "queries"), [(10, 1, 2), (30, 3, 4), (108, 11, 10)])
def test_ten_green_runs_are_found_page_by_page(runner: Runner, count: int, every: int, queries: int) -> None:
    """Twelve commits with the first request, twelve with each further one, and no more than needed."""
    forgotten(runner)
    commits(runner, count, every)
    ran = runner.run("sweep", "--json")
    assert state(runner) == "CLOSED"
    assert ran.json["requests"] == {"queries": queries, "mutations": 1}


def test_nine_are_not_enough(runner: Runner) -> None:
    """The number is that of the configuration, which may be smaller."""
    forgotten(runner)
    commits(runner, 9, 1)
    runner.run("sweep")
    assert state(runner) == "OPEN"
    runner.settings("[tracker]\ninactive-green-runs = 9\n")
    runner.run("sweep")
    assert state(runner) == "CLOSED"


def test_a_hundred_and_twenty_commits_are_the_end(runner: Runner) -> None:
    """Nothing beyond them is read, and the tracker stays open."""
    forgotten(runner)
    commits(runner, 150, 15)
    ran = runner.run("sweep", "--json")
    assert state(runner) == "OPEN"
    assert ran.json["requests"] == {"queries": 11, "mutations": 0}


def test_nothing_older_than_the_failure_is_requested(runner: Runner) -> None:
    """A branch with a long past costs no more than one without."""
    commits(runner, 60, 1)
    forgotten(runner)
    commits(runner, 5, 1)
    assert runner.run("sweep", "--json").json["requests"] == {"queries": 2, "mutations": 0}
    assert state(runner) == "OPEN"
