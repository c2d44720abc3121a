"""What a run may cost: the numbers that users of a busy repository depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

TRACKERS = 20
BROKEN = Job("failure", steps={"Pytest": "failure"})


@pytest.fixture
def busy(runner: Runner) -> Runner:
    """A repository with twenty open trackers, each of a pull request of its own."""
    for place in range(TRACKERS):
        _, run = runner.proposal({f"job {place}": BROKEN}, f"branch-{place}")
        assert runner.post_ci(run=run).code == 0
    assert sum(issue.state == "OPEN" for issue in runner.repository.issues()) == TRACKERS
    return runner


def spent(runner: Runner, branch: str, job: str, outcome: str | Job) -> dict[str, int]:
    """The requests of a run on a new head of a branch."""
    head = runner.repository.push(branch, {"README.md": f"{branch} again"})
    ran = runner.post_ci("--json", run=runner.repository.workflow_run(head=head, jobs={job: outcome}))
    assert ran.code == 0
    requests = ran.json["requests"]
    assert isinstance(requests, dict)
    return requests


def test_closing_one_of_twenty_trackers_is_two_requests(busy: Runner) -> None:
    """A recovery does not read each tracker in turn."""
    assert spent(busy, "branch-7", "job 7", "success") == {"queries": 1, "mutations": 1}
    assert sum(issue.state == "OPEN" for issue in busy.repository.issues()) == TRACKERS - 1


def test_a_known_failure_is_two_requests(busy: Runner) -> None:
    """One more occurrence: one read, one write."""
    assert spent(busy, "branch-3", "job 3", BROKEN) == {"queries": 1, "mutations": 1}


def test_a_second_read_of_nothing_new_is_one_request(busy: Runner) -> None:
    """The same event again reads once."""
    ran = busy.post_ci("--json")
    assert ran.json["requests"] == {"queries": 1, "mutations": 0}


@pytest.mark.parametrize("total", [0, 100, *(pytest.param(many, marks=pytest.mark.long) for many in (1_000, 3_000))])
@pytest.mark.parametrize("part", [0.0, 0.4, 0.8])
def test_a_change_among_other_peoples_comments(runner: Runner, total: int, part: float) -> None:
    """Two requests; three where our comment is neither among the oldest nor among those that were updated last."""
    number, run = runner.proposal({"job": "success"})
    octocat = runner.repository.person("octocat")
    queries = 2 if total and part else 1
    for count in (int(total * part), total - int(total * part)):
        for place in range(count):
            octocat.comment(number, f"remark {place}")
        runner.world.advance(60)
        if count == int(total * part) and not runner.comments(number):
            assert runner.post_ci("--json", run=run).json["requests"] == {"queries": queries, "mutations": 1}
    assert spent(runner, "feature", "job", "success") == {"queries": queries, "mutations": 1}
    assert len(runner.comments(number)) == 1
    assert len(list(runner.repository.comments(number))) == total + 1
