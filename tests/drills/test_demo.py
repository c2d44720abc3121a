"""What the demo prints."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rich.cells import cell_len

from hygiene.drills.demo import demo
from hygiene.drills.terminal import Terminal


@cache
def shown(*, color: bool = False) -> str:
    """All that the demo prints."""
    written: list[str] = []
    demo(Terminal(written.append, color=color))
    return "\n".join(written)


def step(number: int) -> str:
    """The text of a step."""
    return re.split(r"^\d\. ", shown(), flags=re.MULTILINE)[number]


def test_failure() -> None:
    """CI fails: a comment with the failing step and the error, and a tracker, appear."""
    assert re.search(r"❌ Gate: \d of 4 (required )?jobs failed", step(1))
    assert re.search(r"python ci \(3\.11\).*Pytest", step(1))
    assert "CI failure: python ci (open, labels: ci-failure)" in step(1)


def test_nothing_to_do() -> None:
    """The same event again costs one request and writes nothing."""
    assert "Requests: 1 read, 0 writes" in step(2)


@pytest.mark.parametrize(
    ("number", "tracker"),
    [
        (3, "open, 2 occurrences"),
        (4, "open, 3 occurrences"),
        (5, "closed as completed, 3 occurrences"),
        (6, "open, 4 occurrences"),
    ],
)
def test_one_tracker(number: int, tracker: str) -> None:
    """After each step there is one tracker, always the same."""
    assert re.findall(r"#(\d+) tracker  (.*)", step(number)) == [("2", tracker)]


def test_one_comment_each() -> None:
    """Eight runs leave one comment, and the fix turns all comments green."""
    assert len(re.findall(r"#4 comment  ❌", step(4))) == 1
    assert re.findall(r"#(\d+) comment  ✅", step(5)) == ["1", "3", "4"]
    assert re.findall(r"#(\d+) comment  ❌", step(6)) == ["1"]


def test_summary() -> None:
    """The end counts what the repository holds and what it took."""
    summary = shown().partition("\nSummary\n")[2]
    assert "#1: 1 comment, #3: 1 comment, #4: 1 comment" in summary
    assert "1 issue, 4 occurrences" in summary
    assert re.search(r"Requests +\d+ reads, \d+ writes", summary)


@pytest.mark.parametrize(
    "jargon", ["NOT_FOUND", "ReadScope", "ApplyPlan", "query", "queries", "mutation", "refused", "https://github"]
)
def test_no_jargon(jargon: str) -> None:
    """It needs no knowledge of the API."""
    assert jargon not in shown()


def test_short() -> None:
    """Three screens at most."""
    assert len(shown().splitlines()) <= 130


def test_readable_at_80_columns() -> None:
    """Nothing but addresses is wider than 80 columns."""
    assert [text for text in shown().split("\n") if cell_len(text) > 80 and "://" not in text] == []


def test_color_changes_nothing_else() -> None:
    """Colour is only colour: without its codes the text is the same."""
    colored = shown(color=True)
    assert "\x1b[" in colored
    plain = re.sub(r"\x1b\[[\d;]*m", "", colored)
    assert [line.rstrip() for line in plain.split("\n")] == shown().split("\n")


def test_same_every_time() -> None:
    """The demo is the same on every machine, so that documentation can show it."""
    written: list[str] = []
    demo(Terminal(written.append, color=False))
    assert "\n".join(written) == shown()


def test_ends_with_what_to_do() -> None:
    """The last lines show how to try a run of one's own."""
    assert shown().endswith("hygiene demo --from run.json")
