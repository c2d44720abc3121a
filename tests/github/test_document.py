"""Cutting a document down is exact: what is left is valid, and requests what the request needs and nothing else."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hygiene_github import client

from graphql import GraphQLSchema, build_schema, parse, print_ast, validate
from hygiene.github.document import definition_at, trimmed
from hygiene.model.host_features import OPTIONAL_FEATURES, OptionalFeature
from hygiene.model.operations import WRITES, Write
from tests.schema.material import pruned_sdl

SMALL = """
            query Read($id: ID!, $on: Boolean = true, $off: Boolean = false, $in: I = {a: "", b: [1]}, $to: S = "x {") {
              node(id: $id) {
                # A remark.
                ...Known
                ...Odd @include(if: $on)
                rest @skip(if: $on)
              }
              other: node(id: $id) @include(if: $off) {
                ...Known
                ...Rare
              }
            }

            fragment Known on T {
              id
            }

            fragment Odd on T {
              odd(in: $in, to: $to, from: "a \\" } b")
              ...Oddest
            }

            fragment Oddest on T {
              ... on Sub {
                oddest
              }
            }

            fragment Rare on T {
              rare
            }
"""


@cache
def schema() -> GraphQLSchema:
    """The committed schema, built once."""
    return build_schema(pruned_sdl())


def texts() -> list[str]:
    """The documents as the generated client holds them."""
    source = Path(str(client.__file__)).read_text(encoding="utf-8")
    return re.findall(r'gql\("""(.*?)"""\)', source, re.DOTALL)


def switches(text: str) -> dict[str, object]:
    """Variables that switch everything on."""
    return dict.fromkeys(re.findall(r"@(?:include|skip)\(if: \$(\w+)\)", text), True)


def fragments(*features: OptionalFeature) -> set[str]:
    """The fragments that these features are made of."""
    return {name for feature in features for name in feature.fragments}


def spread(text: str) -> set[str]:
    """The names of the fragments that a document spreads and defines."""
    return set(re.findall(r"(?:\.\.\.|fragment )(\w+)", text.replace("...on ", "")))


def test_only_what_is_switched_on_is_left() -> None:
    """Neither a switch, nor what it switches off, nor a fragment or variable that only that needs."""
    left, variables = trimmed(SMALL, {})
    assert "@" not in left
    assert "rest" not in left
    assert "other" not in left
    assert "Rare" not in left
    assert variables == {"id", "in", "to"}


def test_switches_follow_the_request() -> None:
    """The request's own value decides, else the document's default."""
    left, variables = trimmed(SMALL, {"on": False, "off": True})
    assert left.split("\n") == [
        "query Read($id:ID!){node(id:$id){...Known rest} other:node(id:$id){...Known ...Rare}}",
        "fragment Known on T{id}",
        "fragment Rare on T{rare}",
    ]
    assert variables == {"id"}


def test_defaults_that_are_not_used_are_not_sent() -> None:
    """A given variable is declared without its default, which may be a dummy."""
    assert '$in:I={a:"" b:[1]} $to:S!)' in trimmed(SMALL, {"to": "y"})[0]


def test_what_is_left_means_the_same() -> None:
    """Strings with braces, aliases, types and arguments are untouched."""
    kept = trimmed(SMALL, {"off": True})[0]
    plain = re.sub(r" @(?:include|skip)\(if: \$\w+\)", "", SMALL.replace("rest @skip(if: $on)", ""))
    plain = plain.replace(", $on: Boolean = true, $off: Boolean = false", "")
    assert print_ast(parse(kept)).split() == print_ast(parse(plain)).split()


def test_a_field_with_nothing_left_to_select_goes() -> None:
    """Braces with nothing between them are no GraphQL."""
    left, variables = trimmed(SMALL, {"off": True, "on": False}, {"Known", "Rare"})
    assert left == "query Read($id:ID!){node(id:$id){rest}}"
    assert variables == {"id"}


def test_what_is_left_out_takes_what_only_it_needs() -> None:
    """The spread, the fragment, the fragments below, and the variables."""
    left, variables = trimmed(SMALL, {}, {"Odd"})
    assert spread(left) == {"Known"}
    assert variables == {"id"}
    assert "odd(in:$in to:$to" in trimmed(SMALL, {}, {"Oddest"})[0]


@pytest.mark.parametrize(
    ("write", "type_"),
    [(write, type_) for write in WRITES for type_ in write.types or ("",)],
    ids=lambda one: one if isinstance(one, str) else one.operation.__name__,
)
def test_each_write_alone(write: Write, type_: str) -> None:
    """One field without a switch, no dummy, no other field's variable, and the scope once."""
    (text,) = [one for one in texts() if "mutation ApplyPlan" in one]
    name = f"{write.field}{write.fields_max}"
    upper = f"{name[0].upper()}{name[1:]}"
    given = {"trackerLabel": "l", "flakyLabel": "f", "byNumber": True, "number": 1}
    given |= {f"do{upper}": True, name: {}, f"see{upper.rstrip('0123456789')}{type_}": True}
    left, variables = trimmed(text, given)
    assert not validate(schema(), parse(left))
    assert "@" not in left
    assert '=""' not in left.replace(" ", "")
    sizes = {"suites", "runs", "issues"}
    assert variables - {"trackerLabel", "flakyLabel", "number"} - (sizes if write.payload else set()) == {name}
    assert left.count("...Scope") == bool(write.payload)


def test_texts_are_what_is_sent() -> None:
    """The tests below would prove nothing without the documents."""
    assert len(texts()) > 20
    assert all(not validate(schema(), parse(text)) for text in texts())


@pytest.mark.long
@pytest.mark.parametrize("on", [True, False])
def test_every_document_stays_valid(on: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """With all switches on, and with all off; nothing is left that only a switch needs."""
    for text in texts():
        given = dict.fromkeys(switches(text), on)
        left, variables = trimmed(text, given)
        if left.endswith("}"):
            assert not [error.message for error in validate(schema(), parse(left))], left[:200]
            assert not variables & (set(switches(text)) - set(re.findall(r":\$(\w+)", left)))


@pytest.mark.parametrize("feature", OPTIONAL_FEATURES, ids=lambda feature: feature.name)
def test_every_feature_can_be_left_out(feature: OptionalFeature) -> None:
    """Each document is valid without it, and requests nothing of it any more."""
    for text in texts():
        left, _ = trimmed(text, switches(text), fragments(feature))
        assert not [error.message for error in validate(schema(), parse(left))]
        assert not any(name in left for name in feature.fragments)


@pytest.mark.parametrize("operation", ["ReadScope", "ApplyPlan", "ReadReported", "ReadMoreSuites"])
def test_any_two_can_be_left_out(operation: str) -> None:
    """Nothing that one needs goes with another, whichever they are."""
    (text,) = [one for one in texts() if re.match(rf"\s*\w+ {operation}\(", one)]
    found = [feature for feature in OPTIONAL_FEATURES if any(name in text for name in feature.fragments)]
    lefts = {trimmed(text, switches(text), fragments(*pair))[0] for pair in combinations(found, 2)}
    assert [error.message for left in sorted(lefts) for error in validate(schema(), parse(left))] == []


def test_all_can_be_left_out() -> None:
    """What every host must have is complete without the optional features."""
    for text in texts():
        assert not validate(schema(), parse(trimmed(text, switches(text), fragments(*OPTIONAL_FEATURES))[0]))


@pytest.mark.parametrize(
    ("line", "name"), [(0, ""), (1, "Read"), (2, "Known"), (3, "Odd"), (4, "Oddest"), (5, ""), (-1, "")]
)
def test_the_definition_on_a_line(line: int, name: str) -> None:
    """Each definition has a line of its own, so that a host's location names one; lines count from 1."""
    assert definition_at(trimmed(SMALL, {})[0], line) == name
