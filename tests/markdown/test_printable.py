"""Nothing that a terminal obeys is printed, and what was several lines becomes one."""

from __future__ import annotations

import pytest

from hygiene.markdown.printable import one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mb", "a [31mb"),
        ("a\nb\tc", "a b c"),
        ("csi \x9b and del \x7f", "csi   and del  "),
        ("right to left \u202egnp", "right to left  gnp"),
        ("ünïcode ✅", "ünïcode ✅"),
    ],
)
def test_control_characters_become_spaces(text: str, shown: str) -> None:
    """C0, C1, DEL and bidirectional controls alike; letters and symbols stay."""
    assert printable(text) == shown


def test_one_line() -> None:
    """White space is one space, none at the ends; a bound cuts with an ellipsis and counts it."""
    assert one_line("  a\r\n\r\n  b \x00 c ") == "a b c"
    assert one_line("abcdef", 6) == "abcdef"
    assert one_line("abcdefg", 6) == "abcde…"
