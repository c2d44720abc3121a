"""Both promises at once: the status comment and the failure tracker, from one snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.decide.status import decide_status
from hygiene.decide.tracker import decide_trackers
from hygiene.decide.verdict import Verdict

if TYPE_CHECKING:
    from hygiene.model.policy import Policy
    from hygiene.model.sections import Section
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def decide(snapshot: Snapshot, policy: Policy, trigger: Trigger, contributed: tuple[Section, ...] = ()) -> Verdict:
    """The whole plan for one scope; empty for a run that no longer speaks. ``contributed`` are sections to set."""
    if superseded(snapshot, trigger) or absent(snapshot, trigger):
        return Verdict()
    verdict = decide_status(snapshot, policy, trigger, contributed)
    return verdict + decide_trackers(snapshot, policy, trigger) if policy.tracks else verdict


def superseded(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether every pull request has moved on from the head that the event names: then a newer run speaks.

    Unless this run has written already, and may have written after that newer one: then it has to see to the outcome.
    """
    pulls = snapshot.pull_requests
    known = bool(trigger.head_oid) and not trigger.closed and not trigger.wrote
    return known and bool(pulls) and all(pull.head_oid != trigger.head_oid for pull in pulls)


def absent(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether there is nothing to report on: a fork's head without an open pull request."""
    return not snapshot.pull_requests and not trigger.branch
