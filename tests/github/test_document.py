"""Leaving fragments out of a document is exact: what is left is what GraphQL would have accepted all along."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hygiene_github import client

from graphql import GraphQLSchema, build_schema, parse, print_ast, validate
from hygiene.github.degrade import definition_at, without
from hygiene.model.host_features import OPTIONAL_FEATURES, OptionalFeature
from tests.schema.material import pruned_sdl

SMALL = """
            query Read($id: ID!, $on: Boolean = true, $in: I = {a: "", b: 1}, $to: String = "x) {") {
              node(id: $id) {
                ...Known
                ...Odd @include(if: $on)
              }
            }

            fragment Known on T {
              id
            }

            fragment Odd on T {
              odd(in: $in, to: $to)
              ...Oddest
            }

            fragment Oddest on T {
              oddest
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


def fragments(*features: OptionalFeature) -> set[str]:
    """What is left out for these features."""
    return {name for feature in features for name in feature.fragments}


def test_what_is_left_out() -> None:
    """The spread, the fragment, what only it needs, and the variables that only it uses."""
    left = without(SMALL, {"Odd"})
    assert re.findall(r"\.\.\.(\w+)|fragment (\w+)", left) == [("Known", ""), ("", "Known")]
    assert left.split("\n")[0].strip() == "query Read($id: ID!) {"


def test_what_stays() -> None:
    """Without anything to leave out the document asks for the same; a part may go alone."""
    assert print_ast(parse(without(SMALL, set()))) == print_ast(parse(SMALL))
    left = without(SMALL, {"Oddest"})
    assert "odd(in: $in, to: $to)" in left
    assert "oddest" not in left
    assert '$in: I = {a: "", b: 1}' in left


def test_texts_are_what_is_sent() -> None:
    """The tests below would prove nothing without the documents."""
    assert len(texts()) > 20
    assert all(not validate(schema(), parse(text)) for text in texts())


@pytest.mark.parametrize("feature", OPTIONAL_FEATURES, ids=lambda feature: feature.name)
def test_every_feature_can_be_left_out(feature: OptionalFeature) -> None:
    """Each document is valid without it, and asks for nothing of it any more."""
    for text in texts():
        left = without(text, fragments(feature))
        assert not [error.message for error in validate(schema(), parse(left))]
        assert not any(name in left for name in feature.fragments)


@pytest.mark.parametrize("operation", ["ReadScope", "ApplyPlan", "ReadReported", "ReadMoreSuites"])
def test_any_two_can_be_left_out(operation: str) -> None:
    """Nothing that one needs goes with another, whichever they are."""
    (text,) = [one for one in texts() if re.match(rf"\s*\w+ {operation}\(", one)]
    found = [feature for feature in OPTIONAL_FEATURES if any(name in text for name in feature.fragments)]
    lefts = {without(text, fragments(*pair)) for pair in combinations(found, 2)}
    assert [error.message for left in sorted(lefts) for error in validate(schema(), parse(left))] == []


def test_all_can_be_left_out() -> None:
    """What nobody can do without stands by itself."""
    for text in texts():
        assert not validate(schema(), parse(without(text, fragments(*OPTIONAL_FEATURES))))


@pytest.mark.parametrize(
    ("line", "name"), [(0, ""), (1, ""), (2, "Read"), (5, "Read"), (9, "Known"), (15, "Odd"), (99, "Oddest"), (-1, "")]
)
def test_where_a_line_stands(line: int, name: str) -> None:
    """Lines count from one; before the first definition there is none."""
    assert definition_at(SMALL, line) == name
