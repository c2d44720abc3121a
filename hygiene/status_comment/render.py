"""The status comment as Markdown: marker, headline, what is not green, all jobs in a fold, sections, one footer.

The same status gives the same bytes: nothing here reads the time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hygiene.markdown.budget import LADDER, WHOLE, cut_markdown, first_fitting, size
from hygiene.markdown.closing import closed
from hygiene.markdown.text import address, code, details, link, moment, plain, short
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import BODY_BYTES_MAX, StatusPolicy
from hygiene.status_comment.groups import failures, merge_sentence, remaining
from hygiene.status_comment.model import Overall
from hygiene.status_comment.render_table import checks_table, jobs_table, timeline
from hygiene.status_comment.wording import STATES, counted, headline, late_sentence, severity, tally
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hygiene.markdown.budget import Detail
    from hygiene.model.checks import CheckState
    from hygiene.model.comment_state import Section
    from hygiene.status_comment.model import Row, Status

SUMMARY_BYTES_MAX = 900_000


def render_status(status: Status, marker: Marker, policy: StatusPolicy) -> str:
    """The comment's body: the marker on the first line, then as much as fits, the least important left out first."""
    return renderer(status, policy)(marker)


def renderer(status: Status, policy: StatusPolicy) -> Callable[[Marker], str]:
    """``render_status`` for several markers: what is visible is rendered once."""

    @cache
    def visible(step: int) -> str:
        return _visible(status, _at_most(policy.failures_max, LADDER[step]), policy)

    def render(marker: Marker) -> str:
        opening = encode(marker)
        room = BODY_BYTES_MAX - size(opening) - 1
        texts = map(visible, range(len(LADDER)))
        return f"{opening}\n{first_fitting(texts, room, foot=footer(status, shortened=True))}"

    return render


def render_summary(status: Status) -> str:
    """The whole text for the step summary, which has space for every job and check run."""
    whole = _visible(status, WHOLE, StatusPolicy(), comment=False)
    checks = [check for row in (*status.rows, *status.others) for check in row.checks]
    if checks:
        whole += "\n\n" + details(f"{len(checks)} check runs", checks_table(checks, _state))
    return first_fitting([whole], SUMMARY_BYTES_MAX)


def _at_most(failures_max: int, detail: Detail) -> Detail:
    return replace(detail, failures_max=min(failures_max, detail.failures_max))


def _visible(status: Status, detail: Detail, policy: StatusPolicy, *, comment: bool = True) -> str:
    jobs = [row for row in status.rows if not row.is_run]
    rows = (*status.rows, *status.others)
    parts = [
        f"### {headline(status)}",
        *map(late_sentence, status.late),
        merge_sentence(status, detail),
        *failures(status, detail),
        f"The workflow file at this commit does not start a run: {plain(status.broken)}" if status.broken else "",
        *remaining(status, detail),
        plain(status.unread) if not status.broken else "",
        *(
            f"⚠️ Not everything could be read, so results may be missing: {plain(notice)}"
            for notice in (*status.notices, *status.not_compared)
        ),
        fold(_all_jobs(jobs, unfinished=status.unfinished), jobs, status, detail),
        fold(f"Other checks: {tally(status.others)}", status.others, status, detail) if detail.extras else "",
        _timeline(rows) if detail.extras and policy.timeline else "",
        rerun(status),
        *sections(status, detail),
        footer(status, shortened=detail.shortened, comment=comment),
    ]
    return "\n\n".join(filter(None, parts))


def _all_jobs(jobs: Sequence[Row], *, unfinished: bool) -> str:
    counting = counted(jobs)
    silent = len(jobs) - len(counting)
    sums = f", and {silent} with the result of the others" if silent else ""
    return f"All jobs: {tally(counting, unfinished=unfinished)}{sums}"


def _timeline(rows: Iterable[Row]) -> str:
    diagram = timeline(check for row in rows for check in row.checks)
    return details("Timeline", diagram) if diagram else ""


def _state(state: CheckState) -> str:
    return " ".join(STATES[state])


def rerun(status: Status) -> str:
    """Where and how to run the failed jobs again; empty where that would not help."""
    if not status.rerun_id or status.overall not in (Overall.FAILURE, Overall.CANCELLED, Overall.INCOMPLETE):
        return ""
    suites = (check.suite for row in (*status.rows, *status.others) for check in row.checks)
    url = next((suite.run_url for suite in suites if suite.run_id == status.rerun_id), "")
    failed = status.overall is Overall.FAILURE
    page = link("Re-run failed jobs" if failed else "Re-run all jobs", url)
    command = f"gh run rerun {status.rerun_id}{' --failed' if failed else ''}"
    return f"{page}{', or run' if address(url) else ':'} `{command}`"


def footer(status: Status, *, shortened: bool, comment: bool = True) -> str:
    """Where the rest is and how new the results are; for a comment also what it is and how to mute it."""
    parts = [
        f"Commit {link(short(status.head_oid), status.commit_url, as_code=True)}",
        link("workflow run", status.run_url) if status.run_url else "",
        link("all checks", status.checks_url) if status.checks_url else "",
        f"results of {moment(status.completed_at)}" if status.completed_at is not None else "",
        "shortened to fit, the step summary has the whole text" if shortened else "",
    ]
    about = (
        "<br>Updated by hygiene after each CI run. To mute it, set `enabled = false` under `[status]` in "
        "`.github/hygiene.toml`."
    )
    return f"<sub>{' · '.join(filter(None, parts))}{about if comment else ''}</sub>"


def fold(title: str, rows: Sequence[Row], status: Status, detail: Detail) -> str:
    """Rows behind a line that counts them: the worst of them where not all fit."""
    if not rows:
        return ""
    shown = list(rows)
    if len(rows) > detail.jobs_max:
        worst = {id(row) for row in sorted(rows, key=severity)[: detail.jobs_max]}
        shown = [row for row in rows if id(row) in worst]
    rest = len(rows) - len(shown)
    more = f"{rest} of them not listed" if rest else ""
    if not shown:
        return f"{title}, {more}"
    return details(title, "\n\n".join(filter(None, [jobs_table(shown, status, detail), more])))


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
