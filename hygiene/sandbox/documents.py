"""Documents and variables: parsed, validated and coerced, with GitHub's error messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    coerce_input_value,
    parse,
    print_ast,
    type_from_ast,
    validate,
)
from hygiene.sandbox.refusal import locations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import GraphQLSchema

DOCUMENTS_CACHED_MAX = 1_000
_UNDEFINED_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
_UNKNOWN_ARGUMENT = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document, or the errors for which it is refused."""

    text: str
    node: DocumentNode | None
    refused: tuple[dict[str, Any], ...]

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
    return Document(text, node, refused)


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


def invalid_variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the errors of variables that are missing or of another type."""
    errors: list[dict[str, Any]] = []
    for node in operation.variable_definitions:
        name, type_ = node.variable.name.value, cast("GraphQLInputType", type_from_ast(schema, node.type))
        problems: list[dict[str, Any]] = []

        def note(path: list[str | int], _value: object, error: GraphQLError, into: Any = problems) -> None:  # noqa: ANN401 - the list above
            into.append({"path": path, "explanation": error.message})

        if name in given:
            coerce_input_value(given[name], type_, note)
        elif isinstance(type_, GraphQLNonNull) and node.default_value is None:
            problems.append({"path": [], "explanation": "Expected value to not be null"})
        if problems:
            message = f"Variable ${name} of type {print_ast(node.type)} was provided invalid value"
            extensions = {"value": given.get(name), "problems": problems}
            errors.append({"extensions": extensions, "locations": locations(node), "message": message})
    return errors
