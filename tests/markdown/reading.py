"""A body as GitHub would read it: parsed as GitHub-flavoured Markdown, then searched for mentions and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("gfm-like", {"html": True})
# GitHub links addresses that name their scheme, www and e-mail, not every word with a dot in it, nor `//x.example`.
_PARSER.linkify.set({"fuzzy_link": False}).add("//", None)  # type: ignore[union-attr]
_OURS = re.compile(r"</?(?:br|code|span|sub|details|summary)>")
_REACTIONS = {
    "mention": re.compile(r"(?<![\w/])@[A-Za-z0-9]"),
    "issue": re.compile(r"#\d|(?i:\bGH-\d)"),
    "commit": re.compile(r"(?<![0-9A-Za-z_])[0-9a-f]{7,40}(?![0-9A-Za-z_])"),
    "address": re.compile(r"(?i)[a-z]://|\bwww\.|[\w.+-]@[\w-]+\."),
    "emoji": re.compile(r":[\w+-]+:"),
    "math": re.compile(r"\$"),
    "hidden": re.compile("[\u200c-\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]"),
}


@dataclass
class Reading:
    """What a reader gets: links, HTML that is not hygiene's, images, and text that GitHub would turn into something."""

    links: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    images: int = 0
    tables: int = 0
    headings: list[str] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    text: str = ""


def read(body: str) -> Reading:
    """The body's visible content."""
    found = Reading()
    tokens = _PARSER.parse(body)
    for at, token in enumerate(tokens):
        if token.type == "html_block":
            found.html += _strange(token.content)
        elif token.type == "heading_open":
            found.headings.append(tokens[at + 1].content)
        elif token.type == "table_open":
            found.tables += 1
        elif token.type == "inline":
            _inline(token.children or [], found)
    return found


def rows_of(body: str) -> list[list[int]]:
    """The number of pipes in each line of each table, as the file has them."""
    lines = [line.count("|") if line.startswith("|") else 0 for line in body.split("\n")]
    tables: list[list[int]] = [[]]
    for pipes in lines:
        if pipes:
            tables[-1].append(pipes)
        elif tables[-1]:
            tables.append([])
    return [table for table in tables if table]


def _inline(children: list, found: Reading) -> None:  # type: ignore[type-arg] # the parser's own tokens
    literal = 0
    for child in children:
        if child.type == "link_open":
            found.links.append(str(child.attrGet("href")))
            literal += 1
        elif child.type == "link_close":
            literal -= 1
        elif child.type == "image":
            found.images += 1
        elif child.type == "html_inline":
            literal += {"<code>": 1, "</code>": -1, "<span>": 1, "</span>": -1}.get(child.content, 0)
            found.html += _strange(child.content)
        elif child.type in ("text", "code_inline"):
            found.text += child.content
            if child.type == "text" and not literal:
                found.reactions += [name for name, look in _REACTIONS.items() if look.search(child.content)]


def _strange(html: str) -> list[str]:
    rest = _OURS.sub("", re.sub(r"<summary>[^<]*</summary>", "", html.replace("<span>$</span>", "")))
    return [rest.strip()] if "<" in rest else []
