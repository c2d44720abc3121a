"""News are what changed for us: no more, and each in words."""

from __future__ import annotations

import pytest

from hygiene.schema.changes import Changes, changes
from hygiene.schema.prune import prune

from .material import SMALL_DOCUMENT, SMALL_SCHEMA


def news(*replacements: tuple[str, str]) -> Changes:
    """Compare the small schema with one that was changed in these places."""
    changed = SMALL_SCHEMA
    for old, new in replacements:
        assert old in changed
        changed = changed.replace(old, new)
    return changes(SMALL_SCHEMA, changed, [SMALL_DOCUMENT])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("state: State!\n", "\n", "Shop.state was removed."),
        ("state: State!", "state: String!", "Shop.state changed type from State! to String!."),
        ("shop(name: String!,", "shop(name: String!, realm: ID!,", "A required arg realm on Query.shop was added."),
        ("enum State { OPEN, CLOSED }", "enum State { OPEN }", "CLOSED was removed from enum type State."),
        (
            "{ id: ID!, name: String! }\ntype Rename",
            "{ id: ID!, name: String!, by: ID! }\ntype Rename",
            "A required field by on input type RenameInput was added.",
        ),
    ],
)
def test_what_breaks_is_breaking(old: str, new: str, words: str) -> None:
    """Whatever GraphQL calls breaking, in what the documents touch."""
    found = news((old, new))
    assert found.breaking == (words,)
    assert found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("enum State { OPEN, CLOSED }", "enum State { OPEN, CLOSED, AJAR }", "AJAR was added to enum type State."),
        ("Book | Song\n", "Book | Song | Game\ntype Game { id: ID! }\n", "Game was added to union type Item."),
        (
            "type Stranger",
            "type App implements Actor { login: String!, url: URI! }\ntype Stranger",
            "App is a new implementation of Actor.",
        ),
        (
            "direction: Direction\n",
            "direction: Direction\nlimit: Int\n",
            "An optional field limit on input type Order was added.",
        ),
    ],
)
def test_what_comes_as_unknown_is_dangerous(old: str, new: str, words: str) -> None:
    """GitHub adds these without notice; nothing breaks, somebody should check them."""
    found = news((old, new))
    assert found.dangerous == (words,)
    assert found.breaking == ()


def test_deprecations_have_their_reason_and_are_sorted_by_date() -> None:
    """What goes soonest comes first, and what was deprecated before is no news."""
    found = news(
        ("state: State!", 'state: State! @deprecated(reason: "Use status. Removal on 2027-04-01 UTC.")'),
        ("OPEN, CLOSED }", 'OPEN, CLOSED @deprecated(reason: "Gone soon. Removal on 2026-07-01 UTC.") }'),
        ("after: String,", 'after: String @deprecated(reason: "No date."),'),
    )
    assert found.deprecated == (
        "State.CLOSED is deprecated: Gone soon. Removal on 2026-07-01 UTC.",
        "Shop.state is deprecated: Use status. Removal on 2027-04-01 UTC.",
        "Shop.items(after:) is deprecated: No date.",
    )
    again = SMALL_SCHEMA.replace("state: State!", 'state: State! @deprecated(reason: "Old.")')
    assert not changes(again, again, [SMALL_DOCUMENT])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("words: String", "words: Int"),
        ("age: Int", "age: String"),
        ("kind: String", "kind: Int"),
        ("enum Colour { RED, BLUE }", "enum Colour { RED }"),
        ("items(first: Int,", "items(fresh: Boolean, first: Int,"),
        ('"""How to sort."""', '"""How things are sorted."""'),
    ],
)
def test_what_we_do_not_touch_is_no_news(old: str, new: str) -> None:
    """GitHub's schema changes weekly; a reader's attention is for what concerns us."""
    assert news((old, new)) == Changes()


def test_a_pruned_schema_can_be_compared_with_a_full_one() -> None:
    """The committed schema is the old one in every refresh."""
    pruned = prune(SMALL_SCHEMA, [SMALL_DOCUMENT], source_line="here")
    assert not changes(pruned, SMALL_SCHEMA, [SMALL_DOCUMENT])
    assert changes(pruned, SMALL_SCHEMA.replace("state: State!\n", "\n"), [SMALL_DOCUMENT]).breaking


def test_a_field_that_only_held_a_place_may_give_way() -> None:
    """Song stays in the union with some field; which one is nobody's concern as long as the old one is still there."""
    without_id = SMALL_SCHEMA.replace("type Song { id: ID!,", "type Song {")
    assert not changes(without_id, SMALL_SCHEMA, [SMALL_DOCUMENT])
