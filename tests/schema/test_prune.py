"""The committed schema is the full one, cut down: the same bytes for everybody, and still a whole schema."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from graphql import (
    GraphQLInputObjectType,
    build_schema,
    get_introspection_query,
    graphql_sync,
    is_introspection_type,
    is_specified_scalar_type,
    parse,
    print_ast,
)
from hygiene.errors import UsageError
from hygiene.schema.fetch import header_of, read_sdl
from hygiene.schema.prune import digest, prune

from .material import SMALL_DOCUMENT, SMALL_SCHEMA, documents, full_sdl, pruned_sdl

PRUNED_BYTES_MAX = 40_000


def body(sdl: str) -> str:
    """Return a pruned schema without its first line."""
    return sdl.partition("\n")[2]


def test_the_committed_schema_is_what_the_full_one_prunes_to() -> None:
    """Neither a document nor the schema has changed without the other; `hygiene schema refresh` fixes it."""
    assert body(prune(full_sdl(), documents(), source_line="the fixture")) == body(pruned_sdl())


def test_the_committed_schema_is_small() -> None:
    """It is meant to be read, and to be reviewed when it changes."""
    assert len(pruned_sdl().encode()) < PRUNED_BYTES_MAX


def test_the_committed_schema_names_its_source_and_date() -> None:
    """The first line answers where it came from, when, and what exactly it was."""
    header = header_of(pruned_sdl())
    assert header.startswith("Pruned from https://docs.github.com/public/fpt/schema.docs.graphql, ")
    assert "2026" in header
    assert len(header.rpartition(" ")[2]) == hashlib.sha256().digest_size * 2


def test_the_header_is_a_comment_with_source_and_digest() -> None:
    """The digest is that of the full schema's bytes, so the same source can be distinguished from a new one."""
    header = header_of(prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="npm x 1.2.3, 2025-01-02"))
    assert header.startswith("Pruned from npm x 1.2.3, 2025-01-02;")
    assert header.endswith(hashlib.sha256(SMALL_SCHEMA.encode()).hexdigest())


def test_pruning_twice_changes_nothing() -> None:
    """A sandbox that serves the pruned schema is as good a source as GitHub."""
    once = prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here")
    assert body(prune(once, [SMALL_DOCUMENT], source_line="here")) == body(once)


def test_the_order_of_definitions_and_documents_does_not_matter() -> None:
    """Sources print the same schema in different orders."""
    definitions = [print_ast(definition) for definition in reversed(parse(SMALL_SCHEMA).definitions)]
    queries = [print_ast(definition) for definition in reversed(parse(SMALL_DOCUMENT).definitions)]
    assert body(prune("\n".join(definitions), queries, source_line="here")) == body(
        prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here")
    )


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_same_bytes_come_out_under_any_hash_seed(seed: str) -> None:
    """Sets have no order; the committed file has one."""
    script = (
        "import sys; from hygiene.schema.prune import prune;"
        "sys.stdout.write(prune(sys.argv[1], [sys.argv[2]], source_line='here'))"
    )
    done = subprocess.run(  # noqa: S603 - this very interpreter, with our own text
        [sys.executable, "-c", script, SMALL_SCHEMA, SMALL_DOCUMENT],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here")


def test_the_committed_schema_can_be_executed_and_introspected() -> None:
    """The sandbox is executed with it, and any client can read it by introspection."""
    answer = graphql_sync(build_schema(pruned_sdl()), get_introspection_query())
    assert answer.errors is None


@pytest.mark.long
def test_introspecting_the_committed_schema_gives_it_back() -> None:
    """A refresh from a running sandbox changes nothing: defaults, deprecations and descriptions of inputs are kept."""
    answer = graphql_sync(build_schema(pruned_sdl()), get_introspection_query(input_value_deprecation=True))
    seen = read_sdl(json.dumps(answer.formatted))
    assert body(prune(seen, documents(), source_line="the sandbox")) == body(pruned_sdl())


def test_prose_is_gone_but_for_that_of_inputs() -> None:
    """Inputs are written manually at each call, so their descriptions are kept."""
    schema = build_schema(pruned_sdl())
    described = {
        name
        for name, type_ in schema.type_map.items()
        if type_.description and not is_introspection_type(type_) and not is_specified_scalar_type(type_)
    }
    inputs = {name for name, type_ in schema.type_map.items() if isinstance(type_, GraphQLInputObjectType)}
    assert described == inputs
    assert '"""A thing by its id."""' not in prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here")


def test_the_digest_is_that_of_utf_8() -> None:
    """Anybody can check it with sha256sum on the file."""
    assert digest("ä") == hashlib.sha256(b"\xc3\xa4").hexdigest()


def test_a_schema_that_contradicts_itself_is_refused() -> None:
    """A type that lacks a field of its interface is no valid schema; that is a sentence, no traceback."""
    whole = "type Stranger implements Node { id: ID!, name"
    broken = SMALL_SCHEMA.replace(whole, "type Stranger implements Node { name")
    with pytest.raises(UsageError, match=r"contradicts itself: Interface field Node\.id"):
        prune(broken, ["query Q { node(id: 1) { id ... on Stranger { name } } }"], source_line="x")
