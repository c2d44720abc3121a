"""What GitHub adds after the schema was fetched is read as unknown: no answer fails as a whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from hygiene_github import ApplyPlan, ReadEdits, ReadMoreDetails, ReadScope, ReadVersions
from hygiene_github import open_world as generated
from pydantic_core import SchemaValidator, ValidationError

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    build_schema,
    get_named_type,
    graphql_sync,
    is_abstract_type,
    is_leaf_type,
)
from hygiene.schema.codegen.base_model import BaseModel, schema_of
from hygiene.schema.codegen.open_world import (
    OpenEnum,
    Timestamp,
    UnknownMember,
    Unrecognized,
    by_typename,
    unknown_values,
)
from hygiene.schema.refresh import read_documents

if TYPE_CHECKING:
    from graphql import GraphQLAbstractType, GraphQLOutputType, GraphQLResolveInfo

GRAPHQL = Path(__file__).parents[3] / "graphql"
NOVELTY = "NOVELTY"
CHANCE = 0.2
SEEDS = range(8)
ITEMS_MAX = 2
SCALARS: dict[str, object] = {
    "Boolean": True,
    "Int": 3,
    "DateTime": "2025-01-02T03:04:05Z",
    "BigInt": "9007199254740993",
}
NAMES = {"owner": "o", "name": "n", "trackerLabel": "t", "flakyLabel": "f", "ids": ["x", "y"]}


class Colour(OpenEnum):
    """An enum as the plugin writes them."""

    RED = "RED"
    UNKNOWN = "UNKNOWN"


class Book(BaseModel):
    """A member that something is selected of."""

    typename__: Literal["Book"]
    colour: Colour


Item = Annotated[Book | Unrecognized | UnknownMember, by_typename("Book", beside=("Song",))]


class Actor(BaseModel):
    """The class of an interface, as the plugin writes them."""

    _known = ("Actor", "User")
    typename__: str
    login: str


class Shelf(BaseModel):
    """A model with everything in it."""

    items: list[Item | None]
    paint: Colour | None = None


def read(annotation: Any, raw: object) -> Any:  # noqa: ANN401 - a type that is no class
    """Read a value as if it were that of a field with this annotation."""
    given: Any = schema_of(annotation)
    return SchemaValidator(given).validate_python(raw)


@cache
def schema() -> GraphQLSchema:
    """Build the committed schema."""
    return build_schema((GRAPHQL / "schema.graphql").read_text())


class Host:
    """Answers any document at random, with every null that the schema allows."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - repeatable, not secret

    def value(self, _: object, info: GraphQLResolveInfo, **__: object) -> object:
        """Resolve any field."""
        return self._of(info.return_type)

    def _of(self, type_: GraphQLOutputType) -> object:
        if not isinstance(type_, GraphQLNonNull) and self.random.random() < CHANCE:
            return None
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(inner, GraphQLList):
            return [self._of(inner.of_type) for _ in range(self.random.randint(0, ITEMS_MAX))]
        named = get_named_type(inner)
        if isinstance(named, GraphQLEnumType):
            return self.random.choice(list(named.values))
        return SCALARS.get(str(named), "text") if is_leaf_type(named) else {}

    def kind(self, _: object, __: GraphQLResolveInfo, type_: GraphQLAbstractType) -> str:
        """Choose what an interface or union turns out to be."""
        return self.random.choice(schema().get_possible_types(type_)).name

    def answer(self, operation: str) -> dict[str, Any]:
        """Execute an operation with every switch on."""
        document = "\n".join(read_documents(GRAPHQL / "documents").values()).replace(
            "Boolean = false", "Boolean = true"
        )
        result = graphql_sync(
            schema(),
            document,
            operation_name=operation,
            variable_values=NAMES,
            field_resolver=self.value,
            type_resolver=self.kind,
        )
        assert result.errors is None
        assert result.data is not None
        return result.data

    def aged(self, value: object) -> object:
        """Turn an answer into that of a later GitHub: new values, new kinds, new fields, and absent nulls."""
        if isinstance(value, list):
            return [self.aged(item) for item in value]
        if isinstance(value, dict):
            kept = {k: self.aged(v) for k, v in value.items() if v is not None or self.random.random() > CHANCE}
            return {**kept, "brandNew": {"x": 1}}
        constant = isinstance(value, str) and value.isupper() and value.replace("_", "").isalpha()
        return NOVELTY if constant and self.random.random() < CHANCE else value


def renamed(value: object, random: Random) -> object:
    """Give some objects a type that is not in the schema."""
    if isinstance(value, list):
        return [renamed(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    names = {"__typename": "Novelty"} if "__typename" in value and random.random() < CHANCE else {}
    return {**{key: renamed(item, random) for key, item in value.items()}, **names}


@pytest.mark.long
@pytest.mark.parametrize("model", [ReadScope, ApplyPlan, ReadVersions, ReadEdits, ReadMoreDetails])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_of_a_later_github_fails(model: type[ReadScope], seed: int) -> None:
    """Unknown enum values, types, fields and absent fields raise no error, and are reported."""
    host = Host(seed)
    raw = renamed(host.aged(host.answer(model.__name__)), host.random)
    reported = set(generated.unknown_values(model.model_validate(raw), raw))
    assert all(name.endswith(f".{NOVELTY}") or name.startswith("type ") for name in reported)
    assert ("type Novelty" in reported) is ('"Novelty"' in json.dumps(raw))
    assert any(name.endswith(f".{NOVELTY}") for name in reported) is (f'"{NOVELTY}"' in json.dumps(raw))


def test_partial_data_with_errors_is_read() -> None:
    """A mutation that failed half way has nulls at its root, and fields that are not there at all."""
    plan = ApplyPlan.model_validate({"createLabel1": None, "updateIssue1": {"issue": None}})
    assert plan.update_issue_1 is not None
    assert plan.update_issue_1.issue is None
    assert plan.close_issue_1 is None


def test_the_committed_schema_has_something_to_open() -> None:
    """The test above would prove nothing on a schema without enums and interfaces."""
    types = schema().type_map.values()
    assert any(isinstance(type_, GraphQLEnumType) for type_ in types)
    assert any(is_abstract_type(type_) for type_ in types)


def test_an_unknown_value_is_the_member_unknown() -> None:
    """It equals no other member, so no decision is taken by mistake."""
    assert read(Colour, "MAUVE") is Colour.UNKNOWN
    assert Colour("RED") is Colour.RED


@pytest.mark.parametrize("value", [1, None, ["RED"]])
def test_a_value_of_another_shape_is_refused(value: object) -> None:
    """Lenient towards news, not towards nonsense."""
    with pytest.raises(ValidationError):
        read(Colour, value)


@pytest.mark.parametrize("raw", [{"__typename": "Game", "rules": []}, {"__typename": "Song"}, {}])
def test_an_unknown_type_is_unrecognized(raw: dict[str, object]) -> None:
    """With its name, where it has one."""
    item = read(Item, raw)
    assert isinstance(item, Unrecognized)
    assert item.typename__ == raw.get("__typename", "")


def test_a_known_type_with_a_broken_field_is_an_error() -> None:
    """The fallback is for the unknown; it must not hide that something known has changed its shape."""
    with pytest.raises(ValidationError, match="colour"):
        read(Item, {"__typename": "Book"})


def test_models_differ_as_their_raw_data_do() -> None:
    """A model can be validated again."""
    book = Book.model_validate({"__typename": "Book", "colour": "RED"})
    assert read(Item, book) is book


def test_unknown_values_are_named_by_enum_and_value() -> None:
    """The report names what was not understood, as GitHub spells it."""
    raw = {"items": [{"__typename": "Book", "colour": "MAUVE"}, None, {"__typename": "X"}], "paint": "TEAL"}
    assert sorted(unknown_values(Shelf.model_validate(raw), raw)) == ["Colour.MAUVE", "Colour.TEAL", "type X"]


def test_a_type_that_is_known_but_not_requested_is_not_unknown() -> None:
    """A conversation is full of things that nobody here reads."""
    raw = {"items": [{"__typename": "Song"}, {}]}
    assert list(unknown_values(Shelf.model_validate(raw), raw)) == []


def test_an_unknown_type_behind_an_interface_is_named() -> None:
    """Its fields are read all the same: a new kind of actor has a login like any other."""
    raw = {"__typename": "Robot", "login": "r2"}
    assert list(unknown_values(Actor.model_validate(raw), raw)) == ["type Robot"]
    known = {"__typename": "User", "login": "r2"}
    assert list(unknown_values(Actor.model_validate(known), known)) == []


def test_github_s_own_unknown_is_a_known_value() -> None:
    """Some enums have had a value of this name all along."""
    raw = {"items": [], "paint": "UNKNOWN"}
    assert list(unknown_values(Shelf.model_validate(raw), raw)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-13T01:02:03Z", datetime(2025, 10, 13, 1, 2, 3, tzinfo=UTC)),
        ("2025-10-13T01:02:03", datetime(2025, 10, 13, 1, 2, 3, tzinfo=UTC)),
        ("2025-10-13", datetime(2025, 10, 13, tzinfo=UTC)),
        ("2025-10-13T03:02:03+02:00", datetime(2025, 10, 13, 1, 2, 3, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1969-12-31T23:59:59", datetime(1970, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999Z", datetime(9000, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_can_be_compared(text: str, expected: datetime) -> None:
    """A time without a zone is in UTC, and none is so far away that a day could not be added to it."""
    found = read(Timestamp, text)
    assert found == expected
    assert found - timedelta(days=300_000) < found < found + timedelta(days=300_000)
