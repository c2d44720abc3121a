"""Mutations of comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.limits import check_body
from hygiene.sandbox.permissions import area_of, can_write, forbidden, home_of, require_scope
from hygiene.sandbox.refusal import missing, unprocessable
from hygiene.sandbox.resolve_root import seen
from hygiene.sandbox.threads import Comment, Issue, PullRequest
from hygiene.sandbox.write_comments import add_comment, delete_comment, edit_comment, minimize_comment, thread_of

if TYPE_CHECKING:
    from hygiene.sandbox.ask import Args, Ask
    from hygiene.sandbox.threads import Thread


def thread_named(ask: Ask, node_id: str) -> Thread:
    """Return the issue or pull request with this id."""
    record = seen(ask, node_id)
    if not isinstance(record, Issue | PullRequest):
        kind = "an Issue or PullRequest"
        raise missing(kind, node_id)
    return record


def _comment_named(ask: Ask, node_id: str) -> Comment:
    record = seen(ask, node_id)
    if not isinstance(record, Comment):
        kind = "IssueComment"
        raise missing(kind, node_id)
    return record


def _may_write(ask: Ask, thread: Thread) -> bool:
    return can_write(ask.token, home_of(ask, thread.repository), area_of(thread))


def _require_own_or_write(ask: Ask, comment: Comment, mutation: str) -> None:
    require_scope(ask.token)
    own = ask.token.kind != "integration" and comment.author == ask.token.login
    if not own and not _may_write(ask, thread_of(ask.world, comment)):
        raise forbidden(ask.token, mutation)


def _add(ask: Ask, given: Args) -> dict[str, Any]:
    thread = thread_named(ask, given["subjectId"])
    require_scope(ask.token)
    may_write = _may_write(ask, thread)
    if not may_write and ask.token.kind == "integration":
        raise forbidden(ask.token, "addComment")
    if thread.locked and not may_write:
        message = "Unable to create comment because issue is locked."
        raise unprocessable(message)
    comments_max = ask.world.habits.comments_max
    if len(thread.comments) >= comments_max:
        message = f"Commenting is disabled on issues with more than {comments_max} comments"
        raise unprocessable(message)
    check_body(given["body"], required=True)
    comment = add_comment(ask.world, ask.token.login, thread, given["body"])
    return {"commentEdge": {"node": comment, "cursor": ""}, "subject": ask.world.state.nodes[thread.id]}


def _update(ask: Ask, given: Args) -> dict[str, Any]:
    comment = _comment_named(ask, given["id"])
    _require_own_or_write(ask, comment, "updateIssueComment")
    check_body(given["body"], required=True)
    return {"issueComment": edit_comment(ask.world, ask.token.login, comment, given["body"])}


def _delete(ask: Ask, given: Args) -> dict[str, Any]:
    comment = _comment_named(ask, given["id"])
    _require_own_or_write(ask, comment, "deleteIssueComment")
    delete_comment(ask.world, ask.token.login, comment)
    return {}


def _minimize(ask: Ask, given: Args) -> dict[str, Any]:
    comment = _comment_named(ask, given["subjectId"])
    _require_own_or_write(ask, comment, "minimizeComment")
    reason = given["classifier"].lower().replace("_", "-")
    return {"minimizedComment": minimize_comment(ask.world, ask.token.login, comment, reason)}


def _unminimize(ask: Ask, given: Args) -> dict[str, Any]:
    comment = _comment_named(ask, given["subjectId"])
    _require_own_or_write(ask, comment, "unminimizeComment")
    return {"unminimizedComment": minimize_comment(ask.world, ask.token.login, comment, None)}


COMMENT_MUTATIONS = {
    "addComment": _add,
    "updateIssueComment": _update,
    "deleteIssueComment": _delete,
    "minimizeComment": _minimize,
    "unminimizeComment": _unminimize,
}
