"""MkDocs hook: the four doors in their order, and links to source files as names of code on the site.

In the repository a page links to the files that it names. The site does not contain them, so there the link's
text stands alone. `tests/docs/test_links.py` checks that every such file exists.
"""  # noqa: INP001 - a hook that MkDocs loads by its path, no package

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation

DOORS = ("Tutorial", "How to", "Reference", "Explanation", "Decisions")
# From any page, a path that leaves docs/ climbs over it: `../../hygiene/post_ci/run.py`, or `../README.md` at the top.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+(?!tutorial|how-to|reference|explanation|decisions)[^)\s]+\)")


def on_nav(nav: Navigation, **_: Any) -> Navigation:  # noqa: ANN401 - MkDocs' own objects
    """Put the doors in the order in which a newcomer opens them."""
    nav.items.sort(key=lambda item: DOORS.index(item.title) if item.title in DOORS else -1)
    return nav


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own objects
    """Take the links to source files off, and keep their texts as names of code."""
    return _OUTSIDE.sub(lambda match: f"`{match[1].replace(chr(92), '').strip('`')}`", markdown)
