"""Widths, line breaks and paint."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.drills.terminal.spans import Span, Style, line, padded, painted, width, width_of, wrapped

WORDS = st.text(alphabet="ab❌é \u0301", max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("❌", 2), ("e\u0301", 1), ("日本", 4), ("a\u200bb", 2), ("│ ○", 3)],
)
def test_width(text: str, columns: int) -> None:
    """Emoji and wide letters take two columns, accents and invisible characters none."""
    assert width(text) == columns


def test_wrapped_at_spaces() -> None:
    """A line ends at a space, and the space is gone."""
    found = wrapped([Span("one two three")], 8)
    assert [painted([one], color=False) for one in found] == ["one two", "three"]


def test_wrapped_keeps_a_word_of_two_styles() -> None:
    """What stands without a space stays together, whatever its colours."""
    found = wrapped([Span("see log"), Span("[1]", Style.QUIET)], 8)
    assert [painted([one], color=False) for one in found] == ["see", "log[1]"]


def test_wrapped_breaks_a_long_word() -> None:
    """A word that is longer than the line is broken where the line ends."""
    assert [painted([one], color=False) for one in wrapped([Span("abcdefg")], 3)] == ["abc", "def", "g"]


def test_wrapped_nothing() -> None:
    """No words are one empty line, so that an empty cell has a height."""
    assert wrapped([Span("  ")], 10) == [()]


@given(WORDS, st.integers(min_value=2, max_value=20))
def test_wrapped_never_wider(text: str, columns: int) -> None:
    """No line is wider than it may be, and no word is lost."""
    found = wrapped([Span(text)], columns)
    assert all(width_of(one) <= columns for one in found)
    assert "".join(painted(found, color=False).split()) == "".join(text.split(" ")).replace("\n", "")


def test_padded() -> None:
    """Cells are filled up to their width; one that is too wide stays as it is."""
    assert width_of(padded(line("❌"), 5)) == 5
    assert width_of(padded(line("abcdef"), 5)) == 6


def test_painted_plain() -> None:
    """Without colour there is no code, and no space at a line's end."""
    assert painted([(Span("a ", Style.BAD), Span("  "))], color=False) == "a"


def test_painted_color() -> None:
    """With colour each stretch of one style has one code, and is ended."""
    pieces = (Span("a", Style.BAD), Span("b", Style.BAD), Span("c"))
    assert painted([pieces], color=True) == "\x1b[1;31mab\x1b[0mc"
