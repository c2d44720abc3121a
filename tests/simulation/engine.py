"""One scenario as a tree of choices: who goes next, and what goes wrong with it. Steps are memoised."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.sandbox.wire import NoResponse
from tests.simulation.moves import (
    ENDS_AFTER,
    ENDS_BEFORE,
    FAULTS,
    HARMLESS,
    LAGS,
    WRITES_BEHIND_MAX,
    Asked,
    Ended,
    Received,
    Stopped,
    suits,
)
from tests.simulation.nodes import Node, Place, Violation
from tests.simulation.reading import counts_apart, muted
from tests.simulation.rest import left_behind, wrong_at_rest
from tests.simulation.safety import touched, unsafe, unseen
from tests.simulation.writer import NotTheSameError, Position, Registry

if TYPE_CHECKING:
    from collections.abc import Hashable

    from hygiene.sandbox.state import State
    from hygiene.sandbox.world import World
    from tests.simulation.scenario import Scenario

FURTHER_REQUESTS_MAX = 20
SERVER_FAILS = 500
GUARD = "ReadVersions"
# What shows the labels and states of trackers, by HTTP and through the port.
SCOPES = ("ReadScope", "ApplyPlan", "read", "apply")


class Play:
    """Carries a scenario from node to node, and checks every step for what must not be."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.writers = Registry(
            scenario.commands, scenario.world.now, frozen=scenario.frozen, stops=scenario.stops, fast=scenario.fast
        )
        self.served: dict[Hashable, tuple[Received, Place, str]] = {}
        self.guarded: dict[int, Hashable] = {}
        self.muted: dict[int, frozenset[str]] = {}
        self.rests: dict[Hashable, str] = {}
        self.digests: dict[int, tuple[State, str]] = {}
        self.requests_max = 0

    def start(self) -> Node:
        """Nobody has sent a request yet. No replica is older than the start, but for one write where one ``lags``."""
        world = self.scenario.world.copy()
        world.past = deque(list(world.past)[-1:] if self.scenario.lags else (), world.past.maxlen)
        positions = tuple(map(self.writers.root, self.scenario.racing))
        return Node(self._place(world), positions, unsure=bool(self.scenario.removers))

    def options(self, node: Node) -> list[str]:
        """Everything that can happen next: a writer, a writer with a fault, an act. Empty at the end."""
        found: list[str] = []
        scenario = self.scenario
        for position in node.positions:
            if isinstance(position.move, Ended) or position.writer in node.dead or self._asleep(node, position.writer):
                continue
            found.append(position.writer)
            if node.faults < scenario.faults_max:
                found += [position.writer + letter for letter in scenario.faults if suits(letter, position.move)]
        return found + self._acts(node)

    def take(self, node: Node, option: str) -> Node:
        """The node after one choice. Raises ``Violation`` for a step that must not be."""
        schedule = node.schedule + option
        if option.isdigit():
            act = self.scenario.acts[int(option) - 1]
            twin = self._twin(node.place, 0)
            act.does(twin)
            unsure = node.unsure or act.unsettles
            return replace(node, place=self._place(twin), acted=node.acted + option, unsure=unsure, schedule=schedule)
        letter, fault = option[0], option[1:]
        at = next(place for place, position in enumerate(node.positions) if position.writer == letter)
        faults, unsure = node.faults + bool(fault), node.unsure or bool(fault and fault not in HARMLESS)
        if fault == ENDS_BEFORE:
            return replace(node, dead=_with(node.dead, letter), faults=faults, unsure=True, schedule=schedule)
        position, place = self._step(node.positions[at], node.place, fault, schedule)
        if fault == ENDS_AFTER:
            dead = _with(node.dead, letter)
            return replace(node, place=place, dead=dead, faults=faults, unsure=True, schedule=schedule)
        if isinstance(position.move, Ended) and position.move.failed:
            unsure = True
            self._excuse(position.move, node.faults + bool(fault), schedule)
        positions = (*node.positions[:at], position, *node.positions[at + 1 :])
        return replace(node, place=place, positions=positions, faults=faults, unsure=unsure, schedule=schedule)

    def finish(self, node: Node) -> None:
        """Everybody is done: run once more where a writer was lost, then nothing may be wrong, and nothing to do."""
        key = (node.place.key, node.unsure)
        if key not in self.rests:
            self.rests[key] = "; ".join(self._wrong_in_the_end(node))
        if self.rests[key]:
            raise Violation(self.scenario.name, node.schedule, self.rests[key])

    def _wrong_in_the_end(self, node: Node) -> list[str]:
        further = self.scenario.further
        place, counts = self._run_further(node.place, further, node.schedule) if node.unsure else (node.place, {})
        wrong = wrong_at_rest(place.world, self.scenario.truth, sure=not node.unsure)
        if not counts or place.key[0] != node.place.key[0]:
            _, counts = self._run_further(place, "" if wrong else further, node.schedule, may_write=False)
        most = 1 + self.scenario.truth.pages + counts_apart(place.world.state)
        for writer, requests in counts.items():
            if requests > most:
                wrong.append(f"a further run of {writer} made {requests} requests")
        return wrong

    def _run_further(
        self, place: Place, further: str, schedule: str, *, may_write: bool = True
    ) -> tuple[Place, dict[str, int]]:
        requests = {}
        for writer in further:
            place, requests[writer] = self._run_again(place, writer, schedule, may_write=may_write)
        return place, requests

    def _acts(self, node: Node) -> list[str]:
        """The acts that may come next: the one whose turn it is, or any that has not been yet where all are free."""
        left = [str(place) for place in range(1, len(self.scenario.acts) + 1) if str(place) not in node.acted]
        free_max = self.scenario.free_acts_max
        return (left if len(node.acted) < free_max else []) if free_max else left[:1]

    def _asleep(self, node: Node, writer: str) -> bool:
        acts = self.scenario.acts
        return any(writer in act.wakes for place, act in enumerate(acts, 1) if str(place) not in node.acted)

    def _excuse(self, ended: Ended, faults: int, schedule: str) -> None:
        if not faults or not ended.how.startswith("UnavailableError"):
            raise Violation(self.scenario.name, schedule, f"a writer ended with {ended.how}")

    def _run_again(self, place: Place, writer: str, schedule: str, *, may_write: bool = True) -> tuple[Place, int]:
        position = self.writers.root(writer)
        while not isinstance(position.move, Ended):
            if isinstance(position.move, Asked) and position.move.writes and not may_write:
                raise Violation(self.scenario.name, schedule, f"a further run of {writer} writes")
            position, place = self._step(position, place, "", schedule)
            if position.requests > FURTHER_REQUESTS_MAX:
                raise Violation(self.scenario.name, schedule, f"a further run of {writer} does not settle")
        if position.move.failed:
            raise Violation(self.scenario.name, schedule, f"a further run of {writer} ended with {position.move.how}")
        return place, position.requests

    def _step(self, position: Position, place: Place, fault: str, schedule: str) -> tuple[Position, Place]:
        received, after, complaint = self._received(position, place, fault)
        complaint = complaint or self._replayed(position) or self._careless(position, place, after)
        complaint = complaint or self._touched(position, after)
        if complaint:
            raise Violation(self.scenario.name, schedule, complaint)
        if fault == ENDS_AFTER:
            return position, after
        try:
            following = self.writers.step(position, received)
        except NotTheSameError:
            raise
        except Exception as error:
            raise Violation(self.scenario.name, schedule, f"a writer broke: {error!r}") from error
        left = self._left(following, after, schedule)
        if left:
            raise Violation(self.scenario.name, schedule, f"a removal has ended, but {left[0]} is open")
        self.requests_max = max(self.requests_max, following.requests)
        if following.requests > self.scenario.requests_max:
            raise Violation(
                self.scenario.name, schedule, f"a writer needs more than {self.scenario.requests_max} requests"
            )
        return following, after

    def _left(self, remover: Position, place: Place, schedule: str) -> list[str]:
        """The open trackers when a removal ends well: they are the last that it reads, unless a replica lags."""
        ended = isinstance(remover.move, Ended) and not remover.move.failed
        if not ended or remover.writer not in self.scenario.removers or set(LAGS) & set(schedule):
            return []
        return [one for one in left_behind(place.world.state) if "tracker" in one]

    def _replayed(self, position: Position) -> str:
        """A write whose outcome is unknown to the writer is not sent again before a read."""
        last = position.before
        if last is None or position.received is None or not isinstance(last.move, Asked) or not last.move.writes:
            return ""
        lost = (
            isinstance(position.received.value, NoResponse)
            or getattr(position.received.value, "status", 200) >= SERVER_FAILS
        )
        return "a write with an unknown outcome was sent again" if lost and last.move.key == position.move.key else ""

    def _careless(self, position: Position, place: Place, after: Place) -> str:
        """After the guard has read, and nothing changed since, no text may be replaced that the writer had not seen."""
        last = position.before
        if last is None or not isinstance(last.move, Asked) or last.move.name != GUARD or position.received is None:
            return ""
        guarded = self.guarded.get(id(position.received)) == place.key
        return "; ".join(unseen(after.world.history)) if guarded else ""

    def _touched(self, position: Position, after: Place) -> str:
        """What was muted when a writer last read the scope is left alone by it, but for a removal."""
        at: Position | None = position
        while at is not None and not (
            at.before and isinstance(at.before.move, Asked) and at.before.move.name in SCOPES
        ):
            at = at.before
        if at is None or position.writer in self.scenario.removers:
            return ""
        return "; ".join(touched(after.world.history, self.muted.get(id(at.received), frozenset())))

    def _received(self, position: Position, place: Place, fault: str) -> tuple[Received, Place, str]:
        move = position.move
        if isinstance(move, Stopped):
            twin = self._twin(place, move.at + move.seconds)
            return Received(twin.now, "awake"), self._place(twin), ""
        assert isinstance(move, Asked), move
        key = (place.key, move.key, move.at, fault)
        if key not in self.served:
            twin = self._twin(place, move.at)
            before = twin.state
            what, value = move.serve(twin, FAULTS.get(fault))
            # What a person deletes between a read and the write after it cannot be known to the writer.
            removes = position.writer in self.scenario.removers or bool(
                self.scenario.free_acts_max and self.scenario.truth.pulls
            )
            complaint = "; ".join(unsafe(before, twin.state, twin.history, self.scenario.truth, removes=removes))
            self.served[key] = (Received(twin.now, what, value), self._place(twin), complaint)
            if not fault:
                self.muted[id(self.served[key][0])] = muted(twin.state)
            if not fault or fault not in LAGS:
                self.guarded[id(self.served[key][0])] = self.served[key][1].key
        return self.served[key]

    def _twin(self, place: Place, at: float) -> World:
        twin = place.world.copy()
        twin.history, twin.requests, twin.budgets = [], [], {}
        twin.now = max(twin.now, int(at))
        return twin

    def _place(self, world: World) -> Place:
        behind = list(world.past)[-WRITES_BEHIND_MAX:] if set(LAGS) & set(self.scenario.faults) else []
        return Place(world, (world.digest(), world.now, *map(self._digest, behind)))

    def _digest(self, state: State) -> str:
        """Of a state that many worlds have in their past."""
        if id(state) not in self.digests:
            self.digests[id(state)] = state, state.digest()
        return self.digests[id(state)][1]


def _with(dead: str, letter: str) -> str:
    return "".join(sorted({*dead, letter}))
