"""What stays with a selection: enough for a valid schema, and no more."""

from __future__ import annotations

import pytest

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)
from hygiene.schema.prune import prune

from .material import SMALL_DOCUMENT, SMALL_SCHEMA


@pytest.fixture(scope="module")
def pruned() -> GraphQLSchema:
    """The small schema, pruned to the small document."""
    return build_schema(prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here"))


def fields(schema: GraphQLSchema, name: str) -> list[str]:
    """List a type's fields in their order."""
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType | GraphQLInputObjectType)
    return list(type_.fields)


def test_only_selected_fields_stay(pruned: GraphQLSchema) -> None:
    """A type is reduced to its selected fields, sorted."""
    assert fields(pruned, "Shop") == ["id", "items", "owner", "state"]
    assert not {"Secret", "Colour"} & set(pruned.type_map)


def test_an_interface_keeps_its_implementors_with_its_fields(pruned: GraphQLSchema) -> None:
    """Any kind of actor can come, so each must be there, with the fields that are selected on an actor."""
    assert {"login"} <= set(fields(pruned, "Bot")) & set(fields(pruned, "User"))
    assert "age" not in fields(pruned, "User")


def test_node_keeps_those_implementors_that_are_there_anyway(pruned: GraphQLSchema) -> None:
    """Nearly everything is a Node; keeping all would keep the whole schema."""
    assert "Stranger" not in pruned.type_map
    node = pruned.type_map["Shop"]
    assert isinstance(node, GraphQLObjectType)
    assert [interface.name for interface in node.interfaces] == ["Node"]


def test_a_union_keeps_all_members(pruned: GraphQLSchema) -> None:
    """A member without selected fields stays, with one field: GraphQL has no empty types."""
    item = pruned.type_map["Item"]
    assert isinstance(item, GraphQLUnionType)
    assert [member.name for member in item.types] == ["Book", "Song"]
    assert fields(pruned, "Song") == ["id"]


def test_inputs_and_enums_stay_whole(pruned: GraphQLSchema) -> None:
    """What may be sent, and every value that may come, is known."""
    assert fields(pruned, "Order") == ["by", "direction"]
    direction = pruned.type_map["Direction"]
    assert isinstance(direction, GraphQLEnumType)
    assert list(direction.values) == ["DOWN", "UP"]


def test_arguments_stay_when_given_required_or_paging(pruned: GraphQLSchema) -> None:
    """An optional argument that nobody gives is gone; pages can still be requested by anybody."""
    shop, query = pruned.type_map["Shop"], pruned.query_type
    assert isinstance(shop, GraphQLObjectType)
    assert list(shop.fields["items"].args) == ["after", "before", "first", "last", "order"]
    assert query is not None
    assert list(query.fields["shop"].args) == ["name"]


def test_a_new_required_argument_stays() -> None:
    """Without it, the pruned schema would accept what the full one refuses."""
    changed = SMALL_SCHEMA.replace("shop(name: String!,", "shop(name: String!, realm: ID!,")
    query = build_schema(prune(changed, [SMALL_DOCUMENT], source_line="here")).query_type
    assert query is not None
    assert list(query.fields["shop"].args) == ["name", "realm"]


def test_an_interface_without_selected_fields_keeps_one_everywhere() -> None:
    """`owner { __typename }` needs an Actor with a field, and implementors that have it too."""
    schema = build_schema(prune(SMALL_SCHEMA, ["{ shop(name: 1) { owner { __typename } } }"], source_line="here"))
    assert fields(schema, "User") == ["login"]
