"""What the documents touch is all that is noted."""

from __future__ import annotations

import pytest

from hygiene.errors import UsageError
from hygiene.schema.fetch import parse_sdl
from hygiene.schema.prune import Selection, parse_documents, select

from .material import SMALL_DOCUMENT, SMALL_SCHEMA


def selected(*documents: str) -> Selection:
    """Select from the small schema."""
    return select(parse_sdl(SMALL_SCHEMA), documents)


def test_fields_are_noted_with_the_arguments_given() -> None:
    """Two selections of one field add up, under an alias or not."""
    selection = selected(SMALL_DOCUMENT, "query Other { shop(name: 1) { items(last: 1) { totalCount } } }")
    assert selection.fields["Shop"]["items"] == {"first", "order", "last"}
    assert selection.fields["Query"] == {"shop": {"name"}, "node": {"id"}}


def test_types_of_conditions_fields_and_variables_are_noted() -> None:
    """A type counts as touched by being requested, returned, or sent."""
    touched = selected(SMALL_DOCUMENT).types
    assert {"Shop", "Book", "Item", "Order", "Boolean", "Actor", "Node", "RenameInput"} <= touched
    assert not {"Secret", "Colour", "Song", "Stranger"} & touched


def test_typename_is_no_field_of_the_schema() -> None:
    """Introspection needs nothing kept."""
    assert selected("{ shop(name: 1) { owner { __typename } } }").fields.get("Actor") is None


def test_what_the_schema_does_not_have_is_left_out() -> None:
    """Whether something is missing is another question, with an answer of its own."""
    selection = selected("query Q($x: Ghost) { ghost(x: $x) { a } shop(name: 1) { ghost } }")
    assert selection.fields == {"Query": {"shop": {"name"}}}


def test_a_fragment_of_one_file_is_known_in_another() -> None:
    """Documents are one text in several files."""
    assert selected("{ shop(name: 1) { ...R } }", "fragment R on Shop { name }").fields["Shop"] == {"name": set()}


def test_a_document_that_is_not_graphql_is_a_usage_error() -> None:
    """An error in a document is named, with its folder."""
    with pytest.raises(UsageError, match="A document is not GraphQL: Syntax Error"):
        parse_documents(["{ shop("])
