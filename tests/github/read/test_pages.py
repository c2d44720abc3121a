"""Pages are read when totals state it, to the end, and within a stated number of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UnavailableError
from hygiene.github.size import QuerySize
from hygiene.model.checks import CheckState
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.faults import FieldFails
from hygiene.sandbox.runs import Job
from tests.github.scopes import GREEN, LABEL, RED, Place, in_pages, spent

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault, RequestInfo


def test_one_request_when_no_page_is_missing() -> None:
    """A pull request of an ordinary size is read in one request."""
    place = Place()
    number = place.proposal(RED)
    place.crowd(number, 12)
    gateway = place.gateway(number)
    assert len(gateway.read().pull_requests[0].comments) == 12
    assert spent(gateway) == (1, 0)


@pytest.mark.parametrize(("count", "requests"), [(100, 1), (101, 2), (300, 2), (301, 3), (500, 3)])
def test_many_check_runs(count: int, requests: int) -> None:
    """Every check run of a suite is seen, each once, read from both ends."""
    place = Place()
    jobs = {f"job {number:03}": "success" for number in range(count)}
    gateway = place.gateway(place.proposal(jobs))
    head = gateway.read().head
    assert head is not None
    assert sorted(run.name for run in head.runs) == sorted(jobs)
    assert {run.attempt for run in head.runs} == {1}
    assert spent(gateway) == (requests, 0)


def test_five_hundred_check_runs_that_fail() -> None:
    """Five hundred check runs with their failures are read within four requests."""
    place = Place()
    jobs = {f"job {number:03}": Job("failure", steps={"Pytest": "failure"}) for number in range(500)}
    gateway = place.gateway(place.proposal(jobs))
    head = gateway.read().head
    assert head is not None
    assert len(head.runs) == 500
    assert spent(gateway) == (4, 0)


def test_many_failures() -> None:
    """Beyond the first failing check runs of a suite, steps and annotations of the others come in one more request."""
    place = Place()
    failing = Job(
        "failure", steps={"Lint": "success", "Pytest": "failure"}, annotations=[Annotation("a.py", 3, "boom")]
    )
    gateway = place.gateway(place.proposal({f"job {number}": failing for number in range(20)}))
    head = gateway.read().head
    assert head is not None
    assert all([step.name for step in run.steps] == ["Pytest"] for run in head.runs)
    assert all([(one.path, one.line) for one in run.annotations] == [("a.py", 3)] for run in head.runs)
    assert spent(gateway) == (2, 0)


def test_failures_without_details_are_requested_once() -> None:
    """A failing check run of another app has no steps; another request would not find any."""
    place = Place()
    number = place.proposal({f"job {number}": "failure" for number in range(9)})
    gateway = place.gateway(number)
    gateway.read()
    gateway.read()
    assert spent(gateway) == (3, 0)


def test_more_failures_than_anybody_reads() -> None:
    """Details are for the first hundred; a second read, by this or by another run, shows the very same."""
    place = Place()
    failing = Job("failure", steps={"Pytest": "failure"})
    number = place.proposal({f"job {number:03}": failing for number in range(150)})
    gateway = place.gateway(number)
    first = gateway.read().head
    assert first is not None
    assert sum(bool(run.steps) for run in first.runs) == 105
    assert gateway.read().head == first == place.gateway(number).read().head


@pytest.mark.parametrize(("count", "requests"), [(11, 1), (30, 2), (60, 3)])
def test_many_suites(count: int, requests: int) -> None:
    """Every workflow that reported on the head is seen, however many there are."""
    place = Place()
    number = place.proposal(GREEN)
    head = place.repository.head("feature")
    for extra in range(count):
        place.repository.workflow_run(f"Extra {extra:02}", head=head, jobs={f"extra {extra:02}": "failure"})
    gateway = place.gateway(number)
    checks = gateway.read().head
    assert checks is not None
    assert len(checks.suites) == count + 1
    assert len([run for run in checks.runs if run.state is CheckState.FAILURE]) == count
    assert spent(gateway) == (requests, 0)


def test_many_check_runs_in_a_suite_of_a_later_page() -> None:
    """The check runs of a suite beyond the first page are read like any other's."""
    place = Place()
    number = place.proposal(GREEN)
    head = place.repository.head("feature")
    for extra in range(15):
        jobs = {f"{extra:02} {job:03}": "success" for job in range(130 if extra == 14 else 1)}
        place.repository.workflow_run(f"Extra {extra:02}", head=head, jobs=jobs)
    checks = place.gateway(number).read().head
    assert checks is not None
    assert len(checks.runs) == len(GREEN) + 14 + 130


def test_reruns_are_attempts() -> None:
    """Attempts are counted per name and suite, across pages, oldest first."""
    place = Place()
    jobs = {f"job {number:03}": "failure" for number in range(120)}
    number = place.proposal(jobs)
    run = place.repository.record.workflow_runs[-1]
    known = next(one for one in (place.repository.run(n) for n in _run_ids(place)) if one.id == run)
    place.repository.rerun(known.database_id, dict.fromkeys(jobs, "success"))
    checks = place.gateway(number).read().head
    assert checks is not None
    states = {(found.attempt, found.state) for found in checks.runs}
    assert states == {(1, CheckState.FAILURE), (2, CheckState.SUCCESS)}
    assert {found.state for found in checks.latest()} == {CheckState.SUCCESS}


def _run_ids(place: Place) -> list[int]:
    return [place.world.state.nodes[node].database_id for node in place.repository.record.workflow_runs]


def crowded(place: Place) -> int:
    """A pull request whose check runs, suites, comments, trackers and failures all have further pages."""
    failing = Job("failure", steps={"Pytest": "failure"})
    number = place.proposal({f"job {job:03}": failing for job in range(130)})
    for extra in range(14):
        place.repository.workflow_run(f"E{extra}", head=place.repository.head("feature"), jobs={"x": "success"})
    for one in range(30):
        place.repository.issue(f"T {one}", "body", labels=(LABEL,))
    place.crowd(number, 60)
    return number


@pytest.mark.parametrize("operation", ["ReadMoreCheckRuns", "ReadMoreSuites", "ReadMoreComments", "ReadMoreTrackers"])
def test_pages_with_holes(operation: str) -> None:
    """A page on which GitHub gave up is read again, then the run ends: what was not read is not missing."""
    place = Place()
    number = crowded(place)

    def give_up(info: RequestInfo) -> Fault | None:
        return FieldFails() if info.operation == operation else None

    gateway = in_pages(place.gateway(number, before=give_up))
    with pytest.raises(UnavailableError, match="Something went wrong"):
        gateway.read()
    assert [request.operation for request in place.world.requests].count(operation) == len(QuerySize)
