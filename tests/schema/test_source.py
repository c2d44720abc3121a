"""Whatever is given as a schema is read, or refused in one sentence."""

from __future__ import annotations

import json

import pytest

from graphql import build_schema, introspection_from_schema, print_schema
from hygiene.errors import UsageError
from hygiene.schema.fetch import header_of, parse_sdl, read_sdl

from .material import SMALL_SCHEMA, full_sdl

INTROSPECTION = introspection_from_schema(build_schema(SMALL_SCHEMA))


def test_the_real_schema_is_read_although_it_is_invalid() -> None:
    """GitHub's own file defines two fields twice; that must not stop anybody."""
    assert parse_sdl(full_sdl()).query_type is not None


@pytest.mark.parametrize("answer", [INTROSPECTION, {"data": INTROSPECTION}], ids=["bare", "as answered"])
def test_an_introspection_is_a_schema_too(answer: object) -> None:
    """The JSON that an endpoint answers gives the schema that it describes."""
    assert read_sdl(json.dumps(answer)) == print_schema(build_schema(SMALL_SCHEMA))


def test_sdl_is_taken_as_it_is() -> None:
    """The digest is taken over what was fetched, so nothing may be rewritten."""
    assert read_sdl(SMALL_SCHEMA) == SMALL_SCHEMA


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("<!DOCTYPE html><html></html>", "is a web page, not a schema"),
        ("\ufeff<html>", "is a web page, not a schema"),
        (json.dumps(INTROSPECTION)[:5000], "is cut off or damaged"),
        ('{"data": null}', "is JSON without an introspection"),
        ('{"data": {"viewer": {}}}', "is JSON without an introspection"),
        ('{"__schema": {"types": []}}', "is an incomplete introspection"),
        ('{"__schema": {}}', "is an incomplete introspection"),
    ],
)
def test_what_is_no_schema_is_called_what_it_is(text: str, words: str) -> None:
    """A sign-in page, half a download and somebody else's JSON each get their own sentence, and advice."""
    with pytest.raises(UsageError, match=words) as caught:
        read_sdl(text, name="the file x")
    assert caught.value.message.startswith("The file x")
    assert caught.value.hint


@pytest.mark.parametrize("sdl", ["type Query {", "not a schema at all", "type Query { shop: Shop }"])
def test_broken_sdl_is_a_usage_error(sdl: str) -> None:
    """A syntax error or a missing type ends in a sentence, never in a traceback."""
    with pytest.raises(UsageError, match="is not a GraphQL schema"):
        parse_sdl(sdl)


def test_a_schema_without_a_way_in_is_refused() -> None:
    """A file of types alone is a part of something."""
    with pytest.raises(UsageError, match="has no query type"):
        parse_sdl("type Shop { id: ID! }")


def test_the_first_line_is_read_when_it_is_a_comment() -> None:
    """The source line of a pruned schema can be had back; a schema without one has none."""
    assert header_of("# Pruned from x\ntype Query { a: Int }") == "Pruned from x"
    assert header_of(SMALL_SCHEMA) == ""
