"""What a writer waits for, what it receives, and the faults that a schedule may choose."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hygiene.sandbox.faults import (
    FieldFails,
    GatewayError,
    HalfResponse,
    Lag,
    RateLimited,
    Reset,
    SecondaryLimit,
    Timeout,
)

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.world import World

ENDS_BEFORE, ENDS_AFTER, LAGS = "!", "+", "%#"
WRITES_BEHIND_MAX = 5
FAULTS: dict[str, Fault] = {
    "~": Reset(after=True),
    "?": Timeout(after=True),
    "<": GatewayError(),
    ">": GatewayError(after=True),
    "^": HalfResponse(),
    "=": RateLimited(),
    "&": SecondaryLimit(retry_after_s=5),
    "%": Lag(writes=1),
    "#": Lag(writes=WRITES_BEHIND_MAX),
    ":": FieldFails(place=1),
    ";": FieldFails(place=2),
    "*": FieldFails(place=3),
    ".": FieldFails(place=1, after=True),
    ",": FieldFails(place=2, after=True),
}
ON_MUTATIONS_ONLY = frozenset(f"{ENDS_AFTER}:;*.,")
ON_QUERIES_ONLY = frozenset(LAGS)
# After these the run itself determines that nothing is lost, or it ends with an error that states it.
HARMLESS = frozenset("<=&")

Serve: TypeAlias = Callable[["World", "Fault | None"], tuple[Hashable, object]]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A request that waits to be served. ``key`` distinguishes it from others, ``at`` is its writer's time in seconds.

    ``serve`` carries it out on a world and returns what the writer receives, with a key of it.
    """

    key: Hashable
    at: float
    writes: bool
    name: str
    serve: Serve

    def __repr__(self) -> str:
        return f"{self.name} at {self.at}"


@dataclass(frozen=True, slots=True)
class Stopped:
    """The writer's machine is stopped for so many seconds."""

    at: float
    seconds: int

    @property
    def key(self) -> Hashable:
        """What distinguishes it from other moves."""
        return ("stopped", self.at, self.seconds)


@dataclass(frozen=True, slots=True)
class Ended:
    """The writer is done: how, and whether it reported that something is left to do."""

    how: str
    failed: bool
    report: object = None

    @property
    def key(self) -> Hashable:
        """What distinguishes it from other moves."""
        return ("ended", self.how)


Move: TypeAlias = Asked | Stopped | Ended


@dataclass(frozen=True, slots=True)
class Received:
    """What a writer receives, and the time at which it receives it."""

    now: float
    key: Hashable
    value: object = None


def suits(letter: str, move: Move) -> bool:
    """Whether a fault can happen to this move."""
    if not isinstance(move, Asked):
        return letter == ENDS_BEFORE
    if move.writes:
        return letter not in ON_QUERIES_ONLY
    return letter not in ON_MUTATIONS_ONLY
