"""What has to stay with a selection so that the rest is a schema: types of fields, arguments, members, implementors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import GraphQLField, GraphQLNamedType, GraphQLSchema
    from hygiene.schema.selection import Selection

Fields = dict[str, set[str]]

# Nearly every object implements Node: it keeps those implementors that something else has kept.
UNIVERSAL_INTERFACE = "Node"
PAGING_ARGUMENTS = frozenset({"after", "before", "first", "last"})


def close(schema: GraphQLSchema, selection: Selection) -> list[GraphQLNamedType]:
    """Cut the schema's types down to the selection, in place, and return the kept ones; all is sorted by name."""
    kept = {name for name in selection.types if name in schema.type_map}
    if schema.query_type:
        kept.add(schema.query_type.name)
    while missing := {need for name in kept for need in _needs(schema, name, selection, kept)} - kept:
        kept |= missing
    types = [schema.type_map[name] for name in sorted(kept)]
    wanted = {type_.name: _wanted(type_, selection, kept) for type_ in types}
    for type_ in types:
        _cut(type_, wanted[type_.name], kept)
    return types


def _needs(schema: GraphQLSchema, name: str, selection: Selection, kept: set[str]) -> Iterable[str]:
    """Name the types that cannot be missing while this one is there."""
    type_ = schema.type_map[name]
    if isinstance(type_, GraphQLUnionType):
        yield from (member.name for member in type_.types)
    if isinstance(type_, GraphQLInterfaceType) and name != UNIVERSAL_INTERFACE:
        yield from (object_.name for object_ in schema.get_implementations(type_).objects)
    if isinstance(type_, GraphQLInputObjectType):
        yield from (get_named_type(field.type).name for field in type_.fields.values())
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for field_name, arguments in _wanted(type_, selection, kept).items():
            field = type_.fields[field_name]
            yield get_named_type(field.type).name
            yield from (get_named_type(field.args[argument].type).name for argument in arguments)


def _wanted(type_: GraphQLNamedType, selection: Selection, kept: set[str]) -> Fields:
    """Return the fields to keep with their arguments: the selected ones, and those of each kept interface."""
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return {}
    wanted: Fields = {}
    for owner in (type_, *(interface for interface in type_.interfaces if interface.name in kept)):
        selected = selection.fields.get(owner.name)
        if selected is None:
            selected = {_placeholder(owner.fields): set()} if isinstance(owner, GraphQLInterfaceType) else {}
        for name, arguments in selected.items():
            wanted.setdefault(name, set()).update(arguments)
    if not wanted:
        wanted = {_placeholder(type_.fields): set()}
    return {name: _arguments(type_.fields[name], given) for name, given in wanted.items() if name in type_.fields}


def _placeholder(fields: Mapping[str, GraphQLField]) -> str:
    """Choose the field that stays when none is selected: GraphQL has no empty types."""

    def rank(name: str) -> tuple[bool, bool, bool, str]:
        field = fields[name]
        return name != "id", not is_leaf_type(get_named_type(field.type)), bool(_arguments(field, set())), name

    return min(fields, key=rank)


def _arguments(field: GraphQLField, given: set[str]) -> set[str]:
    """Keep the arguments given, those that must be given, and paging."""
    return {
        name
        for name, argument in field.args.items()
        if name in given or name in PAGING_ARGUMENTS or is_required_argument(argument)
    }


def _cut(type_: GraphQLNamedType, wanted: Fields, kept: set[str]) -> None:
    """Take everything off that is not kept, and sort the rest."""
    if isinstance(type_, GraphQLUnionType):
        type_.types = tuple(sorted(type_.types, key=lambda member: member.name))
    if isinstance(type_, GraphQLEnumType):
        type_.values = dict(sorted(type_.values.items()))
    if isinstance(type_, GraphQLInputObjectType):
        type_.fields = dict(sorted(type_.fields.items()))
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        interfaces = (interface for interface in type_.interfaces if interface.name in kept)
        type_.interfaces = tuple(sorted(interfaces, key=lambda interface: interface.name))
        type_.fields = {name: type_.fields[name] for name in sorted(wanted)}
        for name, field in type_.fields.items():
            field.args = {argument: field.args[argument] for argument in sorted(wanted[name])}
