"""The plan for the status comment and the failure trackers together, from one snapshot."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hygiene.failure_tracker.decide import decide_trackers
from hygiene.model.decision import Decision
from hygiene.model.freshness import absent, late, superseded
from hygiene.model.plan import CreateIssue
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.wording import late_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.comment_state import Section
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def decide(
    snapshot: Snapshot,
    policy: Policy,
    trigger: Trigger,
    contributed: Mapping[str, tuple[Section, ...]] = MappingProxyType({}),
) -> Decision:
    """The whole plan for one scope; empty for a run that is superseded.

    ``contributed`` are sections of the status comment to set, by the node id of the pull request.
    """
    if superseded(snapshot, trigger) or absent(snapshot, trigger):
        return Decision()
    trackers = decide_trackers(snapshot, policy, trigger) if policy.tracks else Decision()
    opening = frozenset(one.category for one in (*trackers.plan, *trackers.later) if isinstance(one, CreateIssue))
    decision = decide_status(snapshot, policy, trigger, contributed, opening)
    return decision + Decision(notices=tuple(late_sentence(each) for each in late(snapshot, trigger))) + trackers
