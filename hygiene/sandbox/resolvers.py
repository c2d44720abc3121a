"""The resolvers of all fields. A field that is not listed is the attribute or item of the same name."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args

from hygiene.sandbox import resolve_checks, resolve_repository, resolve_threads
from hygiene.sandbox.context import can_see
from hygiene.sandbox.mutations import MUTATIONS
from hygiene.sandbox.pages import CONNECTION
from hygiene.sandbox.refusal import Refusal, missing_node, unprocessable
from hygiene.sandbox.resolve_threads import account
from hygiene.sandbox.threads import TimelineType

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.context import Args, Context, Resolver
    from hygiene.sandbox.repositories import Repository
    from hygiene.sandbox.state import Record

NODES_PER_FIELD_MAX = 100


def _repository(_root: object, context: Context, args: Args) -> Repository:
    full_name = f"{args['owner']}/{args['name']}"
    repository = context.state.repository(full_name)
    if repository is None or not can_see(context.token, repository):
        message = f"Could not resolve to a Repository with the name '{full_name}'."
        raise Refusal("NOT_FOUND", message)
    return repository


def _node(_root: object, context: Context, args: Args) -> Record:
    record = context.find(args["id"])
    if record is None:
        raise missing_node(args["id"])
    return record


def _nodes(_root: object, context: Context, args: Args) -> list[Record | Refusal]:
    if len(args["ids"]) > NODES_PER_FIELD_MAX:
        message = f"You may not provide more than {NODES_PER_FIELD_MAX} node ids; you provided {len(args['ids'])}."
        raise unprocessable(message)
    return [context.find(node_id) or missing_node(node_id) for node_id in args["ids"]]


def _rate_limit(_root: object, context: Context, _args: Args) -> dict[str, Any]:
    budget = context.store.budget(context.token.login)
    return {
        "cost": context.cost,
        "limit": context.store.behaviour.points_per_hour_max,
        "used": budget.used,
        "remaining": context.store.points_left(context.token.login),
        "resetAt": budget.reset_at,
        "nodeCount": context.node_count,
    }


QUERY: dict[str, Resolver] = {
    "id": lambda _root, _context, _args: "MDU6UXVlcnk",
    "repository": _repository,
    "node": _node,
    "nodes": _nodes,
    "rateLimit": _rate_limit,
    "viewer": lambda _root, context, _args: account(context, context.token.login),
}

RESOLVERS: dict[str, dict[str, Resolver]] = {
    "Query": QUERY,
    "Repository": resolve_repository.REPOSITORY,
    "Label": resolve_repository.LABEL,
    "Ref": resolve_repository.REF,
    "Blob": resolve_repository.BLOB,
    "Issue": resolve_threads.ISSUE,
    "PullRequest": resolve_threads.PULL_REQUEST,
    "IssueComment": resolve_threads.COMMENT,
    **dict.fromkeys(get_args(TimelineType), resolve_threads.TIMELINE_EVENT),
    "User": resolve_threads.USER,
    "Bot": resolve_threads.BOT,
    "Commit": resolve_checks.COMMIT,
    "CheckSuite": resolve_checks.SUITE,
    "CheckRun": resolve_checks.CHECK_RUN,
    "CheckAnnotation": resolve_checks.ANNOTATION,
    "CheckAnnotationSpan": resolve_checks.SPAN,
    "WorkflowRun": resolve_checks.WORKFLOW_RUN,
}


def resolver_of(type_name: str, field: str) -> Resolver:
    """Return the resolver of a field of an object type."""
    if type_name == "Mutation":
        return _mutation(field)
    table = CONNECTION if type_name.endswith("Connection") else RESOLVERS.get(type_name, {})
    return table.get(field) or _plain(type_name, field)


def _mutation(field: str) -> Resolver:
    write = MUTATIONS.get(field)
    if write is None:
        return _not_implemented("Mutation", field)

    def resolve(_root: object, context: Context, args: Args) -> dict[str, Any]:
        context.refresh()
        payload = write(context, args["input"])
        context.refresh()
        return {"clientMutationId": args["input"].get("clientMutationId"), **payload}

    return resolve


def _plain(type_name: str, field: str) -> Resolver:
    attribute = re.sub(r"[A-Z]", lambda letter: f"_{letter.group().lower()}", field)
    item: Callable[[Any], Any] = itemgetter(field)

    def resolve(record: Any, context: Context, args: Args) -> Any:  # noqa: ANN401 - any record
        if type(record) is dict:
            return item(record) if field in record else _not_implemented(type_name, field)(record, context, args)
        try:
            return getattr(record, attribute)
        except AttributeError:
            return _not_implemented(type_name, field)(record, context, args)

    return resolve


def _not_implemented(type_name: str, field: str) -> Resolver:
    def resolve(_record: object, _context: Context, _args: Args) -> None:
        message = f"The sandbox does not implement {type_name}.{field}"
        raise Refusal("SANDBOX", message)

    return resolve
