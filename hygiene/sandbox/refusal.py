"""Errors of single fields, in the shape in which GitHub returns them beside the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import get_location

if TYPE_CHECKING:
    from graphql import Node

WENT_WRONG = "Something went wrong while executing your query"


class Refusal(Exception):  # noqa: N818 - not an error of the sandbox
    """GitHub refuses one field. ``kind`` is the ``type`` of the error."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message

    def located(self, path: list[str | int], node: Node | None) -> dict[str, Any]:
        """Return the error as JSON. GitHub puts ``type`` at the top level, not into ``extensions``."""
        return {"type": self.kind, "path": path, "locations": locations(node), "message": self.message}


def locations(node: Node | None) -> list[dict[str, int]]:
    """Return line and column of a node in the document."""
    if node is None or node.loc is None:
        return []
    place = get_location(node.loc.source, node.loc.start)
    return [{"line": place.line, "column": place.column}]


def missing_node(node_id: str) -> Refusal:
    """Return the refusal of an id that leads nowhere, or to something that the token may not see."""
    return Refusal("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")


def missing(kind: str, node_id: str) -> Refusal:
    """Return the refusal of an id that leads to an object of another kind."""
    return Refusal("NOT_FOUND", f"Could not resolve to {kind} node with the global id of '{node_id}'.")


def unprocessable(message: str) -> Refusal:
    """Return the refusal of an input that is not valid."""
    return Refusal("UNPROCESSABLE", message)
