"""Fields of issues, pull requests, comments, their timelines and accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from hygiene.sandbox.commits import history_of
from hygiene.sandbox.context import area_of, can_write
from hygiene.sandbox.pages import Connection
from hygiene.sandbox.people import Account
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.resolve_repository import branch, ordered
from hygiene.sandbox.threads import Comment, Edit, Issue, Label, PullRequest, TimelineType
from hygiene.sandbox.writes import thread_of

if TYPE_CHECKING:
    from hygiene.sandbox.checks import Commit
    from hygiene.sandbox.context import Args, Context, Resolver
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.threads import Authored, Thread


def account(context: Context, login: str | None) -> Account | None:
    """Return the account of a login. A deleted account has none."""
    return None if login is None else context.state.find(Account, "account", login)


def _edits(authored: Authored, context: Context, args: Args) -> Connection:
    edits = list(enumerate(authored.edits, start=1))
    if edits and context.store.behaviour.original_listed:
        edits.insert(0, (0, Edit(authored.created_at, authored.author, authored.original)))
    entries = [
        {
            "id": f"UCE_{authored.id}_{place}",
            "diff": edit.text,
            "editedAt": edit.at,
            "createdAt": edit.at,
            "editor": account(context, edit.editor),
        }
        for place, edit in reversed(edits)
    ]
    return Connection(entries, args)


def _url(thread: Thread, context: Context) -> str:
    place = "pull" if isinstance(thread, PullRequest) else "issues"
    return f"{context.repository(thread.repository).url}/{place}/{thread.number}"


def _comment_url(comment: Comment, context: Context, _args: Args) -> str:
    return f"{_url(thread_of(context.state, comment), context)}#issuecomment-{comment.database_id}"


def _comments(thread: Thread, context: Context, args: Args) -> Connection:
    found = [context.state.get(node, Comment) for node in thread.comments]
    return Connection(ordered(found, args.get("orderBy")), args)


def _state_reason(issue: Any, _context: Context, args: Args) -> str | None:  # noqa: ANN401 - an Issue
    # Hidden from clients that do not have the reason; the argument is to be removed from GitHub's schema.
    hidden = issue.state_reason == "DUPLICATE" and not args.get("enableDuplicate")
    return "NOT_PLANNED" if hidden else issue.state_reason


def _commits(pull_request: PullRequest, context: Context, args: Args) -> Connection:
    repository = context.repository(pull_request.repository)
    base = repository.branch(pull_request.base_ref) or ""
    known = {commit.oid for commit in history_of(context.state, repository.id, base)}
    own: list[Commit] = []
    for commit in history_of(context.state, repository.id, pull_request.head_oid):
        if commit.oid in known and own:
            break
        own.insert(0, commit)
    entries = [{"id": f"PURC_{pull_request.id}_{commit.oid[:12]}", "commit": commit} for commit in own]
    return Connection(entries, args)


def _timeline(thread: Thread, context: Context, args: Args) -> Connection:
    wanted = args.get("itemTypes")
    if not wanted or not set(wanted) <= _TIMELINE_TYPES.keys():
        message = f"The sandbox has only {', '.join(_TIMELINE_TYPES)} in a timeline, so `itemTypes` must select them"
        raise Refusal("SANDBOX", message)
    typenames = {_TIMELINE_TYPES[one] for one in wanted}
    found: list[Any] = [event for event in thread.timeline if event.typename in typenames]
    if "IssueComment" in typenames:
        found += [context.state.get(node, Comment) for node in thread.comments]
    found.sort(key=lambda one: one.created_at if isinstance(one, Comment) else one.at)
    return Connection(found[args.get("skip") or 0 :], args)


def _head_repository(pull_request: PullRequest, context: Context, _args: Args) -> Repository | None:
    return context.state.repository(pull_request.head_repository or "")


# https://docs.github.com/graphql/reference/enums#pullrequesttimelineitemsitemtype: CLOSED_EVENT for ClosedEvent, …
_TIMELINE_TYPES = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper(): name for name in (*get_args(TimelineType), "IssueComment")
}

_AUTHORED: dict[str, Resolver] = {
    "author": lambda authored, context, _args: account(context, authored.author),
    "fullDatabaseId": lambda authored, _context, _args: authored.database_id,
    "repository": lambda authored, context, _args: context.repository(authored.repository),
    "userContentEdits": _edits,
    "viewerDidAuthor": lambda authored, context, _args: authored.author == context.token.login,
    "includesCreatedEdit": lambda authored, context, _args: (
        bool(authored.edits) and context.store.behaviour.original_listed
    ),
}

COMMENT: dict[str, Resolver] = {
    **_AUTHORED,
    "url": _comment_url,
    "isMinimized": lambda comment, _context, _args: comment.minimized is not None,
    "minimizedReason": lambda comment, _context, _args: comment.minimized,
}

_THREAD: dict[str, Resolver] = {
    **_AUTHORED,
    "url": lambda thread, context, _args: _url(thread, context),
    "closed": lambda thread, _context, _args: thread.state != "OPEN",
    "comments": _comments,
    "labels": lambda thread, context, args: Connection(
        [context.state.get(node, Label) for node in thread.labels], args
    ),
    "viewerCanLabel": lambda thread, context, _args: can_write(
        context.token, context.repository(thread.repository), area_of(thread)
    ),
}

ISSUE: dict[str, Resolver] = {
    **_THREAD,
    "stateReason": _state_reason,
    "duplicateOf": lambda issue, context, _args: (
        context.state.get(issue.duplicate_of, Issue) if issue.duplicate_of else None
    ),
    "timelineItems": _timeline,
}

PULL_REQUEST: dict[str, Resolver] = {
    **_THREAD,
    "isDraft": lambda one, _context, _args: one.draft,
    "headRefName": lambda one, _context, _args: one.head_ref,
    "headRefOid": lambda one, _context, _args: one.head_oid,
    "headRepository": _head_repository,
    "headRepositoryOwner": lambda one, context, _args: (
        account(context, source.owner) if (source := _head_repository(one, context, {})) else None
    ),
    "isCrossRepository": lambda one, context, _args: (
        one.head_repository != context.repository(one.repository).full_name
    ),
    "baseRefName": lambda one, _context, _args: one.base_ref,
    "baseRef": lambda one, context, _args: branch(context.repository(one.repository), one.base_ref),
    "commits": _commits,
    "timelineItems": _timeline,
}

TIMELINE_EVENT: dict[str, Resolver] = {
    "actor": lambda event, context, _args: account(context, event.actor),
    "createdAt": lambda event, _context, _args: event.at,
    "deletedCommentAuthor": lambda event, context, _args: account(context, event.comment_author),
}

BOT: dict[str, Resolver] = {
    "login": lambda actor, _context, _args: actor.login.removesuffix("[bot]"),
    "url": lambda actor, _context, _args: f"https://github.com/apps/{actor.login.removesuffix('[bot]')}",
}

USER: dict[str, Resolver] = {"url": lambda actor, _context, _args: f"https://github.com/{actor.login}"}
