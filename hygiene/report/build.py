"""The report of a run, from the operations that were carried out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hygiene.model.comment_state import decode_state
from hygiene.model.marker import Marker, decode
from hygiene.model.operations import WRITE_OF
from hygiene.model.plan import (
    AddComment,
    CloseIssue,
)
from hygiene.model.report import CommentAction, CommentResult, TrackerAction, TrackerResult
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene.model.decision import Decision
    from hygiene.model.plan import Operation


def results(
    decision: Decision, done: Sequence[Operation], told: Mapping[str, TrackerResult] = MappingProxyType({})
) -> tuple[tuple[CommentResult, ...], tuple[TrackerResult, ...]]:
    """The results of a decision with the actions that led there.

    ``told`` are results of earlier decisions on trackers by category: what was done to one of them is reported though
    the last decision has no result for it.
    """
    comments = tuple(
        replace(found, action=_comment_action(found, done)) for found in (*decision.comments, *_to_come(decision, done))
    )
    listed = {found.category for found in decision.trackers}
    touched = {getattr(operation, "category", None) for operation in done} - listed
    left = [found for category, found in told.items() if category in touched]
    trackers = tuple(replace(found, action=_tracker_action(found, done)) for found in (*left, *decision.trackers))
    return comments, trackers


def _to_come(decision: Decision, done: Sequence[Operation]) -> list[CommentResult]:
    """Comments that a plan would create, in a dry run."""
    there = {found.pull_request for found in decision.comments}
    added = {operation.number for operation in done if isinstance(operation, AddComment)} - there
    return [CommentResult(number, CommentAction.CREATED, decision.state) for number in sorted(added)]


_REPORTED_FIRST = (TrackerAction.OPENED, TrackerAction.REOPENED, TrackerAction.RESOLVED, TrackerAction.MERGED)


def together(found: Sequence[TrackerResult]) -> tuple[TrackerResult, ...]:
    """One result for each category of several scopes: the last count and the first change of state."""
    last: dict[str, TrackerResult] = {}
    for result in found:
        before = last.get(result.category)
        first = before is not None and before.action in _REPORTED_FIRST and result.action not in _REPORTED_FIRST
        quiet = before is not None and result.action is TrackerAction.UNCHANGED
        last[result.category] = replace(result, action=before.action) if before and (first or quiet) else result
    return tuple(last.values())


def _comment_action(found: CommentResult, done: Sequence[Operation]) -> CommentAction:
    mine = [operation for operation in done if getattr(operation, "number", None) == found.pull_request]
    added = [operation for operation in mine if isinstance(operation, AddComment)]
    actions = {WRITE_OF[type(operation)].action for operation in mine}
    if CommentAction.DEDUPLICATED in actions and not any(map(_fresh, added)):
        return CommentAction.DEDUPLICATED
    if added:
        return CommentAction.CREATED
    if CommentAction.UPDATED in actions:
        return found.action if found.action is CommentAction.DEDUPLICATED else CommentAction.UPDATED
    return found.action


def _fresh(added: AddComment) -> bool:
    """Whether it was written to take an older one's place, whose removal then changes nothing."""
    marker = decode(added.body)
    return isinstance(marker, Marker) and decode_state(marker.state).generation > 0


def _tracker_action(found: TrackerResult, done: Sequence[Operation]) -> TrackerAction:
    mine = [operation for operation in done if getattr(operation, "category", None) == found.category]
    closed = [operation for operation in mine if isinstance(operation, CloseIssue)]
    actions = {WRITE_OF[type(operation)].action for operation in mine}
    if TrackerAction.OPENED in actions and not closed:
        return TrackerAction.OPENED
    if any(not operation.duplicate_of for operation in closed):
        return TrackerAction.RESOLVED
    if closed:
        return TrackerAction.MERGED
    if TrackerAction.REOPENED in actions:
        return TrackerAction.REOPENED
    plain = found.action in (TrackerAction.UNCHANGED, TrackerAction.WITHHELD)
    return TrackerAction.UPDATED if plain and TrackerAction.UPDATED in actions else found.action
