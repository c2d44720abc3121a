"""When each check run ran, as a mermaid gantt: https://mermaid.js.org/syntax/gantt.html."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from hygiene.render.status_words import STATES
from hygiene.render.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hygiene.model.checks import CheckRun

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
