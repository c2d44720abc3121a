"""A plan straight into the records of a world, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    Reason,
    Refusal,
    RemoveLabels,
    ReopenIssue,
    UpdateComment,
    UpdateIssue,
)
from hygiene.sandbox import writes
from hygiene.sandbox.people import BOT_LOGIN
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.world import World

ORDER = (
    CreateLabel,
    CreateIssue,
    UpdateIssue,
    ReopenIssue,
    AddLabels,
    AddNote,
    CloseIssue,
    RemoveLabels,
    DeleteComment,
    MinimizeComment,
    AddComment,
    UpdateComment,
)


def write(world: World, plan: Plan) -> tuple[tuple[Operation, ...], tuple[Refusal, ...]]:
    """What was carried out, and what was gone."""
    done: list[Operation] = []
    refused: list[Refusal] = []
    for operation in sorted(plan, key=lambda one: ORDER.index(type(one))):
        if _one(world, operation):
            done.append(operation)
        else:
            refused.append(Refusal(operation, Reason.GONE, "it is gone"))
    return tuple(done), tuple(refused)


def _one(world: World, operation: Operation) -> bool:  # noqa: C901 - one arm for each member of a closed union
    nodes = world.state.nodes
    if getattr(operation, "id", getattr(operation, "issue_id", None)) not in (None, *nodes):
        return False
    match operation:
        case CreateLabel(repository, name):
            home = world.state.get(repository, Repository)
            if writes.label_named(world.state, home.id, name) is not None:
                return False
            writes.create_label(world, BOT_LOGIN, home, name)
        case CreateIssue():
            home = world.state.get(operation.repository_id, Repository)
            content = {"title": operation.title, "body": operation.body, "labels": operation.label_ids}
            writes.open_thread(world, BOT_LOGIN, home, Issue, **content)
        case AddComment(node, _, body) | AddNote(node, _, _, body):
            thread = nodes[node]
            assert isinstance(thread, Issue | PullRequest)
            writes.add_comment(world, BOT_LOGIN, thread, body)
        case UpdateIssue():
            writes.edit_thread(world, BOT_LOGIN, world.state.get(operation.id, Issue), body=operation.body)
        case ReopenIssue():
            writes.reopen_issue(world, BOT_LOGIN, world.state.get(operation.id, Issue))
        case CloseIssue(duplicate_of=""):
            writes.close_issue(world, BOT_LOGIN, world.state.get(operation.id, Issue))
        case CloseIssue():
            issue = world.state.get(operation.id, Issue)
            writes.close_issue(world, BOT_LOGIN, issue, "DUPLICATE", operation.duplicate_of)
        case AddLabels() | RemoveLabels():
            _labels(world, operation)
        case UpdateComment() | DeleteComment() | MinimizeComment():
            _comment(world, world.state.get(operation.id, Comment), operation)
    return True


def _labels(world: World, operation: AddLabels | RemoveLabels) -> None:
    thread = world.state.nodes[operation.id]
    assert isinstance(thread, Issue | PullRequest)
    if isinstance(operation, AddLabels):
        labels = tuple(dict.fromkeys((*thread.labels, *operation.label_ids)))
    else:
        labels = tuple(node for node in thread.labels if node not in operation.label_ids)
    writes.set_labels(world, BOT_LOGIN, thread, labels)


def _comment(world: World, comment: Comment, operation: UpdateComment | DeleteComment | MinimizeComment) -> None:
    match operation:
        case UpdateComment():
            writes.edit_comment(world, BOT_LOGIN, comment, operation.body)
        case DeleteComment():
            writes.delete_comment(world, BOT_LOGIN, comment)
        case MinimizeComment():
            writes.minimize_comment(world, BOT_LOGIN, comment, "duplicate")
