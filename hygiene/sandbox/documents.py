"""Documents and variables: parsed, validated and coerced, with GitHub's error messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    coerce_input_value,
    parse,
    print_ast,
    type_from_ast,
    validate,
    value_from_ast,
    visit,
)
from hygiene.sandbox.refusal import locations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphql import GraphQLSchema

DOCUMENTS_CACHED_MAX = 1_000
_UNDEFINED_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
_UNKNOWN_ARGUMENT = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document, or the errors for which it is refused.

    ``switches`` are the variables that change what is selected, or how many items a page has.
    """

    text: str
    node: DocumentNode | None
    refused: tuple[dict[str, Any], ...]
    switches: frozenset[str] = frozenset()

    @property
    def operations(self) -> list[OperationDefinitionNode]:
        """The operations, in order."""
        every = self.node.definitions if self.node else ()
        return [one for one in every if isinstance(one, OperationDefinitionNode)]

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        """The fragments by name."""
        every = self.node.definitions if self.node else ()
        return {one.name.value: one for one in every if isinstance(one, FragmentDefinitionNode)}

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """Return the operation of this name. Without a name the document must have exactly one."""
        if name:
            return next((one for one in self.operations if one.name and one.name.value == name), None)
        return self.operations[0] if len(self.operations) == 1 else None


@lru_cache(maxsize=DOCUMENTS_CACHED_MAX)
def document(schema: GraphQLSchema, text: str) -> Document:
    """Parse and validate a document."""
    try:
        node = parse(text)
    except GraphQLSyntaxError as error:
        positions = [{"line": place.line, "column": place.column} for place in error.locations or ()]
        return Document(text, None, ({"message": error.message, "locations": positions},))
    errors = validate(schema, node)
    refused = tuple(_as_github(node, error) for error in errors)
    return Document(text, node, refused, _switches(node))


class _Switches(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """``@include(if: $x)`` and ``@skip``."""
        self._collect(node)

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """``first: $x`` and ``last: $x``."""
        self._collect(node, only=frozenset({"first", "last"}))

    def _collect(self, node: DirectiveNode | FieldNode, only: frozenset[str] | None = None) -> None:
        for argument in node.arguments:
            if isinstance(argument.value, VariableNode) and (only is None or argument.name.value in only):
                self.names.add(argument.value.name.value)


def _switches(node: DocumentNode) -> frozenset[str]:
    visitor = _Switches()
    visit(node, visitor)
    return frozenset(visitor.names)


def _as_github(document_node: DocumentNode, error: GraphQLError) -> dict[str, Any]:
    node = error.nodes[0] if error.nodes else None
    path = next(_paths(document_node, node, []), []) if node else []
    undefined = _UNDEFINED_FIELD.match(error.message)
    if undefined:
        field, type_name = undefined.groups()
        extensions = {"code": "undefinedField", "typeName": type_name, "fieldName": field}
        message = f"Field '{field}' doesn't exist on type '{type_name}'"
        return {"path": path, "extensions": extensions, "locations": locations(node), "message": message}
    unknown = _UNKNOWN_ARGUMENT.match(error.message)
    if unknown:
        argument, _, field = unknown.groups()
        extensions = {"code": "argumentNotAccepted", "name": field, "typeName": "Field", "argumentName": argument}
        message = f"Field '{field}' doesn't accept argument '{argument}'"
        return {"path": [*path, argument], "extensions": extensions, "locations": locations(node), "message": message}
    return {"path": path, "locations": locations(node), "message": error.message}


def _paths(here: Node, target: Node, path: list[str]) -> Iterator[list[str]]:
    if isinstance(here, OperationDefinitionNode):
        name = f" {here.name.value}" if here.name else ""
        path = [*path, f"{here.operation.value}{name}"]
    elif isinstance(here, FragmentDefinitionNode):
        path = [*path, f"fragment {here.name.value}"]
    elif isinstance(here, FieldNode):
        path = [*path, (here.alias or here.name).value]
    if here is target:
        yield path
        return
    for key in here.keys:
        value = getattr(here, key, None)
        for child in value if isinstance(value, tuple | list) else (value,):
            if isinstance(child, Node):
                yield from _paths(child, target, path)


@dataclass(frozen=True, slots=True)
class Declared:
    """One variable that an operation declares."""

    name: str
    type: GraphQLInputType
    has_default: bool
    default: Any
    node: VariableDefinitionNode


def declared(schema: GraphQLSchema, operation: OperationDefinitionNode) -> tuple[Declared, ...]:
    """Return the variables that an operation declares."""
    found = []
    for node in operation.variable_definitions:
        type_: Any = type_from_ast(schema, node.type)
        default = value_from_ast(node.default_value, type_) if node.default_value else None
        found.append(Declared(node.variable.name.value, type_, node.default_value is not None, default, node))
    return tuple(found)


def coerced(variables: Sequence[Declared], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the values of the variables that were sent, or their defaults, and the errors of invalid ones."""
    values: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for one in variables:
        if one.name not in given:
            if one.has_default:
                values[one.name] = one.default
            elif isinstance(one.type, GraphQLNonNull):
                errors.append(_invalid_value(one, None, [([], "Expected value to not be null")]))
            continue
        problems: list[tuple[list[str | int], str]] = []

        def note(path: list[str | int], _value: object, error: GraphQLError, into: Any = problems) -> None:  # noqa: ANN401 - the list above
            into.append((path, error.message))

        values[one.name] = coerce_input_value(given[one.name], one.type, note)
        if problems:
            errors.append(_invalid_value(one, given[one.name], problems))
    return values, errors


def _invalid_value(one: Declared, value: object, problems: list[tuple[list[str | int], str]]) -> dict[str, Any]:
    return {
        "extensions": {
            "value": value,
            "problems": [{"path": path, "explanation": explanation} for path, explanation in problems],
        },
        "locations": locations(one.node),
        "message": f"Variable ${one.name} of type {print_ast(one.node.type)} was provided invalid value",
    }
