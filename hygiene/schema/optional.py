"""What a schema lacks of the optional features, and what is wrong even without them: what a run would find out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode
from hygiene.model.host_features import OPTIONAL_FEATURES, OptionalFeature, feature_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graphql import DocumentNode, GraphQLError, GraphQLSchema

_SPREAD = re.compile(r"\.\.\.(\w+)")
_VARIABLE = re.compile(r"\$(\w+)")
_WORD = re.compile(r"\w+")


def touched(document: DocumentNode) -> list[OptionalFeature]:
    """The optional features that some documents make use of."""
    found = _definitions(document)
    sent = {word for node in found.values() if isinstance(node, OperationDefinitionNode) for word in _sent(node)}
    return [
        feature
        for feature in OPTIONAL_FEATURES
        if found.keys() & {*feature.fragments} or sent & {place.partition(".")[0] for place in feature.inputs}
    ]


def inputs_lacking(schema: GraphQLSchema, feature: OptionalFeature) -> list[str]:
    """Sentences on what a schema does not take of what the feature sends in variables."""
    found = []
    for place in feature.inputs:
        name, _, member = place.partition(".")
        type_: Any = schema.type_map.get(name)
        if type_ is None or (member and member not in {**getattr(type_, "fields", {}), **getattr(type_, "values", {})}):
            found.append(f"There is no {place}.")
    return found


def feature_of_error(document: DocumentNode, error: GraphQLError) -> OptionalFeature | None:
    """The optional feature whose fragments an error stands in."""
    return feature_with(_home(_definitions(document), error))


def essential(
    document: DocumentNode, errors: Iterable[GraphQLError], lacking: Collection[OptionalFeature]
) -> list[GraphQLError]:
    """The errors in one operation's document that are left when these features are left out of it."""
    definitions = _definitions(document)
    dropped = {name for feature in lacking for name in feature.fragments}
    reached = [name for name, node in definitions.items() if isinstance(node, OperationDefinitionNode)]
    for name in reached:
        reached += [one for one in _SPREAD.findall(_text(definitions[name])) if one not in {*dropped, *reached}]
    used = {name for one in reached for name in _VARIABLE.findall(_text(definitions[one].selection_set))}
    return [
        error
        for error in errors
        if _home(definitions, error) in {*reached, ""} and _variable(definitions, error) in {*used, ""}
    ]


def _definitions(document: DocumentNode) -> dict[str, Any]:
    nodes = (OperationDefinitionNode, FragmentDefinitionNode)
    return {node.name.value: node for node in document.definitions if isinstance(node, nodes) and node.name}


def _home(definitions: dict[str, Any], error: GraphQLError) -> str:
    """The definition that an error stands in."""
    return next((name for name, node in definitions.items() if _holds(node, error)), "")


def _variable(definitions: dict[str, Any], error: GraphQLError) -> str:
    """The variable in whose declaration an error stands; empty for any other error."""
    declared = getattr(definitions.get(_home(definitions, error)), "variable_definitions", None) or ()
    return next((str(one.variable.name.value) for one in declared if _holds(one, error)), "")


def _holds(node: Any, error: GraphQLError) -> bool:  # noqa: ANN401 - any node of a document
    place = error.nodes[0].loc if error.nodes else None
    return place is not None and place.source is node.loc.source and node.loc.start <= place.start < node.loc.end


def _sent(operation: OperationDefinitionNode) -> list[str]:
    """The types of an operation's variables."""
    return [word for one in operation.variable_definitions for word in _WORD.findall(_text(one.type))]


def _text(node: Any) -> str:  # noqa: ANN401 - any node of a document
    return str(node.loc.source.body[node.loc.start : node.loc.end])
