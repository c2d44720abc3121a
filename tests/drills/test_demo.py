"""The first minute, as a newcomer reads it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from hygiene.drills.demo import demo
from hygiene.drills.show import Page
from hygiene.drills.terminal.spans import width


@cache
def shown(*, color: bool = False) -> str:
    """All that the demo prints."""
    written: list[str] = []
    demo(Page(written.append, color=color))
    return "\n".join(written)


def step(number: int) -> str:
    """What stands between a step's title and the next one's."""
    return re.split(r"^\d\. ", shown(), flags=re.MULTILINE)[number]


def test_failure() -> None:
    """A Gate run fails: a comment with the failing step and a link, and a tracker, appear."""
    assert "❌ Gate: 2 of 4 jobs failed" in step(1)
    assert re.search(r"python ci \(3\.11\)\s.*Pytest", step(1))
    assert re.search(r"\[1\]\u00a0https://github\.com/octo/demo/actions/runs/\d+/job/\d+", step(1))
    assert "CI failure: python ci (open, labels: ci-failure)" in step(1)


def test_nothing_to_do() -> None:
    """The same event again costs one request and writes nothing."""
    assert "requests: 1 query, 0 mutations" in step(2)


def test_same_issue() -> None:
    """On another pull request it is the same issue, with one more occurrence."""
    number = re.search(r"octo/demo (#\d+): CI failure", step(1))
    assert number is not None
    assert f"octo/demo {number[1]}: CI failure" in step(3)
    assert "2 occurrences" in step(3)
    assert "1 query, 1 mutation" in step(3)


def test_race() -> None:
    """Eight writers, drawn as eight lanes, leave one comment."""
    assert re.search(r"^ +A B C D E F G H$", step(4), re.MULTILINE)
    looks = re.findall(r"^ ?\d+  (?=.{15})(.{15})  looks$", step(4), re.MULTILINE)
    assert len({looked.index("○") for looked in looks[:8]}) == 8
    assert "now has 1 status comment." in step(4)
    assert "1 tracker, with 3 occurrences." in step(4)


def test_recovery() -> None:
    """It recovers: the comment is green, the tracker resolved and closed, with a comment that says so."""
    assert "✅ Gate: all 4 jobs passed" in step(5)
    assert "(closed as completed, labels: ci-failure)" in step(5)
    assert step(5).count("│ Resolved. ") == 1


def test_return() -> None:
    """It fails again: the same issue is open again, with every occurrence, and one comment says so."""
    assert "CI failure: python ci (open, labels: ci-failure)" in step(6)
    assert "4 occurrences" in step(6)
    assert step(6).count("│ Reopened. ") == 1


@pytest.mark.parametrize("number", range(1, 7))
def test_requests_are_shown(number: int) -> None:
    """Each step says what it spent."""
    assert re.search(r"^requests: \d+ quer(y|ies), \d+ mutations? \(\d+ ReadScope", step(number), re.MULTILINE)


def test_readable_at_80_columns() -> None:
    """Nothing but addresses is wider than 80 columns."""
    assert [text for text in shown().split("\n") if width(text) > 80 and "://" not in text] == []


def test_color_changes_nothing_else() -> None:
    """Colour is only colour: without its codes the text is the same."""
    colored = shown(color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == shown()


def test_same_every_time() -> None:
    """The demo is the same on every machine, so that documentation can show it."""
    written: list[str] = []
    demo(Page(written.append, color=False))
    assert "\n".join(written) == shown()


def test_ends_with_what_to_do() -> None:
    """The last lines say how to try a run of one's own."""
    assert shown().endswith("hygiene demo --from run.json")
