"""What an operation costs by GitHub's formula, worst case: points of the rate limit, and nodes.

https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api: one request for every
connection, for each node that it hangs on; a point is a hundred requests, rounded, and a call costs one at least.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    InlineFragmentNode,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    value_from_ast_untyped,
)
from hygiene.errors import UsageError
from hygiene.schema.fetch import parse_sdl
from hygiene.schema.prune import parse_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphql import DocumentNode, GraphQLSchema, NamedTypeNode, SelectionNode, SelectionSetNode

REQUESTS_PER_POINT = 100
POINTS_MIN = 1
SIZES = ("first", "last")
SCHEMAS_KEPT_MAX = 2
DOCUMENTS_KEPT_MAX = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """The worst case of one call."""

    requests: int
    nodes: int

    @property
    def points(self) -> int:
        """Points of the primary rate limit."""
        return max(POINTS_MIN, (self.requests + REQUESTS_PER_POINT // 2) // REQUESTS_PER_POINT)

    def __add__(self, other: Cost) -> Cost:
        """Sum what two parts of a call request."""
        return Cost(self.requests + other.requests, self.nodes + other.nodes)


def cost(sdl: str, documents: Iterable[str], operation: str, variables: Mapping[str, object]) -> Cost:
    """Estimate one operation; ``variables`` decide on page sizes and on what ``@include`` and ``@skip`` let through."""
    document = _document(tuple(documents))
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode) and definition.name and definition.name.value == operation:
            schema = _schema(sdl)
            given = {**_defaults(definition), **variables}
            root = schema.get_root_type(definition.operation)
            return _Estimate(schema, document, given).of(definition.selection_set, root.name if root else "", 1)
    message = f"No document has an operation {operation}."
    raise UsageError(message, hint="Name one of those under graphql/documents.")


@lru_cache(maxsize=DOCUMENTS_KEPT_MAX)
def _document(documents: tuple[str, ...]) -> DocumentNode:
    """The documents as one, parsed once for all variables that they are measured with."""
    return parse_documents(documents)


@lru_cache(maxsize=SCHEMAS_KEPT_MAX)
def _schema(sdl: str) -> GraphQLSchema:
    """The schema, built once for all operations that are measured."""
    return parse_sdl(sdl)


def _defaults(operation: OperationDefinitionNode) -> dict[str, object]:
    """Return what the document itself gives to variables."""
    return {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions
        if definition.default_value
    }


class _Estimate:
    """Walks one operation, with its fragments, down the schema."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, object]) -> None:
        self.schema = schema
        self.variables = dict(variables)
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    def of(self, selections: SelectionSetNode, type_name: str, times: int) -> Cost:
        """Sum up a selection that is made ``times`` times; fields that are requested twice are answered once."""
        merged: dict[tuple[str, str], list[FieldNode]] = {}
        for owner, field in self._fields(selections.selections, type_name):
            merged.setdefault((owner, field.alias.value if field.alias else field.name.value), []).append(field)
        total = Cost(0, 0)
        for (owner, _), fields in merged.items():
            total += self._field(owner, fields, times)
        return total

    def _fields(self, selections: Iterable[SelectionNode], type_name: str) -> Iterator[tuple[str, FieldNode]]:
        """Give the fields that are sent, fragments unfolded, with the type that they are requested of."""
        for selection in selections:
            if not self._sent(selection):
                continue
            if isinstance(selection, FieldNode):
                yield type_name, selection
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
                yield from self._fields(fragment.selection_set.selections, fragment.type_condition.name.value)
            elif isinstance(selection, InlineFragmentNode):
                condition: NamedTypeNode | None = selection.type_condition
                yield from self._fields(
                    selection.selection_set.selections, condition.name.value if condition else type_name
                )

    def _sent(self, selection: SelectionNode) -> bool:
        """Obey ``@include`` and ``@skip``."""
        for directive in selection.directives:
            if directive.name.value in {"include", "skip"}:
                wanted = bool(value_from_ast_untyped(directive.arguments[0].value, self.variables))
                if wanted is (directive.name.value == "skip"):
                    return False
        return True

    def _field(self, owner: str, fields: list[FieldNode], times: int) -> Cost:
        """Count a field: a connection is one request for each thing that it hangs on, and multiplies what is below."""
        field = fields[0]
        definition = getattr(self.schema.type_map.get(owner), "fields", {}).get(field.name.value)
        if definition is None or not is_composite_type(get_named_type(definition.type)):
            return Cost(0, 0)
        given = {
            argument.name.value: value_from_ast_untyped(argument.value, self.variables) for argument in field.arguments
        }
        sizes = [size for name in SIZES if isinstance(size := given.get(name), int)]
        own, below = Cost(0, 0), times
        if sizes:
            below = times * max(sizes)
            own = Cost(requests=times, nodes=below)
        elif isinstance(get_nullable_type(definition.type), GraphQLList):
            below = times * max((len(value) for value in given.values() if isinstance(value, list)), default=1)
        for each in fields:
            if each.selection_set:
                own += self.of(each.selection_set, get_named_type(definition.type).name, below)
        return own
