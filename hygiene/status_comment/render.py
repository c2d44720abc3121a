"""The status comment as Markdown: marker, headline, why, table, where to click, folds, sections; and the step summary.

The same status gives the same bytes: nothing in here knows what time it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.markdown.budget import LADDER, WHOLE, Detail, cut_markdown, first_fitting, size
from hygiene.markdown.closing import closed
from hygiene.markdown.text import code, details, duration, link, moment, plain, short
from hygiene.model.checks import CheckState
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import BODY_BYTES_MAX, StatusPolicy
from hygiene.status_comment.model import Cause, Overall
from hygiene.status_comment.render_table import brief_table, checks_table, jobs_table, timeline
from hygiene.status_comment.wording import STATES, count, headline, late_sentence, tally
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.markdown.budget import Detail
    from hygiene.model.comment_state import Section
    from hygiene.status_comment.model import Row, Status


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
    head = "\n\n".join([f"### {headline(status)}", *map(late_sentence, status.late)])
    tail = [*_folds(status, detail, policy), *sections(status, detail)]
    if status.overall is Overall.SUCCESS and not any(_loud(row) for row in status.others):
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
    if status.overall is Overall.SUCCESS and not any(_loud(row) for row in status.others):
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


NAMES_MAX = 5
JOBS_IN_LINE_MAX = 12
_MANY = 3


def why(status: Status, failing: Sequence[Row], detail: Detail) -> str:
    """Whose fault it is, in a sentence, and what the merge depends on."""
    return " ".join(filter(None, [_blames(status, failing, detail), _merge(status, failing, detail)]))


def passed_line(status: Status, detail: Detail) -> str:
    """The first jobs of an all-green comment in one line, each with its log."""
    names = []
    for row in status.rows[:JOBS_IN_LINE_MAX]:
        remark = "skipped" if row.state is CheckState.SKIPPED else ""
        if row.duration_s is not None and not remark:
            remark = duration(row.duration_s)
        if row.cause is Cause.FLAKY:
            remark = f"{remark} (flaky: {row.evidence})".strip()
        names.append(f"{link(row.name, row.log_url, chars_max=detail.chars_max, as_code=True)} {remark}".strip())
    others = len(status.others)
    if others:
        names.append(f"{count(others, 'other job')} ({tally(status.others)})")
    return " · ".join(names)


def links(status: Status, *, shortened: bool) -> str:
    """The commit, the run, all checks, and when it ended."""
    parts = [
        f"Commit {link(short(status.head_oid), status.commit_url, as_code=True)}",
        link("workflow run", status.run_url) if status.run_url else "",
        link("all checks", status.checks_url) if status.checks_url else "",
    ]
    if status.completed_at is not None and not status.unfinished:
        parts.append(f"finished {moment(status.completed_at)}")
    if shortened:
        parts.append("shortened to fit, the step summary has the whole text")
    return " · ".join(filter(None, parts))


def rerun_hint(status: Status) -> str:
    """How to run the failed jobs again."""
    if not status.rerun_id or status.overall not in (Overall.FAILURE, Overall.CANCELLED):
        return ""
    if status.overall is Overall.CANCELLED:
        return f"Run it again: `gh run rerun {status.rerun_id}`"
    return f"Run the failed jobs again: `gh run rerun {status.rerun_id} --failed`"


def fold(title: str, rows: Sequence[Row], status: Status, detail: Detail) -> str:
    """Rows that need no attention: how many in which state, the table behind it."""
    if not rows:
        return ""
    summary = f"{title}: {tally(rows)}"
    return details(summary, brief_table(rows, status, detail)) if detail.folds else summary


def sections(status: Status, detail: Detail) -> list[str]:
    """What other steps contributed, under their names; nothing of it can swallow what follows."""
    found = [section for section in status.sections if section.text]
    share = detail.sections_bytes_max // max(1, len(found)) if detail.sections_bytes_max is not None else None
    return [_section(section, status.head_oid, share) for section in found]


def _section(section: Section, head_oid: str, bytes_max: int | None) -> str:
    text = section.text or ""
    shown = closed(text if bytes_max is None else cut_markdown(text, bytes_max))
    older = "" if section.head == head_oid else f"\n\n*Of an older commit, {code(short(section.head))}.*"
    return f"#### {section.name}{older}\n\n{shown}"


def _blames(status: Status, failing: Sequence[Row], detail: Detail) -> str:
    branch = code(status.base_branch, detail.chars_max)
    new = [row for row in failing if row.cause is Cause.NEW and row.evidence and row.checks]
    groups = [
        (len(new), "is new", "are new"),
        (_count(failing, Cause.BASE), f"also fails on {branch}", f"also fail on {branch}"),
        (_count(failing, Cause.FLAKY), "is flaky", "are flaky"),
        (_count(failing, Cause.KNOWN), "is known from before", "are known from before"),
    ]
    told = [(number, one, several) for number, one, several in groups if number]
    if not told:
        return ""
    if len(told) == 1 and told[0][0] == len(failing):
        number, one, several = told[0]
        return f"{['It', 'Both'][number - 1] if number < _MANY else f'All {number}'} {one if number == 1 else several}."
    return _joined([f"{number} {one if number == 1 else several}" for number, one, several in told]) + "."


def _merge(status: Status, failing: Sequence[Row], detail: Detail) -> str:
    open_ones = [row for row in (*status.rows, *status.others) if row.required and not _green(row)]
    if open_ones:
        return f"This blocks the merge: {_names(open_ones, detail)}."
    free = [row for row in failing if row.required is False]
    if failing and len(free) == len(failing):
        return "It does not block the merge." if len(free) == 1 else "None of them blocks the merge."
    return ""


def _green(row: Row) -> bool:
    return row.state in (CheckState.SUCCESS, CheckState.NEUTRAL, CheckState.SKIPPED)


def _names(rows: Sequence[Row], detail: Detail) -> str:
    names = [code(row.name, detail.chars_max) for row in rows[:NAMES_MAX]]
    return _joined([*names, f"{len(rows) - NAMES_MAX} more"] if len(rows) > NAMES_MAX else names)


def _count(rows: Iterable[Row], blame: Cause) -> int:
    return sum(row.cause is blame for row in rows)


def _joined(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
