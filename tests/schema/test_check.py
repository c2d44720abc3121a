"""A host that lacks something costs the features that need it, and only those."""

from __future__ import annotations

import pytest

from hygiene.model.host_features import feature_of
from hygiene.schema.check import Finding, check, lacking, text

from .material import SMALL_DOCUMENT, SMALL_SCHEMA, documents, full_sdl, pruned_sdl


def found(schema: str) -> dict[str, tuple[str, ...]]:
    """Say what each feature of the small document misses on a schema."""
    return {finding.feature.name: finding.missing for finding in check(schema, [SMALL_DOCUMENT])}


@pytest.mark.parametrize("sdl", [full_sdl(), pruned_sdl()], ids=["full", "pruned"])
def test_every_document_is_valid_on_github(sdl: str) -> None:
    """A document that GitHub would refuse cannot be committed."""
    assert lacking(check(sdl, documents())) == ()


def test_everything_works_where_nothing_is_missing() -> None:
    """Each operation is looked at, and found good."""
    assert found(SMALL_SCHEMA) == {"status comments and trackers": (), "guarded writes": ()}


def test_an_older_host_costs_only_the_features_that_need_what_it_lacks() -> None:
    """`node` serves the guard alone; without it everything else still works."""
    missing = found(SMALL_SCHEMA.replace("node(id: ID!): Node", ""))
    assert missing["guarded writes"] == ("Cannot query field 'node' on type 'Query'.",)
    assert missing["status comments and trackers"] == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("input RenameInput { id: ID!, name: String! }", "input Other { id: ID }", "Unknown type 'RenameInput'."),
        ("state: State!", "", "Cannot query field 'state' on type 'Shop'."),
        (", order: Order)", ")", "Unknown argument 'order' on field 'Shop.items'."),
        ("shop(name: String!,", "shop(name: String!, realm: ID!,", "argument 'realm' of type 'ID!' is required"),
        ("type Mutation {", "type Changes {", "There is no mutation type."),
    ],
    ids=["type", "field", "argument", "new required argument", "root"],
)
def test_what_is_missing_is_named(old: str, new: str, words: str) -> None:
    """The words are enough to know what the host lacks."""
    schema = SMALL_SCHEMA.replace(old, new).replace(
        "rename(input: RenameInput!)", "rename(input: Other)" if "Other" in new else "rename(input: RenameInput!)"
    )
    missing = found(schema)["status comments and trackers"]
    assert any(words in message for message in missing), missing


def test_a_message_is_said_once_and_without_guesses() -> None:
    """Two operations may miss the same field; what else is spelt alike helps nobody."""
    schema = SMALL_SCHEMA.replace("state: State!", "states: State!")
    assert found(schema)["guarded writes"] == ("Cannot query field 'state' on type 'Shop'.",)


def test_the_report_says_what_degrades_and_what_does_not() -> None:
    """One line a feature, the essential one first, and under it what is missing."""
    findings = check(SMALL_SCHEMA.replace("node(id: ID!): Node", ""), [SMALL_DOCUMENT])
    assert text(findings, "ghes.example") == (
        "ghes.example:\n"
        "  works     status comments and trackers\n"
        "  degrades  guarded writes: writes are not preceded by a look at what they replace\n"
        "              Cannot query field 'node' on type 'Query'."
    )


def test_an_essential_feature_is_missing_not_degraded() -> None:
    """Nobody should read "degrades" where nothing works."""
    finding = Finding(feature_of("ApplyPlan"), ("Unknown type 'X'.",))
    assert "missing   status comments and trackers: hygiene does not work with this host" in text([finding], "h")
