"""A schedule as lanes of text: one lane for each writer, one line for each request, and what it did in words."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.drills.tape import Exchange

READ, WROTE, FAILED, BETWEEN = "○", "●", "✗", "│"
LEGEND = f"{READ} looks   {WROTE} writes   {FAILED} refused, or no answer   {BETWEEN} between two of its requests"
_NOUNS = {
    "ReadScope": "looks",
    "ReadVersions": "looks whether anything moved",
    "ReadEdits": "looks at the edit history",
    "ApplyPlan": "writes",
}


def lanes(exchanges: Sequence[Exchange], columns: int) -> list[str]:
    """The lines of the drawing, with the writers' names on top when there are several."""
    writers = sorted({one.writer for one in exchanges})
    last = {one.writer: one.number for one in exchanges}
    digits = len(str(max((one.number for one in exchanges), default=0)))
    begun: set[str] = set()
    lines = [f"{' ' * digits}  {' '.join(writers)}"] if len(writers) > 1 else []
    for one in exchanges:
        begun.add(one.writer)
        between = [BETWEEN if name in begun and last[name] > one.number else " " for name in writers]
        marks = [_mark(one) if name == one.writer else cell for name, cell in zip(writers, between, strict=True)]
        first, *more = wrap(words(one), columns - digits - 2 * len(writers) - 3) or [""]
        lines.append(f"{one.number:>{digits}}  {' '.join(marks)}  {first}")
        lines += [f"{' ' * digits}  {' '.join(between)}    {text}" for text in more]
    return [text.rstrip() for text in lines]


def words(exchange: Exchange) -> str:
    """One request in words."""
    noun, wrote = _NOUNS.get(exchange.operation, exchange.operation), _counted(exchange.wrote)
    if not exchange.status or not exchange.answered:
        came = f"answered {exchange.status}" if exchange.status else f"no answer ({exchange.answer})"
        return f"{noun}: {came}" + (f", but it happened: {wrote}" if wrote else "")
    if exchange.kind == "mutation" and not wrote and not exchange.refusals:
        return f"{noun}: it was so already"
    refused = f"refused ({', '.join(dict.fromkeys(exchange.refusals))})" if exchange.refusals else ""
    return ": ".join(filter(None, [noun, "; ".join(filter(None, [wrote, refused]))]))


def spent(exchanges: Iterable[Exchange]) -> str:
    """How many queries and mutations."""
    kinds = Counter(one.kind for one in exchanges)
    queries, mutations = kinds["query"], kinds["mutation"]
    return (
        f"{queries} {'query' if queries == 1 else 'queries'}, {mutations} mutation{'' if mutations == 1 else 's'}"
        if queries or mutations
        else "no request"
    )


def _mark(exchange: Exchange) -> str:
    if not exchange.answered or (exchange.refusals and not exchange.wrote):
        return FAILED
    return WROTE if exchange.kind == "mutation" else READ


def _counted(wrote: Sequence[str]) -> str:
    """``comment created (2), issue edited``."""
    found = Counter(what.replace(".", " ").replace("_", " ") for what in wrote)
    return ", ".join(f"{what} ({count})" if count > 1 else what for what, count in found.items())
