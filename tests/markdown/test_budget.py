"""Bytes and cuts: nothing is cut in the middle of something, and nothing stays open after a cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.markdown.budget import CUT_NOTE, LADDER, cut_markdown, first_fitting, size

NOTE_BYTES = size(f"\n\n{CUT_NOTE}")
PIECES = ("word", "| a | b |", "| - | - |", "```", "```py", "~~~~", "````", "<details>", "</details>", "<!-- x", "-->")
MORE = (
    "<pre>",
    "</pre>",
    "<b>",
    "<?x",
    "<![CDATA[",
    "<!DOCTYPE",
    "<p",
    "text <!-- y",
    "    ```",
    "- ```",
    "> ```",
    "<b>x",
    "> <!-- x",
    "- <!--",
    "<details open><!--",
)
LINES = st.lists(st.sampled_from([*PIECES, *MORE, "", "", "é漢😀" * 9]), max_size=30).map("\n".join)


def test_size_is_in_utf8_bytes() -> None:
    """As GitHub counts; half a surrogate pair counts, too, and does not raise."""
    assert (size("aé漢😀"), size("\ud800")) == (10, 1)


def test_what_fits_is_left_alone() -> None:
    """Not a byte is changed without need."""
    assert cut_markdown("abc", 3) == "abc"


def test_cut_is_at_a_line() -> None:
    """Whole lines, and a note that it was cut."""
    assert cut_markdown("first\nsecond\nthird" * 9, NOTE_BYTES + 13) == f"first\nsecond\n\n{CUT_NOTE}"


@pytest.mark.parametrize(("room", "kept"), [(5, "first"), (11, "first"), (12, "first\nsecond"), (18, "first\nsecond")])
def test_cut_keeps_every_line_that_fits(room: int, kept: str) -> None:
    """To the byte: a line that just fits is kept."""
    assert cut_markdown("first\nsecond\n" + "third " * 99, NOTE_BYTES + room) == f"{kept}\n\n{CUT_NOTE}"


def test_single_long_line_is_cut_at_a_character() -> None:
    """Without a line to cut at, between two characters."""
    shown = cut_markdown("é" * 100, NOTE_BYTES + 5)
    assert shown == f"éé\n\n{CUT_NOTE}"


def test_cut_fence_is_closed() -> None:
    """What follows a cut block is no part of it."""
    text = "````py\n" + "x\n" * 200 + "````"
    shown = cut_markdown(text, 100)
    assert shown.endswith(f"x\n````\n\n{CUT_NOTE}")
    assert size(shown) <= 100


def test_cut_fold_is_closed() -> None:
    """A fold that was cut open ends before the note."""
    shown = cut_markdown("<details><summary>s</summary>\n\n" + "line\n" * 100 + "\n</details>", 160)
    assert shown.endswith(f"</details>\n\n{CUT_NOTE}")


@pytest.mark.parametrize("bytes_max", [0, 1, size(CUT_NOTE) - 1])
def test_no_space_at_all(bytes_max: int) -> None:
    """Where not even the note fits, the text is empty."""
    assert cut_markdown("x" * 100, bytes_max) == ""


def test_space_for_the_note_alone() -> None:
    """A reader learns at least that something was left out."""
    assert cut_markdown("x" * 100, size(CUT_NOTE)) == CUT_NOTE


def test_no_blank_lines_are_left_before_the_note() -> None:
    """The note is a paragraph of its own, however the text was spaced."""
    assert cut_markdown("first\n\n\n" + "x" * 200, NOTE_BYTES + 8) == f"first\n\n{CUT_NOTE}"


@given(LINES, st.integers(0, 300))
def test_cut_keeps_within_its_bytes_and_is_at_rest(text: str, bytes_max: int) -> None:
    """Byte-exact, and cutting again changes nothing."""
    shown = cut_markdown(text, bytes_max)
    assert size(shown) <= bytes_max
    assert cut_markdown(shown, bytes_max) == shown


def test_first_fitting_takes_the_fullest() -> None:
    """The first that fits; nothing is rendered in vain."""
    rest = iter(["xxxx", "xxx", "x"])
    assert first_fitting(rest, 3) == "xxx"
    assert list(rest) == ["x"]


def test_foot_is_kept_by_the_last_cut() -> None:
    """When nothing fits, the last is cut, and the link to the whole text follows it."""
    shown = first_fitting(["line\n" * 99], 80, foot="[all](u)")
    assert shown.endswith("[all](u)")
    assert size(shown) <= 80


def test_ladder_only_goes_down() -> None:
    """Each level shows no more than the one before: other checks go, then rows, tails, texts, counts."""
    for upper, lower in pairwise(LADDER):
        assert lower.extras <= upper.extras
        assert lower.chars_max <= upper.chars_max
        assert lower.failures_max <= upper.failures_max
        assert lower.jobs_max <= upper.jobs_max
        assert lower.names_max <= upper.names_max
    assert not LADDER[1].extras
    assert LADDER[1].jobs_max > LADDER[2].jobs_max
    assert LADDER[3].sections_bytes_max is not None
    assert LADDER[4].chars_max < LADDER[3].chars_max == LADDER[0].chars_max
    assert LADDER[4].failures_max == LADDER[0].failures_max
