"""Execute a GraphQL request: the JSON that GitHub returns as the body of the response."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphql import ExecutionResult, FieldNode, OperationDefinitionNode, OperationType, execute
from hygiene.sandbox.cost import NODES_MAX, Cost, cost_of
from hygiene.sandbox.documents import Declared, Document, coerced, declared, document
from hygiene.sandbox.faults import FieldFails, ResourceLimits
from hygiene.sandbox.plan import FieldPlan, NullError, Planner, Run, execute_fields
from hygiene.sandbox.refusal import WENT_WRONG, Refusal
from hygiene.sandbox.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import SelectionNode
    from hygiene.sandbox.context import Context

OPERATIONS_CACHED_MAX = 2_000
INTROSPECTIONS_CACHED_MAX = 4

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An operation that can be executed: its plan, its cost and its coerced variables."""

    document: Document
    operation: OperationDefinitionNode
    plans: tuple[FieldPlan, ...]
    cost: Cost
    variables: Mapping[str, Any]

    @property
    def is_mutation(self) -> bool:
        """Whether the operation writes."""
        return self.operation.operation is OperationType.MUTATION


def prepare(text: str, name: str | None, given: Mapping[str, Any]) -> Prepared | Body:
    """Return an operation that can be executed, or the body that refuses it as a whole."""
    found = document(schema(), text)
    if found.refused:
        return {"errors": [dict(error) for error in found.refused]}
    operation = found.operation(name)
    if operation is None:
        message = f'No operation named "{name}"' if name else "An operation name is required"
        return {"errors": [{"message": message}]}
    values, errors = coerced(_declared(found, operation), given)
    if errors:
        return {"errors": errors}
    switches = tuple(sorted((key, values.get(key)) for key in found.switches))
    plans, cost = _planned(found, operation, switches)
    if cost.nodes > NODES_MAX:
        message = (
            f"This query requests up to {cost.nodes:,} possible nodes which exceeds the maximum limit of {NODES_MAX:,}."
        )
        return {"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}]}
    return Prepared(found, operation, plans, cost, values)


def run(prepared: Prepared, context: Context, fails: FieldFails | ResourceLimits | None = None) -> Body:
    """Execute an operation, its root fields one after the other. ``fails`` makes one or more of them fail."""
    context.cost, context.node_count = prepared.cost.points, prepared.cost.nodes
    if _has_introspection(prepared.operation):
        alone = not prepared.variables and all(_is_introspection(one) for one in _root(prepared.operation))
        return (
            _introspected(prepared.document, prepared.operation) if alone else run_with_graphql_core(prepared, context)
        )
    execution = Run(context, prepared.variables, [])
    data: dict[str, Any] = {}
    try:
        for place, plan in enumerate(prepared.plans, start=1):
            failing = fails if fails is not None and _fails_at(fails, place) else None
            if failing is None or failing.after or (isinstance(failing, ResourceLimits) and failing.null):
                data |= execute_fields((plan,), None, execution, None)
            if failing is not None:
                _fail(failing, place, plan, execution, data)
    except NullError:
        return {"data": None, "errors": execution.errors}
    return {"data": data, "errors": execution.errors} if execution.errors else {"data": data}


def _fails_at(fails: FieldFails | ResourceLimits, place: int) -> bool:
    """Whether the root field at this place is null: one that fails inside GitHub, or all after a resource limit."""
    beyond = isinstance(fails, ResourceLimits) and not fails.null and place > fails.place
    return place == fails.place or beyond


def _fail(
    fails: FieldFails | ResourceLimits, place: int, plan: FieldPlan, execution: Run, data: dict[str, Any]
) -> None:
    if isinstance(fails, FieldFails):
        data[plan.key] = None
        execution.refuse(Refusal("INTERNAL", WENT_WRONG), (None, plan.key), plan.node)
        return
    inner: Any = data
    *parents, last = (plan.key, *fails.null)
    for key in parents:
        inner = inner.get(key) if isinstance(inner, dict) else None
    if (isinstance(inner, dict) and last in inner) or not fails.null:
        inner[last] = None
    if place == fails.place:
        refusal = Refusal("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")
        execution.errors.append(refusal.located([plan.key, *fails.null, *fails.path], plan.node))


def run_with_graphql_core(prepared: Prepared, context: Context) -> Body:
    """Execute an operation with graphql-core: slower, with introspection, the reference for ``run``."""
    node = prepared.document.node
    assert node is not None, "a refused document is not prepared"  # noqa: S101 - a bug of the sandbox
    name = prepared.operation.name.value if prepared.operation.name else None
    given = dict(prepared.variables)
    result = execute(schema(), node, context_value=context, variable_values=given, operation_name=name)
    assert isinstance(result, ExecutionResult), "resolvers are not awaitable"  # noqa: S101 - a bug of the sandbox
    errors = []
    for error in result.errors or ():
        if not isinstance(error.original_error, Refusal):
            raise error
        errors.append(error.original_error.located(list(error.path or ()), (error.nodes or [None])[0]))  # type: ignore[list-item]
    return {"data": result.data, "errors": errors} if errors else {"data": result.data}


@lru_cache(maxsize=OPERATIONS_CACHED_MAX)
def _declared(found: Document, operation: OperationDefinitionNode) -> tuple[Declared, ...]:
    assert operation in found.operations, "operations stay with their document"  # noqa: S101 - a bug of the sandbox
    return declared(schema(), operation)


@lru_cache(maxsize=OPERATIONS_CACHED_MAX)
def _planned(
    found: Document, operation: OperationDefinitionNode, switches: tuple[tuple[str, Any], ...]
) -> tuple[tuple[FieldPlan, ...], Cost]:
    planner = Planner(schema(), found.fragments, dict(switches))
    root: Any = schema().get_root_type(operation.operation)
    plans = () if _has_introspection(operation) else planner.fields(root, [operation.selection_set])
    return plans, cost_of(planner, operation)


@lru_cache(maxsize=INTROSPECTIONS_CACHED_MAX)
def _introspected(found: Document, operation: OperationDefinitionNode) -> Body:
    """What a document that asks for the schema alone gives, in whichever world."""
    assert found.node is not None, "a refused document is not prepared"  # noqa: S101 - a bug of the sandbox
    result = execute(schema(), found.node, operation_name=operation.name.value if operation.name else None)
    assert isinstance(result, ExecutionResult), "resolvers are not awaitable"  # noqa: S101 - a bug of the sandbox
    assert not result.errors, "introspection refuses nothing"  # noqa: S101 - a bug of the sandbox
    return {"data": result.data}


def _has_introspection(operation: OperationDefinitionNode) -> bool:
    return any(_is_introspection(one) for one in _root(operation))


def _root(operation: OperationDefinitionNode) -> tuple[SelectionNode, ...]:
    return operation.selection_set.selections


def _is_introspection(selection: SelectionNode) -> bool:
    return isinstance(selection, FieldNode) and selection.name.value in {"__schema", "__type"}
