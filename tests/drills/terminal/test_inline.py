"""Inline Markdown of ours as pieces of a line."""

from __future__ import annotations

import pytest

from hygiene.drills.terminal.inline import Footnotes, inline, visible
from hygiene.drills.terminal.spans import Span, Style
from hygiene.markdown.text import code, link, plain


def text_of(markdown: str) -> str:
    """What a person reads, lines apart."""
    return "\n".join("".join(span.text for span in part) for part in inline(markdown, Footnotes()))


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("plain words", "plain words"),
        ("**2** occurrences", "2 occurrences"),
        ("_Shortened._", "Shortened."),
        ("*Of an older commit, `1f0c3a8`.*", "Of an older commit, 1f0c3a8."),
        ("snake_case_name", "snake_case_name"),
        ("`code` here", "code here"),
        ("<code>a&#124;b<span>$</span></code>", "a|b$"),
        ("❌&nbsp;failed", "❌\u00a0failed"),
        ("one<br>two", "one\ntwo"),
        ("184523&#8203;00001", "18452300001"),
        ("a <!-- hidden --> b", "a  b"),
        ("x < y & z", "x < y & z"),
    ],
)
def test_read(markdown: str, read: str) -> None:
    """Each shape that we write is read as GitHub shows it."""
    assert text_of(markdown) == read


def test_link() -> None:
    """A link becomes its text and a number; the address waits at the foot, once."""
    notes = Footnotes()
    found = inline("[log](https://a.example/1) [all](https://a.example/2) [log](https://a.example/1)", notes)
    assert "".join(span.text for span in found[0]) == "log\u00a0[1] all\u00a0[2] log\u00a0[1]"
    assert notes.urls == ["https://a.example/1", "https://a.example/2"]


def test_link_with_code() -> None:
    """A commit's link keeps the look of code."""
    found = inline("[`ddb7962`](https://a.example/c)", Footnotes())
    assert found[0][0] == Span("ddb7962", Style.CODE)


@pytest.mark.parametrize(
    "text", ["| `x` --> </details> @octocat #1", "a|b$c", "\u202egnp.exe", "[x](http://e.example)"]
)
def test_round_trip(text: str) -> None:
    """What the renderer made harmless is read as what it was, without what nobody sees."""
    readable = text.replace("\u202e", "")
    assert text_of(plain(text)) == readable
    assert text_of(code(text)) == readable


def test_round_trip_of_links() -> None:
    """A link's text may hold brackets of others."""
    notes = Footnotes()
    found = inline(link("a [b] c", "https://a.example/?q=1&r=2"), notes)
    assert "".join(span.text for span in found[0]).startswith("a [b] c")
    assert notes.urls == ["https://a.example/?q=1&r=2"]


def test_symbols_carry_color() -> None:
    """Red and green stand on the symbols alone, so nothing is said by colour only."""
    assert inline("❌ failed", Footnotes())[0] == [Span("❌", Style.BAD), Span(" failed", Style.PLAIN)]


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\rb", "a\x07b", "&#27;[2J", "a\u009bb"])
def test_nothing_steers_the_terminal(text: str) -> None:
    """Control characters are gone, also those that come as a reference or in code."""
    for shown in (visible(text), text_of(text), text_of(f"`{text}`"), text_of(f"<code>{text}</code>")):
        assert all(character.isprintable() for character in shown)
