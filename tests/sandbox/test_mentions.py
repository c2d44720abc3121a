"""Mentions: who is notified and which issues are linked by a text."""

from __future__ import annotations

import pytest

from hygiene.sandbox.history import mentioned, newly_mentioned
from tests.sandbox.graphql_client import mutate, world_of

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello @octocat!", {"@octocat"}),
        ("(@octo-org/team) and @a-b.", {"@octo-org/team", "@a-b"}),
        ("fixes #12, see o/r#13 and GH-14", {"#12", "#13", "#14"}),
        ("https://github.com/o/r/issues/7 and https://github.com/o/r/pull/8#issuecomment-1", {"#7", "#8"}),
        (r"escaped \@octocat and \#12", {"@octocat", "#12"}),
        ("entities &#64;octocat and &#35;12", {"@octocat", "#12"}),
        ("| @in-a-table | #3 |", {"@in-a-table", "#3"}),
        ("<b>@bold</b>", {"@bold"}),
        ("[@label](https://x.y)", {"@label"}),
        ("```\ncode\n```\n@after", {"@after"}),
        ("an unclosed ` and @loud", {"@loud"}),
    ],
)
def test_mentions_are_found(text: str, expected: set[str]) -> None:
    """GitHub searches the rendered text, so escapes and entities do not prevent a mention."""
    assert mentioned(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`@octocat` and ``#12 ` ``",
        "```\n@octocat #12\n```",
        "~~~python\n@decorator\n~~~",
        "```\nnever closed @octocat",
        "<code>@octocat #12</code>",
        "<pre>\n@octocat\n</pre>",
        "<!-- @octocat #12 -->",
        "<!-- never closed @octocat",
        "mail@example.com and user/@x",
        f"@{ZERO_WIDTH}octocat and #{ZERO_WIDTH}12",
        "@<!-- -->octocat",
        "a#b #x12 #12a &amp;",
        "[link](https://example.com/#12)",
        '<a href="https://example.com/@octocat#12">x</a>',
        "v1.2@stable",
    ],
)
def test_what_is_not_a_mention(text: str) -> None:
    """Code, comments, addresses, and names with a zero-width space."""
    assert mentioned(text) == frozenset()


def test_an_edit_notifies_new_mentions_only() -> None:
    """Mentions of the text before were notified before."""
    assert newly_mentioned("@a and #1", "@a and #1 and @b") == ("@b",)
    assert newly_mentioned("@a", "nothing") == ()


def test_a_world_lists_all_mentions() -> None:
    """Titles and bodies count, at creation and in edits."""
    world, repository = world_of()
    issue = repository.thread(repository.issue("See #5", "`@quiet`"))
    mutate(world, "addComment", {"subjectId": issue.id, "body": "@loud"}, "commentEdge { node { id } }")
    mutate(world, "updateIssue", {"id": issue.id, "body": "`@quiet` #6"}, "issue { id }")
    assert world.mentions == ["#5", "@loud", "#6"]
    assert [event.what for event in world.notifications] == ["issue.created", "comment.created", "issue.edited"]
