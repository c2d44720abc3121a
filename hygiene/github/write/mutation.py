"""A plan as the variables of ``ApplyPlan``: each operation in a field of its kind, the last one reads again."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
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

from hygiene.model.operations import WRITE_OF, WRITES, snake
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
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene_github.base_model import BaseModel


@dataclass(frozen=True, slots=True)
class Filled:
    """A plan as variables. ``fields`` maps a field of the document, as the client spells it, to its operation.

    ``reread_at`` is the path of attributes to the scope in the response, empty if no field reads it.
    """

    variables: dict[str, Any]
    fields: dict[str, Operation] = field(default_factory=dict)
    reread_at: tuple[str, ...] = ()


def fill(plan: Plan, *, rereads: bool = True) -> Filled:
    """As much of the plan as one document holds; what is left over is planned again by the next pass."""
    chosen = _chosen(plan)
    variables: dict[str, Any] = {}
    fields: dict[str, Operation] = {}
    reread_at: tuple[str, ...] = ()
    reread = ""
    for write in WRITES:
        operations = chosen[write.operation]
        # From the highest number down: the last field of a kind is the one that can read the scope again.
        for number, operation in enumerate(operations, start=write.fields_max - len(operations) + 1):
            name = f"{write.name}_{number}"
            fields[name] = operation
            variables |= {name: as_input(operation), f"do_{name}": True}
        if rereads and operations and write.payload:
            types = [getattr(operations[-1], "labelable", type_) for type_ in write.types[-1:]]
            reread = snake("".join((f"see_{write.name}", *types)))
            reread_at = (f"{write.name}_{write.fields_max}", *map(snake, write.payload), "repository")
    if reread:
        variables[reread] = True
    return Filled(variables, fields, reread_at)


def _chosen(plan: Plan) -> dict[type[Operation], list[Operation]]:
    """The operations that fit, by kind. What changes one tracker goes together or waits.

    Once a tracker is closed, no further pass would send a comment or an edit that was left over.
    """
    chosen: dict[type[Operation], list[Operation]] = {write.operation: [] for write in WRITES}
    groups: dict[object, list[Operation]] = {}
    for operation in plan:
        group: object = operation
        if isinstance(operation, UpdateIssue | ReopenIssue | AddNote | CloseIssue):
            group = operation.number
        groups.setdefault(group, []).append(operation)
    for operations in groups.values():
        wanted = Counter(type(operation) for operation in operations)
        if all(len(chosen[kind]) + count <= WRITE_OF[kind].fields_max for kind, count in wanted.items()):
            for operation in operations:
                chosen[type(operation)].append(operation)
    return chosen


def as_input(operation: Operation) -> BaseModel:  # noqa: C901, PLR0911, PLR0912 - one arm for each member of a closed union
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
        case CloseIssue() if not operation.duplicate_of:
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
