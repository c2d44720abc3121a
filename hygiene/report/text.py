"""What a run did, for the three who ask: a program (JSON), a person at a terminal, a reader of the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.markdown.text import plain
from hygiene.model.report import CommentAction, Outcome, TrackerAction

if TYPE_CHECKING:
    from hygiene.model.report import Report, TrackerResult

OUTCOME_WORDS = {
    Outcome.SETTLED: "Settled: everything is as it should be.",
    Outcome.SUPERSEDED: "Superseded: a newer head or run speaks, nothing was written.",
    Outcome.DEGRADED: "Degraded: the token may not write here, so nothing was written.",
    Outcome.SKIPPED: "Skipped: there is nothing to report on.",
}


TRACKERS_UNCHANGED_MAX = 10
_AS_THEY_ARE = (CommentAction.UNCHANGED, TrackerAction.UNCHANGED, TrackerAction.WITHHELD)


def action_word(action: CommentAction | TrackerAction, report: Report) -> str:
    """What was done; in a dry run what would be."""
    planned = report.dry_run and action not in _AS_THEY_ARE
    return f"would_be_{action.value}" if planned else action.value


def result_json(report: Report) -> dict[str, Any]:
    """The JSON result; docs/reference/result.schema.json describes it."""
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
    """For a terminal of 80 columns, understandable without colour; the words of others stay on one line each."""
    lines = [_sentence(report)]
    lines += [
        f"  status comment on #{comment.pull_request}: {_action(comment.action, report)}, {comment.state}"
        + _at(comment.url)
        for comment in report.status_comments
    ]
    lines += [
        f"  tracker {_words(tracker.category)}: {_action(tracker.action, report)}, {_times(tracker.occurrences)}"
        + (f" ({_words(tracker.reason)})" if tracker.reason else "")
        + _at(tracker.url)
        for tracker in _worth_a_line(report)
    ]
    left = len(report.trackers) - len(_worth_a_line(report))
    lines += [f"  trackers unchanged: {left:,}"] if left else []
    spent = f"{report.queries} {_plural('query', report.queries)}, {report.mutations} "
    spent += _plural("mutation", report.mutations)
    limit = f", {report.rate_limit.remaining:,} points left" if report.rate_limit else ""
    lines.append(f"  requests: {spent}{limit}")
    if report.conflicts:
        lines.append(f"  conflicts merged back: {report.conflicts}")
    lines += [f"  note: {_words(notice)}" for notice in report.notices]
    return lines


def _sentence(report: Report) -> str:
    return "Dry run: nothing was written." if report.dry_run and report.plan else OUTCOME_WORDS[report.outcome]


def _action(action: CommentAction | TrackerAction, report: Report) -> str:
    return action_word(action, report).replace("_", " ")


def _worth_a_line(report: Report) -> list[TrackerResult]:
    """All trackers, but not hundreds that are as they were."""
    changed = [tracker for tracker in report.trackers if tracker.action is not TrackerAction.UNCHANGED]
    return list(report.trackers) if len(report.trackers) - len(changed) <= TRACKERS_UNCHANGED_MAX else changed


def _at(url: str) -> str:
    return f"\n    {url}" if url else ""


def _words(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _times(count: int) -> str:
    return f"{count} {_plural('occurrence', count)}"


def _plural(word: str, count: int) -> str:
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def summary(report: Report) -> str:
    """The step summary: the whole text of the comment, then what was done."""
    rows = [f"- status comment on {comment.url or f'#{comment.pull_request}'}: {_action(comment.action, report)}"
            for comment in report.status_comments]  # fmt: skip
    rows += [
        f"- tracker {plain(tracker.category)}: {_action(tracker.action, report)}, {_times(tracker.occurrences)}"
        + (f" ({plain(tracker.reason)})" if tracker.reason else "")
        for tracker in _worth_a_line(report)
    ]
    left = len(report.trackers) - len(_worth_a_line(report))
    rows += [f"- trackers unchanged: {left:,}"] if left else []
    rows += [f"- {plain(notice)}" for notice in report.notices]
    text = report.markdown.strip()
    return "\n\n".join(part for part in (text, _sentence(report), "\n".join(rows)) if part) + "\n"
