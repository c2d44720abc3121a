"""Each threat of the security model and each guarantee names a test that exists, and no threat is left out."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import functions, read
from tests.simulation.bugs import BUGS
from tests.simulation.catalogue import MADE, sample

PAGE = "docs/explanation/security.md"
# What the first column of its tables is called, and how many rows there are at least.
PAGES = {PAGE: ("Threat", 40), "docs/explanation/exactly-one.md": ("Promise", 18)}
NAMED = sorted({found for page in PAGES for found in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", read(page))})


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[f"{path}::{name}" for path, name in NAMED])
def test_the_test_exists(path: str, name: str) -> None:
    """A test that was renamed or removed is not named any more."""
    assert name in functions(path)


@pytest.mark.parametrize("page", PAGES)
def test_every_row_names_a_test(page: str) -> None:
    """A row without a test is a wish."""
    head, rows_min = PAGES[page]
    tables = re.findall(rf"^\| {head} .*\n\|[ -|]+\n((?:\|.*\n)+)", read(page), re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    assert len(rows) >= rows_min
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::\w+`", row.rsplit(" | ", 1)[-1])] == []


def test_every_scenario_and_bug_that_a_guarantee_names_exists() -> None:
    """Names in quotation marks are those of the simulator, whole or up to the dots."""
    known = [sample(make).name for make in MADE] + [bug.name for bug in BUGS]
    rows = [line for line in read("docs/explanation/exactly-one.md").splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.findall(r'"([^"]+)"', row)}
    assert len(named) >= 10
    assert [name for name in named if not any(one.startswith(name.removesuffix(" …")) for one in known)] == []


@pytest.mark.parametrize(
    "word", ["Text in comments", "Stolen markers", "The token", "YAML", "TOML", "XML", "Log and outputs", "redirect"]
)
def test_nothing_is_left_out(word: str) -> None:
    """The usual threats are there."""
    assert word in read(PAGE)


def test_the_policy_leads_to_the_model() -> None:
    """Whoever reports something finds what is known."""
    assert "(docs/explanation/security.md)" in read("SECURITY.md")
