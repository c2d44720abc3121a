"""A full schema → the part that the documents touch: small enough to read, and still valid, executable, introspectable.

Inputs and enums stay whole, used unions keep all members and used interfaces all implementors, so that the client
generated from the pruned schema is the client generated from the full one. Prose goes, but for that of inputs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from graphql.utilities.print_schema import print_type

from graphql import GraphQLInputObjectType, assert_valid_schema, build_schema, is_specified_scalar_type
from hygiene.errors import UsageError
from hygiene.schema.closure import close
from hygiene.schema.selection import select
from hygiene.schema.source import parse_sdl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import GraphQLNamedType


def prune(full_sdl: str, documents: Iterable[str], *, source_line: str) -> str:
    """Return the pruned schema as SDL; its first line names the source, the date and the full schema's digest."""
    schema = parse_sdl(full_sdl)
    kept = close(schema, select(schema, documents))
    for type_ in kept:
        _strip(type_)
    printed = [print_type(type_) for type_ in kept if not is_specified_scalar_type(type_)]
    body = "\n\n".join(printed)
    try:
        assert_valid_schema(build_schema(body))
    except TypeError as error:
        message = f"The schema contradicts itself: {str(error).splitlines()[0]}"
        raise UsageError(message, hint="Take another source, or correct the file.") from error
    return f"{header(full_sdl, source_line)}\n\n{body}\n"


def header(full_sdl: str, source_line: str) -> str:
    """Return the first line: where the full schema came from, when, and what it was."""
    return f"# Pruned from {source_line}; sha256 of the full schema {digest(full_sdl)}"


def digest(full_sdl: str) -> str:
    """Return the SHA-256 of the full schema's bytes."""
    return hashlib.sha256(full_sdl.encode()).hexdigest()


def _strip(type_: GraphQLNamedType) -> None:
    """Take the descriptions off, but for those of inputs: the generated input classes show them."""
    if isinstance(type_, GraphQLInputObjectType):
        return
    type_.description = None
    for field in getattr(type_, "fields", {}).values():
        field.description = None
        for argument in field.args.values():
            argument.description = None
    for value in getattr(type_, "values", {}).values():
        value.description = None
