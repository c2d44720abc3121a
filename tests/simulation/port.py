"""The port to GitHub in memory: the same small GitHub, without HTTP, GraphQL and the generated client.

Snapshots are read straight from the world's records and plans are written straight to them; a test compares them with
what the full stack sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hygiene.errors import AuthorizationError
from hygiene.model.freshness import late
from hygiene.model.plan import Applied, UpdateComment, UpdateIssue
from hygiene.model.report import Outcome
from hygiene.model.snapshot import SubjectStates
from hygiene.post_ci.decide import decide
from hygiene.post_ci.late_results import PAUSES_S, read_when_shown
from hygiene.post_ci.reconcile import reconcile
from hygiene.status_comment.contribution import decide_sections, orders_after, sections_for
from tests.simulation.moves import Asked
from tests.simulation.port_look import edit_totals, edits_of, holds, pull_request_states, snapshot_of
from tests.simulation.port_write import write
from tests.simulation.stack import PhoneClock, PostCi, SetSection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from hygiene.errors import HygieneError
    from hygiene.model.decision import Decision, SubjectsNeeded
    from hygiene.model.plan import Plan, Refusal
    from hygiene.model.snapshot import PullRequestState, Snapshot
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World
    from tests.simulation.scenario import Scenario
    from tests.simulation.writer import Command, Phone

EDITS_SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen before: the same world shows the same snapshot, so that nothing has to be decided twice on it."""

    trigger: Trigger
    snapshots: dict[tuple[str, int], Snapshot] = field(default_factory=dict)
    received: dict[Hashable, tuple[Snapshot, Snapshot]] = field(default_factory=dict)

    def at(self, world: World) -> Snapshot:
        """The snapshot of a world."""
        key = world.digest(), world.now
        if key not in self.snapshots:
            self.snapshots[key] = snapshot_of(world, self.trigger)
        return self.snapshots[key]

    def with_edits(
        self, snapshot: Snapshot, found: Mapping[str, tuple[int | None, tuple[str, ...], tuple[bool, ...]]]
    ) -> Snapshot:
        """A snapshot with histories."""
        key = id(snapshot), *found.items()
        if key not in self.received:
            texts = {node: texts for node, (_, texts, _) in found.items()}
            others = {node: others for node, (_, _, others) in found.items()}
            self.received[key] = snapshot, replace(snapshot, overwritten=texts, by_others=others)
        return self.received[key][-1]

    def with_subjects(self, snapshot: Snapshot, found: Mapping[str, PullRequestState | None]) -> Snapshot:
        """A snapshot with the states of subjects."""
        key = id(snapshot), "subjects", *found.items()
        if key not in self.received:
            self.received[key] = snapshot, replace(snapshot, subjects=SubjectStates(found))
        return self.received[key][-1]


class PortGitHub:
    """One scope over a phone."""

    def __init__(self, phone: Phone, looks: Looks) -> None:
        self.phone = phone
        self.looks = looks
        self.trigger = looks.trigger
        self.wrote = False
        self.host_time = 0

    def read(self) -> Snapshot:
        """One look."""
        return self._ask("read", self.looks.at)  # type: ignore[no-any-return]

    def read_results(self, snapshot: Snapshot) -> Snapshot:
        """The checks of one read, for whoever waits for results."""
        return replace(snapshot, head=self._ask("results", self.looks.at).head)

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The histories, or a fresh read when they go on after this one."""
        totals = edit_totals(snapshot)
        found = self._ask("edits", lambda world: edits_of(world, tuple(ids)), *ids)
        if any(total not in (None, totals[node]) for node, (total, *_) in found.items()):
            return self.read()
        return self.looks.with_edits(snapshot, found)

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """Every read shows everything here."""
        raise AssertionError(snapshot)

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """Nothing waits for a threshold."""
        raise AssertionError(snapshot.other_heads)

    def read_subjects(self, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
        """The states of these pull requests."""
        found = self._ask("subjects", lambda world: pull_request_states(world, needed.ids), *needed.ids)
        return self.looks.with_subjects(snapshot, found)

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """One read of the versions."""
        return holds(plan, snapshot, self._ask("versions", self.looks.at))

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """One document, whose answer shows the newest edits of what it wrote."""
        self.wrote = True
        before = edit_totals(snapshot)
        ids = tuple(one.id for one in plan if isinstance(one, UpdateIssue | UpdateComment))

        def serve(world: World, fault: Fault | None) -> tuple[Hashable, object]:
            done, refused = write(world, plan)
            if fault is not None:
                return (world.digest(), True), Applied(None)
            edits = edits_of(world, ids).items()
            new = {node: one for node, one in edits if 1 < (one[0] or 0) - before[node] <= EDITS_SHOWN_MAX}
            return (world.digest(), False), Applied(self.looks.with_edits(self.looks.at(world), new), done, refused)

        key = ("apply", self.trigger, plan, *((node, before[node]) for node in ids))
        found = self.phone.ask(Asked(key, self.phone.now, writes=True, name="apply", serve=serve))
        assert isinstance(found, Applied)
        return found

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """Nothing is forbidden here."""
        return AuthorizationError(refusal.message)

    def _ask(self, name: str, looks: Callable[[World], Any], *of: str) -> Any:  # noqa: ANN401 - whatever was looked at
        def serve(world: World, _fault: Fault | None) -> tuple[Hashable, object]:
            return world.digest(), looks(world)

        key = (name, self.trigger, *of)
        found = self.phone.ask(Asked(key, self.phone.now, writes=False, name=name, serve=serve))
        self.host_time = int(self.phone.now)
        return found


@dataclass(frozen=True, slots=True)
class ThroughThePort:
    """A job from the port inwards: the loop, the decisions, the texts.

    A decision is a function of what was seen: one that was made stays made, for the very same snapshot.
    """

    job: PostCi | SetSection
    looks: Looks
    made: dict[tuple[int, bool, Hashable], tuple[Snapshot, Decision]] = field(default_factory=dict)

    def __call__(self, phone: Phone) -> str:
        """Run once."""
        github, clock = PortGitHub(phone, self.looks), PhoneClock(phone)
        orders: dict[tuple[str, str], int] = {}
        started: list[int] = []

        def deciding(snapshot: Snapshot) -> Decision:
            if isinstance(self.job, SetSection):
                started.append(github.host_time)
                orders.update({**orders_after(snapshot, self.job.policy, (self.job.name,), started[0]), **orders})
            key = id(snapshot), github.wrote, tuple(sorted(orders.items()))
            if key not in self.made:
                self.made[key] = snapshot, self._decided(snapshot, orders, wrote=github.wrote)
            return self.made[key][1]

        pauses, trigger = iter(PAUSES_S), self.job.trigger
        reconcile(
            github,
            clock,
            deciding,
            read=lambda: read_when_shown(github, clock, lambda found: bool(late(found, trigger)), pauses),
        )
        return Outcome.SETTLED.value

    def _decided(self, snapshot: Snapshot, orders: Mapping[tuple[str, str], int], *, wrote: bool) -> Decision:
        trigger = replace(self.job.trigger, wrote=wrote)
        if isinstance(self.job, PostCi):
            return decide(snapshot, self.job.policy, trigger)
        sections = sections_for(snapshot, trigger, {self.job.name: self.job.text}, orders)
        return decide_sections(snapshot, self.job.policy, trigger, sections)


def goes_through_the_port(scenario: Scenario) -> bool:
    """Whether all writers of a scenario are known here."""
    return all(isinstance(command, PostCi | SetSection) for command in scenario.commands.values())


def through_the_port(scenario: Scenario) -> Scenario:
    """The same scenario without the stack between the loop and the world."""
    commands: dict[str, Command] = {}
    for letter, command in scenario.commands.items():
        assert isinstance(command, PostCi | SetSection), scenario.name
        commands[letter] = ThroughThePort(command, Looks(command.trigger))
    return replace(scenario, name=f"{scenario.name}, port", commands=commands)
