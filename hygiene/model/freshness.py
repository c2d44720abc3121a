"""Whether a snapshot and the run that reports on it belong together: either may be older than the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.late_results import LateResults, late_results

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def superseded(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether every pull request has a newer head than the event names: then the run of that head reports.

    A run that has written already goes on: it may have written after the newer one.
    """
    pulls = snapshot.pull_requests
    known = bool(trigger.head_oid) and not trigger.closed and not trigger.wrote
    return known and bool(pulls) and all(pull.head_oid != trigger.head_oid for pull in pulls)


def absent(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether there is nothing to report on: a fork's head without an open pull request."""
    return not snapshot.pull_requests and not trigger.branch


def late(snapshot: Snapshot, trigger: Trigger) -> tuple[LateResults, ...]:
    """What the snapshot does not show of the run that has ended according to the event; empty for another commit."""
    head = snapshot.head
    if head is None or head.oid != trigger.head_oid or superseded(snapshot, trigger) or absent(snapshot, trigger):
        return ()
    return late_results(head, trigger.ends)
