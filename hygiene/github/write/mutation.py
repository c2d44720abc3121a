"""A plan as the variables of ``ApplyPlan``: each operation in a slot of its kind, the last one carrying the re-read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hygiene_github.enums import IssueClosedStateReason, ReportedContentClassifiers
from hygiene_github.input_types import (
    AddCommentInput,
    AddLabelsToLabelableInput,
    CloseIssueInput,
    CreateIssueInput,
    CreateLabelInput,
    DeleteIssueCommentInput,
    MinimizeCommentInput,
    RemoveLabelsFromLabelableInput,
    ReopenIssueInput,
    UpdateIssueCommentInput,
    UpdateIssueInput,
)

from hygiene.model.host_features import CLOSING_REASON, DUPLICATES_CLOSED
from hygiene.model.plan import (
    AddComment,
    AddLabels,
    AddNote,
    CloseIssue,
    CreateIssue,
    CreateLabel,
    DeleteComment,
    MinimizeComment,
    Operation,
    Plan,
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import BaseModel

    from hygiene.model.host_features import OptionalFeature

# In the order of the document: the kind's name in variables, how many slots it has, where its payload re-reads.
KINDS: dict[type[Operation], tuple[str, int, tuple[str, ...]]] = {
    CreateLabel: ("create_label", 3, ("label",)),
    CreateIssue: ("create_issue", 3, ("issue",)),
    UpdateIssue: ("update_issue", 6, ("issue",)),
    ReopenIssue: ("reopen_issue", 3, ("issue",)),
    AddLabels: ("add_labels", 4, ("labelable",)),
    AddNote: ("add_note", 4, ("comment_edge", "node")),
    CloseIssue: ("close_issue", 6, ("issue",)),
    RemoveLabels: ("remove_labels", 4, ("labelable",)),
    DeleteComment: ("delete_comment", 4, ()),
    MinimizeComment: ("minimize_comment", 2, ("minimized_comment",)),
    AddComment: ("add_comment", 2, ("comment_edge", "node")),
    UpdateComment: ("update_comment", 3, ("issue_comment",)),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """``slots`` maps a slot's name to its operation; ``seen_at`` leads to the re-read, if anything carries it."""

    variables: dict[str, Any]
    slots: dict[str, Operation] = field(default_factory=dict)
    seen_at: tuple[str, ...] = ()


def fill(plan: Plan, lacking: Collection[OptionalFeature] = ()) -> Filled:
    """As much of the plan as one document holds; what is left over is planned again by the next pass.

    ``lacking`` is what the host does not have; what takes that is left out.
    """
    plan = tuple(operation for operation in plan if not impossible(operation, lacking))
    variables: dict[str, Any] = {}
    slots: dict[str, Operation] = {}
    seen_at: tuple[str, ...] = ()
    see = ""
    chosen = _chosen(plan)
    for kind, (name, slots_max, payload) in KINDS.items():
        operations = chosen[kind]
        for place, operation in enumerate(operations, start=slots_max - len(operations) + 1):
            slot = f"{name}_{place}"
            slots[slot] = operation
            variables |= {slot: as_input(operation, lacking), f"do_{slot}": True}
        if operations and payload:
            see, seen_at = f"see_{name}", (f"{name}_{slots_max}", *payload, "repository")
    if see:
        variables[see] = True
    return Filled(variables, slots, seen_at)


def _chosen(plan: Plan) -> dict[type[Operation], list[Operation]]:
    """What finds room, by kind. What changes one tracker goes together or waits.

    Once a tracker is closed, nobody comes back for a note or an edit that was left over.
    """
    chosen: dict[type[Operation], list[Operation]] = {kind: [] for kind in KINDS}
    groups: dict[object, list[Operation]] = {}
    for operation in plan:
        group: object = operation
        if isinstance(operation, UpdateIssue | ReopenIssue | AddNote | CloseIssue):
            group = operation.number
        groups.setdefault(group, []).append(operation)
    for operations in groups.values():
        wanted = Counter(type(operation) for operation in operations)
        if all(len(chosen[kind]) + count <= KINDS[kind][1] for kind, count in wanted.items()):
            for operation in operations:
                chosen[type(operation)].append(operation)
    return chosen


def impossible(operation: Operation, lacking: Collection[OptionalFeature]) -> bool:
    """Whether a host that lacks these has nothing to carry the operation out with."""
    return any(type(operation).__name__ in feature.writes for feature in lacking)


def as_input(operation: Operation, lacking: Collection[OptionalFeature] = ()) -> BaseModel:  # noqa: C901, PLR0911, PLR0912 - one arm for each member of a closed union
    """An operation as GitHub's input."""
    match operation:
        case CreateLabel(repository_id, name, color, description):
            return CreateLabelInput(repository_id=repository_id, name=name, color=color, description=description)
        case CreateIssue():
            return CreateIssueInput(
                repository_id=operation.repository_id,
                title=operation.title,
                body=operation.body,
                label_ids=list(operation.label_ids),
                assignee_ids=list(operation.assignee_ids),
            )
        case UpdateIssue():
            return UpdateIssueInput(id=operation.id, body=operation.body)
        case ReopenIssue():
            return ReopenIssueInput(issue_id=operation.id)
        case CloseIssue() if CLOSING_REASON in lacking:
            return CloseIssueInput(issue_id=operation.id)
        case CloseIssue() if not operation.duplicate_of or DUPLICATES_CLOSED in lacking:
            return CloseIssueInput(issue_id=operation.id, state_reason=IssueClosedStateReason.COMPLETED)
        case CloseIssue():
            return CloseIssueInput(
                issue_id=operation.id,
                state_reason=IssueClosedStateReason.DUPLICATE,
                duplicate_issue_id=operation.duplicate_of,
            )
        case AddLabels():
            return AddLabelsToLabelableInput(labelable_id=operation.id, label_ids=list(operation.label_ids))
        case RemoveLabels():
            return RemoveLabelsFromLabelableInput(labelable_id=operation.id, label_ids=list(operation.label_ids))
        case AddNote():
            return AddCommentInput(subject_id=operation.issue_id, body=operation.body)
        case AddComment():
            return AddCommentInput(subject_id=operation.pull_request_id, body=operation.body)
        case UpdateComment():
            return UpdateIssueCommentInput(id=operation.id, body=operation.body)
        case DeleteComment():
            return DeleteIssueCommentInput(id=operation.id)
        case MinimizeComment():
            return MinimizeCommentInput(subject_id=operation.id, classifier=ReportedContentClassifiers.DUPLICATE)
