"""The table of the status comment: one row for each job, the columns that are not empty."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from hygiene.markdown.budget import WHOLE
from hygiene.markdown.text import clean, code, duration, link, table
from hygiene.model.checks import CheckState
from hygiene.status_comment.groups import NAME_CHARS_MIN
from hygiene.status_comment.wording import STATES, state_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from hygiene.markdown.budget import Detail
    from hygiene.model.checks import CheckRun
    from hygiene.status_comment.model import Row, Status


SLOWER_BY_S = 10
SLOWER_BY_SHARE = 0.2


def jobs_table(rows: Iterable[Row], status: Status, detail: Detail) -> str:
    """One row for each job: its name as the link to its log, its state, and its time where there is one."""
    chosen = list(rows)
    compared = any(_compared(row) for row in chosen)
    columns: list[tuple[str, Callable[[Row], str]]] = [
        ("Job", lambda row: _job(row.name, row.log_url, detail)),
        ("State", lambda row: _state(row, status)),
        (f"Time (against {code(status.base_branch, detail.chars_max)})" if compared else "Time", _time),
    ]
    return _table(chosen, columns)


def checks_table(checks: Iterable[CheckRun], states: Callable[[CheckState], str]) -> str:
    """Check runs one by one, as they report below a job's name."""
    rows = [
        (
            _job(check.name, check.url, WHOLE),
            states(check.state),
            _span(check.duration_s) if check.duration_s is not None else "",
        )
        for check in checks
    ]
    return table(("Check run", "State", "Time"), rows)


def _table(rows: Sequence[Row], columns: Sequence[tuple[str, Callable[[Row], str]]]) -> str:
    filled = [(name, [cell(row) for row in rows]) for name, cell in columns]
    shown = [column for column in filled if any(column[1])]
    return table([name for name, _ in shown], zip(*(cells for _, cells in shown), strict=True))


def _job(name: str, url: str, detail: Detail) -> str:
    return link(name, url, chars_max=max(detail.chars_max, NAME_CHARS_MIN), as_code=True)


def _state(row: Row, status: Status) -> str:
    remarks = [
        f"attempt {row.attempt}" if row.attempt > 1 else "",
        "result of the other jobs" if row.aggregate else "",
        "required by GitHub" if row.required else "",
    ]
    return ", ".join([state_word(row, unfinished=status.unfinished).replace(" ", "&nbsp;", 1), *filter(None, remarks)])


def _span(seconds: int) -> str:
    return duration(seconds).replace(" ", "&nbsp;")


def _time(row: Row) -> str:
    if row.duration_s is None:
        return ""
    shown = _span(row.duration_s)
    if not _compared(row) or row.base_duration_s is None:
        return shown
    difference = row.duration_s - row.base_duration_s
    return f"{shown} ({'+' if difference > 0 else '-'}{_span(abs(difference))})"


def _compared(row: Row) -> bool:
    """Only a difference that somebody would look into: the rest is noise, and noise would be edits."""
    if row.duration_s is None or row.base_duration_s is None or row.state is not CheckState.SUCCESS:
        return False
    difference = abs(row.duration_s - row.base_duration_s)
    return difference >= SLOWER_BY_S and difference >= SLOWER_BY_SHARE * row.base_duration_s


BARS_MIN = 2
BARS_MAX = 40
NAME_CHARS_MAX = 50
TICK_EACH_MINUTE_MAX = timedelta(minutes=15)
_PLAIN_MARKS = frozenset(" ._-()/+")


def timeline(checks: Iterable[CheckRun]) -> str:
    """A fenced diagram of what has ended; empty when there is nothing to compare, or too much to read."""
    ended = [
        (check.started_at, check.completed_at, check)
        for check in checks
        if check.started_at is not None and check.completed_at is not None
    ]
    if not BARS_MIN <= len(ended) <= BARS_MAX:
        return ""
    bars = [_bar(check, started, completed) for started, completed, check in sorted(ended, key=_by_start)]
    head = ["```mermaid", "gantt", "    dateFormat YYYY-MM-DD HH:mm:ss", "    axisFormat %H:%M"]
    span = max(completed for _, completed, _ in ended) - min(started for started, _, _ in ended)
    if span <= TICK_EACH_MINUTE_MAX:
        head.append("    tickInterval 1minute")
    return "\n".join([*head, *bars, "```"])


def _by_start(ended: tuple[datetime, datetime, CheckRun]) -> tuple[datetime, str, str]:
    return ended[0], ended[2].name, ended[2].id


def _bar(check: CheckRun, started: datetime, completed: datetime) -> str:
    length_s = max(1, int((completed - started).total_seconds()))
    word = STATES[check.state][1]
    tag = "crit, " if check.state.failed else ""
    at = started.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return f"    · {_name(check.name)} {word} :{tag}{at}, {length_s}s"


def _name(text: str) -> str:
    """Letters, digits and a few marks: the diagram's own signs and words begin nothing in here."""
    return "".join(
        character if character.isalnum() or character in _PLAIN_MARKS else "_"
        for character in clean(text, NAME_CHARS_MAX)
    )
