"""The evidence of other heads: other failing pull requests, and earlier commits of this one.

Nothing is recorded before a tracker opens, so a threshold is counted from what one read can show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.evidence import Past, gather
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.transitions import with_results
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.categories import Workflows
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def gather_other_heads(
    snapshot: Snapshot, policy: Policy, trigger: Trigger, workflows: Workflows
) -> tuple[Evidence, ...] | None:
    """The evidence of each other head, the oldest first; None as long as they have not been read."""
    if snapshot.other_heads is None:
        return None
    return tuple(
        gather(
            replace(snapshot, pull_requests=(other.pull_request,), head=other.head),
            policy,
            replace(trigger, event="pull_request", pull_requests=(other.pull_request.number,), branch="", closed=False),
            Past(workflows=workflows),
        )
        for other in snapshot.other_heads
    )


def with_other_heads(ledger: Ledger, here: Evidence, other_heads: tuple[Evidence, ...], *, flaky_after: int) -> Ledger:
    """A ledger with the evidence of other heads about its category, then with that of this snapshot."""
    whole = Ledger(ledger.category)
    for evidence in other_heads:
        whole = with_results(whole, ledger.category, evidence, flaky_after=flaky_after)
    return with_results(merge(whole, ledger), ledger.category, here, flaky_after=flaky_after)
