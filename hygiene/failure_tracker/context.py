"""The input of every part of the tracker's decision, and the operations and results that several parts build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import bytes_around_block, compose_body
from hygiene.failure_tracker.categories import rule_of
from hygiene.failure_tracker.ledger.queries import occurrences_total
from hygiene.failure_tracker.render import render_block
from hygiene.model.decision import Decision
from hygiene.model.plan import UpdateIssue
from hygiene.model.policy import BODY_BYTES_MAX
from hygiene.model.report import TrackerAction, TrackerResult
from hygiene.model.snapshot import normal
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.failure_tracker.issues import TrackerIssue
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.policy import TrackerPolicy
    from hygiene.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TrackerContext:
    """What a decision is made from. ``default_branch`` is true when the run was on that branch.

    ``other_heads`` is the evidence of other heads, None as long as they have not been read.
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
    """The update of a body: empty when it is up to date, None when the text of people leaves no room for our block.

    A marker whose ``base`` is too low is not by itself a reason to write: two writers that only corrected it would
    never settle.
    """
    issue, parsed = tracker.issue, tracker.parsed
    room = BODY_BYTES_MAX - bytes_around_block(parsed)
    former = block_of(context, tracker.known, parsed.identity) if parsed.unterminated else ""

    def body(base: int) -> str:
        return compose_body(parsed, block_of(context, replace(wanted, base=base), parsed.identity, room), former)

    if parsed.ledger is not None and body(tracker.written.base) == normal(issue.body):
        return ()
    text = body(issue.edits.total)
    if len(text.encode("utf-8", "replace")) > BODY_BYTES_MAX:
        return None
    return (UpdateIssue(issue.id, issue.number, wanted.category, text, issue.version, issue.body),)


def result(category: str, ledger: Ledger, tracker: TrackerIssue | None = None, *, withheld: str = "") -> TrackerResult:
    """The result of a tracker as the snapshot has it."""
    return TrackerResult(
        category=category,
        action=TrackerAction.WITHHELD if withheld else TrackerAction.UNCHANGED,
        occurrences=occurrences_total(ledger),
        number=tracker.issue.number if tracker else None,
        url=tracker.issue.url if tracker else "",
        reason=withheld,
    )


def withhold(category: str, ledger: Ledger, reason: str, tracker: TrackerIssue | None = None) -> Decision:
    """Write nothing, and give the reason in the report."""
    return Decision(trackers=(result(category, ledger, tracker, withheld=reason),))
