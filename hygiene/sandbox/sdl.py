"""The sandbox's SDL: the pruned schema of GitHub, and a few types and fields more where it lacks them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    TypeExtensionNode,
    concat_ast,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
# In a wheel the schema lies in the package, in a checkout beside it.
PLACES = (HERE / "schema.graphql", HERE.parents[1] / "graphql" / "schema.graphql")
MORE = HERE / "more.graphql"


def read_sdl() -> DocumentNode:
    """Return GitHub's definitions and ours, each name once: GitHub's come first."""
    place = next(place for place in PLACES if place.is_file())
    return joined(parse(place.read_text(encoding="utf-8")), parse(MORE.read_text(encoding="utf-8")))


def joined(base: DocumentNode, more: DocumentNode) -> DocumentNode:
    """Add definitions and fields to a document, except those that it has already."""
    known = {_name(one): one for one in base.definitions}
    return concat_ast([base, DocumentNode(definitions=tuple(_new(more, known)))])


def _new(more: DocumentNode, known: dict[str, Any]) -> Iterator[DefinitionNode]:
    for one in more.definitions:
        there = known.get(_name(one))
        if there is None and not isinstance(one, TypeExtensionNode):
            yield one
        elif isinstance(one, ObjectTypeDefinitionNode | ObjectTypeExtensionNode):
            fields = tuple(field for field in one.fields if _name(field) not in _names(there, "fields"))
            interfaces = tuple(kind for kind in one.interfaces if _name(kind) not in _names(there, "interfaces"))
            if fields or interfaces:
                yield ObjectTypeExtensionNode(name=one.name, directives=(), fields=fields, interfaces=interfaces)


def _names(definition: Any, part: str) -> set[str]:  # noqa: ANN401 - any definition, or none
    return {_name(one) for one in getattr(definition, part, None) or ()}


def _name(definition: Any) -> str:  # noqa: ANN401 - any definition with a name
    return str(definition.name.value)
