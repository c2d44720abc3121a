"""Styled text: how wide it is, where it may be broken, and how it is painted."""

from __future__ import annotations

import unicodedata
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Style(Enum):
    """How a piece of text looks where there is colour; the value is the ANSI code."""

    PLAIN = ""
    STRONG = "1"
    HEADING = "1;36"
    CODE = "33"
    QUIET = "2"
    GOOD = "32"
    BAD = "1;31"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]


def line(text: str, style: Style = Style.PLAIN) -> Line:
    """A line of one piece."""
    return (Span(text, style),)


def width(text: str) -> int:
    """Columns that a text takes: most emoji take two, accents none."""
    return sum(_columns(character) for character in text)


def width_of(spans: Iterable[Span]) -> int:
    """Columns that a line takes."""
    return sum(width(span.text) for span in spans)


def wrapped(spans: Iterable[Span], columns: int) -> list[Line]:
    """Lines of at most so many columns, broken at spaces; a longer word is broken where it must."""
    lines: list[list[Span]] = [[]]
    used = 0
    for word in _words(spans):
        for part in _cut(word, columns):
            wide = width_of(part)
            if used and used + 1 + wide > columns:
                lines.append([])
                used = 0
            lines[-1] += [Span(" ", part[0].style), *part] if used else part
            used += wide + (1 if used else 0)
    return [tuple(found) for found in lines]


def padded(spans: Line, columns: int) -> Line:
    """The line, filled with spaces up to so many columns."""
    return (*spans, Span(" " * max(0, columns - width_of(spans))))


def painted(lines: Iterable[Sequence[Span]], *, color: bool) -> str:
    """The lines as text, with ANSI codes or without; no spaces at the end of a line."""
    return "\n".join(_painted(_stripped(spans), color=color) for spans in lines)


def _painted(spans: Sequence[Span], *, color: bool) -> str:
    if not color:
        return "".join(span.text for span in spans)
    found = ((style, "".join(span.text for span in same)) for style, same in groupby(spans, lambda span: span.style))
    return "".join(f"\x1b[{style.value}m{text}\x1b[0m" if style.value and text else text for style, text in found)


def _stripped(spans: Sequence[Span]) -> list[Span]:
    kept = list(spans)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    return [*kept[:-1], Span(kept[-1].text.rstrip(), kept[-1].style)] if kept else []


def _words(spans: Iterable[Span]) -> list[list[Span]]:
    """What stands between spaces; a word may have pieces of several styles."""
    words: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split(" ")
        words[-1] += [Span(first, span.style)] if first else []
        words += [[Span(other, span.style)] if other else [] for other in others]
    return [word for word in words if word]


def _cut(word: list[Span], columns: int) -> list[list[Span]]:
    """The word itself, or parts of it that fit."""
    if width_of(word) <= columns:
        return [word]
    parts: list[list[Span]] = [[]]
    for span in word:
        for character in span.text:
            if parts[-1] and width_of(parts[-1]) + _columns(character) > columns:
                parts.append([])
            parts[-1].append(Span(character, span.style))
    return parts


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
