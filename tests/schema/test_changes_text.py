"""News are readable in a terminal and harmless in Markdown."""

from __future__ import annotations

from hygiene.schema.changes import NOTHING, Changes, markdown, plain

NEWS = Changes(
    breaking=("Shop.state was removed.",),
    dangerous=("AJAR was added to enum type State.",),
    deprecated=("Shop.name is deprecated: Ask @octocat, see #1 or `title`. Removal on 2027-01-01 UTC.",),
)


def test_no_change_is_reported_too() -> None:
    """Silence could as well be a failure."""
    assert plain(Changes()) == NOTHING
    assert NOTHING in markdown(Changes(), old="a", new="b")


def test_plain_text_lists_each_kind_under_its_heading() -> None:
    """Worst first."""
    assert plain(NEWS).splitlines() == [
        "Breaking:",
        "  - Shop.state was removed.",
        "Dangerous: read as unknown until the code handles it:",
        "  - AJAR was added to enum type State.",
        "Newly deprecated:",
        "  - Shop.name is deprecated: Ask @octocat, see #1 or `title`. Removal on 2027-01-01 UTC.",
    ]


def test_markdown_names_the_compared_schemas() -> None:
    """The pull request that brings a new schema shows what it is made of."""
    text = markdown(NEWS, old="file a.graphql, 2025-01-01", new="npm x 2, 2026-01-01")
    assert text.startswith(
        "## Changes of GitHub's schema in the parts that hygiene uses\n\nFrom: `file a.graphql, 2025-01-01`"
    )
    assert text.endswith("UTC.`\n")


def test_markdown_lists_only_kinds_that_have_something() -> None:
    """No empty headings."""
    assert "### Breaking" not in markdown(Changes(dangerous=("x",)), old="a", new="b")


def test_words_of_others_mention_nobody_and_link_nothing() -> None:
    """A reason is GitHub's text: it is in code, and cannot leave it."""
    line = markdown(NEWS, old="a", new="b").splitlines()[-1]
    assert line == "- `Shop.name` is deprecated: `Ask @octocat, see #1 or 'title'. Removal on 2027-01-01 UTC.`"
