"""Inline Markdown of ours: code, strong words, links, character references, and the few HTML elements that we use."""

from __future__ import annotations

import html
import re
from dataclasses import field
from itertools import groupby

from hygiene.drills.terminal.spans import Span, Style
from hygiene.values import dataclass

_INLINE = re.compile(
    r"""
    (?P<comment><!--.*?-->)
  | `(?P<code>[^`]*)`
  | <code>(?P<element>.*?)</code>
  | \*\*(?P<strong>.+?)\*\*
  | (?<![\w*])(?P<mark>[_*])(?P<quiet>[^_*]+)(?P=mark)(?![\w*])
  | \[(?P<text>(?:`[^`]*`|[^\]])*)\]\((?P<url>[^)\s]*)\)
  | (?P<space>&nbsp;)
  | (?P<tag></?\w+>)
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"</?\w+>")
_HARD_SPACE = "\u00a0"
_SYMBOLS = {"❌": Style.BAD, "✅": Style.GOOD}


@dataclass(slots=True)
class Footnotes:
    """Addresses of links in the order in which they were met: a terminal shows them below the text."""

    urls: list[str] = field(default_factory=list)
    shown: bool = True

    def number(self, url: str) -> int:
        """The number of an address, from 1."""
        if url not in self.urls:
            self.urls.append(url)
        return self.urls.index(url) + 1


def inline(markdown: str, notes: Footnotes, style: Style = Style.PLAIN) -> list[list[Span]]:
    """The lines of a paragraph, a heading or a cell, as pieces; ``<br>`` begins a new line."""
    return [_pieces(part, notes, style) for part in _BREAK.split(markdown)]


def visible(text: str) -> str:
    """Text without what steers a terminal; character references become the characters."""
    shown = html.unescape(text).replace("\u200b", "").replace("\n", " ")
    return "".join(character if character.isprintable() or character == _HARD_SPACE else " " for character in shown)


def _pieces(markdown: str, notes: Footnotes, style: Style) -> list[Span]:
    found: list[Span] = []
    at = 0
    for match in _INLINE.finditer(markdown):
        found += _text(markdown[at : match.start()], style)
        found += _piece(match, notes, style)
        at = match.end()
    return found + _text(markdown[at:], style)


def _piece(match: re.Match[str], notes: Footnotes, style: Style) -> list[Span]:
    kind = match.lastgroup
    match kind:
        case "comment" | "tag":
            return []
        case "code":
            return [Span(_code(match["code"]), Style.CODE)]
        case "element":
            return [Span(visible(_TAG.sub("", match["element"])), Style.CODE)]
        case "strong":
            return _pieces(match["strong"], notes, Style.STRONG)
        case "quiet":
            return _pieces(match["quiet"], notes, Style.QUIET)
        case "space":
            return [Span(_HARD_SPACE, style)]
        case _:
            said = _pieces(match["text"], notes, style)
            if not notes.shown:
                return said
            return [*said, Span(f"{_HARD_SPACE}[{notes.number(html.unescape(match['url']))}]", Style.QUIET)]


def _code(text: str) -> str:
    """In backticks a character reference is no reference; only what steers a terminal is taken out."""
    return "".join(character if character.isprintable() else " " for character in text)


def _text(markdown: str, style: Style) -> list[Span]:
    """Plain text; the symbols of the states carry their colour, also where nothing else does."""
    shown = groupby(visible(markdown), key=lambda character: _SYMBOLS.get(character, style))
    return [Span("".join(characters), found) for found, characters in shown]
