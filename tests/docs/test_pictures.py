"""Pictures show what their sources are today, are small, and are used."""

from __future__ import annotations

import re
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

import pictures
from chromium import NAMES, browser, found
from hygiene.sandbox.web.page import page
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BYTES_MAX = 250_000


@cache
def older_today() -> tuple[str, ...]:
    """What is older than its source in this checkout."""
    return tuple(pictures.older())


def test_none_is_older_than_its_source() -> None:
    """The manifest has the digest of what each picture shows."""
    assert older_today() == (), "older than its golden or page: `python docs/tools/pictures.py` makes all again"


@pytest.mark.parametrize("change", ["golden", "picture", "source"])
def test_an_older_picture_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: str) -> None:
    """The test above fails for a golden that changed, a picture that is missing, and one without a source."""
    known = older_today()
    monkeypatch.setattr(pictures, "FOLDER", shutil.copytree(pictures.FOLDER, tmp_path / "pictures"))
    if change == "golden":
        monkeypatch.setitem(pictures.GOLDENS, "status-green", pictures.GOLDENS["comment"])
    elif change == "picture":
        (pictures.FOLDER / "status-green-dark.png").unlink()
    else:
        monkeypatch.delitem(pictures.GOLDENS, "status-green")
    assert sorted({*known, "status-green"}) == pictures.older()


def test_pictures_are_small() -> None:
    """PNG, and no picture slows down a page."""
    files = sorted(pictures.FOLDER.glob("*.*"))
    assert [one.name for one in files if one.suffix != ".png"] == ["manifest.json"]
    assert [one.name for one in files if one.stat().st_size > BYTES_MAX] == []


def test_pictures_that_pages_show_exist() -> None:
    """Each picture that a page names is there, with a text for those who do not see it."""
    for file in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        text = file.read_text(encoding="utf-8")
        for name in re.findall(r"pictures/([\w-]+\.png)", text):
            assert (pictures.FOLDER / name).exists(), f"{file.name} names {name}"
        assert re.findall(r"!\[\]\(|<img (?![^>]*alt=\"[^\"]+\")", text) == [], file.name


@pytest.mark.skipif(found() is None, reason="Chromium is not installed")
def test_browser() -> None:
    """A page of hygiene's has no error on the console; a style that its policy does not allow is one."""
    with browser() as chromium:
        for html, clean in ((page("t", "<h1>t</h1>"), True), (page("t", '<h1 style="color:red">t</h1>'), False)):
            chromium.open("about:blank", width=375)
            chromium.call("Page.setDocumentContent", frameId=_frame(chromium.call("Page.getFrameTree")), html=html)
            assert chromium.evaluate("document.title") == "t"
            assert (chromium.console == []) is clean
        assert chromium.picture()[:4] == b"\x89PNG"


def _frame(tree: dict[str, dict[str, dict[str, str]]]) -> str:
    return tree["frameTree"]["frame"]["id"]


def test_without_chromium(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A sentence states what to install, and exit code 2."""
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    monkeypatch.setattr(pictures, "sources", dict)
    monkeypatch.setattr(shutil, "which", lambda name: None if name in NAMES else name)
    assert pictures.main() == 2
    assert "apt-get install chromium" in capsys.readouterr().err
