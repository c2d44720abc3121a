"""The parts around the table: why, where to click, folds and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.model.status import Blame, Headline
from hygiene.render.budget import closed, cut_markdown
from hygiene.render.status_table import brief_table
from hygiene.render.status_words import count, tally
from hygiene.render.text import code, details, duration, link, moment, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hygiene.model.sections import Section
    from hygiene.model.status import Row, Status
    from hygiene.render.budget import Detail

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
        if row.blame is Blame.FLAKY:
            remark = f"{remark} (flaky: {row.evidence})".strip()
        names.append(f"{link(row.label, row.log_url, chars_max=detail.chars_max, as_code=True)} {remark}".strip())
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
    if not status.rerun_id or status.headline not in (Headline.FAILURE, Headline.CANCELLED):
        return ""
    if status.headline is Headline.CANCELLED:
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
    new = [row for row in failing if row.blame is Blame.NEW and row.evidence and row.checks]
    groups = [
        (len(new), "is new", "are new"),
        (_count(failing, Blame.BASE), f"also fails on {branch}", f"also fail on {branch}"),
        (_count(failing, Blame.FLAKY), "is flaky", "are flaky"),
        (_count(failing, Blame.KNOWN), "is known from before", "are known from before"),
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
    names = [code(row.label, detail.chars_max) for row in rows[:NAMES_MAX]]
    return _joined([*names, f"{len(rows) - NAMES_MAX} more"] if len(rows) > NAMES_MAX else names)


def _count(rows: Iterable[Row], blame: Blame) -> int:
    return sum(row.blame is blame for row in rows)


def _joined(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
