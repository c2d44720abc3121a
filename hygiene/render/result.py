"""What a run did, for the three who ask: a program (JSON), a person at a terminal, a reader of the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.model.report import Outcome
from hygiene.render.text import plain

if TYPE_CHECKING:
    from hygiene.model.report import Report

OUTCOME_WORDS = {
    Outcome.SETTLED: "Settled: everything is as it should be.",
    Outcome.SUPERSEDED: "Superseded: a newer head or run speaks, nothing was written.",
    Outcome.DEGRADED: "Degraded: the token may not write here, so nothing was written.",
    Outcome.SKIPPED: "Skipped: there is nothing to report on.",
}


def result_json(report: Report) -> dict[str, Any]:
    """The JSON result; docs/reference/result.schema.json describes it."""
    limit = report.rate_limit
    return {
        "outcome": report.outcome.value,
        "repository": report.repository,
        "state": report.state,
        "status_comments": [
            {
                "pull_request": comment.pull_request,
                "action": comment.action.value,
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
                "action": tracker.action.value,
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
        f"  status comment on #{comment.pull_request}: {comment.action.value}, {comment.state}" + _at(comment.url)
        for comment in report.status_comments
    ]
    lines += [
        f"  tracker {_words(tracker.category)}: {tracker.action.value}, {_times(tracker.occurrences)}"
        + (f" ({_words(tracker.reason)})" if tracker.reason else "")
        + _at(tracker.url)
        for tracker in report.trackers
    ]
    spent = f"{report.queries} {_plural('query', report.queries)}, {report.mutations} "
    spent += _plural("mutation", report.mutations)
    limit = f", {report.rate_limit.remaining:,} points left" if report.rate_limit else ""
    lines.append(f"  requests: {spent}{limit}")
    if report.conflicts:
        lines.append(f"  conflicts merged back: {report.conflicts}")
    lines += [f"  note: {_words(notice)}" for notice in report.notices]
    return lines


def _sentence(report: Report) -> str:
    return "Dry run: nothing was written." if report.dry_run else OUTCOME_WORDS[report.outcome]


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
    rows = [f"- status comment on {comment.url or f'#{comment.pull_request}'}: {comment.action.value}"
            for comment in report.status_comments]  # fmt: skip
    rows += [
        f"- tracker {plain(tracker.category)}: {tracker.action.value}, {_times(tracker.occurrences)}"
        + (f" ({plain(tracker.reason)})" if tracker.reason else "")
        for tracker in report.trackers
    ]
    rows += [f"- {plain(notice)}" for notice in report.notices]
    text = report.markdown.strip()
    return "\n\n".join(part for part in (text, _sentence(report), "\n".join(rows)) if part) + "\n"
