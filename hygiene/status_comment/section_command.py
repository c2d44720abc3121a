"""A section of the status comment, set or removed by another step; the table beside it stays the checks' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import UsageError
from hygiene.model.comment_state import Section, is_name
from hygiene.model.decision import Decision
from hygiene.model.freshness import absent, superseded
from hygiene.status_comment.build import status_of
from hygiene.status_comment.decide import decide_comment
from hygiene.status_comment.existing import existing_comments, not_recreated

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

CLOCKS_APART_S_MAX = 60


def section_decider(name: str, text: str | None, at: int) -> Callable[[Snapshot, Policy, Trigger], Decision]:
    """The decision of one command that sets a section, or removes it when there is no text.

    ``at`` has one-second grain, and the clocks of two machines differ. What the first look shows was written before
    this command writes, so its own word counts as the later one, unless it stood still for longer than clocks are
    apart. What later looks show is judged by its time alone.
    """
    first: list[int] = []

    def decided(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
        if superseded(snapshot, trigger) or absent(snapshot, trigger):
            return Decision()
        if not first:
            seen = _written_at(snapshot, policy, name)
            first.append(seen + 1 if 0 <= seen - at <= CLOCKS_APART_S_MAX else at)
        return decide_section(snapshot, policy, trigger, name, text, first[0])

    return decided


def _written_at(snapshot: Snapshot, policy: Policy, name: str) -> int:
    several = (
        existing_comments(pull, policy).merged_state(snapshot.overwritten).sections for pull in snapshot.pull_requests
    )
    return max((section.at for sections in several for section in sections if section.name == name), default=-1)


def decide_section(
    snapshot: Snapshot, policy: Policy, trigger: Trigger, name: str, text: str | None, at: int
) -> Decision:
    """Sets the section, or removes it when there is no text; creates the comment where there is none yet.

    ``at`` is when the step wrote it, in seconds since 1970: a newer write of the same name wins over this one.
    """
    if not is_name(name):
        raise UsageError(
            f"{name!r} is no name for a section.",
            hint="Use lower-case letters, digits and hyphens, at most 41, starting with a letter or digit.",
        )
    status = status_of(snapshot, policy, trigger)
    if status is None:
        return Decision()
    written = text.strip() if text is not None else ""
    decision = Decision()
    for pull_request in snapshot.pull_requests:
        if pull_request.head_oid == status.head_oid:
            section = Section(name, at, trigger.head_oid or pull_request.head_oid, written or None)
            unchanged = not_recreated(pull_request, policy, trigger)
            decision += unchanged or decide_comment(pull_request, snapshot, policy, status, (section,))
    return decision
