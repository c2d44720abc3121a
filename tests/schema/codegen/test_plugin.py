"""The generated client, from a small schema: what it sends, what it can read, and that it is ordinary Python."""

from __future__ import annotations

import importlib
import json
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pydantic import ValidationError

from hygiene.schema.generate import generate

from .tree import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

SCHEMA = """
type Query { node(id: ID!): Node, shop(input: Wish!, soon: Boolean): Shop! }
interface Node { id: ID! }
interface Actor { login: String! }
type User implements Actor & Node { id: ID!, login: String! }
type Bot implements Actor { login: String! }
type Shop implements Node {
  id: ID!, state: State!, owner: Actor, items: [Item!]!, at: DateTime, number: BigInt, baseURL: String, old_name: String
}
union Item = Book | Song
type Book { pages: Int! }
type Song { seconds: Int! }
enum State { OPEN, CLOSED }
enum Mood { GOOD, UNKNOWN }
input Wish { mood: Mood!, words: String, baseURL: String, old_name: [String!], most: Int! = 3, hopes: [Hope!] = [] }
input Hope { from: String }
scalar DateTime
scalar BigInt
"""
DOCUMENT = """
query ReadShop($input: Wish!, $soon: Boolean) { shop(input: $input, soon: $soon) { ...ShopState } }
query ReadNode($id: ID!) { node(id: $id) { __typename id ...ShopState } }
fragment ShopState on Shop {
  state
  owner { __typename login }
  items { __typename ... on Book { pages } }
  at
  number
  baseURL
  old_name
}
"""
SHOP: dict[str, Any] = {
    "state": "OPEN",
    "owner": None,
    "items": [],
    "at": "2025-01-02T03:04:05Z",
    "number": "12345678901",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client of the small schema, imported under a name of its own."""
    root = lay_out(tmp_path_factory.mktemp("tree"), SCHEMA, DOCUMENT)
    folder: Path = generate(root)
    folder.rename(folder.with_name("small_client"))
    sys.path.insert(0, str(folder.parent))
    yield importlib.import_module("small_client")
    sys.path.remove(str(folder.parent))
    for name in [name for name in sys.modules if name.partition(".")[0] == "small_client"]:
        del sys.modules[name]


def ask(package: ModuleType, data: object) -> tuple[Any, list[dict[str, Any]]]:
    """Return a client that gets this data for everything, and the list of what it sends."""
    sent: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json={"data": data})

    http_client = httpx.Client(transport=httpx.MockTransport(answer))
    return package.GitHubClient(http_client, "https://github.example/graphql"), sent


def test_an_unset_variable_is_not_sent(package: ModuleType) -> None:
    """The document's default decides, as on the host."""
    client, sent = ask(package, {"shop": SHOP})
    client.read_shop(package.Wish(mood="GOOD"))
    assert sent[0]["variables"] == {"input": {"mood": "GOOD"}}
    assert sent[0]["operationName"] == "ReadShop"


def test_names_that_are_not_in_camel_case(package: ModuleType) -> None:
    """Each is GitHub's again where it is sent, and is found where it was received."""
    client, sent = ask(package, {"shop": {**SHOP, "baseURL": "u", "old_name": "n"}})
    wish = package.Wish(mood="GOOD", base_url="u", old_name=["n"], hopes=[package.Hope(from_="f")])
    shop = client.read_shop(wish).shop
    assert sent[0]["variables"]["input"] == {
        "mood": "GOOD",
        "baseURL": "u",
        "old_name": ["n"],
        "hopes": [{"from": "f"}],
    }
    assert (shop.base_url, shop.old_name) == ("u", "n")


def test_scalars_become_what_they_mean(package: ModuleType) -> None:
    """A moment is a datetime; a number too big for GraphQL comes as a string and is one."""
    client, _ = ask(package, {"shop": SHOP})
    shop = client.read_shop(package.Wish(mood="GOOD")).shop
    assert shop.at.year == 2025
    assert shop.number == 12345678901


def test_unknown_values_kinds_and_members_are_read(package: ModuleType) -> None:
    """One unknown value does not make the whole response unreadable."""
    items = [{"__typename": "Book", "pages": 3}, {"__typename": "Song"}, {"__typename": "Film"}]
    client, _ = ask(
        package, {"shop": {**SHOP, "state": "AJAR", "owner": {"__typename": "App", "login": "a"}, "items": items}}
    )
    shop = client.read_shop(package.Wish(mood="GOOD")).shop
    assert shop.state is importlib.import_module("small_client.enums").State.UNKNOWN
    assert (shop.owner.typename__, shop.owner.login) == ("App", "a")
    assert shop.items[0].pages == 3
    assert [item.typename__ for item in shop.items] == ["Book", "Song", "Film"]


def test_an_interface_keeps_its_selected_fields_for_a_new_type(package: ModuleType) -> None:
    """`id` was selected on Node itself, so it is there whatever the node turns out to be."""
    client, _ = ask(package, {"node": {"__typename": "Novelty", "id": "N_1"}})
    assert client.read_node("N_1").node.id == "N_1"
    client, _ = ask(package, {"node": {"__typename": "Shop", "id": "S_1", **SHOP}})
    assert client.read_node("S_1").node.items == []


def test_what_the_schema_requires_is_still_required(package: ModuleType) -> None:
    """A missing non-null field is a broken answer, not news."""
    client, _ = ask(package, {"shop": {key: value for key, value in SHOP.items() if key != "state"}})
    with pytest.raises(ValidationError, match="state"):
        client.read_shop(package.Wish(mood="GOOD"))


def test_an_enum_that_has_an_unknown_of_its_own_keeps_it(package: ModuleType) -> None:
    """No member twice."""
    assert list(package.Mood) == ["GOOD", "UNKNOWN"]


def test_every_public_name_can_be_had(package: ModuleType) -> None:
    """Nothing is announced that was dropped."""
    assert all(getattr(package, name) for name in package.__all__)
