"""The result of a run as JSON, as lines for a terminal, and as Markdown for the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.markdown.printable import one_line
from hygiene.markdown.text import plain
from hygiene.model.report import CommentAction, Outcome, TrackerAction

if TYPE_CHECKING:
    from hygiene.model.report import Report, TrackerResult

SENTENCES = {
    Outcome.SETTLED: "Settled: comments and trackers are up to date.",
    Outcome.SUPERSEDED: "Superseded: a newer commit or run has reported. Nothing was written.",
    Outcome.DEGRADED: "Not everything could be posted; the notes have the reasons.",
    Outcome.SKIPPED: "Skipped: no open pull request to report on.",
}


TRACKERS_UNCHANGED_MAX = 10
_NOT_CHANGED = (CommentAction.UNCHANGED, TrackerAction.UNCHANGED, TrackerAction.WITHHELD)


def action_word(action: CommentAction | TrackerAction, report: Report) -> str:
    """The action's value; in a dry run, ``would_be_`` before it."""
    planned = report.dry_run and action not in _NOT_CHANGED
    return f"would_be_{action.value}" if planned else action.value


def result_json(report: Report) -> dict[str, Any]:
    """The result as JSON; its schema is docs/reference/result.schema.json."""
    limit = report.rate_limit
    return {
        "outcome": report.outcome.value,
        "dry_run": report.dry_run,
        "repository": report.repository,
        "state": report.state,
        "status_comments": [
            {
                "pull_request": comment.pull_request,
                "action": action_word(comment.action, report),
                "state": comment.state,
                "id": comment.id,
                "url": comment.url,
            }
            for comment in report.status_comments
        ],
        "trackers": [
            {
                "category": tracker.category,
                "number": tracker.number,
                "action": action_word(tracker.action, report),
                "occurrences": tracker.occurrences,
                "url": tracker.url,
                "reason": tracker.reason,
            }
            for tracker in report.trackers
        ],
        "requests": {"queries": report.queries, "mutations": report.mutations},
        "passes": report.passes,
        "conflicts": report.conflicts,
        "rate_limit": None
        if limit is None
        else {
            "remaining": limit.remaining,
            "limit": limit.limit,
            "reset_at": limit.reset_at.isoformat().replace("+00:00", "Z") if limit.reset_at else None,
            "cost": limit.cost,
        },
        "notices": list(report.notices),
    }


def result_lines(report: Report) -> list[str]:
    """The result as lines of plain text; text from GitHub stays on one line, without control characters."""
    lines = [_sentence(report)]
    for comment in report.status_comments:
        lines.append(f"  status comment on #{comment.pull_request}: {_action(comment.action, report)}, {comment.state}")
        lines += _url(comment.url)
    for tracker in _listed(report):
        reason = f" ({one_line(tracker.reason)})" if tracker.reason else ""
        action = f"{_action(tracker.action, report)}, {_times(tracker.occurrences)}{reason}"
        lines += [f"  tracker {one_line(tracker.category)}: {action}", *_url(tracker.url)]
    left = len(report.trackers) - len(_listed(report))
    lines += [f"  trackers unchanged: {left:,}"] if left else []
    spent = f"{report.queries} {_plural('query', report.queries)}, {report.mutations} "
    spent += _plural("mutation", report.mutations)
    limit = f", {report.rate_limit.remaining:,} points left" if report.rate_limit else ""
    lines.append(f"  requests: {spent}{limit}")
    if report.conflicts:
        lines.append(f"  conflicts resolved: {report.conflicts}")
    lines += [f"  note: {one_line(notice)}" for notice in report.notices]
    return lines


def _sentence(report: Report) -> str:
    return "Dry run: nothing was written." if report.dry_run and report.plan else SENTENCES[report.outcome]


def _action(action: CommentAction | TrackerAction, report: Report) -> str:
    return action_word(action, report).replace("_", " ")


def _listed(report: Report) -> list[TrackerResult]:
    """All trackers, or only those that changed when many did not."""
    changed = [tracker for tracker in report.trackers if tracker.action is not TrackerAction.UNCHANGED]
    return list(report.trackers) if len(report.trackers) - len(changed) <= TRACKERS_UNCHANGED_MAX else changed


def _url(url: str) -> list[str]:
    return [f"    {url}"] if url else []


def _times(count: int) -> str:
    return f"{count} {_plural('occurrence', count)}"


def _plural(word: str, count: int) -> str:
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def summary(report: Report) -> str:
    """Markdown for the step summary: the whole comment, then what was done."""
    rows = [f"- status comment on {comment.url or f'#{comment.pull_request}'}: {_action(comment.action, report)}"
            for comment in report.status_comments]  # fmt: skip
    rows += [
        f"- tracker {plain(tracker.category)}: {_action(tracker.action, report)}, {_times(tracker.occurrences)}"
        + (f" ({plain(tracker.reason)})" if tracker.reason else "")
        for tracker in _listed(report)
    ]
    left = len(report.trackers) - len(_listed(report))
    rows += [f"- trackers unchanged: {left:,}"] if left else []
    rows += [f"- {plain(notice)}" for notice in report.notices]
    text = report.markdown.strip()
    return "\n\n".join(part for part in (text, _sentence(report), "\n".join(rows)) if part) + "\n"
