"""Tables in columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.drills.terminal.inline import Footnotes
from hygiene.drills.terminal.spans import painted, width
from hygiene.drills.terminal.tables import is_table, table_lines
from hygiene.markdown.text import plain, table


def drawn(markdown: str, columns: int = 80) -> list[str]:
    """The table as lines of text."""
    return painted(table_lines(markdown, columns, Footnotes()), color=False).split("\n")


def test_columns_stand_below_each_other() -> None:
    """Every column begins where its head begins."""
    assert drawn(table(("Job", "State"), [("a", "❌ failed"), ("longer", "✅ passed")])) == [
        "Job     State",
        "─────────────────",
        "a       ❌ failed",
        "longer  ✅ passed",
    ]


def test_narrow_page_wraps_cells() -> None:
    """The widest column gives way first; rows that take several lines stand apart."""
    rows = [("a", "many words that do not fit"), ("b", "few")]
    assert drawn(table(("Job", "Error"), rows), 20) == [
        "Job  Error",
        "────────────────────",
        "a    many words that",
        "     do not fit",
        "",
        "b    few",
    ]


def test_break_in_a_cell() -> None:
    """``<br>`` makes a new line in its cell."""
    assert drawn(table(("Job", "State"), [("a", "new<br>known")]))[2:] == ["a    new", "     known"]


def test_pipe_of_others() -> None:
    """A pipe in somebody's words is text, not the end of a cell."""
    assert drawn(table(("Job", "State"), [(plain("a|b"), "x")]))[2] == "a|b  x"


def test_ragged_row() -> None:
    """A row with too few or too many cells is brought to the columns of the head."""
    assert drawn("| A | B |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |") == ["A  B", "────", "1", "1  2"]


@pytest.mark.parametrize(
    ("markdown", "table_it_is"),
    [("| a |\n| --- |", True), ("| a |", False), ("a\n| --- |", False), ("| a |\n| b |", False)],
)
def test_is_table(markdown: str, table_it_is: bool) -> None:  # noqa: FBT001 - a parameter
    """A table has a head and a rule below it."""
    assert is_table(markdown) is table_it_is


@given(
    st.lists(st.lists(st.text(alphabet="ab ❌", max_size=40), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(min_value=20, max_value=100),
)
def test_never_wider_than_the_page(rows: list[list[str]], columns: int) -> None:
    """Whatever the cells hold, no line is wider than the page."""
    assert all(width(text) <= columns for text in drawn(table(("One", "Two", "Three"), rows), columns))
