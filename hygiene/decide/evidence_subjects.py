"""Whom a look is about: the pull requests with this head, or the branch; and which of them are gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.decide.evidence_checks import MERGE_GROUP
from hygiene.decide.fingerprint import bounded
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Present:
    """A subject as this look sees it. ``gone`` is a word for how it left: ``merged`` or ``closed``, else empty."""

    key: str
    id: str = ""
    gone: str = ""


def subjects_of(snapshot: Snapshot, trigger: Trigger) -> tuple[Present, ...]:
    """The subjects of a snapshot, by key."""
    if trigger.event == MERGE_GROUP and not trigger.pull_requests:
        return ()
    found = {}
    for pull in snapshot.pull_requests:
        gone = "" if pull.state is PullRequestState.OPEN else pull.state.value
        elsewhere = trigger.event != MERGE_GROUP and snapshot.head is not None and pull.head_oid != snapshot.head.oid
        if gone or trigger.closed or not elsewhere:
            found[pull_request_key(pull.number)] = Present(
                pull_request_key(pull.number), pull.id, gone or ("closed" if trigger.closed else "")
            )
    for number in trigger.pull_requests if trigger.closed or trigger.event == MERGE_GROUP else ():
        key = pull_request_key(number)
        found.setdefault(key, Present(key, gone="closed" if trigger.closed else ""))
    if not found and trigger.branch and trigger.event != MERGE_GROUP:
        key = bounded(f"branch:{trigger.branch}")
        found[key] = Present(key)
    return tuple(found[key] for key in sorted(found))


def pull_request_key(number: int) -> str:
    """The key of a pull request."""
    return f"pr:{number}"
