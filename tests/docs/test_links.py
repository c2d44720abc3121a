"""Nothing is named that does not exist: links between pages, links to source, paths in backticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import ROOT, pages, prose

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_PATH = re.compile(r"`(?P<path>(?:hygiene|tests|docs|graphql|generated|\.github)/[\w./-]*\w/?)`")
NAMED = pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
# Files that a reader's repository has, not ours; and what the text itself calls absent.
ELSEWHERE = {".github/hygiene.toml", ".github/workflows/hygiene-probe.yml"}


@NAMED
def test_links(page: Path) -> None:
    """Every relative link leads to a file."""
    targets = [match["target"].partition("#")[0] for match in _LINK.finditer(prose(page.read_text(encoding="utf-8")))]
    local = [target for target in targets if target and "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


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
