"""Requests in the order in which they were answered, one lane for each client, with conflicts marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.sandbox.web.page import moment, scrolling, text

if TYPE_CHECKING:
    from collections.abc import Sequence

READ, WROTE, CONFLICT, FAILED, BETWEEN = "○", "●", "◇", "✗", "│"
MEANS = {READ: "read", WROTE: "wrote", CONFLICT: "conflict", FAILED: "failed"}
LEGEND = (
    f"{READ} read · {WROTE} wrote · {CONFLICT} conflict: another client was first · {FAILED} refused or no response"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One request. ``mark`` is one of ``MEANS``; ``what`` says in words what it did, ``name`` is its operation's."""

    number: int
    lane: str
    mark: str
    what: str
    at: int | None = None
    conflict: bool = False
    name: str = ""


def schedule(rows: Sequence[Row], label: str, *, legend: bool = True) -> str:
    """Return the requests as a table in HTML. Rows with a time have the id ``r`` and their number."""
    lanes = list(dict.fromkeys(row.lane for row in rows))
    lanes.sort(key=lambda lane: (len(lane), lane))
    last, begun = {row.lane: row.number for row in rows}, set[str]()
    timed = any(row.at is not None for row in rows)
    lines = []
    for row in rows:
        begun.add(row.lane)
        cells = []
        for lane in lanes:
            if lane == row.lane:
                cells.append(f'<td class="lane"><span role="img" aria-label="{MEANS[row.mark]}">{row.mark}</span></td>')
            else:
                between = BETWEEN if lane in begun and last[lane] > row.number else ""
                cells.append(f'<td class="lane between">{between}</td>')
        when = f'<td class="when">{moment(row.at, short=True)}</td>' if timed else ""
        name = f' id="r{row.number}"' if timed else ""
        operation = f' <code class="quiet">{text(row.name)}</code>' if row.name else ""
        kind, mark = (' class="conflict"', "<strong>Conflict.</strong> ") if row.conflict else ("", "")
        lines.append(
            f"<tr{name}{kind}><td>{row.number}</td>{when}{''.join(cells)}<td>{mark}{text(row.what)}{operation}</td></tr>"
        )
    heads = [("#", ""), *([("Time (UTC)", "when")] if timed else []), *((lane, "lane") for lane in lanes)]
    head = "".join(f'<th scope="col" class="{kind}">{text(one)}</th>' for one, kind in (*heads, ("What it did", "")))
    table = f'<table class="lanes"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
    signs = f'<p class="quiet">{LEGEND}</p>' if legend else ""
    return scrolling(label, table) + signs
