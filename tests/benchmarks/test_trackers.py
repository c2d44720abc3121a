"""How long a run computes over many trackers, and over a body that somebody filled with line breaks.

Figures of one run can be compared with one another; those of two machines, or of two days, cannot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.categories import identity_of
from hygiene.failure_tracker.decide import decide_trackers
from hygiene.failure_tracker.ledger.model import Subject
from hygiene.failure_tracker.render import render_block
from hygiene.model.policy import BODY_BYTES_MAX
from tests.failure_tracker.ledger.cases import ledger, red
from tests.failure_tracker.world import World, trigger_for

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from hygiene.model.snapshot import Snapshot

pytestmark = pytest.mark.bench
TRACKERS = (1, 50, 500)
OCCURRENCES = 30
LINE_BREAKS = (650, 6_500, 65_000)


def snapshot_with(world: World, count: int) -> Snapshot:
    """A failing pull request in a repository with so many open trackers of other pull requests."""
    world.failed()
    (tracker,) = world.issues.values()
    for place in range(count):
        category, number = f"job {place}", 1_000 + place
        known = replace(
            ledger(*range(1, OCCURRENCES + 1)),
            category=category,
            subjects=(Subject(f"pr:{20_000 + place}", f"PR_{place}", (red(OCCURRENCES),)),),
        )
        body = render_block(known, identity_of(category), "https://github.com/o/r", BODY_BYTES_MAX)
        world.issues[number] = replace(tracker, id=f"I_{number}", number=number, body=body)
    return world.reader(7)(True)  # noqa: FBT003 - as a first read


@pytest.mark.parametrize("count", TRACKERS)
def test_first_decision(benchmark: BenchmarkFixture, count: int) -> None:
    """With every body parsed for the first time."""
    world = World()
    snapshot = snapshot_with(world, count)

    def decide() -> bool:
        parse_body.cache_clear()
        return bool(decide_trackers(snapshot, world.policy, trigger_for(7)).plan)

    assert not benchmark(decide)


@pytest.mark.parametrize("count", TRACKERS)
def test_later_decision(benchmark: BenchmarkFixture, count: int) -> None:
    """As in every pass after the first one."""
    world = World()
    snapshot = snapshot_with(world, count)
    assert not benchmark(decide_trackers, snapshot, world.policy, trigger_for(7)).plan


@pytest.mark.parametrize("count", LINE_BREAKS)
def test_body_of_line_breaks(benchmark: BenchmarkFixture, count: int) -> None:
    """Around the block of a tracker, where anybody who may edit issues can put them."""
    block = render_block(ledger(5), "tracker/python-ci", "https://github.com/o/r", BODY_BYTES_MAX)
    body = "\n" * (count // 2) + block + "\n" * (count - count // 2) + "."

    def parse() -> bool:
        parse_body.cache_clear()
        return parse_body(body) is not None

    assert benchmark(parse)
