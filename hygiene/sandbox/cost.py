"""The cost of an operation in pages, nodes and points, by GitHub's published formula."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, FragmentSpreadNode, IntValueNode, SelectionSetNode, VariableNode, get_named_type
from hygiene.sandbox.schema import is_connection

if TYPE_CHECKING:
    from graphql import OperationDefinitionNode, ValueNode
    from hygiene.sandbox.plan import Planner

# https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
PAGES_PER_POINT = 100
NODES_MAX = 500_000


@dataclass(slots=True)
class Cost:
    """The pages to fetch, the largest number of nodes in them, and the names and aliases of all selected fields."""

    pages: int = 0
    nodes: int = 0
    fields: set[str] = field(default_factory=set)

    @property
    def points(self) -> int:
        """The points of the request, at least one."""
        return max(1, round(self.pages / PAGES_PER_POINT))


def cost_of(planner: Planner, operation: OperationDefinitionNode) -> Cost:
    """Return the cost of an operation with the planner's variables."""
    cost = Cost()
    root = planner.schema.get_root_type(operation.operation)
    _selection(planner, root, operation.selection_set, 1, cost)
    return cost


def _selection(planner: Planner, type_: Any, selection_set: SelectionSetNode, times: int, cost: Cost) -> None:  # noqa: ANN401 - any composite type
    for selection in selection_set.selections:
        if not planner.selected(selection):
            continue
        if isinstance(selection, FieldNode):
            _field(planner, type_, selection, times, cost)
            continue
        fragment: Any = selection
        if isinstance(selection, FragmentSpreadNode):
            fragment = planner.fragments[selection.name.value]
        inner = type_
        if fragment.type_condition is not None:
            inner = planner.schema.type_map[fragment.type_condition.name.value]
        _selection(planner, inner, fragment.selection_set, times, cost)


def _field(planner: Planner, type_: Any, node: FieldNode, times: int, cost: Cost) -> None:  # noqa: ANN401 - any composite type
    cost.fields.update({node.name.value, node.alias.value if node.alias else node.name.value})
    definition = getattr(type_, "fields", {}).get(node.name.value)
    if definition is None or node.selection_set is None:
        return
    size = 1
    if is_connection(definition):
        size = max(
            (_size(planner, argument.value) for argument in node.arguments if argument.name.value in {"first", "last"}),
            default=0,
        )
        cost.pages += times
        cost.nodes += times * size
    _selection(planner, get_named_type(definition.type), node.selection_set, times * max(1, size), cost)


def _size(planner: Planner, value: ValueNode) -> int:
    if isinstance(value, IntValueNode):
        return int(value.value)
    if isinstance(value, VariableNode):
        return int(planner.switches.get(value.name.value) or 0)
    return 0
