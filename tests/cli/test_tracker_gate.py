"""When a tracker opens: thresholds that are counted over commits and pull requests, caps, and mass failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.tracked import GREEN, RED, Life, failing

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

ROADS = ("lint", "docs", "docker", "types", "wheel", "smoke")


@pytest.fixture
def life(runner: Runner) -> Life:
    """A repository without a past."""
    return Life(runner)


def test_a_single_blip_opens_nothing_if_so_wished(life: Life) -> None:
    """With a threshold of two, the first failure is only reported; the second attempt opens the tracker."""
    life.runner.settings("[tracker]\nopen-after-occurrences = 2\n")
    run = life.report(RED)
    assert life.actions(life.handle(run)) == ["withheld"]
    assert life.trackers == []
    life.again(run, RED)
    assert life.exported["occurrences"] == 2


def test_spread_over_pull_requests_opens(life: Life) -> None:
    """One pull request may fail any number of times; with the second one the tracker opens, and has both."""
    life.runner.settings("[tracker]\nopen-after-pull-requests = 2\n")
    for _ in range(3):
        assert life.actions(life.push(RED, "one")) == ["withheld"]
    ran = life.push(RED, "two")
    assert (life.actions(ran), ran.json["requests"]) == (["opened"], {"queries": 3, "mutations": 2})
    assert [row["pull_request"] for row in life.exported["subjects"]] == list(life.pulls.values())
    assert life.exported["occurrences"] == 2
    assert life.handle(life_run(life)).json["requests"]["mutations"] == 0


def test_who_has_recovered_counts_no_more(life: Life) -> None:
    """Nor does one that was closed, or that fails otherwise."""
    life.runner.settings("[tracker]\nopen-after-pull-requests = 2\n")
    life.push(RED, "one")
    life.push(GREEN, "one")
    life.push(RED, "closed")
    life.runner.repository.person("bob").close(life.pulls["closed"])
    life.push(GREEN | {"docker smoke": "failure"}, "otherwise")
    (row,) = life.push(RED, "two").json["trackers"]
    assert (row["action"], row["reason"]) == ("withheld", "1 of 1 occurrences, 1 of 2 pull requests")
    assert life.trackers == []


def test_commits_of_one_pull_request_are_occurrences(life: Life) -> None:
    """The third push that fails opens the tracker, whatever passed in between, and however it is distinguished."""
    life.runner.settings(
        '[tracker]\nopen-after-occurrences = 3\n[[tracker.category]]\nname = "net"\nmessages = ["*boom*"]\n'
    )
    for jobs in (RED, GREEN, RED):
        life.push(jobs)
    assert life.trackers == []
    life.push(RED)
    assert (life.exported["category"], life.exported["occurrences"], len(life.exported["history"])) == ("net", 3, 3)


def life_run(life: Life) -> int:
    """The id of the newest run."""
    return int(max(row["run_id"] for row in life.exported["history"]))


def test_the_default_branch_opens_at_once(life: Life) -> None:
    """Whatever the gate, a broken default branch is reported."""
    life.runner.settings("[tracker]\nopen-after-occurrences = 5\nopen-after-pull-requests = 5\n")
    life.main(RED)
    assert [row["branch"] for row in life.exported["subjects"]] == ["main"]


def test_mass_failure_is_one_issue(life: Life) -> None:
    """More than five kinds at once have one cause; what has a tracker of its own goes on there."""
    life.push(failing("lint"), "before")
    life.push(failing(*ROADS, "more"))
    assert [issue.title for issue in life.trackers] == ["CI failure: lint", "CI failure: systemic"]
    life.push(dict.fromkeys((*ROADS, "more"), "success"))
    assert [issue.state for issue in life.trackers] == ["OPEN", "CLOSED"]


def test_a_run_opens_at_most_three(life: Life) -> None:
    """The fourth is withheld, in this run as often as its event comes; the next run opens it."""
    run = life.report(failing(*ROADS[:4]))
    assert sorted(life.actions(life.handle(run))) == ["opened", "opened", "opened", "withheld"]
    assert "withheld" in life.actions(life.handle(run))
    assert len(life.trackers) == 3
    life.push(failing(*ROADS[:4]))
    assert len(life.trackers) == 4
