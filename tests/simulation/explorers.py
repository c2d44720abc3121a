"""Ways through a scenario: all of them, the shortest bad one, some by chance, one by name."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.simulation.engine import Play
from tests.simulation.nodes import Node, Violation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tests.simulation.scenario import Scenario

FAULT_WEIGHT = 0.1
OPTION = re.compile(r"[a-z][^a-z0-9\s]?|[0-9]")


@dataclass(slots=True)
class Tally:
    """What was explored. ``schedules`` counts complete ways through, ``nodes`` the distinct points that they share."""

    schedules: int = 0
    nodes: int = 0
    steps: int = 0
    rests: int = 0
    ran: int = 0
    ran_again: int = 0
    requests_max: int = 0

    def __str__(self) -> str:
        return (
            f"{self.schedules:,} schedules over {self.nodes:,} points, {self.steps:,} steps, {self.rests:,} ends; "
            f"{self.ran:,} answers processed, {self.ran_again:,} again; at most {self.requests_max} requests per run"
        )


class Exhaustive:
    """Every schedule. Points from which the same can follow are gone through once; their ways are all counted."""

    def __init__(self, scenario: Scenario) -> None:
        self.play = Play(scenario)
        self.tally = Tally()
        self._ways: dict[Hashable, int] = {}

    def run(self) -> Tally:
        """Go through everything. Raises the first ``Violation``."""
        self.tally.schedules = self._explore(self.play.start())
        self.tally.nodes = len(self._ways)
        self.tally.rests = len(self.play.rests)
        self.tally.ran, self.tally.ran_again = self.play.writers.ran, self.play.writers.ran_again
        self.tally.requests_max = self.play.requests_max
        return self.tally

    def history(self) -> set[Hashable]:
        """Every request in every world that it met, with what it received: equal for equal explorations."""
        return {(key, received.key, place.key) for key, (received, place, _) in self.play.served.items()}

    def _explore(self, node: Node) -> int:
        known = self._ways.get(node.key)
        if known is not None:
            return known
        options = self.play.options(node)
        if not options:
            self.play.finish(node)
        ways = 0 if options else 1
        for option in options:
            self.tally.steps += 1
            ways += self._explore(self.play.take(node, option))
        self._ways[node.key] = ways
        return ways


def shortest(scenario: Scenario, nodes_max: int = 100_000) -> Violation | None:
    """The violation with the fewest choices; None when there is none."""
    play = Play(scenario)
    layer = [play.start()]
    seen: set[object] = set()
    while layer and len(seen) < nodes_max:
        following: list[Node] = []
        for node in layer:
            options = play.options(node)
            try:
                if not options:
                    play.finish(node)
                for option in options:
                    after = play.take(node, option)
                    if after.key not in seen:
                        seen.add(after.key)
                        following.append(after)
            except Violation as violation:
                return violation
        layer = following
    return None


class Seeded:
    """Schedules by chance, the same for the same seed. Those ``answered`` before get what they got then."""

    def __init__(self, scenario: Scenario, seed: int, *, answered: Seeded | None = None) -> None:
        self.play = Play(scenario)
        if answered is not None:
            self.play.served = answered.play.served
        self.seed = seed
        self._tally = Tally()
        self._points: set[Hashable] = set()

    @property
    def tally(self) -> Tally:
        """What was explored so far."""
        writers = self.play.writers
        points, most = len(self._points), self.play.requests_max
        return replace(self._tally, nodes=points, ran=writers.ran, ran_again=writers.ran_again, requests_max=most)

    def run(self, schedules: int) -> Iterator[Node]:
        """Go some ways to their ends. Raises the first ``Violation``."""
        return (self.one(number) for number in range(schedules))

    def one(self, number: int, *, to_the_end: bool = True) -> Node:
        """The way of this number, with its last judgement unless it is not to go ``to_the_end``."""
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311 - nothing to guard
        node = self.play.start()
        while options := self.play.options(node):
            plain = [option for option in options if len(option) == 1]
            faulty = [option for option in options if len(option) > 1]
            risky = bool(faulty) and chance.random() < FAULT_WEIGHT * len(plain)
            self._points.add(node.key)
            node = self.play.take(node, chance.choice(faulty if risky else plain))
            self._tally.steps += 1
        self._points.add(node.key)
        if to_the_end:
            self.play.finish(node)
        self._tally.schedules += 1
        return node


def replay(scenario: Scenario, schedule: str, *, strictly: bool = True) -> Node:
    """One schedule by name. Raises its ``Violation``, and ``ValueError`` for one that cannot be.

    Unless ``strictly``, choices that are not there are left out, and everybody goes on to the end in turn.
    """
    play = Play(scenario)
    node = play.start()
    for option in OPTION.findall(schedule):
        if option in play.options(node):
            node = play.take(node, option)
        elif strictly:
            raise ValueError(f"{schedule!r} cannot go on with {option!r}: {play.options(node)}")
    while options := play.options(node):
        if strictly:
            raise ValueError(f"{schedule!r} ends too early: {options}")
        node = play.take(node, options[0])
    play.finish(node)
    return node


def ends(play: Play) -> Iterator[Node]:
    """Every point at which nobody goes on, each reached once."""
    known, waiting = set(), [play.start()]
    while waiting:
        node = waiting.pop()
        if node.key in known:
            continue
        known.add(node.key)
        options = play.options(node)
        if not options:
            yield node
        waiting += [play.take(node, option) for option in options]


def steps(play: Play, node: Node) -> Iterator[tuple[str, Node]]:
    """The choices that led to this point, with the point after each."""
    at = play.start()
    for option in OPTION.findall(node.schedule):
        at = play.take(at, option)
        yield option, at
