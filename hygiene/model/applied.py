"""What became of a plan: the world as the mutation left it, and which operations GitHub refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.model.plan import Operation
    from hygiene.model.snapshot import Snapshot


class Reason(Enum):
    """Why an operation was refused: gone (deleted meanwhile), forbidden, busy (come back later), or invalid.

    Lacking: the host has no such operation, now or later.
    """

    GONE = "gone"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    INVALID = "invalid"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One operation that GitHub refused; ``message`` is GitHub's own."""

    operation: Operation
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """``snapshot`` is None when the answer did not show it (a lost response, a payload without our own write).

    ``done`` were carried out as far as the answer tells, ``refused`` were not; both are empty for an unknown outcome.
    """

    snapshot: Snapshot | None
    done: tuple[Operation, ...] = ()
    refused: tuple[Refusal, ...] = ()
