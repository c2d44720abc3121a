"""The page of requests: a lane for each connection, with conflicts marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.sandbox.timeline import CONFLICT, FAILED, LEGEND, MEANINGS, READ, WROTE, lanes_of, rows_of
from hygiene.sandbox.web.page import moment, scrolling, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.timeline import Row
    from hygiene.sandbox.world import World

REQUESTS_SHOWN_MAX = 500


def requests(world: World) -> str:
    """Return the latest requests as HTML."""
    rows = rows_of(world)[-REQUESTS_SHOWN_MAX:]
    if not rows:
        return "<p>No request was sent to the API yet.</p>"
    marks = Counter(row.mark for row in rows)
    counts = (
        f"{len(rows)} requests: {marks[READ]} read, {marks[WROTE]} wrote, {marks[CONFLICT]} came too late to write, "
        f"{marks[FAILED]} failed. Conflicts are marked: {sum(row.conflict for row in rows)}."
    )
    letters = " Each letter is one connection." if len({row.lane for row in rows}) > 1 else ""
    return f'<p>{counts}{letters}</p>{_table(rows)}<p class="quiet">{LEGEND}</p>'


def _table(rows: Sequence[Row]) -> str:
    names, lanes = lanes_of(rows)
    heads = [("#", ""), ("Time (UTC)", "when"), *((name, "lane") for name in names), ("What it did", "")]
    head = "".join(f'<th scope="col" class="{kind}">{text(name)}</th>' for name, kind in heads)
    body = "".join(_row(row, signs) for row, signs in zip(rows, lanes, strict=True))
    table = f'<table class="lanes"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return scrolling("Requests in order", table)


def _row(row: Row, signs: Sequence[str]) -> str:
    """Return one row of the table, with the id ``r`` and its number."""
    cells = "".join(
        f'<td class="lane"><span role="img" aria-label="{MEANINGS[sign]}">{sign}</span></td>'
        if sign in MEANINGS
        else f'<td class="lane between">{sign}</td>'
        for sign in signs
    )
    operation = f' <code class="quiet">{text(row.operation)}</code>' if row.operation else ""
    kind, mark = (' class="conflict"', "<strong>Conflict.</strong> ") if row.conflict else ("", "")
    return (
        f'<tr id="r{row.number}"{kind}><td>{row.number}</td><td class="when">{moment(row.at, short=True)}</td>'
        f"{cells}<td>{mark}{text(row.what)}{operation}</td></tr>"
    )
