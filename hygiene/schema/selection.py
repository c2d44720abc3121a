"""What the documents touch of a schema: fields with their arguments, and types by name."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    InlineFragmentNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    Visitor,
    concat_ast,
    get_named_type,
    parse,
    type_from_ast,
    visit,
)
from hygiene.errors import UsageError
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import DocumentNode, GraphQLSchema, NamedTypeNode


@dataclass(slots=True)
class Selection:
    """Grows while the documents are read: ``fields[type][field]`` is the set of arguments given to it."""

    fields: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)


def parse_documents(documents: Iterable[str]) -> DocumentNode:
    """Join the documents into one: fragments of one file are spread in others."""
    try:
        return concat_ast([parse(document) for document in documents])
    except GraphQLError as error:
        message = f"A document is not GraphQL: {error.message}"
        raise UsageError(message, hint="Correct the file under graphql/documents.") from error


def select(schema: GraphQLSchema, documents: Iterable[str]) -> Selection:
    """Read off what the documents touch; what the schema does not know is left out."""
    document = parse_documents(documents)
    selection = Selection()
    type_info = TypeInfo(schema)
    visit(document, TypeInfoVisitor(type_info, _Reader(schema, type_info, selection)))
    return selection


class _Reader(Visitor):
    """Notes each field, type condition and variable type that it passes."""

    def __init__(self, schema: GraphQLSchema, type_info: TypeInfo, selection: Selection) -> None:
        super().__init__()
        self.schema = schema
        self.type_info = type_info
        self.selection = selection

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Note the field with its arguments, and the type that it gives."""
        parent, definition = self.type_info.get_parent_type(), self.type_info.get_field_def()
        if parent is None or definition is None or node.name.value.startswith("__"):
            return
        given = self.selection.fields.setdefault(parent.name, {}).setdefault(node.name.value, set())
        given.update(argument.name.value for argument in node.arguments)
        self.selection.types |= {parent.name, get_named_type(definition.type).name}

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: object) -> None:
        """Note the type condition."""
        condition: NamedTypeNode | None = node.type_condition
        if condition is not None:
            self.selection.types.add(condition.name.value)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: object) -> None:
        """Note the type condition."""
        self.selection.types.add(node.type_condition.name.value)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> None:
        """Note the type of a variable."""
        given = get_named_type(type_from_ast(self.schema, node.type))
        if given:
            self.selection.types.add(given.name)
