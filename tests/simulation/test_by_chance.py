"""Schedules by chance: every fault there is, a clock that runs, two and three writers on the full stack."""

from __future__ import annotations

import random
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.simulation.catalogue import REQUESTS_MAX_BY_CHANCE, by_chance, three, two
from tests.simulation.engine import Violation
from tests.simulation.explorers import Seeded

if TYPE_CHECKING:
    from tests.simulation.catalogue import Make
    from tests.simulation.conftest import Tell
    from tests.simulation.explorers import Tally

SEED = 20251013
TWO, THREE = two(), three()
SCHEDULES_OF_TWO = 6
SCHEDULES_OF_THREE = 64
SCHEDULES_OF_THREE_MIN = 2_000


def _walked(make: Make, schedules: int) -> Tally:
    """As many schedules twice; both times they go the same way and end in the same worlds, within the bound."""
    once, again = Seeded(by_chance(make), SEED), Seeded(by_chance(make), SEED)
    for number in range(schedules):
        first, second = once.one(number), again.one(number, to_the_end=False)
        assert (first.schedule, first.place.key) == (second.schedule, second.place.key)
    assert 0 < once.tally.requests_max <= REQUESTS_MAX_BY_CHANCE
    return once.tally


def test_enough_schedules() -> None:
    """What is asked of three writers on the full stack."""
    assert len(THREE) * SCHEDULES_OF_THREE >= SCHEDULES_OF_THREE_MIN


@pytest.mark.parametrize("name", TWO)
def test_two_writers(name: str, tell: Tell) -> None:
    """Up to three faults of any kind in one schedule of two writers: what was promised holds."""
    tell("two writers by chance", _walked(TWO[name], SCHEDULES_OF_TWO))


@pytest.mark.parametrize("name", THREE)
def test_three_writers(name: str, tell: Tell) -> None:
    """The same with three writers."""
    tell("three writers by chance", _walked(THREE[name], SCHEDULES_OF_THREE))


@pytest.mark.deep
def test_for_as_long_as_one_likes(pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    """Goes on with new seeds until somebody stops it or a schedule breaks a promise; the seed comes first."""
    seed = int(pytestconfig.getoption("--seed") or random.SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nseed {seed}", flush=True)  # noqa: T201 - the one thing that is needed to do it again
    for turn in count():
        for make in (*TWO.values(), *THREE.values()):
            try:
                for _ in Seeded(by_chance(make, faults_max=5), seed + turn).run(1_000):
                    pass
            except Violation as violation:
                pytest.fail(f"seed {seed + turn}: {violation}")
