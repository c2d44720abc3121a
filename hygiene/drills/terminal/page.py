"""A comment or an issue as a terminal shows it: a bar at the left, folds closed, addresses of links at the foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.drills.terminal.inline import Footnotes, inline, visible
from hygiene.drills.terminal.spans import Line, Span, Style, line, wrapped
from hygiene.drills.terminal.tables import is_table, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = 80
BAR = "│ "
_FOLD = re.compile(
    r"<details><summary>(?P<summary>(?:(?!</summary>).)*)</summary>(?:(?!<details>).)*?</details>", re.DOTALL
)
_FENCE = re.compile(r"^(?P<fence>`{3,})[^\n]*\n(?P<text>.*?)\n(?P=fence)$", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_FOLDED = "\N{BLACK RIGHT-POINTING TRIANGLE} "


def framed(title: str, markdown: str, columns: int = COLUMNS, *, links: bool = True) -> list[Line]:
    """A text under its title, with a bar at its left, and the addresses of its links below it unless told otherwise."""
    inner = columns - len(BAR)
    first, *more = wrapped([Span(visible(title), Style.STRONG)], inner)
    body = [(Span(BAR, Style.QUIET), *found) for found in (*more, (), *page(markdown, inner, links=links))]
    return [(Span("┌ ", Style.QUIET), *first), *body, line("└", Style.QUIET)]


def page(markdown: str, columns: int = COLUMNS, *, links: bool = True) -> list[Line]:
    """The lines of a Markdown text of ours; without ``links`` no addresses are shown."""
    notes = Footnotes(shown=links)
    lines: list[Line] = []
    for block in _blocks(markdown):
        shown = _block(block, columns, notes)
        lines += [line(""), *shown] if lines and shown else shown
    if notes.urls:
        lines.append(line(""))
    return [*lines, *(found for at, url in enumerate(notes.urls, 1) for found in _address(at, url, columns))]


def _blocks(markdown: str) -> Iterable[str]:
    """The blocks between empty lines; a fold becomes one line, markers nothing."""
    folded = _COMMENT.sub("", markdown.replace("\r\n", "\n"))
    previous = ""
    while folded != previous:
        previous, folded = folded, _FOLD.sub(lambda match: f"\n\n{_FOLDED}{match['summary']}\n\n", folded)
    return [block.strip("\n") for block in re.split(r"\n\s*\n", folded) if block.strip()]


def _block(block: str, columns: int, notes: Footnotes) -> list[Line]:
    fence = _FENCE.match(block)
    if fence is not None:
        return [line(f"  {visible(text)}", Style.CODE) for text in fence["text"].split("\n")]
    if is_table(block):
        return table_lines(block, columns, notes)
    lines: list[Line] = []
    for text in block.split("\n"):
        heading = re.match(r"#{1,6} ", text)
        style = Style.HEADING if heading else Style.QUIET if text.startswith(_FOLDED) else Style.PLAIN
        shown = text[heading.end() :] if heading else text
        lines += [found for part in inline(shown, notes, style) for found in wrapped(part, columns)]
    return lines


def _address(number: int, url: str, columns: int) -> list[Line]:
    """An address stays in one piece, so that it can be clicked and copied; a longer line is the terminal's to break."""
    return wrapped([Span(f"[{number}]\N{NO-BREAK SPACE}{visible(url)}", Style.QUIET)], max(columns, len(url) + 8))
