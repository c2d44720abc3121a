"""Fields of a repository, its refs and its files."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Blob, Commit
from hygiene.sandbox.ids import object_id
from hygiene.sandbox.pages import Connection
from hygiene.sandbox.people import Account
from hygiene.sandbox.permissions import can_write, home_of, require_read
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.repositories import Branch, Repository
from hygiene.sandbox.seed_commits import commit_of
from hygiene.sandbox.threads import Issue, Label, PullRequest
from hygiene.sandbox.write_labels import label_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from hygiene.sandbox.ask import Args, Ask, Resolver

    _Thread = TypeVar("_Thread", Issue, PullRequest)

FILE_BYTES_MAX = 512_000
_ORDERS = {"UPDATED_AT": "updated_at", "CREATED_AT": "created_at"}


def ordered(items: list[Any], order: dict[str, str] | None) -> list[Any]:
    """Order threads or comments as ``orderBy`` says; ties and no order at all follow the ids."""
    if order is None:
        return items
    by = _ORDERS.get(order["field"])
    key = attrgetter(by, "database_id") if by else lambda item: (len(item.comments), item.database_id)
    return sorted(items, key=key, reverse=order["direction"] == "DESC")


def branch(home: Repository, name: str) -> Branch | None:
    """Return a ref of a repository."""
    oid = home.branch(name)
    return None if oid is None else Branch(f"REF_{object_id(home.id, name)[:24]}", home.id, name, oid)


def _refs(home: Repository, _ask: Ask, args: Args) -> Connection:
    names = [name for name, _ in home.branches if f"refs/heads/{name}".startswith(args["refPrefix"])]
    return Connection([branch(home, name) for name in sorted(names)], args)


def _issues(home: Repository, ask: Ask, args: Args) -> Connection:
    require_read(ask, home, "issues")
    found = [ask.state.get(node, Issue) for node in home.issues] if home.has_issues else []
    chosen = args.get("filterBy") or {}
    states = args.get("states") or chosen.get("states")
    names = args.get("labels") or chosen.get("labels")
    if states:
        found = [issue for issue in found if issue.state in states]
    if names:
        found = _labelled(home, ask, names, found)
    return Connection(ordered(found, args.get("orderBy")), args)


def _labelled(home: Repository, ask: Ask, names: Sequence[str], threads: list[_Thread]) -> list[_Thread]:
    known = [label_named(ask.state, home.id, name) for name in names]
    meets = all if ask.world.habits.labels_mean_all else any
    return [thread for thread in threads if meets(label and label.id in thread.labels for label in known)]


def _pull_requests(home: Repository, ask: Ask, args: Args) -> Connection:
    require_read(ask, home, "pull_requests")
    found = [ask.state.get(node, PullRequest) for node in home.pull_requests]
    for wanted, field in (("headRefName", "head_ref"), ("baseRefName", "base_ref")):
        if args.get(wanted) is not None:
            found = [one for one in found if getattr(one, field) == args[wanted]]
    if args.get("states"):
        found = [one for one in found if one.state in args["states"]]
    if args.get("labels"):
        found = _labelled(home, ask, args["labels"], found)
    return Connection(ordered(found, args.get("orderBy")), args)


def _numbered(home: Repository, ask: Ask, number: int, kind: type[Issue | PullRequest]) -> Issue | PullRequest:
    found = ask.state.find(kind, "number", home.id, str(number))
    if found is None or (isinstance(found, Issue) and not home.has_issues):
        article = "an" if kind is Issue else "a"
        message = f"Could not resolve to {article} {kind.typename} with the number of {number}."
        raise Refusal("NOT_FOUND", message)
    require_read(ask, home, "issues" if kind is Issue else "pull_requests")
    return found


def _object(home: Repository, ask: Ask, args: Args) -> Commit | Blob | None:
    require_read(ask, home, "contents")
    if args.get("oid") is not None:
        return commit_of(ask.state, home.id, args["oid"])
    revision, _, path = (args.get("expression") or "HEAD").partition(":")
    name = home.default_branch if revision == "HEAD" else revision
    commit = commit_of(ask.state, home.id, home.branch(name) or revision)
    if commit is None or not path:
        return commit
    text = dict(commit.files).get(path)
    return None if text is None else Blob(f"B_{object_id(commit.oid, path)[:24]}", home.id, object_id(text), text)


def _assignable(_home: Repository, ask: Ask, args: Args) -> Connection:
    people = [record for record in ask.state.nodes.values() if isinstance(record, Account) and record.kind == "User"]
    return Connection(people, args)


def _text(blob: Blob, _ask: Ask, _args: Args) -> str | None:
    return blob.text.encode()[:FILE_BYTES_MAX].decode(errors="ignore")


REPOSITORY: dict[str, Resolver] = {
    "name": lambda home, _ask, _args: home.name,
    "nameWithOwner": lambda home, _ask, _args: home.full_name,
    "isPrivate": lambda home, _ask, _args: home.private,
    "isFork": lambda home, _ask, _args: home.fork_of is not None,
    "hasIssuesEnabled": lambda home, _ask, _args: home.has_issues,
    "defaultBranchRef": lambda home, _ask, _args: branch(home, home.default_branch),
    "viewerPermission": lambda home, ask, _args: "WRITE" if can_write(ask.token, home, "contents") else "READ",
    "refs": _refs,
    "ref": lambda home, _ask, args: branch(home, args["qualifiedName"].removeprefix("refs/heads/")),
    "label": lambda home, ask, args: label_named(ask.state, home.id, args["name"]),
    "labels": lambda home, ask, args: Connection([ask.state.get(node, Label) for node in home.labels], args),
    "assignableUsers": _assignable,
    "issues": _issues,
    "issue": lambda home, ask, args: _numbered(home, ask, args["number"], Issue),
    "pullRequests": _pull_requests,
    "pullRequest": lambda home, ask, args: _numbered(home, ask, args["number"], PullRequest),
    "object": _object,
}

LABEL: dict[str, Resolver] = {"repository": lambda label, ask, _args: home_of(ask, label.repository)}

REF: dict[str, Resolver] = {
    "prefix": lambda _ref, _ask, _args: "refs/heads/",
    "repository": lambda ref, ask, _args: home_of(ask, ref.repository),
    "target": lambda ref, ask, _args: commit_of(ask.state, ref.repository, ref.oid),
    "refUpdateRule": lambda ref, ask, _args: _rule(home_of(ask, ref.repository), ask, ref.name),
}


def _rule(home: Repository, ask: Ask, name: str) -> dict[str, Any] | None:
    contexts = home.required(name)
    if contexts is None:
        return None
    can_push = can_write(ask.token, home, "contents")
    return {"pattern": name, "requiredStatusCheckContexts": list(contexts), "viewerCanPush": can_push}


BLOB: dict[str, Resolver] = {
    "text": _text,
    "isBinary": lambda _blob, _ask, _args: False,
    "isTruncated": lambda blob, _ask, _args: len(blob.text.encode()) > FILE_BYTES_MAX,
    "byteSize": lambda blob, _ask, _args: len(blob.text.encode()),
    "repository": lambda blob, ask, _args: home_of(ask, blob.repository),
}
