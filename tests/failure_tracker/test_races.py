"""Concurrent writers: every request may fall between any two of another, and writers may end early.

What must hold at rest is asked of the history alone, without the code under test: markers are read as JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

from hygiene.failure_tracker.decide import decide_trackers
from hygiene.model.snapshot import IssueState
from tests.failure_tracker.world import FAIL, PASS, World, trigger_for

if TYPE_CHECKING:
    from hygiene.model.checks import CheckState
    from hygiene.model.decision import Decision
    from hygiene.model.snapshot import Snapshot

pytestmark = pytest.mark.long

REQUESTS_MAX = 14
SEEDS = range(50)


@dataclass
class Writer:
    """One run of the command, from its event to its empty plan."""

    world: World
    number: int
    requests: int = 0
    decision: Decision | None = None
    snapshot: Snapshot | None = None

    def step(self) -> bool:
        """One request; whether another one is needed."""
        look = self.world.reader(self.number)
        if self.decision is None or self.snapshot is None:
            self.snapshot = look(True)  # noqa: FBT003 - the first read has details
        else:
            self.snapshot = self.world.answer(self.decision, self.snapshot, look)
        self.requests += 1
        self.decision = decide_trackers(self.snapshot, self.world.policy, trigger_for(self.number))
        assert self.requests <= REQUESTS_MAX, self.decision
        return bool(self.decision.plan or self.decision.needs_history or self.decision.needs_subjects)


def _race(runs: list[tuple[int, CheckState]], chance: Random, *, deaths: int) -> World:
    """Runs complete in their order, each starts a writer, and everything else is random."""
    world = World().tracker(escalate_at=0)
    for number, _ in runs:
        world.pull(number, f"head-{number}")
    awake: list[Writer] = []
    left = list(runs)
    died = False
    while left or awake:
        if left and (not awake or chance.random() < 0.4):
            number, state = left.pop(0)
            head = f"head-{number}-{len(left)}"
            world.pull(number, head)
            world.run(head, 500 + len(runs) - len(left), {"python ci": state})
            awake.append(Writer(world, number))
            continue
        writer = chance.choice(awake)
        more = writer.step()
        dies = deaths > 0 and chance.random() < 0.2
        deaths, died = deaths - dies, died or dies
        if dies or not more:
            awake.remove(writer)
    for number in sorted(world.pulls) * died:
        world.handle(number)
    return world


def _state(body: str) -> dict[str, list[list[object]]]:
    match = re.match(r"<!-- hygiene:1 \S+ (\{.*\}) -->", body)
    assert match is not None, body
    found: dict[str, list[list[object]]] = json.loads(match[1])
    return found


def _judge(world: World, runs: list[tuple[int, CheckState]]) -> None:
    newest = {number: (500 + at, state) for at, (number, state) in enumerate(runs, 1)}
    red = {number for number, (_, state) in newest.items() if state is FAIL}
    still = [issue for issue in world.issues.values() if issue.state is IssueState.OPEN]
    assert len(still) == bool(red)
    written = {
        run
        for issue in world.issues.values()
        for text in (issue.body, *world.texts.get(issue.id, ()))
        for run, *_ in _state(text)["occurrences"]
    }
    if still:
        assert not any(
            issue.number < still[0].number and issue.state is IssueState.DUPLICATE for issue in world.issues.values()
        )
        recorded = {run for run, *_ in _state(still[0].body)["occurrences"]}
        assert {newest[number][0] for number in red} <= recorded
        tracked = {int(number) for number in re.findall(r"<!-- tracked-pr: (\d+) -->", still[0].body)}
        assert tracked == red
        if len(world.issues) == 1:
            assert written <= recorded
    for issue in world.issues.values():
        kinds = [note.body.split("\n")[0] for note in issue.notes]
        assert len(kinds) == len(set(kinds))


SCENARIOS = {
    "two fail": [(7, FAIL), (8, FAIL)],
    "fails and recovers": [(7, FAIL), (7, PASS)],
    "two fail and one recovers": [(7, FAIL), (8, FAIL), (7, PASS)],
    "three fail": [(7, FAIL), (8, FAIL), (9, FAIL)],
    "fails, recovers, fails": [(7, FAIL), (7, PASS), (7, FAIL)],
    "six runs of three": [(7, FAIL), (8, FAIL), (7, PASS), (9, FAIL), (8, PASS), (7, FAIL)],
    "two fail and both recover": [(7, FAIL), (8, FAIL), (7, PASS), (8, PASS)],
}


@pytest.mark.parametrize("deaths", [0, 1])
@pytest.mark.parametrize("name", SCENARIOS)
def test_in_every_order_exactly_one_is_open_and_nothing_is_lost(name: str, deaths: int) -> None:
    """One open tracker exactly while something fails, all newest failures in it, no note twice."""
    for seed in SEEDS:
        world = _race(SCENARIOS[name], Random(seed), deaths=deaths)  # noqa: S311 - a schedule, not a secret
        try:
            _judge(world, SCENARIOS[name])
        except AssertionError as error:
            error.add_note(f"seed {seed}")
            raise
