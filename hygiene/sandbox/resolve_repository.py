"""Fields of repositories, labels, refs and files."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hygiene.sandbox.commits import commit_of, file_of, tree_of
from hygiene.sandbox.context import can_write, require_read
from hygiene.sandbox.formats import object_id
from hygiene.sandbox.pages import Connection
from hygiene.sandbox.people import Account
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.repositories import Branch, Repository, RequiredStatusChecks
from hygiene.sandbox.threads import Issue, Label, PullRequest
from hygiene.sandbox.writes import label_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    from hygiene.sandbox.checks import Blob, Commit, Tree
    from hygiene.sandbox.context import Args, Context, Resolver

    _Thread = TypeVar("_Thread", Issue, PullRequest)

FILE_BYTES_MAX = 512_000
_ORDERS = {"UPDATED_AT": "updated_at", "CREATED_AT": "created_at"}


def ordered(items: list[Any], order: dict[str, str] | None) -> list[Any]:
    """Order threads or comments by ``orderBy``. Equal values, and no ``orderBy``, follow the ids."""
    if order is None:
        return items
    by = _ORDERS.get(order["field"])
    key = attrgetter(by, "database_id") if by else lambda item: (len(item.comments), item.database_id)
    return sorted(items, key=key, reverse=order["direction"] == "DESC")


def branch(repository: Repository, name: str) -> Branch | None:
    """Return a branch of a repository as a ref."""
    oid = repository.branch(name)
    return None if oid is None else Branch(f"REF_{object_id(repository.id, name)[:24]}", repository.id, name, oid)


def _refs(repository: Repository, _context: Context, args: Args) -> Connection:
    names = [name for name, _ in repository.branches if f"refs/heads/{name}".startswith(args["refPrefix"])]
    return Connection([branch(repository, name) for name in sorted(names)], args)


def _issues(repository: Repository, context: Context, args: Args) -> Connection:
    require_read(context, repository, "issues")
    found = [context.state.get(node, Issue) for node in repository.issues] if repository.has_issues else []
    filters = args.get("filterBy") or {}
    states = args.get("states") or filters.get("states")
    names = args.get("labels") or filters.get("labels")
    if states:
        found = [issue for issue in found if issue.state in states]
    if names:
        found = _labelled(repository, context, names, found)
    return Connection(ordered(found, args.get("orderBy")), args)


def _labelled(repository: Repository, context: Context, names: Sequence[str], threads: list[_Thread]) -> list[_Thread]:
    wanted = [label_named(context.state, repository.id, name) for name in names]
    matches = all if context.store.behaviour.labels_mean_all else any
    return [thread for thread in threads if matches(label and label.id in thread.labels for label in wanted)]


def _pull_requests(repository: Repository, context: Context, args: Args) -> Connection:
    require_read(context, repository, "pull_requests")
    found = [context.state.get(node, PullRequest) for node in repository.pull_requests]
    for wanted, field in (("headRefName", "head_ref"), ("baseRefName", "base_ref")):
        if args.get(wanted) is not None:
            found = [one for one in found if getattr(one, field) == args[wanted]]
    if args.get("states"):
        found = [one for one in found if one.state in args["states"]]
    if args.get("labels"):
        found = _labelled(repository, context, args["labels"], found)
    return Connection(ordered(found, args.get("orderBy")), args)


def _numbered(
    repository: Repository, context: Context, number: int, kind: type[Issue | PullRequest]
) -> Issue | PullRequest:
    found = context.state.find(kind, "number", repository.id, str(number))
    if found is None or (isinstance(found, Issue) and not repository.has_issues):
        article = "an" if kind is Issue else "a"
        message = f"Could not resolve to {article} {kind.typename} with the number of {number}."
        raise Refusal("NOT_FOUND", message)
    require_read(context, repository, "issues" if kind is Issue else "pull_requests")
    return found


def _object(repository: Repository, context: Context, args: Args) -> Commit | Blob | Tree | None:
    require_read(context, repository, "contents")
    if args.get("oid") is not None:
        return commit_of(context.state, repository.id, args["oid"])
    revision, _, path = (args.get("expression") or "HEAD").partition(":")
    name = repository.default_branch if revision == "HEAD" else revision.removeprefix("refs/heads/")
    commit = commit_of(context.state, repository.id, repository.branch(name) or revision)
    if commit is None or not path:
        return commit
    return file_of(commit, path) or tree_of(commit, path)


def _assignable(_repository: Repository, context: Context, args: Args) -> Connection:
    people = [
        record for record in context.state.nodes.values() if isinstance(record, Account) and record.kind == "User"
    ]
    return Connection(people, args)


def _text(blob: Blob, _context: Context, _args: Args) -> str | None:
    return blob.text.encode()[:FILE_BYTES_MAX].decode(errors="ignore")


REPOSITORY: dict[str, Resolver] = {
    "nameWithOwner": lambda repository, _context, _args: repository.full_name,
    "isPrivate": lambda repository, _context, _args: repository.private,
    "isArchived": lambda repository, _context, _args: repository.archived,
    "hasIssuesEnabled": lambda repository, _context, _args: repository.has_issues,
    "defaultBranchRef": lambda repository, _context, _args: branch(repository, repository.default_branch),
    "viewerPermission": lambda repository, context, _args: (
        "WRITE" if can_write(context.token, repository, "contents") else "READ"
    ),
    "refs": _refs,
    "label": lambda repository, context, args: label_named(context.state, repository.id, args["name"]),
    "labels": lambda repository, context, args: Connection(
        [context.state.get(node, Label) for node in repository.labels], args
    ),
    "assignableUsers": _assignable,
    "issues": _issues,
    "issue": lambda repository, context, args: _numbered(repository, context, args["number"], Issue),
    "pullRequests": _pull_requests,
    "pullRequest": lambda repository, context, args: _numbered(repository, context, args["number"], PullRequest),
    "object": _object,
}

LABEL: dict[str, Resolver] = {
    "repository": lambda label, context, _args: context.repository(label.repository),
    "url": lambda label, context, _args: f"{context.repository(label.repository).url}/labels/{quote(label.name)}",
}

REF: dict[str, Resolver] = {
    "target": lambda ref, context, _args: commit_of(context.state, ref.repository, ref.oid),
    "refUpdateRule": lambda ref, context, _args: _update_rule(context.repository(ref.repository), context, ref.name),
    "rules": lambda ref, context, args: Connection(_rules(context.repository(ref.repository), ref.name), args),
}


def _update_rule(repository: Repository, context: Context, name: str) -> dict[str, Any] | None:
    contexts = repository.protected(name)
    # It shows what binds the viewer, which is nothing for administrators:
    # https://github.com/fpicalausa/remove-stale-branches/pull/76
    if contexts is None or context.token.admin:
        return None
    can_push = can_write(context.token, repository, "contents")
    return {"pattern": name, "requiredStatusCheckContexts": list(contexts), "viewerCanPush": can_push}


def _rules(repository: Repository, branch: str) -> list[dict[str, Any]]:
    """Return the rules of active rulesets, which ``refUpdateRule`` does not contain."""
    rules: list[dict[str, Any]] = []
    for ruleset in repository.rulesets:
        if ruleset.branch != branch:
            continue
        checks = tuple({"context": context, "integrationId": None} for context in ruleset.contexts)
        found: list[tuple[str, Any]] = [(one, None) for one in ruleset.other_rules]
        found += [("REQUIRED_STATUS_CHECKS", RequiredStatusChecks(checks))] if checks else []
        origin = {"id": f"RRS_{object_id(repository.id, ruleset.name)[:16]}", "name": ruleset.name}
        origin |= {"enforcement": "ACTIVE", "target": "BRANCH"}
        for kind, given in found:
            rule_id = f"RRU_{object_id(repository.id, ruleset.name, kind)[:16]}"
            rules.append({"id": rule_id, "type": kind, "parameters": given, "repositoryRuleset": origin})
    return rules


BLOB: dict[str, Resolver] = {
    "text": _text,
    "isTruncated": lambda blob, _context, _args: len(blob.text.encode()) > FILE_BYTES_MAX,
}
