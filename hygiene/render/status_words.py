"""The words of the status comment: a symbol and a word for every state, so that it reads without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.model.status import Headline
from hygiene.render.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.model.status import Row, Status

STATES = {
    CheckState.FAILURE: ("❌", "failed"),
    CheckState.TIMED_OUT: ("⌛", "timed out"),
    CheckState.STARTUP_FAILURE: ("❌", "could not start"),
    CheckState.ACTION_REQUIRED: ("✋", "waits for approval"),
    CheckState.CANCELLED: ("🚫", "cancelled"),
    CheckState.STALE: ("❔", "gone stale"),
    CheckState.UNKNOWN: ("❔", "in an unknown state"),
    CheckState.WAITING: ("✋", "waiting"),
    CheckState.PENDING: ("⏳", "not finished"),
    CheckState.ABSENT: ("❔", "not reported"),
    CheckState.SKIPPED: ("⏩", "skipped"),
    CheckState.NEUTRAL: ("⚪", "neutral"),
    CheckState.SUCCESS: ("✅", "passed"),
}
_SYMBOLS = {
    Headline.FAILURE: "❌",
    Headline.CANCELLED: "🚫",
    Headline.WAITING: "✋",
    Headline.PENDING: "⏳",
    Headline.INCOMPLETE: "❔",
    Headline.SUCCESS: "✅",
}
_GROUPS = {
    Headline.FAILURE: frozenset(state for state in CheckState if state.failed),
    Headline.CANCELLED: frozenset({CheckState.CANCELLED}),
    Headline.WAITING: frozenset({CheckState.WAITING, CheckState.ACTION_REQUIRED}),
    Headline.PENDING: frozenset({CheckState.PENDING, CheckState.ABSENT}),
    Headline.INCOMPLETE: frozenset({CheckState.ABSENT, CheckState.STALE, CheckState.UNKNOWN}),
}
_PREDICATES = {
    Headline.FAILURE: ("failed", "failed"),
    Headline.CANCELLED: ("was cancelled", "were cancelled"),
    Headline.WAITING: ("waits for approval", "wait for approval"),
    Headline.PENDING: ("has not finished", "have not finished"),
    Headline.INCOMPLETE: ("has no result", "have no result"),
}


def state_word(row: Row, *, unfinished: bool = False) -> str:
    """Symbol and word; a job that has not reported while its run goes on may still do so."""
    symbol, word = STATES[row.state]
    if row.state is CheckState.ABSENT and unfinished:
        return "⏳ not reported yet"
    return f"{symbol} {word}"


def headline(status: Status) -> str:
    """The first line that people read: which share of the required jobs is how."""
    name = plain(status.workflow, 60) or "Checks"
    return f"{_SYMBOLS[status.headline]} {name}: {_share(status)}"


def tally(rows: Iterable[Row]) -> str:
    """How many are in which state, worst first: ``1 failed, 4 passed``."""
    counts: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: list(CheckState).index(row.state)):
        word = STATES[row.state][1]
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(f"{count} {word}" for word, count in counts.items())


def count(number: int, noun: str) -> str:
    """``1 job``, ``2 jobs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _share(status: Status) -> str:
    if status.headline is Headline.SUCCESS:
        return _success(status.rows)
    singular, plural = _PREDICATES[status.headline]
    group = _GROUPS[status.headline]
    found = sum(row.state in group for row in status.rows)
    total = len(status.rows)
    if not total and not found:
        return "nothing has reported"
    if not found:
        found = sum(row.state in group and row.required is True for row in status.others)
        return f"{count(found, 'check')} that GitHub requires {singular if found == 1 else plural}"
    of = "the required job" if total == 1 else f"{found} of {total} required jobs"
    return f"{of} {singular if found == 1 else plural}"


def _success(rows: Sequence[Row]) -> str:
    passed = sum(row.state is CheckState.SUCCESS for row in rows)
    if passed == len(rows):
        return "the required job passed" if passed == 1 else f"all {passed} required jobs passed"
    return f"of {count(len(rows), 'required job')}, {tally(rows)}"
