"""A refusal: an error of one field, in the shape in which GitHub puts it beside the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import get_location

if TYPE_CHECKING:
    from graphql import Node

WENT_WRONG = "Something went wrong while executing your query"


class Refusal(Exception):  # noqa: N818 - GitHub refuses; nothing of the sandbox's is broken
    """One field is refused; ``kind`` becomes the error's ``type``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message

    def located(self, path: list[str | int], node: Node) -> dict[str, Any]:
        """Return the error as the answer carries it: ``type`` stands at the top, not in ``extensions``."""
        return {"type": self.kind, "path": path, "locations": locations(node), "message": self.message}


def locations(node: Node | None) -> list[dict[str, int]]:
    """Return where in the document a node stands."""
    if node is None or node.loc is None:
        return []
    place = get_location(node.loc.source, node.loc.start)
    return [{"line": place.line, "column": place.column}]


def missing_node(node_id: str) -> Refusal:
    """No node has this id, or the token may not see it."""
    return Refusal("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")


def missing(kind: str, node_id: str) -> Refusal:
    """The id leads to something else than was asked for."""
    return Refusal("NOT_FOUND", f"Could not resolve to {kind} node with the global id of '{node_id}'.")


def unprocessable(message: str) -> Refusal:
    """The input is understood and not acceptable."""
    return Refusal("UNPROCESSABLE", message)
