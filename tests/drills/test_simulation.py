"""Runs of hygiene in a simulation: their requests and their results."""

from __future__ import annotations

import json

import pytest

from hygiene.drills.content import status_comments, trackers
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.drills.simulation import READER, WRITER, HygieneRun, Simulation
from hygiene.sandbox.example import FAILING_JOBS, PASSING_JOBS
from hygiene.sandbox.faults import GatewayError, LateResults, Reset, WrongPage


@pytest.fixture
def simulation() -> Simulation:
    """A simulation with a green main branch."""
    simulation = Simulation(seed=1)
    create_repository(simulation)
    return simulation


def test_post_ci_writes_to_the_sandbox(simulation: Simulation) -> None:
    """A comment and a tracker exist afterwards."""
    failed = open_pull_request(simulation, "Add a sum")
    (result,) = simulation.post_ci(failed.event)
    assert result.outcome == "settled"
    assert len(status_comments(simulation.repository, failed.number)) == 1
    assert [issue.state for issue in trackers(simulation.repository)] == ["OPEN"]


def test_exchanges(simulation: Simulation) -> None:
    """Each request is recorded with its document, its variables and its response."""
    failed = open_pull_request(simulation, "Add a sum")
    simulation.step("one")
    simulation.post_ci(HygieneRun(failed.event, client="W"))
    first, *others = simulation.exchanges
    assert (first.request.operation, first.request.kind, first.request.status) == ("ReadScope", "query", 200)
    assert first.document.lstrip().startswith("query ReadScope(")
    assert first.variables["name"] == "app"
    assert first.response["data"]["repository"]
    assert [one.request.number for one in simulation.exchanges] == list(simulation.requests_of(1))
    assert {one.request.client for one in simulation.exchanges} == {"W"}
    assert {one.request.operation for one in others} == {"ApplyPlan"}


def test_no_token_is_recorded(simulation: Simulation) -> None:
    """The login is recorded, never the token."""
    failed = open_pull_request(simulation, "Add a sum")
    simulation.post_ci(failed.event, HygieneRun(failed.event, token=READER))
    text = repr(simulation.exchanges)
    assert "github-actions[bot]" in text
    assert WRITER not in text
    assert READER not in text


@pytest.mark.parametrize(
    ("fault", "status", "answer"),
    [
        (GatewayError(), 502, "<!DOCTYPE html>"),
        (Reset(), 0, "reset"),
        (WrongPage(), 200, "<!DOCTYPE html>"),
    ],
)
def test_faults_are_recorded(simulation: Simulation, fault: GatewayError, status: int, answer: str) -> None:
    """A failed request has its status, its fault and what was received."""
    failed = open_pull_request(simulation, "Add a sum")
    simulation.post_ci(HygieneRun(failed.event, faults=[fault]))
    first = simulation.exchanges[0]
    assert (first.request.status, first.request.fault, first.succeeded) == (status, type(fault).__name__, False)
    assert str(first.response).startswith(answer)


def test_operating_errors_are_results(simulation: Simulation) -> None:
    """A run that fails has its exit code as its result."""
    failed = open_pull_request(simulation, "Add a sum")
    (result,) = simulation.post_ci(HygieneRun(failed.event, token="nobody"))  # noqa: S106 - no token at all
    assert result.outcome.startswith("exit 4: ")
    assert simulation.results == [result]


def test_concurrent_runs(simulation: Simulation) -> None:
    """All runs read before any of them writes."""
    failed = open_pull_request(simulation, "Add a sum")
    simulation.concurrently(dict.fromkeys("ABC", failed.event))
    kinds = [one.request.kind for one in simulation.exchanges]
    assert kinds[:3] == ["query"] * 3
    assert "mutation" in kinds
    assert sorted(result.client for result in simulation.results) == ["A", "B", "C"]


def test_same_seed_same_exchanges() -> None:
    """Concurrent runs can be repeated, with all their responses."""

    def exchanges(seed: int) -> str:
        simulation = Simulation(seed)
        create_repository(simulation)
        failed = open_pull_request(simulation, "Add a sum")
        simulation.concurrently(dict.fromkeys("ABCD", failed.event))
        return json.dumps([(one.request.client, one.request.at, one.response) for one in simulation.exchanges])

    assert exchanges(3) == exchanges(3)
    assert exchanges(3) != exchanges(4)


def test_saved_copies_do_not_change(simulation: Simulation) -> None:
    """A copy is independent of later writes; the first run saves what was there before it."""
    failed = open_pull_request(simulation, "Add a sum")
    simulation.post_ci(failed.event)
    simulation.save("red")
    simulation.post_ci(push_commit(simulation, failed.number, PASSING_JOBS).event)
    assert not status_comments(simulation.repository_at("before"), failed.number)
    assert [issue.state for issue in trackers(simulation.repository_at("red"))] == ["OPEN"]
    assert [issue.state for issue in trackers(simulation.repository)] == ["CLOSED"]


def test_waiting_moves_the_time_of_the_sandbox(simulation: Simulation) -> None:
    """Hygiene waits for late results without waiting in the test."""
    failed = open_pull_request(simulation)
    before = simulation.world.now
    simulation.post_ci(HygieneRun(failed.event, faults=[LateResults(), LateResults()]))
    assert simulation.world.now - before > len(simulation.exchanges)


def test_steps(simulation: Simulation) -> None:
    """Each request belongs to one step."""
    failed = open_pull_request(simulation)
    simulation.post_ci(failed.event, title="one")
    simulation.step("two")
    simulation.post_ci(failed.event, title="three")
    assert [list(simulation.requests_of(number)) for number in (1, 2, 3)] == [[1, 2, 3], [], [4]]


def test_fork(simulation: Simulation) -> None:
    """A pull request may come from a fork."""
    failed = open_pull_request(simulation, "Add a sum", FAILING_JOBS, fork="alice/app", author="alice")
    assert failed.event["workflow_run"]["head_repository"]["full_name"] == "alice/app"
