"""The trackers that follow failed jobs, to link to from the comment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.categories import categorise, identity_of, recorded_workflows
from hygiene.model.snapshot import IssueState
from hygiene.status_comment.model import KnownTracker

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Issue, Snapshot
    from hygiene.status_comment.model import Row


def own_trackers(snapshot: Snapshot, policy: Policy) -> Callable[[Row], KnownTracker | None]:
    """A function that returns the tracker of a failed job, the newest that was there when the job ended.

    One that this run itself opens has no number when the comment is written, and a second write for a link would cost
    every new failure a request and an edit. So nothing that runs do later changes which one it is.
    """
    found: dict[str, list[Issue]] = {}
    ledgers = []
    for issue in sorted(snapshot.trackers, key=lambda issue: -issue.number) if policy.tracks else ():
        parsed = parse_body(issue.body) if issue.own else None
        if parsed is not None:
            found.setdefault(parsed.identity, []).append(issue)
            ledgers += [(issue.state is not IssueState.OPEN, parsed.ledger)] if parsed.ledger is not None else []
    workflows = recorded_workflows(ledger for _, ledger in sorted(ledgers, key=lambda one: one[0]))

    def of(row: Row) -> KnownTracker | None:
        for check in row.checks if found else ():
            if check.state.failed and check.completed_at is not None:
                own = found.get(identity_of(categorise(row.name, check, policy.tracker, workflows)), [])
                issue = next((issue for issue in own if issue.created_at < check.completed_at), None)
                if issue is not None:
                    return KnownTracker(issue.number, issue.url)
        return None

    return of


def trackers_url(snapshot: Snapshot, policy: Policy) -> str:
    """The list of open trackers, which has the new ones as soon as they are there; empty where none are kept."""
    query = quote_plus(f'is:issue is:open label:"{policy.tracker.label}"')
    return f"{snapshot.repository.url}/issues?q={query}" if policy.tracks else ""
