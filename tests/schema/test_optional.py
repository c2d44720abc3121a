"""The table of what a host may lack, the documents, and what checking says about a host: all three are one."""

from __future__ import annotations

import re

import pytest

from graphql import FragmentDefinitionNode, build_schema, parse
from hygiene.model.host_features import OPTIONAL_FEATURES, OPTIONAL_FRAGMENTS, OptionalFeature
from hygiene.model.operations import WRITES
from hygiene.schema.check import Finding, check, lacking, text
from hygiene.schema.optional import inputs_lacking, touched
from hygiene.schema.refresh import read_documents
from hygiene.schema.selection import parse_documents
from tests.older import older_sdl

from .material import ROOT, documents, pruned_sdl

FRAGMENTS = {
    node.name.value: node
    for node in parse_documents(documents()).definitions
    if isinstance(node, FragmentDefinitionNode)
}


def spread(name: str) -> set[str]:
    """The fragments that a fragment is made of."""
    node = FRAGMENTS[name]
    assert node.loc is not None
    return set(re.findall(r"\.\.\.(\w+)", node.loc.source.body[node.loc.start : node.loc.end]))


def found(*lacks: str) -> dict[str, Finding]:
    """What a host without these lacks, by feature."""
    return {one.feature.name: one for one in lacking(check(older_sdl(lacks), documents()))}


def test_the_table_names_fragments_that_there_are() -> None:
    """All of them, and each part is a part of nothing else."""
    named = {name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)}
    assert named <= FRAGMENTS.keys()
    for feature in OPTIONAL_FEATURES:
        own = {*feature.fragments, *feature.parts}
        users = {user for user in FRAGMENTS for part in feature.parts if part in spread(user)}
        assert users <= own, feature.name


def test_optional_fragments_are_in_documents_of_their_own() -> None:
    """The other documents have what every host must have; the one that is generated has the optional mutations."""
    found = read_documents(ROOT / "graphql" / "documents")
    nodes = parse(found["optional.graphql"]).definitions
    here = {node.name.value for node in nodes if isinstance(node, FragmentDefinitionNode)}
    generated = {write.fragment for write in WRITES if write.fragment}
    assert here | generated >= OPTIONAL_FRAGMENTS
    assert here <= {name for feature in OPTIONAL_FEATURES for name in (*feature.fragments, *feature.parts)}


def test_every_input_is_one_of_githubs() -> None:
    """A slip in a name would make every host an older one."""
    schema = build_schema(pruned_sdl())
    assert all(inputs_lacking(schema, feature) == [] for feature in OPTIONAL_FEATURES)
    assert set(touched(parse_documents(documents()))) == set(OPTIONAL_FEATURES)


@pytest.mark.parametrize(
    ("lacks", "off", "said"),
    [
        (("IssueComment.isMinimized",), "hidden comments", "Cannot query field 'isMinimized' on type 'IssueComment'."),
        (("Issue.stateReason.enableDuplicate",), "duplicates among closed issues", "Unknown argument"),
        (("CommentDeletedEvent",), "deleted comments", "Unknown type 'CommentDeletedEvent'."),
        (("UserContentEdit.diff",), "edit history", "Cannot query field 'diff' on type 'UserContentEdit'."),
        (("CheckRunFilter.conclusions",), "failing checks at once", "Field 'conclusions' is not defined"),
        (("IssueClosedStateReason.DUPLICATE",), "closing as a duplicate", "There is no IssueClosedStateReason.DUPL"),
    ],
)
def test_one_optional_feature_is_off_and_nothing_else(lacks: tuple[str, ...], off: str, said: str) -> None:
    """Neither the essential one nor another; a probe of its own may ask for the same."""
    missing = found(*lacks)
    assert set(missing) - {"doctor --probe"} == {off}
    assert missing[off].optional
    assert any(message.startswith(said) for message in missing[off].missing), missing[off]


def test_what_is_gone_as_a_whole_is_no_loss_of_the_essential() -> None:
    """A mutation takes its variables' types along; those are not asked for without it."""
    missing = found("Mutation.createLabel", "CreateLabelInput")
    assert "status comments and trackers" not in missing
    assert "There is no CreateLabelInput." in missing["making labels"].missing


def test_the_essential_is_lost_beside_what_is_off() -> None:
    """Both are said: one word is in no optional fragment, the other is."""
    missing = found("IssueComment.body", "IssueComment.isMinimized")
    assert missing["hidden comments"].optional
    assert missing["status comments and trackers"].missing == ("Cannot query field 'body' on type 'IssueComment'.",)


def test_the_report_says_off() -> None:
    """Not missing, not degraded: off, with what becomes of the job."""
    feature = OPTIONAL_FEATURES[0]
    said = text(found("UserContentEdit.diff").values(), "ghes.example")
    assert f"  off       {feature.name}: {feature.without}\n              Cannot query field 'diff'" in said


@pytest.mark.parametrize("feature", OPTIONAL_FEATURES, ids=lambda one: one.name)
def test_checking_lists_every_one_of_them(feature: OptionalFeature) -> None:
    """What works is said too."""
    names = [one.feature.name for one in check(pruned_sdl(), documents()) if one.optional]
    assert names.count(feature.name) == 1
