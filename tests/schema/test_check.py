"""The documents against a schema: what every supported host has, and what a host may lack."""

from __future__ import annotations

import re

import pytest

from graphql import FragmentDefinitionNode, parse
from hygiene.model.host_features import OPTIONAL_FEATURES, OPTIONAL_FRAGMENTS
from hygiene.schema.check import WORKS, Finding, check, lacking, text
from hygiene.schema.prune import parse_documents
from hygiene.schema.refresh import read_documents
from tests.older import older_sdl

from .material import (
    ROOT,
    SMALL_DOCUMENT,
    SMALL_SCHEMA,
    documents,
    full_sdl,
    older_than_supported_sdl,
    pruned_sdl,
)

pytestmark = pytest.mark.long

FRAGMENTS = {
    node.name.value: node
    for node in parse_documents(documents()).definitions
    if isinstance(node, FragmentDefinitionNode)
}


def missing(schema: str) -> tuple[str, ...]:
    """What the small document misses on a schema."""
    return check(schema, [SMALL_DOCUMENT])[0].missing


def found(*lacks: str) -> dict[str, Finding]:
    """The findings about a host without these names, by feature."""
    return {one.name: one for one in lacking(check(older_sdl(lacks), documents()))}


def spread(name: str) -> set[str]:
    """The fragments that a fragment spreads."""
    node = FRAGMENTS[name]
    assert node.loc is not None
    return set(re.findall(r"\.\.\.(\w+)", node.loc.source.body[node.loc.start : node.loc.end]))


@pytest.mark.parametrize("sdl", [full_sdl(), pruned_sdl()], ids=["full", "pruned"])
def test_every_document_is_valid_on_github(sdl: str) -> None:
    """A document that GitHub would refuse cannot be committed."""
    assert lacking(check(sdl, documents())) == ()


def test_every_supported_host_has_what_is_not_optional() -> None:
    """The schema of 2025-02-27 is older than that of every supported host; it lacks optional features alone."""
    assert [one.name for one in lacking(check(older_than_supported_sdl(), documents()))] == [
        "attempts of workflow runs",
        "originals of duplicates",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("input RenameInput { id: ID!, name: String! }", "input Other { id: ID }", "Unknown type 'RenameInput'."),
        ("state: State!", "", "Cannot query field 'state' on type 'Shop'."),
        (", order: Order)", ")", "Unknown argument 'order' on field 'Shop.items'."),
        ("shop(name: String!,", "shop(name: String!, realm: ID!,", "argument 'realm' of type 'ID!' is required"),
        ("node(id: ID!): Node", "", "Cannot query field 'node' on type 'Query'."),
        ("type Mutation {", "type Changes {", "There is no mutation type."),
    ],
    ids=["type", "field", "argument", "new required argument", "root field", "root"],
)
def test_what_is_missing_is_named(old: str, new: str, words: str) -> None:
    """The message names what the host lacks."""
    schema = SMALL_SCHEMA.replace(old, new).replace(
        "rename(input: RenameInput!)", "rename(input: Other)" if "Other" in new else "rename(input: RenameInput!)"
    )
    assert any(words in message for message in missing(schema)), missing(schema)
    assert missing(SMALL_SCHEMA) == ()


def test_a_message_is_shown_once_and_without_suggestions() -> None:
    """Several operations may miss the same field; a similar name helps nobody."""
    assert missing(SMALL_SCHEMA.replace("state: State!", "states: State!")) == (
        "Cannot query field 'state' on type 'Shop'.",
    )


@pytest.mark.parametrize(
    ("lacks", "off", "expected"),
    [
        (("WorkflowRun.runAttempt",), "attempts of workflow runs", "Cannot query field 'runAttempt'"),
        (("Issue.duplicateOf",), "originals of duplicates", "Cannot query field 'duplicateOf' on type 'Issue'."),
        (("UserContentEdit.diff",), "edit history", "Cannot query field 'diff' on type 'UserContentEdit'."),
    ],
)
def test_one_optional_feature_is_off_and_nothing_else(lacks: tuple[str, ...], off: str, expected: str) -> None:
    """Neither what every host has nor another optional feature."""
    findings = found(*lacks)
    # A probe requests edit histories by name, and states it itself.
    assert set(findings) - {WORKS} == {off}
    assert any(message.startswith(expected) for message in findings[off].missing), findings[off]


def test_what_every_host_has_is_missing_next_to_what_is_off() -> None:
    """Both are named: one field is in no optional fragment, the other is."""
    findings = found("IssueComment.body", "WorkflowRun.runAttempt")
    assert findings[WORKS].missing == ("Cannot query field 'body' on type 'IssueComment'.",)
    assert not findings["attempts of workflow runs"].essential


def test_the_report() -> None:
    """One line for each finding, and below it what is missing."""
    feature = OPTIONAL_FEATURES[0]
    findings = (
        Finding(WORKS, "hygiene does not work with this host", ("Unknown type 'X'.",), essential=True),
        Finding(feature.name, feature.without, ("Cannot query field 'y'.",)),
        Finding("edit history", "…"),
    )
    assert text(findings, "ghes.example") == (
        "ghes.example:\n"
        "  missing   all commands: hygiene does not work with this host\n"
        "              Unknown type 'X'.\n"
        f"  off       {feature.name}: {feature.without}\n"
        "              Cannot query field 'y'.\n"
        "  works     edit history"
    )


def test_the_table_names_fragments_that_there_are() -> None:
    """All of them, and each part is a part of nothing else."""
    named = {name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)}
    assert named <= FRAGMENTS.keys()
    for feature in OPTIONAL_FEATURES:
        own = {*feature.fragments, *feature.parts}
        assert {user for user in FRAGMENTS for part in feature.parts if part in spread(user)} <= own, feature.name


def test_optional_fragments_are_in_a_document_of_their_own() -> None:
    """The other documents have what every supported host has."""
    nodes = parse(read_documents(ROOT / "graphql" / "documents")["optional.graphql"]).definitions
    here = {node.name.value for node in nodes if isinstance(node, FragmentDefinitionNode)}
    assert here >= OPTIONAL_FRAGMENTS
    assert here <= {name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)}
