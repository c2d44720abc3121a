"""Mutations of issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.limits import BODY_CHARACTERS_MAX, check_body, check_title
from hygiene.sandbox.mutate_comments import thread_named
from hygiene.sandbox.mutate_labels import labels_named, repository_named
from hygiene.sandbox.people import Account
from hygiene.sandbox.permissions import area_of, can_write, forbidden, home_of, require_scope, require_write
from hygiene.sandbox.refusal import Refusal, missing
from hygiene.sandbox.resolve_root import seen
from hygiene.sandbox.threads import Issue
from hygiene.sandbox.write_threads import close_issue, create_issue, delete_issue, edit_thread, lock, reopen_issue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.sandbox.ask import Args, Ask
    from hygiene.sandbox.threads import StateReason


def _issue_named(ask: Ask, node_id: str) -> Issue:
    record = seen(ask, node_id)
    if not isinstance(record, Issue):
        kind = "Issue"
        raise missing(kind, node_id)
    return record


def _require_own_or_write(ask: Ask, issue: Issue, mutation: str) -> None:
    require_scope(ask.token)
    own = ask.token.kind != "integration" and issue.author == ask.token.login
    if not own and not can_write(ask.token, home_of(ask, issue.repository), "issues"):
        raise forbidden(ask.token, mutation)


def _create(ask: Ask, given: Args) -> dict[str, Any]:
    home = repository_named(ask, given["repositoryId"])
    require_scope(ask.token)
    may_write = can_write(ask.token, home, "issues")
    if not may_write and ask.token.kind == "integration":
        raise forbidden(ask.token, "createIssue")
    if not home.has_issues:
        kind, message = "FORBIDDEN", "Issues has been disabled in this repository."
        raise Refusal(kind, message)
    check_title(given["title"])
    body = given.get("body") or ""
    check_body(body, required=False)
    labels = labels_named(ask, home.id, given.get("labelIds") or ())
    assignees = _people_named(ask, given.get("assigneeIds") or ())
    # Whoever cannot push loses both without a word: https://docs.github.com/rest/issues/issues#create-an-issue
    if not may_write or not ask.token.push:
        labels = assignees = ()
    issue = create_issue(
        ask.world, ask.token.login, home, title=given["title"], body=body, labels=labels, assignees=assignees
    )
    return {"issue": issue}


def _people_named(ask: Ask, node_ids: Iterable[str]) -> tuple[str, ...]:
    for node_id in node_ids:
        record = ask.state.nodes.get(node_id)
        if not isinstance(record, Account) or record.kind != "User":
            kind = "User"
            raise missing(kind, node_id)
    return tuple(dict.fromkeys(node_ids))


def _update(ask: Ask, given: Args) -> dict[str, Any]:
    issue = _issue_named(ask, given["id"])
    _require_own_or_write(ask, issue, "updateIssue")
    title, body = given.get("title"), given.get("body")
    if title is not None:
        check_title(title)
    if body is not None and len(body) > BODY_CHARACTERS_MAX and ask.world.habits.overlong_issue_update_ignored:
        body = None
    if body is not None:
        check_body(body, required=False)
    labels = None
    if given.get("labelIds") is not None:
        labels = labels_named(ask, issue.repository, given["labelIds"])
    actor = ask.token.login
    issue = edit_thread(ask.world, actor, issue, title=title, body=body, labels=labels)
    if given.get("state") == "CLOSED":
        issue = close_issue(ask.world, actor, issue)
    elif given.get("state") == "OPEN":
        issue = reopen_issue(ask.world, actor, issue)
    return {"issue": issue}


def _close(ask: Ask, given: Args) -> dict[str, Any]:
    issue = _issue_named(ask, given["issueId"])
    _require_own_or_write(ask, issue, "closeIssue")
    original = given.get("duplicateIssueId")
    if original is not None:
        original = _issue_named(ask, original).id
    reason: StateReason = given.get("stateReason") or "COMPLETED"
    return {"issue": close_issue(ask.world, ask.token.login, issue, reason, original)}


def _reopen(ask: Ask, given: Args) -> dict[str, Any]:
    issue = _issue_named(ask, given["issueId"])
    _require_own_or_write(ask, issue, "reopenIssue")
    return {"issue": reopen_issue(ask.world, ask.token.login, issue)}


def _delete(ask: Ask, given: Args) -> dict[str, Any]:
    issue = _issue_named(ask, given["issueId"])
    require_write(ask, home_of(ask, issue.repository), "issues", "deleteIssue")
    if not ask.token.admin:
        raise forbidden(ask.token, "deleteIssue")
    delete_issue(ask.world, ask.token.login, issue)
    return {}


def _lock(ask: Ask, given: Args) -> dict[str, Any]:
    thread = thread_named(ask, given["lockableId"])
    require_write(ask, home_of(ask, thread.repository), area_of(thread), "lockLockable")
    return {"lockedRecord": lock(ask.world, ask.token.login, thread, locked=True)}


def _unlock(ask: Ask, given: Args) -> dict[str, Any]:
    thread = thread_named(ask, given["lockableId"])
    require_write(ask, home_of(ask, thread.repository), area_of(thread), "unlockLockable")
    return {"unlockedRecord": lock(ask.world, ask.token.login, thread, locked=False)}


ISSUE_MUTATIONS = {
    "createIssue": _create,
    "updateIssue": _update,
    "closeIssue": _close,
    "reopenIssue": _reopen,
    "deleteIssue": _delete,
    "lockLockable": _lock,
    "unlockLockable": _unlock,
}
