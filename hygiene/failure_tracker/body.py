"""A tracker's body, parsed and composed: our block, from its marker to its end line, and the text of people around it.

Everything outside the block is kept as it is. Several blocks in one body become one, at the place of the first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import IDENTITY_PREFIX, identity_of
from hygiene.failure_tracker.ledger.codec import END, decode_ledger
from hygiene.failure_tracker.ledger.merge import merged
from hygiene.model.marker import Damaged, Marker, decode
from hygiene.model.snapshot import normal
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.failure_tracker.ledger.model import Ledger

# One decision parses each body several times, and a sweep every body in every pass: more than the largest repository
# has trackers, or the cache never hits.
PARSED_BODIES_MAX = 2_048
OPENING = "<!-- hygiene:"


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """A body of a tracker: its identity, the ledger of its markers, and the text of people around our block.

    ``ledger`` is None when no marker could be read, and ``damaged`` gives the reason. ``unterminated`` are the lines
    after the marker of a block that has lost its end line. ``future`` is true when a newer version wrote the marker,
    ``doubtful`` when its identity is not that of its category: one of them was edited.
    """

    identity: str
    ledger: Ledger | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unterminated: tuple[str, ...] = ()
    damaged: str = ""
    future: bool = False
    doubtful: bool = False


@lru_cache(maxsize=PARSED_BODIES_MAX)
def parse_body(body: str) -> ParsedBody | None:
    """The parsed body of a tracker; None if it carries no marker of a tracker, whole or damaged."""
    lines = normal(body).split("\n")
    # Each marker is decoded once: its state is most of the body.
    markers = {at: found for at, line in enumerate(lines) if (found := decode(line)) is not None}
    identity, future = _identity_of(markers.values())
    if identity is None:
        return None
    before: list[str] = []
    after: list[str] = []
    unterminated: list[str] = []
    ledgers: list[Ledger] = []
    reasons: list[str] = []
    at, found_block, doubtful = 0, False, False
    while at < len(lines):
        marker = markers.get(at)
        if marker is None or not _is_ours(marker, identity):
            (after if found_block else before).append(lines[at])
            at += 1
            continue
        found_block = True
        if isinstance(marker, Marker):
            ledger = decode_ledger(marker.state)
            if ledger.category and identity_of(ledger.category) != identity:
                doubtful, ledger = True, replace(ledger, category="")
                reasons.append("its category is another one's")
            ledgers.append(ledger)
        else:
            reasons.append(marker.reason)
        end, terminated = _end_of_block(lines, at)
        unterminated += () if terminated else lines[at + 1 : end]
        at = end + terminated
    return ParsedBody(
        identity,
        merged(*ledgers) if ledgers else None,
        tuple(before),
        tuple(after),
        tuple(unterminated),
        damaged="; ".join(reasons),
        future=future,
        doubtful=doubtful,
    )


def compose_body(parsed: ParsedBody, block: str, former: str) -> str:
    """The body with our block in its place.

    ``former`` is the block as it was before: a line of an unterminated block that is in neither is a person's and
    stays.
    """
    ours = {*block.split("\n"), *former.split("\n")}
    kept = [line for line in parsed.unterminated if line not in ours]
    return normal("\n".join((*parsed.before, block, *kept, *parsed.after)))


def around(parsed: ParsedBody, text: str, others: Iterable[str]) -> ParsedBody:
    """The parsed body with what people wrote around our block in another text of the same issue.

    Where that text has lost its marker, each line that ``others``, whole texts of the issue, have in their blocks is
    ours.
    """
    theirs = parse_body(text)
    if theirs is not None and theirs.identity in ("", parsed.identity):
        return replace(parsed, before=theirs.before, after=theirs.after, unterminated=theirs.unterminated)
    ours = {line for one in others for line in _lines_of_blocks(one)}
    before: list[str] = []
    after: list[str] = []
    found_block = False
    for line in normal(text).split("\n"):
        found_block = found_block or line in ours
        if line not in ours and (line or not found_block or (after and after[-1])):
            (after if found_block else before).append(line)
    return replace(parsed, before=tuple(before), after=tuple(after), unterminated=())


def _lines_of_blocks(body: str) -> frozenset[str]:
    lines = normal(body).split("\n")
    found: set[str] = set()
    for at, line in enumerate(lines):
        if line.startswith(OPENING):
            end, terminated = _end_of_block(lines, at)
            found |= {*lines[at : end + terminated]} if terminated else set()
    return frozenset(found - {""})


def bytes_around_block(parsed: ParsedBody) -> int:
    """The size of everything that is not our block, in bytes of UTF-8."""
    lines = (*parsed.before, *parsed.unterminated, *parsed.after)
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)


def ledgers_in(texts: tuple[str, ...], identity: str) -> tuple[Ledger, ...]:
    """The ledgers in older texts of the same tracker, in the order of the texts."""
    found = (parse_body(text) for text in texts)
    return tuple(
        parsed.ledger
        for parsed in found
        if parsed is not None and parsed.ledger is not None and parsed.identity == identity
    )


def found_again(body: str, texts: tuple[str, ...]) -> ParsedBody | None:
    """The parsed body of an issue that has lost its marker, by the newest of its older texts with a whole one."""
    whole = (parse_body(text) for text in texts)
    last = next((one for one in whole if one and one.ledger and one.identity and not one.doubtful), None)
    lost = ParsedBody(last.identity, None, damaged="it is gone") if last else None
    return around(lost, body, texts) if lost else None


def _identity_of(markers: Iterable[Marker | Damaged]) -> tuple[str | None, bool]:
    """The identity in the first whole marker, else in the first damaged one, and whether a newer version wrote it."""
    damaged: Damaged | None = None
    for found in markers:
        if isinstance(found, Marker) and found.identity.startswith(IDENTITY_PREFIX):
            return found.identity, False
        if isinstance(found, Damaged) and (found.identity.startswith(IDENTITY_PREFIX) or not found.identity):
            damaged = damaged or found
            if found.future:
                return found.identity, True
    return (None, False) if damaged is None else (damaged.identity, False)


def _is_ours(marker: Marker | Damaged, identity: str) -> bool:
    return marker.identity == identity or (isinstance(marker, Damaged) and not marker.identity)


def _end_of_block(lines: list[str], marker_at: int) -> tuple[int, bool]:
    """The index of the line that ends the block of a marker, and whether that line is its end line.

    Another marker ends a block that has lost its end line, as does the end of the body.
    """
    for at in range(marker_at + 1, len(lines)):
        if lines[at].strip() == END:
            return at, True
        if lines[at].startswith(OPENING):
            return at, False
    return len(lines), False
