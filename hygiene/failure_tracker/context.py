"""What every part of the tracker's decision looks at, and the operations and results that they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import people_bytes, put_together
from hygiene.failure_tracker.categories import rule_of
from hygiene.failure_tracker.ledger.queries import occurrences_total
from hygiene.failure_tracker.render import render_block
from hygiene.model.decision import Decision
from hygiene.model.plan import UpdateIssue
from hygiene.model.policy import BODY_BYTES_MAX
from hygiene.model.report import TrackerAction, TrackerResult
from hygiene.model.snapshot import normal

if TYPE_CHECKING:
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.failure_tracker.issues import TrackerIssue
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.policy import TrackerPolicy
    from hygiene.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TrackerContext:
    """One context at the repository. ``default_branch`` is true when the context is about that branch.

    ``other_heads`` is the evidence of other heads, None as long as nobody has looked at them.
    """

    snapshot: Snapshot
    policy: TrackerPolicy
    evidence: Evidence
    default_branch: bool = False
    other_heads: tuple[Evidence, ...] | None = None


def block_of(context: TrackerContext, ledger: Ledger, identity: str, bytes_max: int = BODY_BYTES_MAX) -> str:
    """Our block for a ledger."""
    rule = rule_of(ledger.category, context.policy)
    return render_block(ledger, identity, context.snapshot.repository.url, bytes_max, rule.mention if rule else "")


def body_update(context: TrackerContext, tracker: TrackerIssue, wanted: Ledger) -> tuple[UpdateIssue, ...] | None:
    """The update of a body, nothing when it is already so, None when people's words leave no room for ours.

    An edit count that lies is no reason to write: two writers that only mend it would never end.
    """
    issue, parts = tracker.issue, tracker.parts
    room = BODY_BYTES_MAX - people_bytes(parts)
    former = block_of(context, tracker.known, parts.identity) if parts.endless else ""

    def body(base: int) -> str:
        return put_together(parts, block_of(context, replace(wanted, base=base), parts.identity, room), former)

    if parts.ledger is not None and body(tracker.seen.base) == normal(issue.body):
        return ()
    text = body(issue.edits.total)
    if len(text.encode("utf-8", "replace")) > BODY_BYTES_MAX:
        return None
    return (UpdateIssue(issue.id, issue.number, wanted.category, text, issue.version, issue.body),)


def result(category: str, ledger: Ledger, tracker: TrackerIssue | None = None, *, withheld: str = "") -> TrackerResult:
    """What the snapshot holds of a tracker."""
    return TrackerResult(
        category=category,
        action=TrackerAction.WITHHELD if withheld else TrackerAction.UNCHANGED,
        occurrences=occurrences_total(ledger),
        number=tracker.issue.number if tracker else None,
        url=tracker.issue.url if tracker else "",
        reason=withheld,
    )


def hold_back(category: str, ledger: Ledger, reason: str, tracker: TrackerIssue | None = None) -> Decision:
    """Nothing is written, and the report says why."""
    return Decision(trackers=(result(category, ledger, tracker, withheld=reason),))
