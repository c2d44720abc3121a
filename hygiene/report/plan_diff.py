"""A plan as text: a line for each operation, and a diff for each body."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from hygiene.markdown.printable import printable
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
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)

if TYPE_CHECKING:
    from hygiene.model.plan import Plan


def plan_diff(plan: Plan) -> str:
    """The whole plan; ``Nothing to change.`` when it is empty."""
    if not plan:
        return "Nothing to change.\n"
    return "\n".join(f"{printable(headline(operation))}\n{_body(operation)}".rstrip("\n") for operation in plan) + "\n"


def headline(operation: Operation) -> str:  # noqa: C901, PLR0911 - one arm for each member of a closed union
    """One operation as a phrase."""
    match operation:
        case CreateLabel():
            return f"create label {operation.name}"
        case CreateIssue():
            return f"open tracker {operation.category}: {operation.title}"
        case UpdateIssue():
            return f"update tracker #{operation.number} ({operation.category})"
        case ReopenIssue():
            return f"reopen tracker #{operation.number} ({operation.category})"
        case CloseIssue():
            how = "as a duplicate" if operation.duplicate_of else "as completed"
            return f"close tracker #{operation.number} ({operation.category}) {how}"
        case AddLabels():
            return f"add to #{operation.number} the label {', '.join(operation.names)}"
        case RemoveLabels():
            return f"remove from #{operation.number} the label {', '.join(operation.names)}"
        case AddNote():
            return f"comment on tracker #{operation.number} ({operation.category})"
        case AddComment():
            return f"add the status comment to #{operation.number}"
        case UpdateComment():
            return f"update the status comment of #{operation.number}"
        case DeleteComment():
            return f"delete a duplicate comment of our own on #{operation.number}"
        case MinimizeComment():
            return f"hide a duplicate comment of our own on #{operation.number}"


def _body(operation: Operation) -> str:
    match operation:
        case UpdateIssue() | UpdateComment():
            before, after = operation.before, operation.body
        case CreateIssue() | AddNote() | AddComment():
            before, after = "", operation.body
        case _:
            return ""
    lines = unified_diff(before.splitlines(), after.splitlines(), "as it is", "as planned", lineterm="", n=2)
    return "\n".join(f"  {printable(line)}" for line in lines)
