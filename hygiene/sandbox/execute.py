"""Execute a GraphQL request: the JSON that GitHub returns as the body of the response."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphql.execution.values import get_variable_values
from graphql.pyutils import Path

from graphql import (
    ExecutionContext,
    ExecutionResult,
    FieldNode,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    execute,
)
from hygiene.sandbox.cost import NODES_MAX, Cost, cost_of
from hygiene.sandbox.documents import Document, document, invalid_variables
from hygiene.sandbox.faults import FieldFails, ResourceLimits
from hygiene.sandbox.refusal import WENT_WRONG, Refusal
from hygiene.sandbox.schema import leaves_of, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLError, GraphQLObjectType
    from hygiene.sandbox.context import Context

OPERATIONS_CACHED_MAX = 2_000

Body = dict[str, Any]
Fields = dict[str, list[FieldNode]]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An operation that can be executed: its cost and its variables.

    ``selections`` are the fields that an execution with the same switches collected, by type and nodes.
    """

    document: Document
    operation: OperationDefinitionNode
    cost: Cost
    variables: Mapping[str, Any]
    selections: dict[tuple[Any, ...], Fields]

    @property
    def is_mutation(self) -> bool:
        """Whether the operation writes."""
        return self.operation.operation is OperationType.MUTATION


@dataclass(slots=True)
class Run:
    """One execution. ``root`` are the root fields, of which those that fail without being executed are left out."""

    prepared: Prepared
    context: Context
    fails: FieldFails | ResourceLimits | None = None
    root: Fields = field(default_factory=dict)


def prepare(text: str, name: str | None, given: Mapping[str, Any]) -> Prepared | Body:
    """Return an operation that can be executed, or the body that refuses it as a whole."""
    found = document(schema(), text)
    if found.refused:
        return {"errors": [dict(error) for error in found.refused]}
    operation = found.operation(name)
    if operation is None:
        message = f'No operation named "{name}"' if name else "An operation name is required"
        return {"errors": [{"message": message}]}
    values = get_variable_values(schema(), operation.variable_definitions, dict(given))
    if isinstance(values, list):
        return {"errors": invalid_variables(schema(), operation, given)}
    # What is selected, and how many items a page has, depends on booleans and numbers alone.
    switches = tuple(sorted((key, value) for key, value in values.items() if isinstance(value, int)))
    cost, selections = _measured(found, operation, switches)
    if cost.nodes > NODES_MAX:
        message = (
            f"This query requests up to {cost.nodes:,} possible nodes which exceeds the maximum limit of {NODES_MAX:,}."
        )
        return {"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}]}
    return Prepared(found, operation, cost, given, selections)


def run(prepared: Prepared, context: Context, fails: FieldFails | ResourceLimits | None = None) -> Body:
    """Execute an operation, its root fields one after the other. ``fails`` makes one or more of them fail."""
    context.cost, context.node_count = prepared.cost.points, prepared.cost.nodes
    this = Run(prepared, context, fails)
    node, name = prepared.document.node, prepared.operation.name
    assert node is not None, "a refused document is not prepared"  # noqa: S101 - a bug of the sandbox
    result = execute(
        schema(),
        node,
        context_value=this,
        variable_values=dict(prepared.variables),
        operation_name=name.value if name else None,
        execution_context_class=_Execution,
        is_awaitable=_never,
    )
    assert isinstance(result, ExecutionResult), "resolvers are not awaitable"  # noqa: S101 - a bug of the sandbox
    errors = [_as_github(error) for error in result.errors or ()]
    data = result.data
    if data is not None and fails is not None:
        data = {key: data.get(key) for key in this.root}
        for place, (key, nodes) in enumerate(this.root.items(), start=1):
            if _fails_at(fails, place):
                errors += _fail(fails, place, key, nodes[0], data)
    return {"data": data, "errors": errors} if errors else {"data": data}


class _Execution(ExecutionContext):
    """graphql-core's executor. It collects the fields of an operation once, and leaves out root fields that fail."""

    context_value: Run

    def collect_subfields(self, return_type: GraphQLObjectType, field_nodes: list[FieldNode]) -> Fields:
        # Without this the simulator takes twice as long: most of its requests are the same few operations.
        known = self.context_value.prepared.selections
        key = (return_type.name, *map(id, field_nodes))
        if key not in known:
            known[key] = super().collect_subfields(return_type, field_nodes)
        return known[key]

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: object, path: Path | None, fields: Fields
    ) -> Any:  # noqa: ANN401 - as graphql-core
        # Most fields are values without arguments, which need neither a path nor what graphql-core gives a resolver.
        context, leaves = self.context_value.context, leaves_of(parent_type)
        result: dict[str, Any] = {}
        for key, nodes in (fields if path else self._executed(fields)).items():
            leaf = leaves.get(nodes[0].name.value)
            value = leaf(source_value, context) if leaf else Undefined
            if value is Undefined:
                value = self.execute_field(parent_type, source_value, nodes, Path(path, key, parent_type.name))
            result[key] = value
        return result

    def execute_fields_serially(
        self, parent_type: GraphQLObjectType, source_value: object, path: Path | None, fields: Fields
    ) -> Any:  # noqa: ANN401 - as graphql-core
        return super().execute_fields_serially(parent_type, source_value, path, self._executed(fields))

    @staticmethod
    def build_response(data: dict[str, Any] | None, errors: list[GraphQLError]) -> ExecutionResult:
        # In the order of execution; graphql-core would sort them by their places in the document.
        return ExecutionResult(data, errors)

    def _executed(self, root: Fields) -> Fields:
        fails, self.context_value.root = self.context_value.fails, root
        if fails is None or fails.after or (isinstance(fails, ResourceLimits) and fails.null):
            return root
        return {key: nodes for place, (key, nodes) in enumerate(root.items(), start=1) if not _fails_at(fails, place)}


def _never(_value: object) -> bool:
    return False


def _as_github(error: GraphQLError) -> dict[str, Any]:
    refusal = error.original_error
    if isinstance(refusal, TypeError) and error.message.startswith("Cannot return null"):
        refusal = Refusal("SANDBOX", error.message)
    if not isinstance(refusal, Refusal):
        raise error
    return refusal.located(list(error.path or ()), error.nodes[0] if error.nodes else None)


def _fails_at(fails: FieldFails | ResourceLimits, place: int) -> bool:
    """Whether the root field at this place is null: one that fails inside GitHub, or all after a resource limit."""
    beyond = isinstance(fails, ResourceLimits) and not fails.null and place > fails.place
    return place == fails.place or beyond


def _fail(
    fails: FieldFails | ResourceLimits, place: int, key: str, node: FieldNode, data: dict[str, Any]
) -> list[dict[str, Any]]:
    """Make a value null, and return the errors for it."""
    if isinstance(fails, FieldFails):
        data[key] = None
        return [Refusal("INTERNAL", WENT_WRONG).located([key], node)]
    inner: Any = data
    *parents, last = (key, *fails.null)
    for parent in parents:
        inner = inner.get(parent) if isinstance(inner, dict) else None
    if isinstance(inner, dict) and last in inner:
        inner[last] = None
    if place > fails.place:
        return []
    refusal = Refusal("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")
    return [refusal.located([key, *fails.null, *fails.path], node)]


@lru_cache(maxsize=OPERATIONS_CACHED_MAX)
def _measured(
    found: Document, operation: OperationDefinitionNode, switches: tuple[tuple[str, Any], ...]
) -> tuple[Cost, dict[tuple[Any, ...], Fields]]:
    return cost_of(schema(), found.fragments, operation, dict(switches)), {}
