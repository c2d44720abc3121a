"""What each request did, and in which order: one lane for each client."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.history import RequestRecord
    from hygiene.sandbox.world import World

READ, WROTE, CONFLICT, FAILED, BETWEEN = "○", "●", "◇", "✗", "│"
MEANINGS = {READ: "read", WROTE: "wrote", CONFLICT: "conflict", FAILED: "failed"}
LEGEND = f"{READ} read · {WROTE} wrote · {CONFLICT} another client was first · {FAILED} refused or no response"
_OK, _LETTERS = 200, 26


@dataclass(frozen=True, slots=True)
class Row:
    """One request. ``mark`` is a key of ``MEANINGS``; ``what`` describes what it did; ``wrote`` lists its writes."""

    number: int
    lane: str
    mark: str
    what: str
    at: int
    operation: str = ""
    kind: str = ""
    wrote: tuple[str, ...] = ()
    conflict: bool = False


def rows_of(world: World) -> list[Row]:
    """Return a row for each request. The lane of a client whose name is not alphabetic is a letter."""
    wrote: dict[int, list[str]] = {}
    created_by: dict[str, int] = {}
    deleted_by: dict[int, set[int]] = {}
    for event in world.history:
        wrote.setdefault(event.request, []).append(event.what)
        creator = created_by.get(event.subject, 0)
        if event.what == "comment.created":
            created_by[event.subject] = event.request
        elif event.what == "comment.deleted" and event.request and creator not in {0, event.request}:
            deleted_by.setdefault(creator, set()).add(event.request)
    lanes = {
        client: client if client.isalpha() else _letter(at)
        for at, client in enumerate(dict.fromkeys(one.client for one in world.requests))
    }
    return [
        _row(one, lanes[one.client], wrote.get(one.number, []), deleted_by.get(one.number, set()))
        for one in world.requests
    ]


def lanes_of(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """Return the names of the lanes, and the signs in the lanes of each row; ``BETWEEN`` joins a client's requests."""
    names = sorted({row.lane for row in rows}, key=lambda name: (len(name), name))
    first = {row.lane: row.number for row in reversed(rows)}
    last = {row.lane: row.number for row in rows}

    def sign(row: Row, name: str) -> str:
        if name == row.lane:
            return row.mark
        return BETWEEN if first[name] < row.number < last[name] else ""

    return names, [[sign(row, name) for name in names] for row in rows]


def _letter(at: int) -> str:
    return chr(ord("A") + at % _LETTERS) + (str(at // _LETTERS) if at >= _LETTERS else "")


def _row(request: RequestRecord, lane: str, wrote: list[str], deleted_by: set[int]) -> Row:
    """Return one row. A conflict is a write that came too late, or whose result another request deleted."""
    is_write = request.kind == "mutation"
    late = is_write and {kind for kind, _ in request.errors} == {"NOT_FOUND"}
    counts = Counter(what.replace(".", " ").replace("_", " ") for what in wrote)
    done = ", ".join(f"{what} ({count})" if count > 1 else what for what, count in counts.items())
    parts = [done] if done else [] if is_write else ["read"]
    if late:
        parts.append("another client had removed the rest" if wrote else "another client had removed it already")
    elif request.errors:
        parts += dict.fromkeys(f"refused: {message.partition('. ')[0]}" for _, message in request.errors)
    elif is_write and request.status == _OK and not wrote:
        parts.append("nothing to change")
    if deleted_by:
        parts.append(f"request {', '.join(map(str, sorted(deleted_by)))} deleted a duplicate that it made")
    if request.status != _OK:
        parts.append(f"status {request.status}" if request.status else "no response")
    if request.fault:
        parts.append(f"fault: {request.fault}")
    failed = request.status != _OK or (bool(request.errors) and not late and not wrote)
    mark = FAILED if failed else CONFLICT if late and not wrote else WROTE if is_write else READ
    return Row(
        request.number,
        lane,
        mark,
        "; ".join(parts),
        request.at,
        operation=request.operation or "",
        kind=request.kind,
        wrote=tuple(wrote),
        conflict=late or bool(deleted_by),
    )
