"""Nothing is named that does not exist: links between pages, links to source, paths in backticks."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import DOCS, ROOT, pages, prose

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_PATH = re.compile(r"`(?P<path>(?:hygiene|tests|docs|graphql|generated|\.github)/[\w./-]*\w/?)`")
NAMED = pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
# Files that a reader's repository has, not this one; and what the text itself calls absent.
ELSEWHERE = {".github/hygiene.toml", ".github/workflows/hygiene-probe.yml"}


@NAMED
def test_links(page: Path) -> None:
    """Every relative link leads to a file."""
    targets = [match["target"].partition("#")[0] for match in _LINK.finditer(prose(page.read_text(encoding="utf-8")))]
    local = [target for target in targets if target and "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def anchors(page: Path) -> set[str]:
    """What the headings of a page are linked by, as GitHub and MkDocs name them."""
    titles = re.findall(r"^#+ (.+)$", prose(page.read_text(encoding="utf-8")), re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", title)) for title in titles)
    return {re.sub(r"[\s]+", "-", title.strip().lower()) for title in words}


def printed() -> list[str]:
    """The pages that commands name, with their anchors, as the source has them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "hygiene").rglob("*.py"))]
    calls = [
        node
        for text in texts
        if "documentation(" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "documentation"
    ]
    # A page that is not written there as it is could not be tested here.
    return [ast.literal_eval(node.args[0]) for node in calls]


@pytest.mark.parametrize("target", sorted(set(printed())))
def test_printed_pages(target: str) -> None:
    """A page that a message names is shipped, and has the heading that its anchor names."""
    path, _, anchor = target.partition("#")
    assert (DOCS / path).is_file()
    assert not anchor or anchor in anchors(DOCS / path)


def test_pages_are_printed() -> None:
    """The source is searched for them as it is written."""
    assert len(printed()) >= 5


@NAMED
def test_anchors(page: Path) -> None:
    """Every anchor of a relative link is a heading of the page that it leads to."""
    links = [match["target"] for match in _LINK.finditer(prose(page.read_text(encoding="utf-8")))]
    split = [target.partition("#")[::2] for target in links if "#" in target and "://" not in target]
    found = [(page if not path else page.parent / path, anchor) for path, anchor in split]
    assert [(path, anchor) for path, anchor in found if path.suffix == ".md" and anchor not in anchors(path)] == []


@NAMED
def test_paths(page: Path) -> None:
    """Every path of this repository that is in backticks exists."""
    found = {match["path"] for match in _PATH.finditer(prose(page.read_text(encoding="utf-8")))} - ELSEWHERE
    assert {path for path in found if not (ROOT / path).exists()} == set()


@NAMED
def test_one_title(page: Path) -> None:
    """A page starts with its title, and has one."""
    lines = prose(page.read_text(encoding="utf-8")).splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines[1:] if line.startswith("# ")] == []


@NAMED
def test_pictures(page: Path) -> None:
    """Every picture of a page exists, the dark one as well."""
    found = re.findall(r'(?:src|srcset)="([^":]+)"', page.read_text(encoding="utf-8"))
    assert [target for target in found if not (page.parent / target).is_file()] == []
