"""A schedule as lanes of text: one lane for each writer, one line for each request, and what it did in words."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.drills.tape import Exchange

READ, WROTE, LATE, FAILED, BETWEEN = "○", "●", "◇", "✗", "│"
LEGEND = (
    f"{READ} read   {WROTE} write   {LATE} another run was first   {FAILED} refused or no answer   {BETWEEN} waiting"
)
_NOUNS = {
    "ReadSubjects": "reads pull requests",
    "ReadVersions": "reads whether anything changed",
    "ReadEdits": "reads the edit history",
    "ReadRunResults": "reads the results again",
    "ReadMoreDetails": "reads more details of failed jobs",
}
# By the message of the error; the types of others are named.
_REFUSALS = {
    "Name has already been taken": "the label was there already",
    "Resource not accessible by integration": "refused, as a permission is missing",
    "Something went wrong while executing your query": "GitHub failed at the rest",
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
    noun, wrote = _noun(exchange), _counted(exchange.wrote)
    if not exchange.status or not exchange.answered:
        came = f"answered {exchange.status}" if exchange.status else f"no answer ({exchange.answer})"
        return f"{noun}: {came}" + (f", but it happened: {wrote}" if wrote else "")
    if exchange.kind == "mutation" and not wrote and not exchange.refusals:
        return f"{noun}: nothing to change"
    if _late(exchange):
        return f"{noun}: {f'{wrote}; the rest' if wrote else 'all of it'} was already removed by another run"
    return ": ".join(filter(None, [noun, "; ".join(filter(None, [wrote, _refused(exchange)]))]))


def _noun(exchange: Exchange) -> str:
    return _NOUNS.get(exchange.operation, "writes" if exchange.kind == "mutation" else "reads")


def _refused(exchange: Exchange) -> str:
    """Why GitHub carried out nothing or only a part."""
    known = [_REFUSALS[message] for _, message in exchange.errors if message in _REFUSALS]
    others = [kind for kind, message in exchange.errors if message not in _REFUSALS]
    return "; ".join(dict.fromkeys([*known, *([f"refused ({', '.join(dict.fromkeys(others))})"] if others else [])]))


def spent(exchanges: Iterable[Exchange]) -> str:
    """How many requests read and how many wrote."""
    kinds = Counter(one.kind for one in exchanges)
    shown = [(kinds["query"], "read"), (kinds["mutation"], "write")]
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in shown) if kinds else "none"


def _mark(exchange: Exchange) -> str:
    if _late(exchange) and not exchange.wrote:
        return LATE
    if not exchange.answered or (exchange.refusals and not exchange.wrote):
        return FAILED
    return WROTE if exchange.kind == "mutation" else READ


def _late(exchange: Exchange) -> bool:
    """Whether another run had already removed what this one wanted to remove."""
    return exchange.kind == "mutation" and exchange.answered and set(exchange.refusals) == {"NOT_FOUND"}


def _counted(wrote: Sequence[str]) -> str:
    """``comment created (2), issue edited``."""
    found = Counter(what.replace(".", " ").replace("_", " ") for what in wrote)
    return ", ".join(f"{what} ({count})" if count > 1 else what for what, count in found.items())
