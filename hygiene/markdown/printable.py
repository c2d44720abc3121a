"""Text for terminals and logs: without control characters, which may be untrusted and could control a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with a space for each character that is not printable, line breaks included."""
    return "".join(character if character.isprintable() else " " for character in text)


def one_line(text: str, chars_max: int = 0) -> str:
    """The printable text with single spaces between its words, cut with an ellipsis where ``chars_max`` is given."""
    line = " ".join(printable(text).split())
    return f"{line[: chars_max - 1]}…" if 0 < chars_max < len(line) else line
