"""Whether a run still reports on its pull request: its head may have moved on, or be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


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
