"""A host of another age in front of the sandbox: it refuses what its schema lacks, in GitHub's words or others."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from graphql import (
    DocumentNode,
    FieldDefinitionNode,
    InputValueDefinitionNode,
    UnionTypeDefinitionNode,
    build_ast_schema,
    graphql_sync,
    print_ast,
)
from hygiene.sandbox.documents import document, invalid_variables
from hygiene.sandbox.schema import read_sdl

if TYPE_CHECKING:
    from graphql import GraphQLSchema

MEMBERS = ("fields", "values", "arguments", "types")


@cache
def older_schema(lacking: tuple[str, ...]) -> GraphQLSchema:
    """The sandbox's schema without ``Type``, ``Type.member`` or ``Type.field.argument``."""
    return build_ast_schema(_older(lacking), assume_valid=True, assume_valid_sdl=True)


def older_sdl(lacking: tuple[str, ...]) -> str:
    """The same as text."""
    return print_ast(_older(lacking))


@cache
def _older(lacking: tuple[str, ...]) -> DocumentNode:
    definitions: tuple[Any, ...] = read_sdl().definitions
    kept = tuple(_cut(one, one.name.value, lacking) for one in definitions if one.name.value not in lacking)
    assert DocumentNode(definitions=kept) != read_sdl(), f"nothing is lacking in {lacking}"
    return DocumentNode(definitions=kept)


def _cut(node: Any, at: str, lacking: tuple[str, ...]) -> Any:  # noqa: ANN401 - any definition, or a part of one
    """A definition without the members that are lacking, and without those of a type that is lacking."""
    found = type(node)(**{key: getattr(node, key) for key in node.keys})
    for name in MEMBERS:
        if not getattr(node, name, None) or (name == "types" and not isinstance(node, UnionTypeDefinitionNode)):
            continue
        parts = [one for one in getattr(node, name) if f"{at}.{one.name.value}" not in lacking]
        if name == "fields":
            parts = [one for one in parts if _named(one) not in lacking]
        if name == "types":
            parts = [one for one in parts if one.name.value not in lacking]
        setattr(found, name, tuple(_cut(one, f"{at}.{one.name.value}", lacking) for one in parts))
    return found


def _named(node: object) -> str:
    type_: Any = node.type if isinstance(node, FieldDefinitionNode | InputValueDefinitionNode) else None
    while hasattr(type_, "type"):
        type_ = type_.type
    return str(type_.name.value) if type_ else ""


class OlderHost(httpx.BaseTransport):
    """Validates every document against its own schema before ``inner`` sees it; ``refusals`` counts those it refused.

    ``plain`` errors are a message and a place alone, as GraphQL's specification asks of every server.
    """

    def __init__(self, inner: httpx.BaseTransport, lacking: tuple[str, ...], *, plain: bool = False) -> None:
        self.inner = inner
        self.schema = older_schema(lacking)
        self.plain = plain
        self.refusals = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse, or pass on."""
        asked = json.loads(request.read())
        if "__schema" in asked["query"]:
            return httpx.Response(200, json={"data": graphql_sync(self.schema, asked["query"]).data}, request=request)
        errors = self._errors(asked)
        if not errors:
            return self.inner.handle_request(request)
        self.refusals += 1
        if self.plain:
            errors = [{key: error[key] for key in ("message", "locations")} for error in errors]
        return httpx.Response(200, json={"errors": errors}, request=request)

    def _errors(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        found = document(self.schema, asked["query"])
        if found.refused:
            return [dict(error) for error in found.refused]
        operation = found.operation(asked["operationName"])
        assert operation is not None
        errors = invalid_variables(self.schema, operation, asked["variables"])
        for error in errors:
            problems = error["extensions"]["problems"]
            missing = ", ".join(f"{'.'.join(map(str, one['path']))} ({one['explanation']})" for one in problems)
            error["message"] += f" for {missing}"
        return errors
