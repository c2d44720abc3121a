"""The one executable schema of the process, and the fields that its types have."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_ast_schema,
    get_named_type,
)
from hygiene.sandbox.clock import timestamp
from hygiene.sandbox.pages import LISTING, check_bounds
from hygiene.sandbox.resolvers import resolver_of
from hygiene.sandbox.sdl import read_sdl

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLResolveInfo
    from hygiene.sandbox.ask import Resolver

# GitHub sends ids over 32 bits as Int: https://docs.github.com/graphql/reference/objects#pullrequest (databaseId)
LENIENT_INT = GraphQLScalarType("WideInt", serialize=int)
LENIENT_INT.name = "Int"
_SERIALIZERS: dict[str, Callable[[Any], Any]] = {"DateTime": timestamp, "BigInt": str}


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """Return the schema of the process; it is built once."""
    return executable(read_sdl())


def executable(sdl: DocumentNode) -> GraphQLSchema:
    """Return the schema of some SDL with a resolver on each field."""
    built = build_ast_schema(sdl, assume_valid=True, assume_valid_sdl=True)
    for name, type_ in built.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(type_, GraphQLObjectType):
            _set_resolvers(type_)
        elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            type_.resolve_type = _type_name
        elif isinstance(type_, GraphQLScalarType) and name in _SERIALIZERS:
            type_.serialize = _SERIALIZERS[name]  # type: ignore[assignment, method-assign]
    return built


def _set_resolvers(type_: GraphQLObjectType) -> None:
    for name, field in type_.fields.items():
        field.resolve = _bound(name, field, resolver_of(type_.name, name))
        _make_lenient(field)


def lists(field: GraphQLField) -> bool:
    """Whether a field is a connection, which must be asked for in pages."""
    return get_named_type(field.type).name.endswith("Connection")


def _bound(name: str, field: GraphQLField, resolver: Resolver) -> Any:  # noqa: ANN401 - graphql-core's type of resolvers
    def resolve(record: object, info: GraphQLResolveInfo, **args: object) -> object:
        return resolver(record, info.context, args)

    def page(record: object, info: GraphQLResolveInfo, **args: object) -> object:
        selected = {one.name.value for node in info.field_nodes for one in node.selection_set.selections}  # type: ignore[union-attr]
        if selected & LISTING:
            check_bounds(name, args)
        return resolver(record, info.context, args)

    return page if lists(field) else resolve


def _make_lenient(field: GraphQLField) -> None:
    if field.type is GraphQLInt:
        field.type = LENIENT_INT
    elif isinstance(field.type, GraphQLNonNull) and field.type.of_type is GraphQLInt:
        field.type = GraphQLNonNull(LENIENT_INT)


def _type_name(record: Any, _info: object, _type: GraphQLAbstractType) -> str:  # noqa: ANN401 - any record
    return str(record.typename)
