"""Mutations: the checks that GitHub makes, then the write. Each returns the payload of its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from hygiene.sandbox import writes
from hygiene.sandbox.context import area_of, can_write, forbidden, require_not_archived, require_scope, require_write
from hygiene.sandbox.people import Account
from hygiene.sandbox.refusal import Refusal, missing, unprocessable
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, Label, PullRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.sandbox.context import Args, Context
    from hygiene.sandbox.threads import StateReason, Thread

R = TypeVar("R", Repository, Issue, Comment, Label)
_LOCKED = "Unable to {} comment because issue is locked"

# What GitHub accepts as bodies, titles and labels.
BODY_CHARACTERS_MAX = 65_536
TITLE_CHARACTERS_MAX = 256
LABEL_NAME_CHARACTERS_MAX = 50
LABEL_DESCRIPTION_CHARACTERS_MAX = 100

_COLOR = re.compile(r"[0-9A-Fa-f]{6}")


def _record(context: Context, node_id: str, kind: type[R]) -> R:
    """Return the record with this id, which must be of this kind."""
    record = context.find(node_id)
    if not isinstance(record, kind):
        raise missing(kind.typename, node_id)
    return record


def _thread(context: Context, node_id: str) -> Thread:
    record = context.find(node_id)
    if not isinstance(record, Issue | PullRequest):
        raise missing("an Issue or PullRequest", node_id)
    return record


def _label_ids(context: Context, repository: str, node_ids: Iterable[str]) -> tuple[str, ...]:
    """Return label ids of this repository, each once."""
    for node_id in node_ids:
        if _record(context, node_id, Label).repository != repository:
            raise missing(Label.typename, node_id)
    return tuple(dict.fromkeys(node_ids))


def _user_ids(context: Context, node_ids: Iterable[str]) -> tuple[str, ...]:
    for node_id in node_ids:
        record = context.state.nodes.get(node_id)
        if not isinstance(record, Account) or record.kind != "User":
            raise missing("User", node_id)
    return tuple(dict.fromkeys(node_ids))


def _may_write(context: Context, thread: Thread) -> bool:
    return can_write(context.token, context.repository(thread.repository), area_of(thread))


def _require_author_or_write(context: Context, written: Comment | Issue, mutation: str) -> None:
    """Refuse a token that neither has write permission nor belongs to the person who wrote it."""
    require_scope(context.token)
    own = context.token.kind != "integration" and written.author == context.token.login
    thread = written if isinstance(written, Issue) else writes.thread_of(context.state, written)
    if not own and not _may_write(context, thread):
        raise forbidden(context.token, mutation)
    require_not_archived(context.repository(written.repository))


def _require_unlocked(context: Context, thread: Thread, what: str) -> None:
    """Refuse to create or update a comment in a locked conversation.

    Write permission helps people only: apps with it were refused (https://github.com/renovatebot/renovate/issues/6215,
    https://github.com/open-telemetry/opentelemetry-dotnet/issues/6554). Labels and states can still be changed
    (https://github.com/marcusquinn/aidevops/pull/17801).
    """
    app = context.token.kind == "integration" and not context.store.behaviour.apps_comment_when_locked
    if thread.locked and (app or not _may_write(context, thread)):
        raise unprocessable(_LOCKED.format(what))


def _check_body(body: str, *, required: bool) -> None:
    """Refuse a body that is too long, or blank although one is required."""
    if required:
        _not_blank("Body", body)
    _not_too_long("body", body, BODY_CHARACTERS_MAX)


def _check_title(title: str) -> None:
    """Refuse a title that is blank or too long."""
    _not_blank("Title", title)
    _not_too_long("Title", title, TITLE_CHARACTERS_MAX)


def _check_label(name: str, color: str, description: str | None) -> None:
    """Refuse a label with an invalid name, colour or description."""
    _not_blank("Name", name)
    _not_too_long("Name", name, LABEL_NAME_CHARACTERS_MAX)
    if not _COLOR.fullmatch(color):
        raise unprocessable("Color is invalid")
    _not_too_long("Description", description or "", LABEL_DESCRIPTION_CHARACTERS_MAX)


def _not_blank(what: str, text: str) -> None:
    if not text.strip():
        raise unprocessable(f"{what} can't be blank")


def _not_too_long(what: str, text: str, characters_max: int) -> None:
    if len(text) > characters_max:
        raise unprocessable(f"{what} is too long (maximum is {characters_max} characters)")


def _add_comment(context: Context, given: Args) -> dict[str, Any]:
    thread = _thread(context, given["subjectId"])
    require_scope(context.token)
    may_write = _may_write(context, thread)
    if not may_write and context.token.kind == "integration":
        raise forbidden(context.token, "addComment")
    # The message of an archived repository has both reasons: its conversations are locked.
    require_not_archived(context.repository(thread.repository), _LOCKED[0].lower() + _LOCKED[1:].format("create"))
    _require_unlocked(context, thread, "create")
    comments_max = context.store.behaviour.comments_max
    if len(thread.comments) >= comments_max:
        raise unprocessable(f"Commenting is disabled on issues with more than {comments_max} comments")
    _check_body(given["body"], required=True)
    comment = writes.add_comment(context.store, context.token.login, thread, given["body"])
    return {"commentEdge": {"node": comment, "cursor": ""}, "subject": context.store.state.nodes[thread.id]}


def _update_comment(context: Context, given: Args) -> dict[str, Any]:
    comment = _record(context, given["id"], Comment)
    _require_author_or_write(context, comment, "updateIssueComment")
    _require_unlocked(context, writes.thread_of(context.state, comment), "update")
    _check_body(given["body"], required=True)
    return {"issueComment": writes.edit_comment(context.store, context.token.login, comment, given["body"])}


def _delete_comment(context: Context, given: Args) -> dict[str, Any]:
    comment = _record(context, given["id"], Comment)
    _require_author_or_write(context, comment, "deleteIssueComment")
    writes.delete_comment(context.store, context.token.login, comment)
    return {}


def _minimize_comment(context: Context, given: Args) -> dict[str, Any]:
    comment = _record(context, given["subjectId"], Comment)
    _require_author_or_write(context, comment, "minimizeComment")
    reason = given["classifier"].lower().replace("_", "-")
    return {"minimizedComment": writes.minimize_comment(context.store, context.token.login, comment, reason)}


def _unminimize_comment(context: Context, given: Args) -> dict[str, Any]:
    comment = _record(context, given["subjectId"], Comment)
    _require_author_or_write(context, comment, "unminimizeComment")
    return {"unminimizedComment": writes.minimize_comment(context.store, context.token.login, comment, None)}


def _create_issue(context: Context, given: Args) -> dict[str, Any]:
    repository = _record(context, given["repositoryId"], Repository)
    require_scope(context.token)
    may_write = can_write(context.token, repository, "issues")
    if not may_write and context.token.kind == "integration":
        raise forbidden(context.token, "createIssue")
    require_not_archived(repository)
    if not repository.has_issues:
        raise Refusal("FORBIDDEN", "Issues has been disabled in this repository.")
    _check_title(given["title"])
    body = given.get("body") or ""
    _check_body(body, required=False)
    labels = _label_ids(context, repository.id, given.get("labelIds") or ())
    assignees = _user_ids(context, given.get("assigneeIds") or ())
    # Without push access both are dropped silently: https://docs.github.com/rest/issues/issues#create-an-issue
    if not may_write or not context.token.push:
        labels = assignees = ()
    content = {"title": given["title"], "body": body, "labels": labels, "assignees": assignees}
    return {"issue": writes.open_thread(context.store, context.token.login, repository, Issue, **content)}


def _update_issue(context: Context, given: Args) -> dict[str, Any]:
    issue = _record(context, given["id"], Issue)
    _require_author_or_write(context, issue, "updateIssue")
    title, body = given.get("title"), given.get("body")
    if title is not None:
        _check_title(title)
    ignored = context.store.behaviour.overlong_issue_update_ignored
    if body is not None and len(body) > BODY_CHARACTERS_MAX and ignored:
        body = None
    if body is not None:
        _check_body(body, required=False)
    labels = None
    if given.get("labelIds") is not None:
        labels = _label_ids(context, issue.repository, given["labelIds"])
    actor = context.token.login
    issue = writes.edit_thread(context.store, actor, issue, title=title, body=body, labels=labels)
    if given.get("state") == "CLOSED":
        issue = writes.close_issue(context.store, actor, issue)
    elif given.get("state") == "OPEN":
        issue = writes.reopen_issue(context.store, actor, issue)
    return {"issue": issue}


def _close_issue(context: Context, given: Args) -> dict[str, Any]:
    issue = _record(context, given["issueId"], Issue)
    _require_author_or_write(context, issue, "closeIssue")
    original = given.get("duplicateIssueId")
    if original is not None:
        original = _record(context, original, Issue).id
    reason: StateReason = given.get("stateReason") or "COMPLETED"
    return {"issue": writes.close_issue(context.store, context.token.login, issue, reason, original)}


def _reopen_issue(context: Context, given: Args) -> dict[str, Any]:
    issue = _record(context, given["issueId"], Issue)
    _require_author_or_write(context, issue, "reopenIssue")
    return {"issue": writes.reopen_issue(context.store, context.token.login, issue)}


def _delete_issue(context: Context, given: Args) -> dict[str, Any]:
    issue = _record(context, given["issueId"], Issue)
    require_write(context, context.repository(issue.repository), "issues", "deleteIssue")
    if not context.token.admin:
        raise forbidden(context.token, "deleteIssue")
    writes.delete_issue(context.store, context.token.login, issue)
    return {}


def _set_locked(context: Context, given: Args, mutation: str, *, locked: bool) -> Thread:
    thread = _thread(context, given["lockableId"])
    require_write(context, context.repository(thread.repository), area_of(thread), mutation)
    return writes.lock(context.store, context.token.login, thread, locked=locked)


def _lock(context: Context, given: Args) -> dict[str, Any]:
    return {"lockedRecord": _set_locked(context, given, "lockLockable", locked=True)}


def _unlock(context: Context, given: Args) -> dict[str, Any]:
    return {"unlockedRecord": _set_locked(context, given, "unlockLockable", locked=False)}


def _create_label(context: Context, given: Args) -> dict[str, Any]:
    repository = _record(context, given["repositoryId"], Repository)
    require_write(context, repository, "issues", "createLabel")
    name, color, description = given["name"], given["color"], given.get("description")
    _check_label(name, color, description)
    if writes.label_named(context.state, repository.id, name) is not None:
        raise unprocessable("Name has already been taken")
    actor, color = context.token.login, color.lower()
    return {"label": writes.create_label(context.store, actor, repository, name, color=color, description=description)}


def _delete_label(context: Context, given: Args) -> dict[str, Any]:
    label = _record(context, given["id"], Label)
    require_write(context, context.repository(label.repository), "issues", "deleteLabel")
    writes.delete_label(context.store, context.token.login, label)
    return {}


def _add_labels(context: Context, given: Args) -> dict[str, Any]:
    thread = _thread(context, given["labelableId"])
    require_write(context, context.repository(thread.repository), area_of(thread), "addLabelsToLabelable")
    labels = _label_ids(context, thread.repository, given["labelIds"])
    both = tuple(dict.fromkeys((*thread.labels, *labels)))
    return {"labelable": writes.set_labels(context.store, context.token.login, thread, both)}


def _remove_labels(context: Context, given: Args) -> dict[str, Any]:
    thread = _thread(context, given["labelableId"])
    require_write(context, context.repository(thread.repository), area_of(thread), "removeLabelsFromLabelable")
    labels = _label_ids(context, thread.repository, given["labelIds"])
    rest = tuple(node for node in thread.labels if node not in labels)
    return {"labelable": writes.set_labels(context.store, context.token.login, thread, rest)}


MUTATIONS = {
    "addComment": _add_comment,
    "updateIssueComment": _update_comment,
    "deleteIssueComment": _delete_comment,
    "minimizeComment": _minimize_comment,
    "unminimizeComment": _unminimize_comment,
    "createIssue": _create_issue,
    "updateIssue": _update_issue,
    "closeIssue": _close_issue,
    "reopenIssue": _reopen_issue,
    "deleteIssue": _delete_issue,
    "lockLockable": _lock,
    "unlockLockable": _unlock,
    "createLabel": _create_label,
    "deleteLabel": _delete_label,
    "addLabelsToLabelable": _add_labels,
    "removeLabelsFromLabelable": _remove_labels,
}
