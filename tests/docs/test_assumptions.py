"""Each assumption about GitHub has evidence, a consequence and a test that exists, and no open question is left out."""

from __future__ import annotations

import re

import pytest

from hygiene.model.host_features import OPTIONAL_FEATURES
from tests.docs.pages import functions, read

PAGE = "docs/explanation/assumptions.md"
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\) \| ", line[2:-2])]
    for line in read(PAGE).splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| Construct"))
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row(row: list[str]) -> None:
    """Five cells, none empty, and the last one names one test."""
    assert len(row) == 5
    assert all(row)
    found = re.fullmatch(r"`(tests/[\w/]+\.py)::(\w+)`", row[4])
    assert found is not None, row[4]
    assert found[2] in functions(found[1])


def test_evidence() -> None:
    """It is a source that can be opened or is named, else it states that there is none."""
    vague = [
        row[0]
        for row in ROWS
        if not re.search(r"https://|`tests/data/|None|code|[\w-]+/[\w-]+|action|others|public|GitHub", row[2])
    ]
    assert vague == []


def test_what_is_unproven() -> None:
    """Each optional feature has a row, by one of the fields that it requests, and so has each open question."""
    page = read(PAGE)
    assert [feature.name for feature in OPTIONAL_FEATURES if not any(name in page for name in feature.fields)] == []
    for construct in (
        "timelineItems(skip:)",
        "`repository` in a payload",
        "`@include`",
        "userContentEdits",
        "Ref.rules",
    ):
        (row,) = [row for row in ROWS if construct in row[0]]
        assert row[1].startswith("Unproven")


def test_it_is_stated_that_nobody_has_tried() -> None:
    """On the page, in the README, and with the command to find out."""
    assert "has not met github.com yet" in read(PAGE)
    assert "doctor --probe" in read(PAGE) or "--probe" in read(PAGE)
    assert "github.com yet" in read("README.md")
