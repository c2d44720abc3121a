"""The executable schema: GitHub's pruned SDL, the supplement in ``more.graphql``, and a resolver on each field."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    TypeExtensionNode,
    Undefined,
    build_ast_schema,
    concat_ast,
    get_named_type,
    parse,
)
from hygiene.sandbox.formats import timestamp
from hygiene.sandbox.pages import LISTING, check_bounds
from hygiene.sandbox.resolvers import resolver_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphql import GraphQLResolveInfo
    from hygiene.sandbox.context import Context, Resolver

    Leaf = Callable[[object, Context], Any]

HERE = Path(__file__).parent
# In a wheel the schema is in this package, in a checkout beside it.
PLACES = (HERE / "schema.graphql", HERE.parents[1] / "graphql" / "schema.graphql")
MORE = HERE / "more.graphql"

# GitHub returns ids of more than 32 bits as Int: https://docs.github.com/graphql/reference/objects#pullrequest
_WIDE_INT = GraphQLScalarType("WideInt", serialize=int)
_WIDE_INT.name = "Int"
_SERIALIZERS: dict[str, Callable[[Any], Any]] = {"DateTime": timestamp, "BigInt": str}


def read_sdl() -> DocumentNode:
    """Return GitHub's definitions and the supplement. A definition in both is GitHub's."""
    place = next(place for place in PLACES if place.is_file())
    base, more = (parse(path.read_text(encoding="utf-8")) for path in (place, MORE))
    known = {_name(one): one for one in base.definitions}
    return concat_ast([base, DocumentNode(definitions=tuple(_supplement(more, known)))])


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """Return the executable schema, which is built once."""
    built = build_ast_schema(read_sdl(), assume_valid=True, assume_valid_sdl=True)
    for name, type_ in built.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(type_, GraphQLObjectType):
            for field_name, field in type_.fields.items():
                field.resolve = _graphql_resolver(field_name, field, resolver_of(type_.name, field_name))
                _allow_wide_int(field)
        elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            type_.resolve_type = _type_name
        elif isinstance(type_, GraphQLScalarType) and name in _SERIALIZERS:
            type_.serialize = _SERIALIZERS[name]  # type: ignore[assignment, method-assign]
        elif isinstance(type_, GraphQLEnumType):
            # A world may contain values that GitHub has added since.
            type_.serialize = str  # type: ignore[assignment, method-assign]
    return built


@cache
def leaves_of(type_: GraphQLObjectType) -> Mapping[str, Leaf]:
    """Return the fields of a type that are values without arguments, by their names; none of an introspection type.

    A function returns the value as it is in a response, or ``Undefined`` where the field fails.
    """
    if type_.name.startswith("__"):
        return {}
    leaves: dict[str, Leaf] = {"__typename": lambda _record, _context: type_.name}
    for name, field in type_.fields.items():
        may_be_null = not isinstance(field.type, GraphQLNonNull)
        inner = field.type if may_be_null else field.type.of_type
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType) and not field.args:
            leaves[name] = _leaf(resolver_of(type_.name, name), inner.serialize, may_be_null=may_be_null)
    return leaves


def _leaf(resolver: Resolver, serialize: Callable[[Any], Any], *, may_be_null: bool) -> Leaf:
    missing = None if may_be_null else Undefined

    def leaf(record: object, context: Context) -> Any:  # noqa: ANN401 - JSON
        try:
            value = resolver(record, context, {})
            if value is None:
                return missing
            serialized = serialize(value)
        except Exception:  # noqa: BLE001 - graphql-core raises it as well, with its place
            return Undefined
        return Undefined if serialized is None else serialized

    return leaf


def is_connection(field: GraphQLField) -> bool:
    """Whether a field is a connection, which is read in pages."""
    return get_named_type(field.type).name.endswith("Connection")


def _supplement(more: DocumentNode, known: dict[str, Any]) -> Iterator[DefinitionNode]:
    for one in more.definitions:
        base = known.get(_name(one))
        if base is None and not isinstance(one, TypeExtensionNode):
            yield one
        elif isinstance(one, ObjectTypeDefinitionNode | ObjectTypeExtensionNode):
            fields = tuple(field for field in one.fields if _name(field) not in _names(base, "fields"))
            interfaces = tuple(kind for kind in one.interfaces if _name(kind) not in _names(base, "interfaces"))
            if fields or interfaces:
                yield ObjectTypeExtensionNode(name=one.name, directives=(), fields=fields, interfaces=interfaces)


def _names(definition: Any, part: str) -> set[str]:  # noqa: ANN401 - any definition, or none
    return {_name(one) for one in getattr(definition, part, None) or ()}


def _name(definition: Any) -> str:  # noqa: ANN401 - any definition with a name
    return str(definition.name.value)


def _graphql_resolver(name: str, field: GraphQLField, resolver: Resolver) -> Any:  # noqa: ANN401 - graphql-core's type of resolvers
    def resolve(record: object, info: GraphQLResolveInfo, **args: object) -> object:
        return resolver(record, info.context.context, args)

    def page(record: object, info: GraphQLResolveInfo, **args: object) -> object:
        if any(_lists_items(node, info.fragments) for node in info.field_nodes):
            check_bounds(name, args)
        return resolver(record, info.context.context, args)

    return page if is_connection(field) else resolve


def _lists_items(node: Any, fragments: dict[str, FragmentDefinitionNode]) -> bool:  # noqa: ANN401 - any selection
    if isinstance(node, FragmentSpreadNode):
        node = fragments[node.name.value]
    return any(
        one.name.value in LISTING if isinstance(one, FieldNode) else _lists_items(one, fragments)
        for one in node.selection_set.selections
    )


def _allow_wide_int(field: GraphQLField) -> None:
    if field.type is GraphQLInt:
        field.type = _WIDE_INT
    elif isinstance(field.type, GraphQLNonNull) and field.type.of_type is GraphQLInt:
        field.type = GraphQLNonNull(_WIDE_INT)


def _type_name(record: Any, _info: object, _type: GraphQLAbstractType) -> str:  # noqa: ANN401 - any record
    return str(record.typename)
