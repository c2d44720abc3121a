"""The cost of an operation in pages, nodes and points, by GitHub's published formula."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    IntValueNode,
    VariableNode,
    get_directive_values,
    get_named_type,
)
from hygiene.sandbox.schema import is_connection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import (
        FragmentDefinitionNode,
        GraphQLSchema,
        OperationDefinitionNode,
        SelectionNode,
        SelectionSetNode,
        ValueNode,
    )

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


def cost_of(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    switches: Mapping[str, Any],
) -> Cost:
    """Return the cost of an operation. ``switches`` are the variables that are booleans or numbers."""
    counter = _Counter(schema, fragments, switches)
    counter.add(schema.get_root_type(operation.operation), operation.selection_set, 1)
    return counter.cost


@dataclass(slots=True)
class _Counter:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: Mapping[str, Any]
    cost: Cost = field(default_factory=Cost)

    def add(self, type_: Any, selection_set: SelectionSetNode, times: int) -> None:  # noqa: ANN401 - any composite type
        """Add a selection that is made ``times`` times."""
        for selection in selection_set.selections:
            if not self._selected(selection):
                continue
            if isinstance(selection, FieldNode):
                self._add_field(type_, selection, times)
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
            inner = type_
            if fragment.type_condition is not None:
                inner = self.schema.type_map[fragment.type_condition.name.value]
            self.add(inner, fragment.selection_set, times)

    def _selected(self, selection: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, selection, dict(self.switches))
        include = get_directive_values(GraphQLIncludeDirective, selection, dict(self.switches))
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _add_field(self, type_: Any, node: FieldNode, times: int) -> None:  # noqa: ANN401 - any composite type
        self.cost.fields.update({node.name.value, node.alias.value if node.alias else node.name.value})
        definition = getattr(type_, "fields", {}).get(node.name.value)
        if definition is None or node.selection_set is None:
            return
        size = 1
        if is_connection(definition):
            bounds = [one.value for one in node.arguments if one.name.value in {"first", "last"}]
            size = max(map(self._size, bounds), default=0)
            self.cost.pages += times
            self.cost.nodes += times * size
        self.add(get_named_type(definition.type), node.selection_set, times * max(1, size))

    def _size(self, value: ValueNode) -> int:
        if isinstance(value, IntValueNode):
            return int(value.value)
        if isinstance(value, VariableNode):
            return int(self.switches.get(value.name.value) or 0)
        return 0
