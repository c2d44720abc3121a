"""Plans: an operation compiled once for each combination of its switches.

graphql-core's own executor collects fields and resolves types again for every request: 6 ms for ReadScope, where a plan
takes 0.8 ms. The simulator needs the difference. Tests compare plans with ``execute.run_with_graphql_core``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql.execution.values import get_argument_values, get_directive_values

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)
from hygiene.sandbox.pages import LISTING, check_bounds
from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.resolvers import resolver_of
from hygiene.sandbox.schema import is_connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graphql import GraphQLSchema
    from hygiene.sandbox.context import Args, Context, Resolver

Path: TypeAlias = "tuple[Any, str | int] | None"
Complete: TypeAlias = "Callable[[Any, Run, Path], Any]"


class NullError(Exception):
    """A non-null field is null, so its nearest nullable parent becomes null."""


@dataclass(slots=True)
class Run:
    """One execution of a plan, and its errors so far."""

    context: Context
    variables: Mapping[str, Any]
    errors: list[dict[str, Any]]

    def refuse(self, refusal: Refusal, path: Path, node: FieldNode) -> None:
        """Add an error."""
        steps: list[str | int] = []
        while path is not None:
            path, step = path
            steps.insert(0, step)
        self.errors.append(refusal.located(steps, node))


@dataclass(frozen=True, slots=True, eq=False)
class FieldPlan:
    """One field of one object type: how to resolve it and how to complete its value."""

    key: str
    resolve: Resolver
    arguments: Callable[[Mapping[str, Any]], Args]
    complete: Complete
    nullable: bool
    node: FieldNode


def execute_fields(plans: tuple[FieldPlan, ...], record: object, run: Run, path: Path) -> dict[str, Any]:
    """Return the selected fields of one record, executed in order."""
    data: dict[str, Any] = {}
    context, variables = run.context, run.variables
    for plan in plans:
        here = (path, plan.key)
        try:
            value = plan.resolve(record, context, plan.arguments(variables))
            if value is not None:
                value = plan.complete(value, run, here)
            elif not plan.nullable:
                message = f"Cannot return null for non-nullable field {plan.key}"
                raise Refusal("SANDBOX", message)  # noqa: TRY301 - handled like every refusal
        except Refusal as refusal:
            run.refuse(refusal, here, plan.node)
            value = None
            if not plan.nullable:
                raise NullError from None
        except NullError:
            value = None
            if not plan.nullable:
                raise
        data[plan.key] = value
    return data


class Planner:
    """Compiles the plans of one operation for one combination of its switches."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], switches: Mapping[str, Any]
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.switches = dict(switches)

    def fields(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> tuple[FieldPlan, ...]:
        """Return the plans of the fields that the selection sets select on an object type."""
        selected: dict[str, list[FieldNode]] = {}
        for one in sets:
            self._collect(type_, one, selected)
        return tuple(self._field(type_, key, nodes) for key, nodes in selected.items())

    def selected(self, selection: SelectionNode) -> bool:
        """Whether ``@include`` and ``@skip`` keep a selection."""
        if not selection.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, selection, self.switches)
        include = get_directive_values(GraphQLIncludeDirective, selection, self.switches)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _collect(
        self, type_: GraphQLObjectType, selection_set: SelectionSetNode, into: dict[str, list[FieldNode]]
    ) -> None:
        for selection in selection_set.selections:
            if not self.selected(selection):
                continue
            if isinstance(selection, FieldNode):
                into.setdefault((selection.alias or selection.name).value, []).append(selection)
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
            if self._applies(fragment, type_):
                self._collect(type_, fragment.selection_set, into)

    def _applies(self, fragment: FragmentDefinitionNode | InlineFragmentNode, type_: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        condition = self.schema.type_map[fragment.type_condition.name.value]
        return condition is type_ or (is_abstract_type(condition) and self.schema.is_sub_type(condition, type_))  # type: ignore[arg-type]

    def _field(self, type_: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> FieldPlan:
        name = nodes[0].name.value
        if name == "__typename":
            return FieldPlan(key, _constant(type_.name), _no_arguments, _unchanged, nullable=False, node=nodes[0])
        field = type_.fields[name]
        sets = [node.selection_set for node in nodes if node.selection_set]
        resolve = resolver_of(type_.name, name)
        if is_connection(field) and self._lists_items(field, sets):
            resolve = _bounded(name, resolve)
        nullable = not isinstance(field.type, GraphQLNonNull)
        complete = self._completer(field.type, sets, nodes[0])
        return FieldPlan(key, resolve, self._arguments(field, nodes[0]), complete, nullable, nodes[0])

    def _lists_items(self, field: GraphQLField, sets: list[SelectionSetNode]) -> bool:
        type_: Any = get_named_type(field.type)
        return any(plan.node.name.value in LISTING for plan in self.fields(type_, sets))

    def _arguments(self, field: GraphQLField, node: FieldNode) -> Callable[[Mapping[str, Any]], Args]:
        if not field.args:
            return _no_arguments
        if "$" not in str(node.loc and node.loc.source.body[node.loc.start : _end_of_arguments(node)]):
            values = get_argument_values(field, node, {})
            return lambda _variables: values
        return lambda variables: get_argument_values(field, node, dict(variables))

    def _completer(self, type_: Any, sets: list[SelectionSetNode], node: FieldNode) -> Complete:  # noqa: ANN401 - any output type
        if isinstance(type_, GraphQLNonNull):
            return self._completer(type_.of_type, sets, node)
        if isinstance(type_, GraphQLList):
            return _items(self._completer(type_.of_type, sets, node), node, isinstance(type_.of_type, GraphQLNonNull))
        if isinstance(type_, GraphQLScalarType):
            write = type_.serialize
            return lambda value, _run, _path: write(value)
        if isinstance(type_, GraphQLEnumType):
            return _unchanged
        return self._object(type_, sets)

    def _object(self, type_: Any, sets: list[SelectionSetNode]) -> Complete:  # noqa: ANN401 - an object or abstract type
        known: dict[str, tuple[FieldPlan, ...]] = {}
        fixed = type_.name if isinstance(type_, GraphQLObjectType) else None

        def complete(value: Any, run: Run, path: Path) -> dict[str, Any]:  # noqa: ANN401 - any record
            name = fixed or value.typename
            plans = known.get(name)
            if plans is None:
                concrete: Any = self.schema.type_map[name]
                plans = known[name] = self.fields(concrete, sets)
            return execute_fields(plans, value, run, path)

        return complete


def _items(complete: Complete, node: FieldNode, non_null: bool) -> Complete:  # noqa: FBT001 - private, one caller
    def each(values: Any, run: Run, path: Path) -> list[Any]:  # noqa: ANN401 - any sequence
        done: list[Any] = []
        for index, value in enumerate(values):
            here = (path, index)
            item = None
            try:
                if isinstance(value, Refusal):
                    raise value
                if value is not None:
                    item = complete(value, run, here)
            except Refusal as refusal:
                run.refuse(refusal, here, node)
                if non_null:
                    raise NullError from None
            except NullError:
                if non_null:
                    raise
            done.append(item)
        return done

    return each


def _bounded(name: str, resolve: Resolver) -> Resolver:
    def page(record: object, context: Context, args: Args) -> object:
        check_bounds(name, args)
        return resolve(record, context, args)

    return page


def _constant(value: str) -> Resolver:
    return lambda _record, _context, _args: value


def _no_arguments(_variables: Mapping[str, Any]) -> Args:
    return {}


def _unchanged(value: object, _run: Run, _path: Path) -> object:
    return value


def _end_of_arguments(node: FieldNode) -> int:
    last = node.arguments[-1].loc if node.arguments else node.name.loc
    return last.end if last else 0
