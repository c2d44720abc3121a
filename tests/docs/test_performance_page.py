"""The page on performance is made of the figures next to it, as its pictures are; ``HYGIENE_WRITE=1`` writes both."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from performance_page import page, pictures, write
from tests.benchmarks.__main__ import checks

DATA = Path(__file__).parents[2] / "docs" / "reference" / "performance.json"
NUMBERS = ("cpu_s", "peak_mb")


@pytest.fixture
def found() -> dict[str, Any]:
    """The figures."""
    if os.environ.get("HYGIENE_WRITE"):
        write(DATA)
    read: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return read


def test_the_page_is_made_of_the_figures(found: dict[str, Any]) -> None:
    """Whoever changes the page's text writes it anew."""
    assert DATA.with_suffix(".md").read_text(encoding="utf-8") == page(found)


def test_the_pictures_are_made_of_the_figures(found: dict[str, Any]) -> None:
    """Each curve has one, and it is XML."""
    for name, text in pictures(found).items():
        assert (DATA.parent / name).read_text(encoding="utf-8") == text
        assert len(ET.fromstring(text).findall("{http://www.w3.org/2000/svg}polyline")) == 2  # noqa: S314 - our own


def test_each_limit_is_judged(found: dict[str, Any]) -> None:
    """The results of the page are those of the figures, and each shows it when a figure is above its limit."""
    assert found["checks"] == checks(found)
    for kind in found["kinds"]:
        kind["ratio"] = 100.0
        kind["figures"]["peak_mb"] = 1_000.0
    found["deciding"] |= {"first_s": 1.0, "later_s": 1.0}
    for curve in found["curves"]:
        for at, point in enumerate(curve["points"]):
            point["without"] |= dict.fromkeys(NUMBERS, float(at**3 * 10))
    assert [one["what"] for one in checks(found) if one["passed"]] == []
