"""The trackers that follow failed jobs, to link to from the comment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.categories import categorise, identity_of, recorded_workflows
from hygiene.failure_tracker.render import title
from hygiene.model.snapshot import IssueState
from hygiene.status_comment.model import KnownTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Issue, Snapshot
    from hygiene.status_comment.model import Row

    OwnTracker = Callable[[str, Row], KnownTracker | None]


def own_trackers(snapshot: Snapshot, policy: Policy, opening: Collection[str]) -> OwnTracker:
    """A function that returns the tracker of a failed job, from the name of the Gate's job and the row.

    One that was there when the job ended is linked by its number. One that is newer, or that this plan opens for a
    category of ``opening``, has no number yet when the comment is written, so it is found by its title: the comment
    has the same text before and after, and a second write for a number would cost every new failure a request.
    """
    found: dict[str, list[Issue]] = {}
    ledgers = []
    for issue in sorted(snapshot.trackers, key=lambda issue: -issue.number) if policy.tracker.enabled else ():
        parsed = parse_body(issue.body) if issue.own else None
        if parsed is not None:
            found.setdefault(parsed.identity, []).append(issue)
            ledgers += [(issue.state is not IssueState.OPEN, parsed.ledger)] if parsed.ledger is not None else []
    workflows = recorded_workflows(ledger for _, ledger in sorted(ledgers, key=lambda one: one[0]))

    def of(listed: str, row: Row) -> KnownTracker | None:
        newer = ""
        for check in row.checks if found or opening else ():
            if check.state.failed and check.completed_at is not None:
                category = categorise(listed, check, policy.tracker, workflows)
                own = found.get(identity_of(category), [])
                issue = next((issue for issue in own if issue.created_at < check.completed_at), None)
                if issue is not None:
                    return KnownTracker(issue.number, issue.url)
                newer = newer or (category if own or category in opening else "")
        return KnownTracker(0, _search_url(newer, snapshot, policy)) if newer else None

    return of


def _search_url(category: str, snapshot: Snapshot, policy: Policy) -> str:
    """The list of the issues with the label and with the title that a new tracker of this category has."""
    # https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests
    words = " ".join(title(category).replace('"', " ").split())
    query = f'is:issue label:"{policy.tracker.label}" in:title "{words}"'
    return f"{snapshot.repository.url}/issues?q={quote_plus(query)}"
