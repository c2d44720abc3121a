"""What a mutation's response shows: which operations succeeded, and the scope after the writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hygiene_github.fragments import CommentState, Scope, TrackerIssue, WrittenComment, WrittenIssue

from hygiene.github.errors import ApiError, ErrorKind, one_line
from hygiene.github.read import translate
from hygiene.model.operations import snake
from hygiene.model.plan import (
    AddComment,
    CreateIssue,
    CreateLabel,
    Operation,
    Plan,
    Reason,
    Refusal,
    UpdateComment,
    UpdateIssue,
)
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene_github.apply_plan import ApplyPlan
    from hygiene_github.base_model import BaseModel

    from hygiene.github.client import Response
    from hygiene.github.write.mutation import Filled
    from hygiene.model.snapshot import Issue, PullRequest, Snapshot

_REASONS = {
    ErrorKind.NOT_FOUND: Reason.GONE,
    ErrorKind.FORBIDDEN: Reason.FORBIDDEN,
    ErrorKind.SCOPES: Reason.FORBIDDEN,
    ErrorKind.ARCHIVED: Reason.ARCHIVED,
    ErrorKind.LOCKED: Reason.LOCKED,
    ErrorKind.RATE_LIMIT: Reason.BUSY,
    ErrorKind.SECONDARY: Reason.BUSY,
    ErrorKind.SERVER: Reason.BUSY,
    ErrorKind.TIMEOUT: Reason.TOO_HEAVY,
    ErrorKind.SILENT: Reason.TOO_HEAVY,
    ErrorKind.TOO_HEAVY: Reason.TOO_HEAVY,
    ErrorKind.STALE: Reason.BUSY,
}


# Of each node the texts of its history, and whether others wrote them.
_Histories: TypeAlias = "dict[str, tuple[tuple[str, ...], tuple[bool, ...]]]"

# Another writer created the label: it exists, though a read from a replica that lags may not show it yet.
_TAKEN = "already been taken"


def judged(filled: Filled, response: Response[ApplyPlan]) -> tuple[tuple[Operation, ...], tuple[Refusal, ...]]:
    """The operations that were carried out, and those that were refused with the reason of each."""
    failed: dict[str, ApiError] = {}
    for failure in response.errors:
        if failure.path:
            failed.setdefault(_attribute(str(failure.path[0])), failure)
    done, refused = [], []
    # What makes one field too heavy keeps those behind it from being carried out, without an error of their own.
    unmentioned = Reason.TOO_HEAVY if any(error.heavy for error in response.errors) else Reason.BUSY
    for name, operation in filled.fields.items():
        if getattr(response.data, name, None) is not None:
            done.append(operation)
        elif name in failed:
            reason = _REASONS.get(failed[name].kind, Reason.INVALID)
            if isinstance(operation, CreateLabel) and _TAKEN in failed[name].message:
                reason = Reason.GONE
            refused.append(Refusal(operation, reason, one_line(failed[name].message)))
        else:
            refused.append(Refusal(operation, unmentioned, "its response does not mention it"))
    return tuple(done), tuple(refused)


def _attribute(alias: str) -> str:
    """``updateIssue6`` as the generated client spells it: ``update_issue_6``."""
    name = alias.rstrip("0123456789")
    return f"{snake(name)}_{alias[len(name) :]}"


def seen_scope(found: ApplyPlan, reread_at: tuple[str, ...]) -> Scope | None:
    """The re-read that the last operation carried; None when it was refused, or carries none."""
    node: object = found if reread_at else None
    for name in reread_at:
        node = getattr(node, name, None)
    return node if isinstance(node, Scope) else None


def shown(snapshot: Snapshot, found: ApplyPlan, before: Snapshot, done: Plan) -> Snapshot | None:
    """The snapshot with what its listings may lack; None when it still shows a body that we have replaced.

    A tracker whose label was dropped is in no listing, and a comment may be outside both windows: the payloads of
    the writes themselves have them.
    """
    comments, issues, histories = _written(found, before)
    trackers = {issue.id: issue for issue in (*issues, *snapshot.trackers)}
    pulls = tuple(_with(pull, comments, done) for pull in snapshot.pull_requests)
    now = replace(
        snapshot,
        trackers=tuple(sorted(trackers.values(), key=lambda issue: issue.number)),
        unlisted_issues=tuple(issue for issue in snapshot.unlisted_issues if issue.id not in trackers),
        pull_requests=pulls,
        overwritten={node: texts for node, (texts, _) in histories.items()},
        by_others={node: others for node, (_, others) in histories.items()},
    )
    bodies = {issue.id: issue.version.digest for issue in now.trackers}
    bodies |= {comment.id: comment.version.digest for pull in pulls for comment in pull.comments}
    for operation in done:
        if isinstance(operation, UpdateIssue | UpdateComment):
            stale = bodies.get(operation.id) == operation.planned_against.digest
            if stale or operation.id not in bodies:
                return None
        if isinstance(operation, CreateIssue) and not issues:
            return None
    return now


def _with(pull: PullRequest, comments: list[CommentState], done: Plan) -> PullRequest:
    added = {
        operation.body for operation in done if isinstance(operation, AddComment) and operation.number == pull.number
    }
    known = {comment.id for comment in pull.comments}
    mine = [translate.comment(c) for c in comments if c.id not in known and any(c.body == body for body in added)]
    return replace(pull, comments=translate.in_order([*pull.comments, *mine])) if mine else pull


def _written(found: ApplyPlan, before: Snapshot) -> tuple[list[CommentState], list[Issue], _Histories]:
    comments: list[CommentState] = []
    issues: list[Issue] = []
    histories: _Histories = {}
    totals = edit_totals(before)
    for node in _nodes(found):
        match node:
            case TrackerIssue():
                issues.append(translate.issue(node))
            case CommentState():
                comments.append(node)
            case WrittenIssue() | WrittenComment() if node.user_content_edits:
                edits = node.user_content_edits
                if 1 < edits.total_count - totals.get(node.id, 0) <= len(edits.nodes or []):
                    histories[node.id] = translate.history(node)
            case _:
                continue
    return comments, issues, histories


def edit_totals(snapshot: Snapshot) -> dict[str, int]:
    """How often each comment and issue of a snapshot was edited, by node id."""
    totals = {issue.id: issue.edits.total for issue in snapshot.trackers}
    return totals | {c.id: c.edits.total for pull in snapshot.pull_requests for c in pull.comments}


def _nodes(found: ApplyPlan) -> list[BaseModel | None]:
    fields = vars(found).values()
    edges = [getattr(one, "comment_edge", None) for one in fields]
    return [
        *(getattr(one, "issue", None) for one in fields),
        *(getattr(one, "issue_comment", None) for one in fields),
        *(getattr(edge, "node", None) for edge in edges),
    ]
