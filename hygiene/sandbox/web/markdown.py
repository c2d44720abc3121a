"""GitHub-flavoured Markdown as HTML that is safe to show: sanitised, without images and styles."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it import MarkdownIt

# https://github.com/gjtorikian/html-pipeline lists what GitHub allows; images are shown as links.
_TAGS = """
a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s samp span strong
sub summary sup table tbody td th thead tr tt ul var
"""
_ATTRIBUTES = {"a": {"href", "title"}, "details": {"open"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_ALIGN = re.compile(r' style="text-align:(left|center|right)"')
_NUMBER = re.compile(r"(?<![\w/&#])#(\d+)\b")
_TABLE = '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>'
_LOCAL = re.compile(r"https://github\.com(/[\w.-]+/[\w.-]+)")


def rendered(text: str, repository: str = "", known: Callable[[str], bool] = lambda _name: False) -> str:
    """Return a body as HTML. ``#12`` links to that number of ``repository``, if one is given.

    Addresses on github.com of a repository that is ``known`` by its full name become local ones.
    """
    import nh3  # noqa: PLC0415 - an extra, only for pages

    found = _ALIGN.sub(
        r' align="\1"', _parser().render(text.encode("utf-8", "replace").decode(), {"repository": repository})
    )
    clean = nh3.clean(found, tags=set(_TAGS.split()), attributes=_ATTRIBUTES, url_schemes={"http", "https"})
    clean = clean.replace("<table>", _TABLE).replace("</table>", "</table></div>")

    def local(match: re.Match[str]) -> str:
        return f'href="{match[1]}' if known(match[1].strip("/")) else match[0]

    return re.sub(f'href="{_LOCAL.pattern}', local, clean)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - an extra, only for pages

    parser = MarkdownIt("gfm-like", {"html": True, "breaks": True})
    parser.core.ruler.after("linkify", "numbers", _link_numbers)
    parser.add_render_rule("image", _image)
    return parser


def _image(_self: object, tokens: Sequence[Any], at: int, _options: object, _env: object) -> str:
    from html import escape  # noqa: PLC0415

    token = tokens[at]
    return f'<a href="{escape(str(token.attrGet("src") or ""))}">Image: {escape(token.content) or "no description"}</a>'


def _link_numbers(state: Any) -> None:  # noqa: ANN401 - StateCore of markdown-it
    """Make links of ``#12`` in text that is not in a link."""
    from markdown_it.token import Token  # noqa: PLC0415 - an extra, only for pages

    env: Mapping[str, str] = state.env
    for block in state.tokens:
        made: list[Any] = []
        inside = 0
        for token in block.children or ():
            inside += token.nesting if token.type in {"link_open", "link_close"} else 0
            if token.type != "text" or inside or not env["repository"] or not _NUMBER.search(token.content):
                made.append(token)
                continue
            for at, part in enumerate(_NUMBER.split(token.content)):
                if not at % 2:
                    made.append(Token("text", "", 0, content=part))
                    continue
                href = {"href": f"/{env['repository']}/issues/{part}"}
                made += [
                    Token("link_open", "a", 1, attrs=dict(href)),
                    Token("text", "", 0, content=f"#{part}"),
                    Token("link_close", "a", -1),
                ]
        if block.children is not None:
            block.children = made
