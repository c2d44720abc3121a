"""The root fields of a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.limits import budget_of, remaining
from hygiene.sandbox.permissions import can_see
from hygiene.sandbox.refusal import Refusal, missing_node, unprocessable
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.resolve_threads import account

if TYPE_CHECKING:
    from hygiene.sandbox.ask import Args, Ask, Resolver
    from hygiene.sandbox.state import Record

NODES_PER_FIELD_MAX = 100


def seen(ask: Ask, node_id: str) -> Record | None:
    """Return the record with this id, unless it is hidden from the token."""
    record = ask.state.nodes.get(node_id)
    home = record if isinstance(record, Repository) else ask.state.nodes.get(getattr(record, "repository", ""))
    return None if isinstance(home, Repository) and not can_see(ask.token, home) else record


def _repository(_root: object, ask: Ask, args: Args) -> Repository:
    full_name = f"{args['owner']}/{args['name']}"
    home = ask.state.find(Repository, "repository", full_name.casefold())
    if home is None or not can_see(ask.token, home):
        message = f"Could not resolve to a Repository with the name '{full_name}'."
        raise Refusal("NOT_FOUND", message)
    return home


def _node(_root: object, ask: Ask, args: Args) -> Record:
    record = seen(ask, args["id"])
    if record is None:
        raise missing_node(args["id"])
    return record


def _nodes(_root: object, ask: Ask, args: Args) -> list[Record | Refusal]:
    if len(args["ids"]) > NODES_PER_FIELD_MAX:
        message = f"You may not provide more than {NODES_PER_FIELD_MAX} node ids; you provided {len(args['ids'])}."
        raise unprocessable(message)
    return [seen(ask, node_id) or missing_node(node_id) for node_id in args["ids"]]


def _rate_limit(_root: object, ask: Ask, _args: Args) -> dict[str, Any]:
    budget = budget_of(ask.world, ask.token.login)
    return {
        "cost": ask.cost,
        "limit": ask.world.habits.points_per_hour_max,
        "used": budget.used,
        "remaining": remaining(ask.world, ask.token.login),
        "resetAt": budget.reset_at,
        "nodeCount": ask.node_count,
    }


QUERY: dict[str, Resolver] = {
    "id": lambda _root, _ask, _args: "MDU6UXVlcnk",
    "repository": _repository,
    "node": _node,
    "nodes": _nodes,
    "rateLimit": _rate_limit,
    "viewer": lambda _root, ask, _args: account(ask, ask.token.login),
}
