"""The site builds without a warning, and a browser that opens it sends no request elsewhere."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import chromium
from hygiene import __version__
from tests.docs.pages import DOCS, ROOT
from tests.docs.test_troubleshooting import quoted

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

BUILD_S_MAX = 120
# What a browser loads by itself: scripts, styles, fonts, images, frames.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|link(?=[^>]*rel="?(?:stylesheet|preload|preconnect|icon))[^>]*)\s[^>]*?(?:src|href)="?(https?:)?//"""
)
_IN_STYLE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    pytest.importorskip("mkdocs", reason="the group `docs` is not installed")
    folder = tmp_path_factory.mktemp("site")
    arguments = ["build", "--strict", "--config-file", "docs/mkdocs.yml", "--site-dir", str(folder)]
    built = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "GITHUB_REPOSITORY"}
        | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=BUILD_S_MAX,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def test_every_page_is_there(site: Path) -> None:
    """Each Markdown file is a page of the site."""
    pages = [path.relative_to(DOCS).with_suffix(".html") for path in DOCS.rglob("*.md")]
    assert [page for page in pages if not (site / page).is_file()] == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No web font, no script from a CDN, no counter."""
    found = {path.name: _LOADED.findall(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    assert {name: hits for name, hits in found.items() if hits} == {}
    styles = [path.name for path in site.rglob("*.css") if _IN_STYLE.search(path.read_text(encoding="utf-8"))]
    assert styles == []


def test_the_order_of_the_parts(site: Path) -> None:
    """A newcomer finds the tutorial before the decisions."""
    text = (site / "index.html").read_text(encoding="utf-8")
    tabs = re.findall(r'class="md-tabs__link">\s*([^<]+?)\s*<', text)
    assert [tab for tab in tabs if tab != "hygiene"] == ["Tutorial", "How to", "Reference", "Explanation", "Decisions"]


def test_links_to_source_are_names_on_the_site(site: Path) -> None:
    """The site has no source files, so it leads to none."""
    text = (site / "explanation" / "architecture.html").read_text(encoding="utf-8")
    assert "hygiene/model" in text or ">model<" in text
    assert re.findall(r'href="[^"]*\.(?:py|graphql)"', text) == []


def test_configuration_and_hook_are_no_pages(site: Path) -> None:
    """What builds the site is not part of it."""
    assert not (site / "mkdocs.yml").exists()
    assert not (site / "source_links.py").exists()


def test_version_search_and_alerts(site: Path) -> None:
    """The version is shown, the search has its index, an alert is an admonition, and dark mode can be chosen."""
    text = (site / "index.html").read_text(encoding="utf-8")
    assert f"hygiene {__version__}" in text
    assert 'class="admonition important"' in text
    assert "[!IMPORTANT]" not in text
    assert 'data-md-color-scheme="slate"' in text
    assert (site / "search" / "search_index.json").is_file()


def test_screen_readers(site: Path) -> None:
    """The search has a name on every page, and links are more than a colour."""
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert all(page.count('role="dialog"') == page.count('role="dialog" aria-label="Search"') for page in pages)
    assert "text-decoration: underline" in (site / "site.css").read_text(encoding="utf-8")


SEARCH = """(async (words) => {
  const query = document.querySelector("[data-md-component=search-query]");
  document.querySelector("#__search").click();
  query.focus();
  query.value = words;
  query.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true, key: "a"}));
  for (let turn = 0; turn < 300; turn++) {
    const found = [...document.querySelectorAll(".md-search-result__link")].map((link) => link.pathname);
    if (found.length) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
})"""


@pytest.mark.skipif(chromium.found() is None, reason=chromium.INSTALL)
def test_opened_as_files_it_is_searched_without_a_request(site: Path) -> None:
    """Without a server: each page loads files of the site only, without an error, and the search finds a message."""
    with chromium.browser() as browser:
        for page in sorted({*site.rglob("*.html")} - {site / "404.html"}):  # a server shows that one
            browser.open(page.as_uri(), width=1280)
            assert browser.console == [], page
            asked = [url for url in browser.requests if not url.startswith((site.as_uri(), "data:"))]
            assert asked == [], page
        troubleshooting = (site / "how-to" / "troubleshooting.html").as_uri().removeprefix("file://")
        for message in quoted():
            browser.open((site / "index.html").as_uri(), width=1280)
            words = re.sub(r"[…:·]|(?<!\w)-+", " ", message)  # a dash and a colon are operators of the search
            found = browser.evaluate(f"{SEARCH}({json.dumps(words)})")
            assert troubleshooting in [*dict.fromkeys(found)][:3], message
        assert [url for url in browser.requests if not url.startswith((site.as_uri(), "data:"))] == []


def test_links_to_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the repository is known, a page links to its source and to the files that it names."""
    spec = importlib.util.spec_from_file_location("source_links", DOCS / "source_links.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/hygiene")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example.com")
    config = hook.on_config({})
    assert (config["repo_url"], config["edit_uri"]) == ("https://github.example.com/acme/hygiene", "edit/main/docs/")
    page = "[run](../../hygiene/post_ci/run.py) and [forks](../how-to/forks.md)"
    shown = SimpleNamespace(file=SimpleNamespace(src_uri="explanation/architecture.md"))
    assert hook.on_page_markdown(page, config, shown) == page.replace("../../", f"{config['repo_url']}/blob/main/")
    assert hook.on_page_markdown(page, {"repo_url": None}, shown).startswith("`run` and [forks]")
