"""MkDocs hook: the order of the parts, the version, links to source files, and what screen readers need.

In the repository a page links to files beside `docs`, which the site does not contain. If the repository is known,
from `GITHUB_REPOSITORY` as in a workflow, these links lead there, and each page has a link to edit it. Otherwise the
text of such a link remains. `tests/docs/test_links.py` checks that every such file exists.
"""  # noqa: INP001 - a hook that MkDocs loads by its path, no package

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation

PARTS = ("Tutorial", "How to", "Reference", "Explanation", "Decisions")
BRANCH = "main"
MESSAGES = "how-to/troubleshooting.md"
# From any page, a path that leaves docs/ climbs over it: `../../hygiene/post_ci/run.py`, or `../README.md` at the top.
_OUTSIDE = re.compile(
    r"\[([^\]]+)\]\((?:\.\./)+(?!tutorial|how-to|reference|explanation|decisions|pictures)([^)\s]+)\)"
)
_ALERT = re.compile(r"^> \[!(\w+)\]\n((?:>.*\n?)+)", re.MULTILINE)


def on_config(config: Any, **_: Any) -> Any:  # noqa: ANN401 - MkDocs' own objects
    """Name the version, and the repository where it is known."""
    package = (Path(__file__).parents[1] / "hygiene" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', package)
    config["copyright"] = f"hygiene {found[1]}" if found else None
    if repository := os.environ.get("GITHUB_REPOSITORY"):
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        config["repo_url"] = f"{server}/{repository}"
        config["repo_name"] = repository
        config["edit_uri"] = f"edit/{BRANCH}/docs/"
    return config


def on_nav(nav: Navigation, **_: Any) -> Navigation:  # noqa: ANN401 - MkDocs' own objects
    """Sort the parts: a newcomer needs the tutorial before the decisions."""
    nav.items.sort(key=lambda item: PARTS.index(item.title) if item.title in PARTS else -1)
    return nav


def on_page_markdown(markdown: str, config: Any, page: Any, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own objects
    """Lead links to source files to the repository, or leave their text as a name of code."""
    if page.file.src_uri == MESSAGES:
        page.meta["search"] = {"boost": 4}  # whoever searches for a message finds its entry first
    where = config["repo_url"]

    def link(match: re.Match[str]) -> str:
        if where:
            return f"[{match[1]}]({where}/blob/{BRANCH}/{match[2]})"
        return f"`{match[1].replace(chr(92), '').strip('`')}`"

    return _OUTSIDE.sub(link, _ALERT.sub(_admonition, markdown))


def on_post_page(output: str, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own objects
    """Name the search dialog for screen readers, which the theme does not."""
    dialog = 'data-md-component="search" role="dialog"'
    return output.replace(dialog, f'{dialog} aria-label="Search"')


def on_post_template(output_content: str, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own objects
    """The same on the page for what does not exist."""
    return on_post_page(output_content)


def _admonition(match: re.Match[str]) -> str:
    """An alert of GitHub as an admonition, since each renders only its own."""
    lines = (line.removeprefix(">").removeprefix(" ") for line in match[2].splitlines())
    return "\n".join([f"!!! {match[1].lower()}", *(f"    {line}" for line in lines), ""])
