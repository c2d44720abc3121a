"""How long a run of a large pull request computes: the time that is not GitHub's.

Figures of one run can be compared with one another; those of two machines, or of two days, cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.model.marker import Marker
from hygiene.model.policy import Policy
from hygiene.sandbox.runs import Job
from hygiene.status_comment.build import status_of
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.render import render_status
from tests.github.scopes import GREEN, RED, Place
from tests.snapshots import TRIGGER, check, head, on_base, snapshot

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from hygiene.model.snapshot import Snapshot

pytestmark = pytest.mark.bench
JOBS = 500
BROKEN = Job("failure", steps={"Pytest": "failure"})


@pytest.fixture
def large() -> tuple[Snapshot, Policy]:
    """Five hundred required jobs, every third of which fails, here and on the base branch."""
    names = [f"integration ({place})" for place in range(JOBS)]
    runs = [
        check(name, "success" if place % 3 else "failure", id_=place + 1, step="Pytest", error="expected 3 rows, got 2")
        for place, name in enumerate(names)
    ]
    return snapshot(head(*runs), base=(on_base(*runs),)), Policy(jobs=tuple(names))


def test_render_five_hundred_jobs(benchmark: BenchmarkFixture, large: tuple[Snapshot, Policy]) -> None:
    """From what is known of the jobs to the text of the comment, made to fit."""
    seen, policy = large
    status = status_of(seen, policy, TRIGGER)
    assert status is not None
    assert benchmark(render_status, status, Marker("status"), policy.status)


def test_decide_on_five_hundred_jobs(benchmark: BenchmarkFixture, large: tuple[Snapshot, Policy]) -> None:
    """From a snapshot to what is to be written, rendering included."""
    assert benchmark(decide_status, *large, TRIGGER).plan


@pytest.mark.parametrize("comments", [0, 3_000])
def test_read_among_comments(benchmark: BenchmarkFixture, comments: int) -> None:
    """One read of a pull request with so many comments; the sandbox's time is in it."""
    place = Place()
    number = place.proposal(GREEN)
    place.crowd(number, comments)
    assert benchmark(place.gateway(number).read).pull_requests[0].comments_total == comments


@pytest.mark.parametrize("jobs", [4, JOBS])
def test_read_failing_jobs(benchmark: BenchmarkFixture, jobs: int) -> None:
    """The first read of so many failing jobs, with all their pages; the sandbox's time is in it."""
    place = Place()
    number = place.proposal(RED if jobs < JOBS else {f"job {at:03}": BROKEN for at in range(jobs)})
    snapshot = benchmark(lambda: place.gateway(number).read())
    assert snapshot.head is not None
    assert len(snapshot.head.runs) == jobs
