"""The log of HTTP requests in words: what each one wrote, and which ones were in conflict with each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.sandbox.web.schedule import CONFLICT, FAILED, READ, WROTE, Row, schedule

if TYPE_CHECKING:
    from hygiene.sandbox.history import RequestRecord
    from hygiene.sandbox.world import World

OK, LETTERS = 200, 26
REQUESTS_SHOWN_MAX = 500


def log(world: World) -> str:
    """Return the latest requests as HTML, a lane for each connection."""
    rows = rows_of(world)[-REQUESTS_SHOWN_MAX:]
    if not rows:
        return "<p>No request was sent to the API yet.</p>"
    marks = Counter(row.mark for row in rows)
    said = f"{len(rows)} requests: {marks[READ]} read, {marks[WROTE]} wrote, {marks[CONFLICT]} came too late to write, "
    said += f"{marks[FAILED]} failed. Conflicts are marked: {sum(row.conflict for row in rows)}."
    letters = "Each letter is one connection." if len({row.lane for row in rows}) > 1 else ""
    return f"<p>{said} {letters}</p>{schedule(rows, 'Requests in order')}"


def rows_of(world: World) -> list[Row]:
    """Return what each request did. A connection without a name of its own is a letter."""
    wrote: dict[int, list[str]] = {}
    made: dict[str, int] = {}
    removed: dict[int, set[int]] = {}
    for event in world.history:
        wrote.setdefault(event.request, []).append(event.what.replace(".", " ").replace("_", " "))
        if event.what == "comment.created":
            made[event.subject] = event.request
        elif event.what == "comment.deleted" and event.request and made.get(event.subject, 0) not in {0, event.request}:
            removed.setdefault(made[event.subject], set()).add(event.request)
    names = {
        client: client if client.isalpha() else _letter(at)
        for at, client in enumerate(dict.fromkeys(one.client for one in world.requests))
    }
    return [
        _row(one, names[one.client], wrote.get(one.number, []), removed.get(one.number, set()))
        for one in world.requests
    ]


def _letter(at: int) -> str:
    return chr(ord("A") + at % 26) + (str(at // 26) if at >= 26 else "")  # noqa: PLR2004 - letters


def _row(one: RequestRecord, lane: str, wrote: list[str], removed: set[int]) -> Row:
    """One request in words. It is in conflict when another client wrote between what it read and what it wrote."""
    done = ", ".join(f"{what} ({count})" if count > 1 else what for what, count in Counter(wrote).items())
    gone = one.kind == "mutation" and set(one.errors) == {"NOT_FOUND"}
    said = [done] if done else [] if one.kind == "mutation" else ["read"]
    if gone:
        said.append("another client had removed the rest" if wrote else "another client had removed it already")
    elif one.errors:
        said.append(f"errors: {', '.join(dict.fromkeys(one.errors))}")
    elif one.kind == "mutation" and one.status == OK and not wrote:
        said.append("nothing to change")
    if removed:
        said.append(f"request {', '.join(map(str, sorted(removed)))} deleted a duplicate that it made")
    if one.status != OK:
        said.append(f"status {one.status}" if one.status else "no response")
    if one.fault:
        said.append(f"fault: {one.fault}")
    failed = one.status != OK or (bool(one.errors) and not gone and not wrote)
    late = gone and not wrote
    mark = FAILED if failed else CONFLICT if late else WROTE if one.kind == "mutation" else READ
    return Row(
        one.number, lane, mark, "; ".join(said), one.at, conflict=gone or bool(removed), name=one.operation or ""
    )
