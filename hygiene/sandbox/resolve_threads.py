"""Fields of issues, pull requests and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.pages import Connection
from hygiene.sandbox.people import Account
from hygiene.sandbox.permissions import area_of, can_write, home_of
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.resolve_repository import branch, ordered
from hygiene.sandbox.seed_commits import lineage
from hygiene.sandbox.threads import Comment, Edit, Issue, Label, PullRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.sandbox.ask import Args, Ask, Resolver
    from hygiene.sandbox.checks import Commit
    from hygiene.sandbox.threads import Thread, Written


def account(ask: Ask, login: str | None) -> Account | None:
    """Return whoever has a login; nobody stands behind a deleted account."""
    return None if login is None else ask.state.find(Account, "account", login)


def _edits(written: Written, ask: Ask, args: Args) -> Connection:
    edits = list(enumerate(written.edits, start=1))
    if edits and ask.world.habits.original_listed:
        edits.insert(0, (0, Edit(written.created_at, written.author, written.original)))
    entries = [
        {
            "id": f"UCE_{written.id}_{place}",
            "diff": edit.text,
            "editedAt": edit.at,
            "createdAt": edit.at,
            "editor": account(ask, edit.editor),
        }
        for place, edit in reversed(edits)
    ]
    return Connection(entries, args)


def _url(thread: Thread, ask: Ask) -> str:
    place = "pull" if isinstance(thread, PullRequest) else "issues"
    return f"{home_of(ask, thread.repository).url}/{place}/{thread.number}"


def _comment_url(comment: Comment, ask: Ask, _args: Args) -> str:
    return f"{_url(_thread_of(comment, ask), ask)}#issuecomment-{comment.database_id}"


def _thread_of(comment: Comment, ask: Ask) -> Thread:
    return ask.state.nodes[comment.thread]  # type: ignore[return-value]


def _comments(thread: Thread, ask: Ask, args: Args) -> Connection:
    found = [ask.state.get(node, Comment) for node in thread.comments]
    return Connection(ordered(found, args.get("orderBy")), args)


def _state_reason(issue: Any, _ask: Ask, args: Args) -> str | None:  # noqa: ANN401 - an Issue
    hidden = issue.state_reason == "DUPLICATE" and not args.get("enableDuplicate")
    return "NOT_PLANNED" if hidden else issue.state_reason


def _commits(pull_request: PullRequest, ask: Ask, args: Args) -> Connection:
    home = home_of(ask, pull_request.repository)
    base = home.branch(pull_request.base_ref) or ""
    known = {commit.oid for commit in lineage(ask.state, home.id, base)}
    own: list[Commit] = []
    for commit in lineage(ask.state, home.id, pull_request.head_oid):
        if commit.oid in known and own:
            break
        own.insert(0, commit)
    entries = [{"id": f"PURC_{pull_request.id}_{commit.oid[:12]}", "commit": commit} for commit in own]
    return Connection(entries, args)


def _timeline(pull_request: PullRequest, ask: Ask, args: Args) -> Connection:
    skip = args.get("skip") or 0
    match args.get("itemTypes"):
        case ["COMMENT_DELETED_EVENT"]:
            found: Sequence[Any] = pull_request.deletions[skip:]
        case ["ISSUE_COMMENT"]:
            found = [ask.state.get(node, Comment) for node in pull_request.comments[skip:]]
        case _:
            message = "This GitHub is a sandbox: of a timeline it imitates comments, or their deletions, alone"
            raise Refusal("SANDBOX", message)
    return Connection(found, args)


def _closings(issue: Issue, _ask: Ask, args: Args) -> Connection:
    if args.get("itemTypes") != ["CLOSED_EVENT"]:
        message = "This GitHub is a sandbox: of an issue's timeline it imitates closings alone"
        raise Refusal("SANDBOX", message)
    return Connection(issue.closings, args)


def _head_repository(pull_request: PullRequest, ask: Ask, _args: Args) -> Repository | None:
    return ask.state.find(Repository, "repository", (pull_request.head_repository or "").casefold())


_WRITTEN: dict[str, Resolver] = {
    "author": lambda written, ask, _args: account(ask, written.author),
    "editor": lambda written, ask, _args: account(ask, written.edits[-1].editor) if written.edits else None,
    "databaseId": lambda written, _ask, _args: written.database_id,
    "fullDatabaseId": lambda written, _ask, _args: written.database_id,
    "repository": lambda written, ask, _args: home_of(ask, written.repository),
    "userContentEdits": _edits,
    "viewerDidAuthor": lambda written, ask, _args: written.author == ask.token.login,
    "includesCreatedEdit": lambda written, ask, _args: bool(written.edits) and ask.world.habits.original_listed,
}

COMMENT: dict[str, Resolver] = {
    **_WRITTEN,
    "url": _comment_url,
    "issue": lambda comment, ask, _args: _thread_of(comment, ask),
    "pullRequest": lambda comment, ask, _args: (
        thread if isinstance(thread := _thread_of(comment, ask), PullRequest) else None
    ),
    "isMinimized": lambda comment, _ask, _args: comment.minimized is not None,
    "minimizedReason": lambda comment, _ask, _args: comment.minimized,
}

_THREAD: dict[str, Resolver] = {
    **_WRITTEN,
    "url": lambda thread, ask, _args: _url(thread, ask),
    "closed": lambda thread, _ask, _args: thread.state != "OPEN",
    "comments": _comments,
    "labels": lambda thread, ask, args: Connection([ask.state.get(node, Label) for node in thread.labels], args),
    "viewerCanLabel": lambda thread, ask, _args: can_write(ask.token, home_of(ask, thread.repository), area_of(thread)),
}

ISSUE: dict[str, Resolver] = {**_THREAD, "stateReason": _state_reason, "timelineItems": _closings}

PULL_REQUEST: dict[str, Resolver] = {
    **_THREAD,
    "isDraft": lambda one, _ask, _args: one.draft,
    "merged": lambda one, _ask, _args: one.state == "MERGED",
    "headRefName": lambda one, _ask, _args: one.head_ref,
    "headRefOid": lambda one, _ask, _args: one.head_oid,
    "headRepository": _head_repository,
    "isCrossRepository": lambda one, ask, _args: one.head_repository != home_of(ask, one.repository).full_name,
    "baseRefName": lambda one, _ask, _args: one.base_ref,
    "baseRef": lambda one, ask, _args: branch(home_of(ask, one.repository), one.base_ref),
    "commits": _commits,
    "timelineItems": _timeline,
}

DELETION: dict[str, Resolver] = {
    "actor": lambda one, ask, _args: account(ask, one.actor),
    "deletedCommentAuthor": lambda one, ask, _args: account(ask, one.author),
    "createdAt": lambda one, _ask, _args: one.at,
}

CLOSING: dict[str, Resolver] = {
    "actor": lambda one, ask, _args: account(ask, one.actor),
    "createdAt": lambda one, _ask, _args: one.at,
}

BOT: dict[str, Resolver] = {
    "login": lambda actor, _ask, _args: actor.login.removesuffix("[bot]"),
    "url": lambda actor, _ask, _args: f"https://github.com/apps/{actor.login.removesuffix('[bot]')}",
}

USER: dict[str, Resolver] = {"url": lambda actor, _ask, _args: f"https://github.com/{actor.login}"}
