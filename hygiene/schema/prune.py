"""Reduces a full schema to the part that the documents use, which is still valid and can be executed.

Inputs and enums stay complete, used unions keep all members and used interfaces all implementing types, so that the
client generated from the reduced schema is the one generated from the full schema. Only inputs keep descriptions.
"""

from __future__ import annotations

import hashlib
from dataclasses import field
from typing import TYPE_CHECKING

from graphql.utilities.print_schema import print_type

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    InlineFragmentNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    Visitor,
    assert_valid_schema,
    build_schema,
    concat_ast,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_specified_scalar_type,
    parse,
    type_from_ast,
    visit,
)
from hygiene.errors import UsageError
from hygiene.schema.fetch import parse_sdl
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import DocumentNode, GraphQLField, GraphQLNamedType, GraphQLSchema, NamedTypeNode

# Field names with the names of their arguments.
Fields = dict[str, set[str]]

# Nearly every object implements Node, so it keeps only those implementing types that something else uses.
UNIVERSAL_INTERFACE = "Node"
PAGING_ARGUMENTS = frozenset({"after", "before", "first", "last"})


@dataclass(slots=True)
class Selection:
    """What the documents use: ``fields[type][field]`` are the arguments that are passed to the field."""

    fields: dict[str, Fields] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)


def prune(full_sdl: str, documents: Iterable[str], *, source_line: str) -> str:
    """Return the reduced schema as SDL. Its first line has the source, the date and the digest of the full schema."""
    schema = parse_sdl(full_sdl)
    types = reduce_types(schema, select(schema, documents))
    for type_ in types:
        _remove_descriptions(type_)
    body = "\n\n".join(print_type(type_) for type_ in types if not is_specified_scalar_type(type_))
    try:
        assert_valid_schema(build_schema(body))
    except TypeError as error:
        message = f"The schema contradicts itself: {str(error).splitlines()[0]}"
        raise UsageError(message, hint="Use another source, or correct the file.") from error
    return f"# Pruned from {source_line}; sha256 of the full schema {digest(full_sdl)}\n\n{body}\n"


def digest(full_sdl: str) -> str:
    """Return the SHA-256 of a full schema."""
    return hashlib.sha256(full_sdl.encode()).hexdigest()


def parse_documents(documents: Iterable[str]) -> DocumentNode:
    """Join the documents into one, because fragments of one file are used in others."""
    try:
        return concat_ast([parse(document) for document in documents])
    except GraphQLError as error:
        message = f"A document is not GraphQL: {error.message}"
        raise UsageError(message, hint="Correct the file under graphql/documents.") from error


def select(schema: GraphQLSchema, documents: Iterable[str]) -> Selection:
    """Return what the documents use of the schema. Names that the schema does not have are ignored."""
    selection, type_info = Selection(), TypeInfo(schema)
    reader = _Reader(schema, type_info, selection)
    visit(parse_documents(documents), TypeInfoVisitor(type_info, reader))
    return selection


class _Reader(Visitor):
    """Adds each field, type condition and variable type to a selection."""

    def __init__(self, schema: GraphQLSchema, type_info: TypeInfo, selection: Selection) -> None:
        super().__init__()
        self.schema = schema
        self.type_info = type_info
        self.selection = selection

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Add the field with its arguments, and its type."""
        parent, definition = self.type_info.get_parent_type(), self.type_info.get_field_def()
        if parent is None or definition is None or node.name.value.startswith("__"):
            return
        arguments = self.selection.fields.setdefault(parent.name, {}).setdefault(node.name.value, set())
        arguments.update(argument.name.value for argument in node.arguments)
        self.selection.types |= {parent.name, get_named_type(definition.type).name}

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: object) -> None:
        """Add the type condition."""
        condition: NamedTypeNode | None = node.type_condition
        if condition is not None:
            self.selection.types.add(condition.name.value)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: object) -> None:
        """Add the type condition."""
        self.selection.types.add(node.type_condition.name.value)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> None:
        """Add the type of a variable."""
        type_ = get_named_type(type_from_ast(self.schema, node.type))
        if type_:
            self.selection.types.add(type_.name)


def reduce_types(schema: GraphQLSchema, selection: Selection) -> list[GraphQLNamedType]:
    """Reduce the types of the schema to the selection, in place, and return them; everything is sorted by name."""
    kept = {name for name in selection.types if name in schema.type_map}
    if schema.query_type:
        kept.add(schema.query_type.name)
    while missing := {name for type_ in kept for name in _required_types(schema, type_, selection, kept)} - kept:
        kept |= missing
    types = [schema.type_map[name] for name in sorted(kept)]
    fields = {type_.name: _kept_fields(type_, selection, kept) for type_ in types}
    for type_ in types:
        _reduce(type_, fields[type_.name], kept)
    return types


def _required_types(schema: GraphQLSchema, name: str, selection: Selection, kept: set[str]) -> Iterable[str]:
    """Return the names of the types that a kept type refers to."""
    type_ = schema.type_map[name]
    if isinstance(type_, GraphQLUnionType):
        yield from (member.name for member in type_.types)
    if isinstance(type_, GraphQLInterfaceType) and name != UNIVERSAL_INTERFACE:
        yield from (object_.name for object_ in schema.get_implementations(type_).objects)
    if isinstance(type_, GraphQLInputObjectType):
        yield from (get_named_type(one.type).name for one in type_.fields.values())
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for field_name, arguments in _kept_fields(type_, selection, kept).items():
            one = type_.fields[field_name]
            yield get_named_type(one.type).name
            yield from (get_named_type(one.args[argument].type).name for argument in arguments)


def _kept_fields(type_: GraphQLNamedType, selection: Selection, kept: set[str]) -> Fields:
    """Return the fields to keep with their arguments: the selected ones, and those of each kept interface."""
    if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        return {}
    fields: Fields = {}
    for owner in (type_, *(interface for interface in type_.interfaces if interface.name in kept)):
        selected = selection.fields.get(owner.name)
        if selected is None:
            selected = {_placeholder(owner.fields): set()} if isinstance(owner, GraphQLInterfaceType) else {}
        for name, arguments in selected.items():
            fields.setdefault(name, set()).update(arguments)
    if not fields:
        fields = {_placeholder(type_.fields): set()}
    return {name: _arguments(type_.fields[name], passed) for name, passed in fields.items() if name in type_.fields}


def _placeholder(fields: Mapping[str, GraphQLField]) -> str:
    """Return the field to keep if none is selected, because a type cannot be empty."""

    def rank(name: str) -> tuple[bool, bool, bool, str]:
        one = fields[name]
        return name != "id", not is_leaf_type(get_named_type(one.type)), bool(_arguments(one, set())), name

    return min(fields, key=rank)


def _arguments(one: GraphQLField, passed: set[str]) -> set[str]:
    """Return the arguments to keep: those that are passed or required, and those of paging."""
    return {
        name
        for name, argument in one.args.items()
        if name in passed or name in PAGING_ARGUMENTS or is_required_argument(argument)
    }


def _reduce(type_: GraphQLNamedType, fields: Fields, kept: set[str]) -> None:
    """Remove everything from the type that is not kept, and sort the rest."""
    if isinstance(type_, GraphQLUnionType):
        type_.types = tuple(sorted(type_.types, key=lambda member: member.name))
    if isinstance(type_, GraphQLEnumType):
        type_.values = dict(sorted(type_.values.items()))
    if isinstance(type_, GraphQLInputObjectType):
        type_.fields = dict(sorted(type_.fields.items()))
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        interfaces = (interface for interface in type_.interfaces if interface.name in kept)
        type_.interfaces = tuple(sorted(interfaces, key=lambda interface: interface.name))
        type_.fields = {name: type_.fields[name] for name in sorted(fields)}
        for name, one in type_.fields.items():
            one.args = {argument: one.args[argument] for argument in sorted(fields[name])}


def _remove_descriptions(type_: GraphQLNamedType) -> None:
    """Remove descriptions, except those of inputs, which the generated input classes show."""
    if isinstance(type_, GraphQLInputObjectType):
        return
    type_.description = None
    for one in getattr(type_, "fields", {}).values():
        one.description = None
        for argument in one.args.values():
            argument.description = None
    for value in getattr(type_, "values", {}).values():
        value.description = None
