"""Text and shapes: what a reader sees of other people's words, and how times and lengths read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.markdown.text import address, block, clean, code, cut, details, duration, link, moment, plain, short, table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pytest (unit tests)", "Pytest (unit tests)"),
        ("test_rows_and_columns", "test_rows_and_columns"),
        ("_private_", "&#95;private&#95;"),
        ("a | b", "a &#124; b"),
        ("a\\b", "a&#92;b"),
        ("<b> & -->", "&lt;b&gt; &amp; --&gt;"),
        ("@octo", "@&#8203;octo"),
        ("fixes #12", "fixes #&#8203;12"),
        ("GH-12 gh-1", "GH-&#8203;12 gh-&#8203;1"),
        ("octo/tool#3", "octo/tool#&#8203;3"),
        ("CVE-2024-1", "CVE-&#8203;2024-1"),
        ("at a94a8fe", "at a94a8f&#8203;e"),
        ("feed 123456", "feed 123456"),
        ("https://x.example", "https:&#8203;//x.example"),
        ("www.x.example", "www&#8203;.x.example"),
        (":smile:", ":&#8203;smile:"),
        ("$x$", "<span>$</span>x<span>$</span>"),
        ("![i](u)", "!&#91;i&#93;(u)"),
        ("- item", "&#45; item"),
        ("1. item", "1&#8203;. item"),
        ("10) item", "10&#8203;) item"),
        ("+ item", "&#43; item"),
        ("=== rule", "&#61;== rule"),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Readable in the source too: only what could do something is written differently."""
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.py:3", "`a.py:3`"),
        ("@octo #1", "`@octo #1`"),
        ("a|b", "<code>a&#124;b</code>"),
        ("a`b", "<code>a&#96;b</code>"),
        ("$HOME", "<code><span>$</span>HOME</code>"),
        ("  ", ""),
    ],
)
def test_code(text: str, expected: str) -> None:
    """Backticks where they hold, the element where they would not."""
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\r\nc\td", "a b c d"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u200bb\ufeff\u2066c", "abc"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\u00a0b\u2028c", "a b c"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 3),
        ("\u0301a", "a"),
        ("\ud800x", "x"),
        ("\u3164x\u2800", "x"),
        ("漢字 é 😀", "漢字 é 😀"),
    ],
)
def test_clean_is_one_line_of_what_can_be_seen(text: str, expected: str) -> None:
    """Nothing invisible, nothing that turns the line around, no tower of accents."""
    assert clean(text) == expected


@given(st.text(), st.integers(0, 60))
def test_cut_counts_code_points(text: str, chars_max: int) -> None:
    """Never longer than the limit, and whole when it fits."""
    shown = clean(text, chars_max)
    assert len(shown) <= chars_max
    assert shown == clean(shown, chars_max)


def test_cut_leaves_no_letter_without_its_accent() -> None:
    """Better one letter less than a letter that has become another."""
    assert cut("cafe\u0301s", 5) == "caf…"


def test_limits_are_of_the_text_not_of_its_escapes() -> None:
    """200 pipes are 200 characters, whatever they cost in bytes."""
    assert plain("|" * 200) == "&#124;" * 200


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/o/r/runs/1#step:8:1", "https://github.com/o/r/runs/1#step:8:1"),
        ("https://x.example/a(b)|c", "https://x.example/a%28b%29%7Cc"),
        ("https://x.example/?a=1&copy=2", "https://x.example/?a=1&amp;copy=2"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/%7C", "https://x.example/%7C"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("https://x.example/é", "https://x.example/%C3%A9"),
        ("HTTPS://x.example/", "HTTPS://x.example/"),
        ("javascript:alert(1)", ""),
        ("https://me@x.example/", ""),
    ],
)
def test_address(url: str, expected: str) -> None:
    """Percent signs for whatever could end the link; nothing for what is no web address."""
    assert address(url) == expected


def test_link_without_text_is_nothing() -> None:
    """An invisible link helps nobody."""
    assert link("\u200b", "https://x.example") == ""


def test_link_as_code() -> None:
    """The text as code inside the link."""
    assert link("abc1234", "https://x.example/c", as_code=True) == "[`abc1234`](https://x.example/c)"


def test_block_is_cut_at_lines_and_characters() -> None:
    """So many lines, so many characters, an ellipsis for the rest."""
    assert block("a\nb\nc", lines_max=2) == "```\na\nb\n…\n```"
    assert block("abcdef", chars_max=4) == "```\nabc…\n```"


def test_block_outgrows_fences_inside() -> None:
    """One backtick more than the longest run in it; the info string holds letters only."""
    assert block("````\nx", info="py`\n") == "`````py\n````\nx\n`````"


def test_details_escapes_its_summary() -> None:
    """The summary is HTML, where Markdown's escapes would be seen."""
    assert details("<b>|", "body\n") == "<details><summary>&lt;b&gt;&#124;</summary>\n\nbody\n\n</details>"


def test_table_keeps_its_columns() -> None:
    """Too few cells are filled, too many are left out, line ends and pipes are none of the table's."""
    found = table(("a", "b"), [("1",), ("1", "2", "3"), ("x\ny", "p|q")])
    assert found == "| a | b |\n| --- | --- |\n| 1 |  |\n| 1 | 2 |\n| x y | p&#124;q |"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2025, 10, 13, 1, 18, 59, tzinfo=UTC), "2025-10-13 01:18 UTC"),
        (datetime(2025, 10, 13, 1, 18, tzinfo=timezone(timedelta(hours=2))), "2025-10-12 23:18 UTC"),
        (datetime(2025, 10, 13, 1, 18), "2025-10-13 01:18 UTC"),  # noqa: DTZ001 - a time without a zone is the case
    ],
)
def test_moment(at: datetime, expected: str) -> None:
    """To the minute, in UTC, whatever zone it came in."""
    assert moment(at) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0s"), (-5, "0s"), (59, "59s"), (60, "1m 00s"), (168, "2m 48s"), (3_600, "1h 00m"), (90_060, "25h 01m")],
)
def test_duration(seconds: int, expected: str) -> None:
    """Two units are enough to compare by."""
    assert duration(seconds) == expected


def test_short_commit() -> None:
    """Seven digits, as GitHub shows them."""
    assert short("ddb796265ddb385303acb3613dbe9e49f5c1cd13") == "ddb7962"
