"""Variables: coerced as declared; what was not sent takes its default, which is worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLNonNull,
    VariableDefinitionNode,
    coerce_input_value,
    print_ast,
    type_from_ast,
    value_from_ast,
)
from hygiene.sandbox.refusal import locations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import GraphQLSchema, OperationDefinitionNode


@dataclass(frozen=True, slots=True)
class Declared:
    """One variable of an operation."""

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
    """Return the values of an operation's variables, and the errors of those that do not fit."""
    values: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for one in variables:
        if one.name not in given:
            if one.has_default:
                values[one.name] = one.default
            elif isinstance(one.type, GraphQLNonNull):
                errors.append(_invalid(one, None, [([], "Expected value to not be null")]))
            continue
        problems: list[tuple[list[str | int], str]] = []

        def note(path: list[str | int], _value: object, error: GraphQLError, into: Any = problems) -> None:  # noqa: ANN401 - the list above
            into.append((path, error.message))

        values[one.name] = coerce_input_value(given[one.name], one.type, note)
        if problems:
            errors.append(_invalid(one, given[one.name], problems))
    return values, errors


def _invalid(one: Declared, value: object, problems: list[tuple[list[str | int], str]]) -> dict[str, Any]:
    return {
        "extensions": {
            "value": value,
            "problems": [{"path": path, "explanation": explanation} for path, explanation in problems],
        },
        "locations": locations(one.node),
        "message": f"Variable ${one.name} of type {print_ast(one.node.type)} was provided invalid value",
    }
