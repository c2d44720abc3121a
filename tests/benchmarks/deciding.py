"""How long the decision over many trackers takes, without a process around it."""

from __future__ import annotations

import time

from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.decide import decide_trackers
from tests.benchmarks.test_trackers import snapshot_with
from tests.failure_tracker.world import World, trigger_for


def deciding(trackers: int) -> dict[str, float]:
    """Processor seconds of a first decision, with every body parsed, and of a later one; the better of three."""
    world = World()
    snapshot = snapshot_with(world, trackers)
    first: list[float] = []
    later: list[float] = []
    for _ in range(3):
        parse_body.cache_clear()
        for times in (first, later):
            started = time.process_time()
            assert not decide_trackers(snapshot, world.policy, trigger_for(7)).plan
            times.append(time.process_time() - started)
    return {"trackers": trackers, "first_s": min(first), "later_s": min(later)}
