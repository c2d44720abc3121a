"""Text that should be a schema → a schema, or one sentence on why it is none."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from graphql import GraphQLError, build_ast_schema, build_client_schema, parse, print_schema
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema, IntrospectionQuery

HEADER_MARK = "# "
# Reading a full schema takes a second, building it a tenth of that; one refresh needs it several times.
PARSED_KEPT_MAX = 2
SUPPORTED = "Pass SDL, or the JSON response to an introspection query."


def parse_sdl(sdl: str, *, name: str = "the schema") -> GraphQLSchema:
    """Build a schema from SDL. GitHub's own file defines two fields twice, so its validity is assumed, not checked."""
    try:
        schema = build_ast_schema(_parsed(sdl), assume_valid=True, assume_valid_sdl=True)
    except (GraphQLError, TypeError) as error:
        reason = str(error).splitlines()[0]
        message = f"{_begun(name)} is not a GraphQL schema: {reason}"
        raise UsageError(message, hint=SUPPORTED) from error
    if schema.query_type is None:
        message = f"{_begun(name)} has no query type, so it is not a whole schema."
        raise UsageError(message, hint=SUPPORTED)
    return schema


@lru_cache(maxsize=PARSED_KEPT_MAX)
def _parsed(sdl: str) -> DocumentNode:
    return parse(sdl, no_location=True)


def read_sdl(text: str, *, name: str = "the schema") -> str:
    """Return SDL, whether ``text`` is SDL already or the JSON of an introspection."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        message = f"{_begun(name)} is empty."
        raise UsageError(message, hint=SUPPORTED)
    if start == "<":
        message = f"{_begun(name)} is a web page, not a schema; a sign-in page or a proxy may have answered."
        raise UsageError(message, hint=SUPPORTED)
    return _from_introspection(text, name) if start == "{" else text


def _from_introspection(text: str, name: str) -> str:
    """Print the schema that an introspection describes."""
    try:
        answer = json.loads(text)
    except ValueError as error:
        message = f"{_begun(name)} starts like JSON but is cut off or damaged: {error}."
        raise UsageError(message, hint=SUPPORTED) from error
    data = answer.get("data", answer)
    if not isinstance(data, dict) or "__schema" not in data:
        message = f"{_begun(name)} is JSON without an introspection in it."
        raise UsageError(message, hint=SUPPORTED)
    try:
        schema = build_client_schema(cast("IntrospectionQuery", data), assume_valid=True)
    except (GraphQLError, TypeError, KeyError, AttributeError) as error:
        message = f"{_begun(name)} is an incomplete introspection: {error}"
        raise UsageError(message, hint=SUPPORTED) from error
    if schema.query_type is None:
        message = f"{_begun(name)} is an incomplete introspection: it has no query type."
        raise UsageError(message, hint=SUPPORTED)
    return print_schema(schema)


def _begun(name: str) -> str:
    """Begin a sentence, and leave the rest of the name as it is."""
    return name[:1].upper() + name[1:]


def header_of(sdl: str) -> str:
    """Return the first line's comment, without its mark; empty when the first line is no comment."""
    first, _, _ = sdl.partition("\n")
    return first.removeprefix(HEADER_MARK).strip() if first.startswith(HEADER_MARK) else ""
