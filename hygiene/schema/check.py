"""The documents against a schema: what works there, and what has to do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import NoUnusedFragmentsRule, OperationDefinitionNode, separate_operations, specified_rules, validate
from hygiene.schema.features import Feature, feature_of
from hygiene.schema.selection import parse_documents
from hygiene.schema.source import parse_sdl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import DocumentNode, GraphQLSchema

RULES = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]


@dataclass(frozen=True, slots=True)
class Finding:
    """One feature on one schema; it works when nothing is missing."""

    feature: Feature
    missing: tuple[str, ...] = ()


def check(sdl: str, documents: Iterable[str]) -> tuple[Finding, ...]:
    """Validate every operation, with the fragments that it needs, and gather what is missing by feature."""
    return check_schema(parse_sdl(sdl), documents)


def check_schema(schema: GraphQLSchema, documents: Iterable[str]) -> tuple[Finding, ...]:
    """Do the same for a schema that is built already."""
    missing: dict[Feature, dict[str, None]] = {}
    for operation, document in sorted(separate_operations(parse_documents(documents)).items()):
        missing.setdefault(feature_of(operation), {}).update(dict.fromkeys(_missing(schema, document)))
    findings = (Finding(feature, tuple(sorted(messages))) for feature, messages in missing.items())
    return tuple(sorted(findings, key=lambda finding: (not finding.feature.essential, finding.feature.name)))


def _missing(schema: GraphQLSchema, document: DocumentNode) -> list[str]:
    """Say in words what the schema lacks for one operation; suggestions of similar names are left out."""
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode) and schema.get_root_type(definition.operation) is None:
            return [f"There is no {definition.operation.value} type."]
    return [error.message.split(" Did you mean")[0] for error in validate(schema, document, RULES)]


def text(findings: Iterable[Finding], host: str) -> str:
    """Say per feature whether it works with a host, as lines of plain text."""
    lines = [f"{host}:"]
    for finding in findings:
        if not finding.missing:
            lines.append(f"  works     {finding.feature.name}")
            continue
        word = "missing " if finding.feature.essential else "degrades"
        lines.append(f"  {word}  {finding.feature.name}: {finding.feature.without}")
        lines.extend(f"              {message}" for message in finding.missing)
    return "\n".join(lines)


def lacking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the features that something is missing for."""
    return tuple(finding for finding in findings if finding.missing)
