"""Points of a schedule, as values, and what is wrong with one that breaks a guarantee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from hygiene.sandbox.world import World
    from tests.simulation.writer import Position


class Violation(AssertionError):  # noqa: N818 - what was found, in the checkers' word
    """A guarantee that a schedule breaks."""

    def __init__(self, scenario: str, schedule: str, complaint: str) -> None:
        super().__init__(
            f"{complaint}\n  uv run pytest tests/simulation/test_replay.py -n 0 --replay='{scenario}: {schedule}'"
        )
        self.schedule = schedule
        self.complaint = complaint


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A world that nobody changes any more."""

    world: World
    key: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A point of a schedule."""

    place: Place
    positions: tuple[Position, ...]
    dead: str = ""
    acted: str = ""
    faults: int = 0
    unsure: bool = False
    schedule: str = ""

    @property
    def key(self) -> Hashable:
        """Equal for points from which the same can follow."""
        return self.place.key, tuple(map(id, self.positions)), self.dead, self.acted, self.faults, self.unsure
