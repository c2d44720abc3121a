"""The words of the status comment: a symbol and a word for every state, so that it is readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import sums_up
from hygiene.markdown.text import code, plain
from hygiene.model.checks import CheckState
from hygiene.model.late_results import NotShown
from hygiene.status_comment.model import STATES_OF, Overall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.model.late_results import LateResults
    from hygiene.status_comment.model import Row, Status

NAMES_MAX = 5
STATES = {
    CheckState.FAILURE: ("❌", "failed"),
    CheckState.TIMED_OUT: ("⌛", "timed out"),
    CheckState.STARTUP_FAILURE: ("❌", "could not start"),
    CheckState.ACTION_REQUIRED: ("✋", "waits for approval"),
    CheckState.CANCELLED: ("🚫", "cancelled"),
    CheckState.STALE: ("❓", "stale"),
    CheckState.UNKNOWN: ("❓", "unknown"),
    CheckState.WAITING: ("✋", "waiting"),
    CheckState.PENDING: ("⏳", "not finished"),
    CheckState.ABSENT: ("❓", "never reported"),
    CheckState.ALLOWED_FAILURE: ("🟡", "failed (allowed)"),
    CheckState.SKIPPED: ("⏩", "skipped"),
    CheckState.NEUTRAL: ("⚪", "neutral"),
    CheckState.SUCCESS: ("✅", "passed"),
}
_SEVERITY = {state: at for at, state in enumerate(CheckState)}
_SYMBOLS = {
    Overall.FAILURE: "❌",
    Overall.CANCELLED: "🚫",
    Overall.WAITING: "✋",
    Overall.PENDING: "⏳",
    Overall.INCOMPLETE: "❓",
    Overall.SUCCESS: "✅",
}
_PREDICATES = {
    Overall.FAILURE: ("failed", "failed"),
    Overall.CANCELLED: ("was cancelled", "were cancelled"),
    Overall.WAITING: ("waits for approval", "wait for approval"),
    Overall.PENDING: ("has not finished", "have not finished"),
    Overall.INCOMPLETE: ("has no result", "have no result"),
}
_NONE_OF = {Overall.INCOMPLETE: "has a result", Overall.PENDING: "has finished"}
_RUNS = {
    CheckState.STARTUP_FAILURE: "the run could not start",
    CheckState.ACTION_REQUIRED: "the run waits for approval",
    CheckState.WAITING: "the run waits for approval",
    CheckState.CANCELLED: "the run was cancelled before any job started",
    CheckState.PENDING: "another run of the workflow has not finished",
}


def state_word(row: Row, *, unfinished: bool = False) -> str:
    """Symbol and word; a job that has not reported while its run goes on may still do so."""
    symbol, word = STATES[row.state]
    if row.state is CheckState.ABSENT and unfinished:
        return "⏳ not reported yet"
    if row.unread:
        return f"{symbol} not read"
    return f"{symbol} {word}"


def headline(status: Status) -> str:
    """The first line that people read: which share of the jobs is how."""
    name = plain(status.workflow, 60) or "Checks"
    return f"{_SYMBOLS[status.overall]} {name}: {_share(status)}"


def counted(rows: Sequence[Row]) -> list[Row]:
    """The rows without aggregates that failed, or were cancelled, as a job that they sum up did."""
    ended = [row for row in rows if row.state.failed or row.state is CheckState.CANCELLED]

    def is_result(row: Row) -> bool:
        return row.sums_up is not None and any(
            sums_up(row.sums_up, other.sums_up, other.name) and other.state.failed is row.state.failed
            for other in ended
            if other is not row
        )

    silent = {id(row) for row in ended if is_result(row)}
    return [row for row in rows if id(row) not in silent]


def severity(row: Row) -> int:
    """The key that sorts the worst state first."""
    return _SEVERITY[row.state]


def joined(words: Sequence[str], total: int | None = None) -> str:
    """``a, b and c``; with a greater total, ``a, b and 3 more``."""
    more = (total or 0) - len(words)
    listed = [*words, *([f"{more} more"] if more > 0 else [])]
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)


def tally(rows: Iterable[Row], *, unfinished: bool = False) -> str:
    """How many are in which state, worst first: ``1 failed, 4 passed``."""
    counts: dict[str, int] = {}
    for row in sorted(rows, key=severity):
        word = state_word(row, unfinished=unfinished).partition(" ")[2]
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(f"{count} {word}" for word, count in counts.items())


def late_sentence(late: LateResults) -> str:
    """What GitHub does not show of a run that has ended."""
    missing = "its results"
    if late.not_shown is NotShown.JOBS and late.jobs:
        names = [code(name, 60) for name in late.jobs[:NAMES_MAX]]
        missing = f"the result of {joined(names, len(late.jobs))}"
    elif late.not_shown is NotShown.ATTEMPT:
        missing = f"the results of attempt {late.end.attempt}"
    elif late.not_shown is NotShown.FAILURE:
        missing = "which job failed"
    elif late.not_shown is NotShown.END:
        missing = "that"
    return f"The run ended with {code(late.end.conclusion)}; GitHub had not shown {missing} yet."


def count(number: int, noun: str) -> str:
    """``1 job``, ``2 jobs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _share(status: Status) -> str:
    jobs = [row for row in status.rows if not row.is_run]
    if status.overall is Overall.SUCCESS:
        return _success(jobs) + _but(status, jobs)
    group = STATES_OF[status.overall]
    if status.not_compared and jobs and all(row.state.passed for row in jobs):
        return f"{_success(jobs)}, but jobs may have been removed{_but(status, jobs)}"
    run = next((row for row in status.rows if row.is_run and row.state in group), None)
    if run is not None:
        return _RUNS.get(run.state, "the run failed before any job started")
    silent = len(jobs) - len(counting := counted(jobs))
    found = sum(row.state in group for row in counting)
    if not found and status.late:
        return f"the run ended with {code(status.late[-1].end.conclusion)}"
    if not found:
        others = sum(row.state in group and row.required is True for row in status.others)
        if not others:
            return "nothing has reported"
        return f"{count(others, 'check')} that GitHub requires {_PREDICATES[status.overall][others > 1]}"
    if found + silent == len(jobs):
        return _of_all(len(jobs), status.overall) + _but(status, [])
    share = f"{found} of {count(len(jobs), 'job')} {_PREDICATES[status.overall][found > 1]}"
    return share + _but(status, [row for row in counting if row.state not in group])


def _of_all(total: int, word: Overall) -> str:
    singular, plural = _PREDICATES[word]
    if total == 1:
        return f"the only job {singular}"
    if word in (Overall.INCOMPLETE, Overall.PENDING):
        return f"none of the {total} jobs {_NONE_OF[word]}"
    return f"all {total} jobs {plural}"


def _success(rows: Sequence[Row]) -> str:
    passed = sum(row.state is CheckState.SUCCESS for row in rows)
    if passed == len(rows):
        return "the only job passed" if passed == 1 else f"all {passed} jobs passed"
    rest = tally(row for row in rows if row.state is not CheckState.SUCCESS)
    share = f"{passed} of {count(len(rows), 'job')}" if passed else "no job"
    return f"{share} passed, {rest}"


def _but(status: Status, rest: Iterable[Row]) -> str:
    """What a headline would hide: jobs that are not green either, and others that failed."""
    failed = sum(row.state.failed for row in status.others)
    quiet = tally((row for row in rest if not row.state.passed), unfinished=status.unfinished)
    return "".join(
        f", {words}" for words in (quiet, f"{count(failed, 'other check')} failed" if failed else "") if words
    )
