"""Concurrent runs with a reproducible order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from hygiene.drills.concurrency import run_concurrently

if TYPE_CHECKING:
    from hygiene.drills.concurrency import Run, Wait


def requests_of(name: str, count: int, log: list[str]) -> Run:
    """A run that logs each of its requests."""

    def run(wait: Wait) -> None:
        for at in range(count):
            wait()
            log.append(f"{name}{at}")

    return run


def order_of(seed: int) -> list[str]:
    """The log of three runs with three requests each."""
    log: list[str] = []
    run_concurrently([requests_of(name, 3, log) for name in "abc"], random.Random(seed))  # noqa: S311 - a schedule, no secret
    return log


def test_all_first_requests_come_first() -> None:
    """Each run sends its first request before one of them sends its second."""
    assert sorted(order_of(0)[:3]) == ["a0", "b0", "c0"]


def test_all_runs_end() -> None:
    """Every writer comes to its end, in its own order."""
    log = order_of(0)
    assert [entry for entry in log if entry[0] == "b"] == ["b0", "b1", "b2"]
    assert len(log) == 9


def test_same_seed_same_schedule() -> None:
    """Threads decide nothing: the seed alone does."""
    assert {tuple(order_of(5)) for _ in range(10)} == {tuple(order_of(5))}


def test_other_seed_other_schedule() -> None:
    """Seeds make different schedules, and really interleave."""
    found = {tuple(order_of(seed)) for seed in range(20)}
    assert len(found) > 10
    assert any("".join(log) != "".join(sorted(log)) for log in found)


def test_never_two_at_once() -> None:
    """Between two turns a writer is alone: a count that is read and written back loses nothing."""
    count = 0

    def run(wait: Wait) -> None:
        nonlocal count
        for _ in range(50):
            wait()
            seen = count
            count = seen + 1

    run_concurrently([run] * 4, random.Random(1))  # noqa: S311 - a schedule, no secret
    assert count == 200


def test_a_run_without_requests() -> None:
    """One that never sends a request does not block the others."""
    log: list[str] = []
    run_concurrently([lambda _wait: None, requests_of("a", 2, log)], random.Random(0))  # noqa: S311 - a schedule, no secret
    assert log == ["a0", "a1"]


def test_no_runs() -> None:
    """It returns at once."""
    run_concurrently([], random.Random(0))  # noqa: S311 - a schedule, no secret


def test_an_error_stops_all_runs() -> None:
    """What a run raises is raised, and no thread is left waiting."""
    log: list[str] = []

    def broken(wait: Wait) -> None:
        wait()
        message = "a bug"
        raise LookupError(message)

    with pytest.raises(LookupError, match="a bug"):
        run_concurrently([broken, requests_of("a", 1_000, log)], random.Random(0))  # noqa: S311 - a schedule, no secret
    assert len(log) < 1_000
