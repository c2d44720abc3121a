"""The status comment as Markdown: marker, headline, why, table, where to click, folds, sections; and the step summary.

The same status gives the same bytes: nothing in here knows what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import BODY_BYTES_MAX, StatusPolicy
from hygiene.model.status import Headline
from hygiene.render.budget import LADDER, WHOLE, Detail, first_fitting, size
from hygiene.render.status_parts import JOBS_IN_LINE_MAX, fold, links, passed_line, rerun_hint, sections, why
from hygiene.render.status_table import brief_table, checks_table, jobs_table
from hygiene.render.status_timeline import timeline
from hygiene.render.status_words import STATES, headline, tally
from hygiene.render.text import details, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.model.status import Row, Status

SUMMARY_BYTES_MAX = 900_000
TABLE_ROWS_MAX = 20
_GREEN = (CheckState.SUCCESS, CheckState.NEUTRAL, CheckState.SKIPPED)


def render_status(status: Status, marker: Marker, policy: StatusPolicy) -> str:
    """The comment's body: the marker on the first line, then as much as fits, the least important left out first."""
    opening = encode(marker)
    texts = (_visible(status, _at_most(policy.failures_max, detail), policy) for detail in LADDER)
    room = BODY_BYTES_MAX - size(opening) - 1
    return f"{opening}\n{first_fitting(texts, room, foot=links(status, shortened=True))}"


def render_summary(status: Status) -> str:
    """The whole text for the step summary, where there is room for every job and check run."""
    whole = _visible(status, WHOLE, StatusPolicy())
    checks = [check for row in (*status.rows, *status.others) for check in row.checks]
    if checks:
        whole += "\n\n" + details(f"{len(checks)} check runs", checks_table(checks, _state, WHOLE))
    return first_fitting([whole], SUMMARY_BYTES_MAX)


def _at_most(failures: int, detail: Detail) -> Detail:
    return replace(detail, failures_max=min(failures, detail.failures_max))


@dataclass(frozen=True, slots=True)
class _Split:
    """Which rows stand where: in full, briefly behind "and K more", or folded as passed."""

    full: tuple[Row, ...]
    more: tuple[Row, ...]
    passed: tuple[Row, ...]
    others: tuple[Row, ...]


def _visible(status: Status, detail: Detail, policy: StatusPolicy) -> str:
    head = f"### {headline(status)}"
    tail = [*_folds(status, detail, policy), *sections(status, detail)]
    if status.headline is Headline.SUCCESS and not any(_loud(row) for row in status.others):
        rest = _more(status.rows[JOBS_IN_LINE_MAX:], status, detail)
        shown = [head, passed_line(status, detail), rest, links(status, shortened=detail.shortened), *tail]
        return "\n\n".join(filter(None, shown))
    split = _split(status, detail)
    failing = [row for row in (*status.rows, *status.others) if row.state.failed]
    shown = [
        head,
        why(status, failing, detail),
        jobs_table(split.full, status, detail) if split.full else "",
        _more(split.more, status, detail),
        links(status, shortened=detail.shortened),
        rerun_hint(status),
        *tail,
    ]
    return "\n\n".join(filter(None, shown))


def _split(status: Status, detail: Detail) -> _Split:
    wanted = [*status.rows, *(row for row in status.others if _loud(row))]
    red = [row for row in wanted if row.state.failed]
    quiet = [row for row in wanted if row.state not in _GREEN and not row.state.failed]
    green = [row for row in status.rows if row.state in _GREEN]
    listed = detail.passed and len(wanted) <= max(TABLE_ROWS_MAX, detail.rows_max)
    shown = [*red[: detail.failures_max], *quiet[: detail.rows_max], *(green if listed else [])]
    chosen = {id(row) for row in shown}
    return _Split(
        full=tuple(row for row in wanted if id(row) in chosen),
        more=(*red[detail.failures_max :], *quiet[detail.rows_max :]),
        passed=() if listed else tuple(green),
        others=tuple(row for row in status.others if not _loud(row)),
    )


def _loud(row: Row) -> bool:
    """Other jobs that a reviewer must not overlook: what failed, and what blocks the merge."""
    return row.state.failed or (row.required is True and row.state not in _GREEN)


def _more(rows: Sequence[Row], status: Status, detail: Detail) -> str:
    if not rows:
        return ""
    alike = len({row.state for row in rows}) == 1
    summary = f"and {len(rows)} more {STATES[rows[0].state][1]}" if alike else f"and {len(rows)} more: {tally(rows)}"
    listed, rest = rows[: detail.more_max], len(rows) - detail.more_max
    if not listed:
        return f"… {summary}"
    unlisted = f"\n\n… {rest} of them not listed" if rest > 0 else ""
    return details(summary, brief_table(listed, status, detail) + unlisted)


def _folds(status: Status, detail: Detail, policy: StatusPolicy) -> list[str]:
    notes = [f"Not everything was read: {plain(notice)}" for notice in status.notices]
    split = _split(status, detail)
    if status.headline is Headline.SUCCESS and not any(_loud(row) for row in status.others):
        return notes
    folds = [
        fold("Required jobs", split.passed, status, detail),
        fold("Other jobs", split.others, status, detail),
        _timeline((*status.rows, *status.others)) if detail.folds and policy.timeline else "",
    ]
    return [*filter(None, folds), *notes]


def _timeline(rows: Iterable[Row]) -> str:
    diagram = timeline(check for row in rows for check in row.checks)
    return details("Timeline", diagram) if diagram else ""


def _state(state: CheckState) -> str:
    return " ".join(STATES[state])
