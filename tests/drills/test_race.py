"""Writers that really interleave, the same way every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from hygiene.drills.race import race

if TYPE_CHECKING:
    from hygiene.drills.race import Turn, Writer


def writer(name: str, requests: int, log: list[str]) -> Writer:
    """A writer that logs each of its requests."""

    def run(turn: Turn) -> None:
        for at in range(requests):
            turn()
            log.append(f"{name}{at}")

    return run


def raced(seed: int) -> list[str]:
    """The log of three writers with three requests each."""
    log: list[str] = []
    race([writer(name, 3, log) for name in "abc"], random.Random(seed))  # noqa: S311 - a schedule, no secret
    return log


def test_everybody_looks_first() -> None:
    """Each has made its first request before anybody makes a second one: the tightest race there is."""
    assert sorted(raced(0)[:3]) == ["a0", "b0", "c0"]


def test_everybody_ends() -> None:
    """Every writer comes to its end, in its own order."""
    log = raced(0)
    assert [entry for entry in log if entry[0] == "b"] == ["b0", "b1", "b2"]
    assert len(log) == 9


def test_same_seed_same_schedule() -> None:
    """Threads decide nothing: the seed alone does."""
    assert {tuple(raced(5)) for _ in range(10)} == {tuple(raced(5))}


def test_other_seed_other_schedule() -> None:
    """Seeds make different schedules, and really interleave."""
    found = {tuple(raced(seed)) for seed in range(20)}
    assert len(found) > 10
    assert any("".join(log) != "".join(sorted(log)) for log in found)


def test_never_two_at_once() -> None:
    """Between two turns a writer is alone: a count that is read and written back loses nothing."""
    count = 0

    def run(turn: Turn) -> None:
        nonlocal count
        for _ in range(50):
            turn()
            seen = count
            count = seen + 1

    race([run] * 4, random.Random(1))  # noqa: S311 - a schedule, no secret
    assert count == 200


def test_a_writer_without_requests() -> None:
    """One that never asks anything does not hold up the others."""
    log: list[str] = []
    race([lambda _turn: None, writer("a", 2, log)], random.Random(0))  # noqa: S311 - a schedule, no secret
    assert log == ["a0", "a1"]


def test_nobody() -> None:
    """A race without writers is over at once."""
    race([], random.Random(0))  # noqa: S311 - a schedule, no secret


def test_a_bug_ends_the_race() -> None:
    """What a writer raises comes out of the race, and nobody is left waiting."""
    log: list[str] = []

    def broken(turn: Turn) -> None:
        turn()
        message = "a bug"
        raise LookupError(message)

    with pytest.raises(LookupError, match="a bug"):
        race([broken, writer("a", 1_000, log)], random.Random(0))  # noqa: S311 - a schedule, no secret
    assert len(log) < 1_000
