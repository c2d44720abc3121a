"""The documents against a schema: what works there, what is switched off, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import NoUnusedFragmentsRule, OperationDefinitionNode, separate_operations, specified_rules, validate
from hygiene.model.host_features import Feature, feature_of
from hygiene.schema.optional import essential, feature_of_error, inputs_lacking, touched
from hygiene.schema.selection import parse_documents
from hygiene.schema.source import parse_sdl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import DocumentNode, GraphQLError, GraphQLSchema
    from hygiene.model.host_features import OptionalFeature

RULES = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]


@dataclass(frozen=True, slots=True)
class Finding:
    """One feature on one schema; it works when nothing is missing. An ``optional`` one is switched off by itself."""

    feature: Feature
    missing: tuple[str, ...] = ()
    optional: bool = False


def check(sdl: str, documents: Iterable[str]) -> tuple[Finding, ...]:
    """Validate every operation, with the fragments that it needs, and gather what is missing by feature."""
    return check_schema(parse_sdl(sdl), documents)


def check_schema(schema: GraphQLSchema, documents: Iterable[str]) -> tuple[Finding, ...]:
    """Do the same for a schema that is built already. What is optional counts for itself alone."""
    every = parse_documents(documents)
    optional: dict[OptionalFeature, list[str]] = {one: inputs_lacking(schema, one) for one in touched(every)}
    operations = sorted(separate_operations(every).items())
    wrong = {operation: validate(schema, document, RULES) for operation, document in operations}
    for operation, document in operations:
        for error in wrong[operation]:
            feature = feature_of_error(document, error)
            if feature is not None:
                optional[feature].append(_words(error))
    lost = [feature for feature, missing in optional.items() if missing]
    missing: dict[Feature, list[str]] = {}
    for operation, document in operations:
        said = _no_root(schema, document) or [_words(one) for one in essential(document, wrong[operation], lost)]
        missing.setdefault(feature_of(operation), []).extend(said)
    findings = [Finding(feature, _once(messages)) for feature, messages in missing.items()]
    ordered = sorted(findings, key=lambda finding: (not finding.feature.essential, finding.feature.name))
    return (
        *ordered,
        *(
            Finding(Feature(one.name, (), one.without), _once(messages), optional=True)
            for one, messages in optional.items()
        ),
    )


def _no_root(schema: GraphQLSchema, document: DocumentNode) -> list[str]:
    """Say that the schema has no such kind of operation at all."""
    return [
        f"There is no {definition.operation.value} type."
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode) and schema.get_root_type(definition.operation) is None
    ]


def _words(error: GraphQLError) -> str:
    """Say in words what is wrong; suggestions of similar names are left out."""
    return error.message.split(" Did you mean")[0]


def _once(messages: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(messages)))


def text(findings: Iterable[Finding], host: str) -> str:
    """Say per feature whether it works with a host, as lines of plain text."""
    lines = [f"{host}:"]
    for finding in findings:
        if not finding.missing:
            lines.append(f"  works     {finding.feature.name}")
            continue
        word = "off     " if finding.optional else "missing " if finding.feature.essential else "degrades"
        lines.append(f"  {word}  {finding.feature.name}: {finding.feature.without}")
        lines.extend(f"              {message}" for message in finding.missing)
    return "\n".join(lines)


def lacking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the features that something is missing for."""
    return tuple(finding for finding in findings if finding.missing)
