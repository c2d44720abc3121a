"""A tracker's body taken apart and put together: our block, from its marker to its end line, and people's words.

Everything outside the block is kept as it is. Several blocks in one body become one, at the place of the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import IDENTITY_PREFIX
from hygiene.failure_tracker.ledger.codec import END, decode_ledger
from hygiene.failure_tracker.ledger.merge import united
from hygiene.model.marker import Damaged, Marker, decode
from hygiene.model.snapshot import normal

if TYPE_CHECKING:
    from hygiene.failure_tracker.ledger.model import Ledger

# A sweep takes the same bodies apart in every pass.
BODIES_KEPT_MAX = 2_048
OPENING = "<!-- hygiene:"
# Several parts of a decision, and every pass, look at the same bodies.
BODIES_KEPT_MAX = 200


@dataclass(frozen=True, slots=True)
class Parts:
    """A body: which tracker it belongs to, what its markers know, and people's words around our block.

    ``ledger`` is None when no marker could be read, ``damaged`` the reason. ``endless`` are the lines after the marker
    of a block that has lost its end line.
    """

    identity: str
    ledger: Ledger | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()
    damaged: str = ""
    future: bool = False


@lru_cache(maxsize=BODIES_KEPT_MAX)
def take_apart(body: str) -> Parts | None:
    """The parts of a tracker's body; None if it carries no marker of a tracker, whole or damaged."""
    lines = normal(body).split("\n")
    identity, future = _identity_of(lines)
    if identity is None:
        return None
    before: list[str] = []
    after: list[str] = []
    endless: list[str] = []
    ledgers: list[Ledger] = []
    reasons: list[str] = []
    rest, met = lines, False
    while rest:
        marker = _tracker_marker(rest[0], identity)
        if marker is None:
            (after if met else before).append(rest[0])
            rest = rest[1:]
            continue
        met = True
        if isinstance(marker, Marker):
            ledgers.append(decode_ledger(marker.state))
        else:
            reasons.append(marker.reason)
        inside, ended, rest = _block(rest)
        endless += () if ended else inside
    return Parts(
        identity,
        united(*ledgers) if ledgers else None,
        tuple(before),
        tuple(after),
        tuple(endless),
        damaged="; ".join(reasons),
        future=future,
    )


def put_together(parts: Parts, block: str, former: str) -> str:
    """The body with our block in its place; ``former`` is the block as it was, to tell people's words from ours."""
    ours = {*block.split("\n"), *former.split("\n")}
    strangers = [line for line in parts.endless if line not in ours]
    return normal("\n".join((*parts.before, block, *strangers, *parts.after)))


def people_bytes(parts: Parts) -> int:
    """The room that is not ours."""
    words = (*parts.before, *parts.endless, *parts.after)
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in words)


def ledgers_in(texts: tuple[str, ...], identity: str) -> tuple[Ledger, ...]:
    """What older texts of the same tracker knew."""
    found = (take_apart(text) for text in texts)
    return tuple(
        parts.ledger for parts in found if parts is not None and parts.ledger is not None and parts.identity == identity
    )


def _identity_of(lines: list[str]) -> tuple[str | None, bool]:
    """The identity in the first whole marker, else in the first damaged one, and whether a newer version wrote it."""
    damaged: Damaged | None = None
    for line in lines:
        found = decode(line)
        if isinstance(found, Marker) and found.identity.startswith(IDENTITY_PREFIX):
            return found.identity, False
        if isinstance(found, Damaged) and (found.identity.startswith(IDENTITY_PREFIX) or not found.identity):
            damaged = damaged or found
            if found.future:
                return found.identity, True
    return (None, False) if damaged is None else (damaged.identity, False)


def _tracker_marker(line: str, identity: str) -> Marker | Damaged | None:
    found = decode(line)
    return (
        found
        if found is not None and (found.identity == identity or (isinstance(found, Damaged) and not found.identity))
        else None
    )


def _block(lines: list[str]) -> tuple[list[str], bool, list[str]]:
    """What stands between a marker and its end line, whether there is one, and the lines behind the block.

    Another marker ends a block that has lost its end line.
    """
    for at in range(1, len(lines)):
        if lines[at].strip() == END:
            return lines[1:at], True, lines[at + 1 :]
        if lines[at].startswith(OPENING):
            return lines[1:at], False, lines[at:]
    return lines[1:], False, []
