"""What is not green, in groups of one cause: its jobs, and what to do where reading does not help."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from hygiene.markdown.text import address, code, link, plain, short
from hygiene.model.checks import CheckState
from hygiene.patterns import pattern
from hygiene.status_comment.cause import BY_NAME
from hygiene.status_comment.model import Cause
from hygiene.status_comment.wording import STATES, count, counted, joined, severity
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hygiene.markdown.budget import Detail
    from hygiene.status_comment.model import KnownTracker, Row, Status

NAME_CHARS_MIN = 60
_LOCATION = pattern(r"(?P<path>[^:]+):(?P<line>[1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    advice: str
    rows: tuple[Row, ...]


def failures(status: Status, detail: Detail) -> list[str]:
    """The failed jobs with their errors, those first that this pull request is likely to have caused.

    An aggregate that failed beside a job that it sums up is not among them; beside one that nobody listed, it is last.
    """
    red = [row for row in (*counted(status.rows), *status.others) if row.state.failed]
    others = {id(row) for row in status.others}
    suites = {check.suite.id for row in status.others if row.state.failed for check in row.checks}

    def order(row: Row) -> tuple[bool, int]:
        sums_up = row.aggregate and any(check.suite.id in suites for check in row.checks)
        return sums_up, _ORDER.index(_kind(row))

    ordered = sorted(red, key=order)
    shown, rest = ordered[: detail.failures_max], len(red) - detail.failures_max
    parts = []
    for group in _grouped(shown, lambda row: _failure_title(row, status, detail), _failure_advice):
        advice = f". {group.advice}." if group.advice else ""
        items = [f"- {_item(row, status, detail, elsewhere=id(row) in others)}" for row in group.rows]
        parts.append("\n".join([f"{group.title}{advice}", "", *items]))
    return [*parts, *([f"… and {rest} more failed, in the list of all jobs."] if rest > 0 else [])]


def remaining(status: Status, detail: Detail) -> list[str]:
    """A line for each kind of job that is neither green nor failed, then one for jobs that passed at a second try."""
    explained = any(row.is_run for row in status.rows)
    rows = [row for row in counted(status.rows) if not (explained and row.state is CheckState.ABSENT)]
    rows += [row for row in status.others if row.required is True or row.is_run]
    rows = sorted(rows, key=severity)
    quiet = [
        row
        for row in rows
        if not row.state.failed and (not row.state.passed or row.state is CheckState.ALLOWED_FAILURE)
    ]
    others = {id(row) for row in status.others}
    groups = _grouped(
        quiet,
        lambda row: _quiet_title(row, status, elsewhere=id(row) in others),
        lambda row: _quiet_advice(row, status, elsewhere=id(row) in others),
    )
    lines = [_line(group, detail) for group in groups]
    flaky = [row for row in status.rows if row.state.passed and row.cause is Cause.FLAKY]
    if flaky:
        lines.append(f"⚠️ **Flaky**, passed now: {_names(flaky, detail, lambda row: plain(row.evidence))}.")
    return lines


def merge_sentence(status: Status, detail: Detail) -> str:
    """What blocks merging, or that nothing of it does; empty where GitHub did not return it."""
    rows = (*status.rows, *status.others)
    blocking = [row for row in rows if row.required and not row.state.passed and not row.unread]
    if blocking:
        names = [
            f"{code(row.name, detail.chars_max)}{' (result of the other jobs)' if row.aggregate else ''}"
            for row in blocking[: detail.names_max]
        ]
        return f"**Blocks merging:** {joined(names, len(blocking))}."
    failed = [row for row in rows if row.state.failed]
    if failed and all(row.required is False for row in failed):
        return "Does not block merging: GitHub does not require what failed."
    return ""


_ADVICE = {
    # https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks
    CheckState.ACTION_REQUIRED: "A maintainer selects *Approve workflows to run* on the pull request.",
    # https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments
    CheckState.WAITING: "A reviewer of the environment selects *Review deployments* on the run's page.",
    CheckState.CANCELLED: "A person or a newer run did this. If no newer run follows, re-run the jobs.",
    # https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks
    CheckState.STALE: "GitHub gave up after 14 days without a result. Re-run the jobs.",
    CheckState.ALLOWED_FAILURE: "It is allowed to fail, so it does not count.",
    CheckState.UNKNOWN: "Open the log to see what happened.",
}
_RENAMED = "Use the new name in `hygiene.toml` and in the branch's rules."
_UNREAD = "It may be a commit status, and those could not be read."
_REQUIRED = "Check that its workflow runs for this pull request, or no longer require it in the branch's rules."
_ABSENT = "It was renamed or removed, or its workflow does not run here: `hygiene audit` in a checkout shows which."
_OF_SEVERAL = {
    _ADVICE[CheckState.ALLOWED_FAILURE]: "They are allowed to fail, so they do not count.",
    _ADVICE[CheckState.UNKNOWN]: "Open the logs to see what happened.",
    _RENAMED: "Use the new names in `hygiene.toml` and in the branch's rules.",
    _UNREAD: "They may be commit statuses, and those could not be read.",
    _REQUIRED: "Check that their workflows run for this pull request, or no longer require them in the branch's rules.",
    _ABSENT: "They were renamed or removed, or their workflow does not run here: `hygiene audit` in a checkout shows "
    "which.",
}
_ORDER = ("new", "unknown", "run", "base", "known", "flaky")


def _kind(row: Row) -> str:
    if row.is_run or row.state is CheckState.STARTUP_FAILURE:
        return "run"
    if row.cause is Cause.NEW:
        return "new" if row.evidence.startswith("passes on ") and row.checks else "unknown"
    return row.cause.value if row.cause.value in _ORDER else "unknown"


def _failure_title(row: Row, status: Status, detail: Detail) -> str:
    branch = code(status.base_branch, detail.chars_max)
    words = row.evidence.removesuffix(f" {status.base_branch}") if branch else row.evidence
    evidence = plain(words, detail.chars_max) + (f" {branch}" if words != row.evidence else "")
    match _kind(row):
        case "new":
            return f"**Likely caused by this pull request**: {evidence}"
        case "run":
            return "**Could not run**: no job was started"
        case "base":
            since = ""
            if row.since is not None:
                commit = link(short(row.since.oid), row.since.url, as_code=True)
                since = f" since {commit}{'' if row.since.exact else ' or earlier'}"
            by_name = f" {BY_NAME}" if row.evidence.endswith(BY_NAME) else ""
            return f"**Also failing on {branch or 'the base branch'}**{by_name}{since}"
        case "known":
            known = _tracker(row.known)
            others = f": other pull requests or branches fail in the same way, see {known}" if known else ""
            return f"**Known**, likely not caused by this pull request{others}"
        case "flaky":
            return f"**Flaky**: {evidence}" if evidence else "**Flaky**"
        case _ if evidence:
            return f"**Cause unknown**: {evidence}"
        case _:
            return f"**Cause unknown**: no result on {branch} to compare with" if branch else "**Cause unknown**"


def _failure_advice(row: Row) -> str:
    return "Open the run to see what is wrong with its workflow file" if _kind(row) == "run" else ""


def _item(row: Row, status: Status, detail: Detail, *, elsewhere: bool) -> str:
    """The job and its failing step, then the place and the error, in lines of their own."""
    red = [check for check in row.checks if check.state.failed]
    inner = row.checks[0].name.removeprefix(row.name).removeprefix(" / ") if len(row.checks) > 1 else ""
    tracker = _tracker(row.tracker) if row.tracker != row.known else ""
    gate = plain(status.workflow, 60) if elsewhere else ""
    head = [
        f"{STATES[row.state][0]} {_name(row, detail)}",
        "" if row.state is CheckState.FAILURE or row.is_run else STATES[row.state][1],
        plain(inner, detail.chars_max),
        plain(row.step, detail.chars_max),
        f"and {count(len(red) - 1, 'more check run')}" if len(red) > 1 else "",
        f"not a job of {gate}" if gate else "",
        tracker,
    ]
    error = " ".join(filter(None, [_location(row.location, status, detail), plain(row.error, detail.chars_max)]))
    return "<br>".join(filter(None, [" · ".join(filter(None, head)), error]))


def _location(location: str, status: Status, detail: Detail) -> str:
    """``path:line`` as a link into the code at the head commit, where it names a file of the repository."""
    shown = code(location, detail.chars_max)
    found = _LOCATION.fullmatch(location)
    parts = found["path"].split("/") if found else []
    # GitHub annotates the folder .github where an error belongs to no file.
    if found is None or not status.code_url or location.startswith("/") or {"", ".", ".."}.intersection(parts):
        return shown
    if found["path"] == ".github" or "\\" in location:
        return shown
    target = address(f"{status.code_url}/{quote(found['path'], errors='replace')}#L{found['line']}")
    return f"[{shown}]({target})" if target and shown else shown


def _tracker(tracker: KnownTracker | None) -> str:
    target = address(tracker.url) if tracker is not None else ""
    if tracker is None or not target:
        return ""
    return f"[tracker #{tracker.number}]({target})" if tracker.number else f"[tracker]({target})"


def _quiet_title(row: Row, status: Status, *, elsewhere: bool) -> str:
    symbol, word = STATES[row.state]
    if row.state is CheckState.ABSENT and status.unfinished:
        return "⏳ **Not reported yet**"
    if row.state is CheckState.ABSENT and elsewhere:
        return f"{symbol} **Required by GitHub, {'result not read' if row.unread else 'but never reported'}**"
    title = {
        CheckState.ACTION_REQUIRED: "Waits for approval",
        CheckState.WAITING: "Waits for a deployment review",
        CheckState.UNKNOWN: "Without a known result",
    }.get(row.state, word.capitalize())
    return f"{symbol} **{title}**"


def _quiet_advice(row: Row, status: Status, *, elsewhere: bool) -> str:
    """What to do about a state that reading does not change."""
    if row.state is not CheckState.ABSENT:
        return _ADVICE.get(row.state, "")
    if status.unfinished:
        return ""
    if row.renamed_to:
        return _RENAMED
    if row.unread:
        return _UNREAD
    return _REQUIRED if elsewhere else _ABSENT


def _line(group: _Group, detail: Detail) -> str:
    def remark(row: Row) -> str:
        return f"renamed to {code(row.renamed_to, detail.chars_max)}?" if row.renamed_to else ""

    advice = _OF_SEVERAL.get(group.advice, group.advice) if len(group.rows) > 1 else group.advice
    return f"{group.title}: {_names(group.rows, detail, remark)}. {advice}".rstrip()


def _names(rows: Sequence[Row], detail: Detail, remark: Callable[[Row], str]) -> str:
    shown = []
    for row in rows[: detail.names_max]:
        words = remark(row)
        shown.append(f"{_name(row, detail)} ({words})" if words else _name(row, detail))
    return joined(shown, len(rows))


def _name(row: Row, detail: Detail) -> str:
    return link(row.name, row.log_url, chars_max=max(detail.chars_max, NAME_CHARS_MIN), as_code=True)


def _grouped(rows: Iterable[Row], title: Callable[[Row], str], advice: Callable[[Row], str]) -> list[_Group]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((title(row), advice(row)), []).append(row)
    return [_Group(title, advice, tuple(found)) for (title, advice), found in groups.items()]
