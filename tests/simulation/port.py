"""The port to GitHub in memory: the same small GitHub, without HTTP, GraphQL and the generated client.

Snapshots are read straight from the world's records and plans are written straight to them; a test compares them with
what the full stack sees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.decide.everything import decide
from hygiene.errors import AuthorizationError
from hygiene.model.applied import Applied
from hygiene.model.report import Outcome
from hygiene.reconcile import reconcile
from tests.simulation.moves import Asked
from tests.simulation.port_look import edit_texts, edit_totals, snapshot_of
from tests.simulation.port_write import write
from tests.simulation.stack import PhoneClock, PostCi

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from hygiene.decide.verdict import Verdict
    from hygiene.errors import HygieneError
    from hygiene.model.applied import Refusal
    from hygiene.model.plan import Plan
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World
    from tests.simulation.scenario import Scenario
    from tests.simulation.writer import Command, Phone


class PortGitHub:
    """One scope over a phone."""

    def __init__(self, phone: Phone, trigger: Trigger) -> None:
        self.phone = phone
        self.trigger = trigger
        self.wrote = False

    def read(self) -> Snapshot:
        """One look."""

        def serve(world: World, _fault: Fault | None) -> tuple[Hashable, object]:
            return world.digest(), snapshot_of(world, self.trigger)

        found = self.phone.ask(Asked(("read", self.trigger), self.phone.now, writes=False, name="read", serve=serve))
        assert not isinstance(found, Applied)
        return found  # type: ignore[return-value]

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The histories, or a fresh look when they go on after this one."""

        def serve(world: World, _fault: Fault | None) -> tuple[Hashable, object]:
            return world.digest(), edit_texts(world, snapshot, tuple(ids))

        key = ("edits", self.trigger, *edit_totals(snapshot).items(), *ids)
        asked = Asked(key, self.phone.now, writes=False, name="edits", serve=serve)
        found = self.phone.ask(asked)
        return self.read() if found is None else found  # type: ignore[return-value]

    def read_beyond(self, snapshot: Snapshot) -> Snapshot:
        """Nothing stands beyond a look that shows everything."""
        raise AssertionError(snapshot.unseen)

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Nobody's snapshot ages here."""
        raise AssertionError((plan, snapshot))

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """One document."""
        assert snapshot is not None
        self.wrote = True

        def serve(world: World, fault: Fault | None) -> tuple[Hashable, object]:
            done, refused = write(world, plan)
            lost = fault is not None
            return (world.digest(), lost), Applied(None) if lost else Applied(
                snapshot_of(world, self.trigger), done, refused
            )

        found = self.phone.ask(
            Asked(("apply", self.trigger, plan), self.phone.now, writes=True, name="apply", serve=serve)
        )
        assert isinstance(found, Applied)
        return found

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """Nothing is forbidden here."""
        return AuthorizationError(refusal.message)


@dataclass(frozen=True, slots=True)
class PortCi:
    """The main job from the port inwards: the loop, the decisions, the texts."""

    trigger: Trigger
    policy: Policy

    def __call__(self, phone: Phone) -> str:
        """Run once."""
        github = PortGitHub(phone, self.trigger)

        def deciding(snapshot: Snapshot) -> Verdict:
            return decide(snapshot, self.policy, replace(self.trigger, wrote=github.wrote))

        reconcile(github, PhoneClock(phone), deciding)
        return Outcome.SETTLED.value


def through_the_port(scenario: Scenario) -> Scenario:
    """The same scenario without the stack between the loop and the world."""
    commands: dict[str, Command] = {}
    for letter, command in scenario.commands.items():
        assert isinstance(command, PostCi), scenario.name
        commands[letter] = PortCi(command.trigger, command.policy)
    return replace(scenario, name=f"{scenario.name}, port", commands=commands)
