"""Checks the documents against the schema of a host: whether hygiene works, and which optional features do not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graphql import (
    REMOVE,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    OperationDefinitionNode,
    Visitor,
    specified_rules,
    validate,
    visit,
)
from hygiene.model.host_features import OPTIONAL_FEATURES
from hygiene.schema.fetch import parse_sdl
from hygiene.schema.prune import parse_documents
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graphql import GraphQLSchema, VisitorAction

# Fragments and variables that are unused because an optional feature is left out are not sent.
RULES = [rule for rule in specified_rules if rule not in (NoUnusedFragmentsRule, NoUnusedVariablesRule)]
WORKS = "all commands"
# One process may check the same host again, which takes half a second.
CHECKED_KEPT_MAX = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a host supports a feature. ``missing`` are messages about what it lacks.

    ``without`` is the effect of that. ``essential`` is the feature without which hygiene does not work.
    """

    name: str
    without: str
    missing: tuple[str, ...] = ()
    essential: bool = False


def check(sdl: str, documents: Iterable[str]) -> tuple[Finding, ...]:
    """Validate the documents without and with each optional feature. The essential finding comes first."""
    return _checked(sdl, tuple(documents))


@lru_cache(maxsize=CHECKED_KEPT_MAX)
def _checked(sdl: str, documents: tuple[str, ...]) -> tuple[Finding, ...]:
    return check_schema(parse_sdl(sdl), documents)


def check_schema(schema: GraphQLSchema, documents: Iterable[str]) -> tuple[Finding, ...]:
    """The findings for a schema that is built already."""
    document = parse_documents(documents)
    optional = {name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)}
    # If all documents are valid, so is each part of them. That is the case on most hosts.
    invalid = bool(_wrong(schema, document, ()))
    essential = _wrong(schema, document, optional) if invalid else set()
    findings = [Finding(WORKS, "hygiene does not work with this host", _sorted(essential), essential=True)]
    for feature in OPTIONAL_FEATURES:
        left_out = optional - {*feature.fragments, *feature.parts}
        wrong = _wrong(schema, document, left_out) - essential if invalid else set()
        findings.append(Finding(feature.name, feature.without, _sorted(wrong)))
    return tuple(findings)


def _wrong(schema: GraphQLSchema, document: DocumentNode, without: Collection[str]) -> set[str]:
    """The errors of the documents without some fragments."""
    reduced = visit(document, _Remover(without))
    roots = {
        f"There is no {definition.operation.value} type."
        for definition in reduced.definitions
        if isinstance(definition, OperationDefinitionNode) and schema.get_root_type(definition.operation) is None
    }
    # Suggestions of similar names are left out.
    return roots or {error.message.split(" Did you mean")[0] for error in validate(schema, reduced, RULES)}


class _Remover(Visitor):
    """Removes fragments and their spreads."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> VisitorAction:
        """Remove a spread."""
        return REMOVE if node.name.value in self.names else None

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: object) -> VisitorAction:
        """Remove a fragment."""
        return REMOVE if node.name.value in self.names else None


def _sorted(messages: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(messages))


def text(findings: Iterable[Finding], host: str) -> str:
    """One line for each finding, followed by what is missing."""
    lines = [f"{host}:"]
    for finding in findings:
        if not finding.missing:
            lines.append(f"  works     {finding.name}")
            continue
        state = "missing " if finding.essential else "off     "
        lines.append(f"  {state}  {finding.name}: {finding.without}")
        lines.extend(f"              {message}" for message in finding.missing)
    return "\n".join(lines)


def lacking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings for which something is missing."""
    return tuple(finding for finding in findings if finding.missing)
