"""Writers as values. A position is what a writer has received so far; the real code runs in a greenlet between two.

A writer is a function of what it receives, so a position that was reached once is known for good. One that is needed
again from an earlier point is rebuilt from its first line, and every request that it makes on the way must be the one
that it made before: each rebuilding is a second run with an equal history, or a ``NotTheSameError``.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from greenlet import getcurrent, greenlet

from hygiene.errors import HygieneError
from tests.frames import WORDS_OF_A_WRITER, with_room
from tests.simulation.moves import Asked, Ended, Move, Received, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    Command: TypeAlias = Callable[["Phone"], object]

PARKED_MAX = 400


class NotTheSameError(AssertionError):
    """The same answers led to another request."""


class Phone:
    """All that a writer has of the world: a connection, and a clock. ``frozen`` clocks stop while it waits.

    ``fast_s`` is how many seconds its machine's clock is fast.
    """

    def __init__(self, now: float, *, frozen: bool, stops: tuple[int, int] = (0, 0), fast_s: int = 0) -> None:
        self.now = now
        self._fast_s = fast_s
        self.frozen = frozen
        self._stops_at, self._stops_for_s = stops
        self._looked = 0

    def ask(self, asked: Asked) -> object:
        """Wait until the schedule lets this request through, and return what it receives."""
        return self._wait(asked).value

    def look(self) -> float:
        """The time; the read at which its machine is to be stopped takes that much longer."""
        self._looked += 1
        if self._looked == self._stops_at:
            self._wait(Stopped(self.now, self._stops_for_s))
        return self.now + self._fast_s

    def sleep(self, seconds: float) -> None:
        """Let the writer's own time pass."""
        if not self.frozen:
            self.now += seconds

    def _wait(self, move: Asked | Stopped) -> Received:
        scheduler = getcurrent().parent
        assert scheduler is not None, "a writer runs under a scheduler"
        received: Received = scheduler.switch(move)
        self.now = received.now
        return received


@dataclass(slots=True, eq=False)
class Position:
    """One point in the life of one writer, and the points that can follow it."""

    writer: str
    move: Move
    before: Position | None = None
    received: Received | None = None
    requests: int = 0
    after: dict[Hashable, Position] = field(default_factory=dict)
    live: greenlet | None = None


class Registry:
    """Every position that was ever reached, by writer."""

    def __init__(
        self,
        commands: Mapping[str, Command],
        start: int,
        *,
        frozen: bool,
        stops: tuple[str, int, int],
        fast: tuple[str, int],
    ) -> None:
        self.commands = commands
        self.start = start
        self.frozen = frozen
        self.stops = stops
        self.fast = fast
        self.ran = 0
        self.ran_again = 0
        self._roots: dict[str, Position] = {}
        self._parked: deque[Position] = deque()

    def root(self, writer: str) -> Position:
        """The writer at its first move."""
        if writer not in self._roots:
            live = self._begun(writer)
            self._roots[writer] = self._park(Position(writer, live.switch(), requests=0), live)
        return self._roots[writer]

    def step(self, position: Position, received: Received) -> Position:
        """The position after one more answer."""
        key = (received.now, received.key)
        known = position.after.get(key)
        if known is None:
            live = position.live or self._rebuilt(position)
            position.live = None
            self.ran += 1
            move: Move = live.switch(received)
            asked = position.requests + isinstance(position.move, Asked)
            known = Position(position.writer, move, position, received, asked)
            position.after[key] = self._park(known, live)
        return known

    def _park(self, position: Position, live: greenlet) -> Position:
        if not isinstance(position.move, Ended):
            position.live = live
            self._parked.append(position)
            if len(self._parked) > PARKED_MAX:
                self._parked.popleft().live = None
        return position

    def _begun(self, writer: str) -> greenlet:
        name, look, seconds = self.stops
        fast, fast_s = self.fast
        phone = Phone(
            self.start,
            frozen=self.frozen,
            stops=(look, seconds) if name == writer else (0, 0),
            fast_s=fast_s if fast == writer else 0,
        )
        return greenlet(with_room(lambda: _life(self.commands[writer[0]], phone), WORDS_OF_A_WRITER))

    def _rebuilt(self, position: Position) -> greenlet:
        """A greenlet at this position, grown again from the first line."""
        chain = [position]
        while chain[-1].before is not None:
            chain.append(chain[-1].before)
        live = self._begun(position.writer)
        move: Move = live.switch()
        for place in reversed(chain):
            if place.received is not None:
                move = live.switch(place.received)
                self.ran_again += 1
            if move.key != place.move.key:
                raise NotTheSameError(f"{position.writer}: {place.move!r} became {move!r}")
        return live


def _life(command: Command, phone: Phone) -> Ended:
    try:
        report = command(phone)
    except HygieneError as error:
        return Ended(f"{type(error).__name__}: {error.message}", failed=True)
    return Ended(str(getattr(report, "outcome", report)), failed=False, report=report)
