"""Both promises at once: the status comment and the failure tracker, from one snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.decide import decide_trackers
from hygiene.model.decision import Decision
from hygiene.model.freshness import absent, superseded
from hygiene.status_comment.decide import decide_status

if TYPE_CHECKING:
    from hygiene.model.comment_state import Section
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def decide(snapshot: Snapshot, policy: Policy, trigger: Trigger, contributed: tuple[Section, ...] = ()) -> Decision:
    """The whole plan for one scope; empty for a run that no longer speaks. ``contributed`` are sections to set."""
    if superseded(snapshot, trigger) or absent(snapshot, trigger):
        return Decision()
    decision = decide_status(snapshot, policy, trigger, contributed)
    return decision + decide_trackers(snapshot, policy, trigger) if policy.tracks else decision
