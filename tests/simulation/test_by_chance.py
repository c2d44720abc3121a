"""Schedules by chance: every fault there is, a clock that runs, two and three writers on the full stack."""

from __future__ import annotations

import random
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.simulation.catalogue import REQUESTS_MAX_BY_CHANCE, by_chance, three, two
from tests.simulation.explorers import Seeded
from tests.simulation.nodes import Violation

if TYPE_CHECKING:
    from tests.simulation.catalogue import Make
    from tests.simulation.conftest import Tell
    from tests.simulation.explorers import Tally

SEED = 20251013
TWO, THREE = two(), three()
SCHEDULES_OF_TWO = 4
# Runs about a tracker take several times as long.
SCHEDULES_OF_THREE, WITH_TRACKER = 45, 24
WALKED_AGAIN = 3
SCHEDULES_OF_THREE_MIN = 2_000


def _walked(make: Make, schedules: int) -> Tally:
    """As many schedules, within the bound; and writers of some once more, who request the same and leave the same."""
    once = Seeded(by_chance(make), SEED)
    again = Seeded(by_chance(make), SEED, answered=once)
    for number in range(schedules):
        first, asked = once.one(number), len(once.play.served)
        if number % WALKED_AGAIN:
            continue
        second = again.one(number, to_the_end=False)
        assert (first.schedule, first.place.key) == (second.schedule, second.place.key)
        assert len(once.play.served) == asked
    assert 0 < once.tally.requests_max <= REQUESTS_MAX_BY_CHANCE
    return once.tally


def _schedules(name: str) -> int:
    return WITH_TRACKER if THREE[name]().truth.trackers else SCHEDULES_OF_THREE


@pytest.mark.explore
def test_enough_schedules() -> None:
    """What is required of three writers on the full stack."""
    assert sum(map(_schedules, THREE)) >= SCHEDULES_OF_THREE_MIN


@pytest.mark.explore
@pytest.mark.parametrize("name", TWO)
def test_two_writers(name: str, tell: Tell) -> None:
    """Up to three faults of any kind in one schedule of two writers: what is guaranteed holds."""
    tell("two writers by chance", _walked(TWO[name], SCHEDULES_OF_TWO))


@pytest.mark.explore
@pytest.mark.parametrize("name", THREE)
def test_three_writers(name: str, tell: Tell) -> None:
    """The same with three writers."""
    tell("three writers by chance", _walked(THREE[name], _schedules(name)))


@pytest.mark.deep
def test_for_as_long_as_one_likes(pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    """Goes on with new seeds until it is stopped, the time is over or a guarantee is broken; prints the seed first."""
    minutes = pytestconfig.getoption("--minutes")
    ends_at = time.monotonic() + 60 * minutes if minutes else float("inf")
    seed = int(pytestconfig.getoption("--seed") or random.SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nseed {seed}", flush=True)  # noqa: T201 - the one thing that is needed to do it again
    for turn in count():
        for make in (*TWO.values(), *THREE.values()):
            try:
                for _ in Seeded(by_chance(make, faults_max=5), seed + turn).run(1_000):
                    if time.monotonic() > ends_at:
                        return
            except Violation as violation:
                pytest.fail(f"seed {seed + turn}: {violation}")
