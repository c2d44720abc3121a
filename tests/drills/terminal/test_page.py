"""Whole comments and issues on a page of 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from hygiene.drills.terminal.page import COLUMNS, framed, page
from hygiene.drills.terminal.spans import painted, width

TESTS = Path(__file__).parents[2]
GOLDEN = sorted([*TESTS.glob("status_comment/golden/*.md"), *TESTS.glob("failure_tracker/golden/*.md")])


def drawn(markdown: str) -> list[str]:
    """The page as lines of text."""
    return painted(page(markdown), color=False).split("\n")


def test_blocks() -> None:
    """Headings, paragraphs and code stand apart; markers are not shown."""
    markdown = "<!-- hygiene:1 status {} -->\n### Head\n\nWords.\n\n```text\ncode\n```"
    assert drawn(markdown) == ["Head", "", "Words.", "", "  code"]


def test_fold_is_closed() -> None:
    """A fold shows its summary alone, as GitHub does before a click; folds in folds too."""
    inner = "<details><summary>Inner</summary>\n\nx\n\n</details>"
    assert drawn(f"<details><summary>Timeline</summary>\n\n{inner}\n\n</details>") == ["▶ Timeline"]


def test_addresses_at_the_foot() -> None:
    """Addresses are numbered and stay in one piece, however long."""
    url = f"https://a.example/{'x' * 100}"
    assert drawn(f"[log]({url})") == ["log\u00a0[1]", "", f"[1]\u00a0{url}"]


def test_bounded_lines() -> None:
    """A paragraph is broken at the page's width."""
    assert [width(text) <= COLUMNS for text in drawn("word " * 100)] == [True] * 7


def test_frame() -> None:
    """A frame has its title above and a bar at its left; a long title goes on below."""
    found = painted(framed("t" * 100, "Words."), color=False).split("\n")
    assert found[0] == f"┌ {'t' * 78}"
    assert found[1:] == [f"│ {'t' * 22}", "│", "│ Words.", "└"]


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_comments(file: Path) -> None:
    """Every comment that we are known to write fits the page, addresses aside, and holds no Markdown any more."""
    lines = painted(framed("title", file.read_text(encoding="utf-8")), color=False).split("\n")
    shown = [text for text in lines if "://" not in text]
    assert all(width(text) <= COLUMNS for text in shown)
    assert not any(
        mark in text for text in shown for mark in ("<!-- hygiene", "<summary>", "&nbsp;", "](http", "| ---")
    )
