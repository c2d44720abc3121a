"""Untrusted text as harmless Markdown, and the Markdown elements that comments and issues are built of.

GitHub replaces mentions, references, commits and emoji in the text *after* Markdown was rendered, so an escape does not
prevent it; a zero-width space in the middle does. Characters with a meaning in Markdown or HTML become character
references, which are text in prose, in table cells and in HTML.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

TEXT_CHARS_MAX = 200
URL_CHARS_MAX = 1_000
BLOCK_CHARS_MAX = 4_000
BLOCK_LINES_MAX = 40
COMBINING_RUN_MAX = 3
SHA_CHARS = 7
# Up to two days, hours are more exact.
DAYS_FROM_HOURS = 48

_ELLIPSIS = "…"
_ZERO_WIDTH_SPACE = "&#8203;"
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | {
    mark: f"&#{ord(mark)};" for mark in "|\\`*_~[]"
}
# A dollar sign is math unless it is in an element of its own:
# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
_REFERENCES["$"] = "<span>$</span>"
_SPECIAL = pattern(
    r"""
    (?P<inner>(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))          # never emphasis inside a word
  | (?P<structure>[&<>"|\\`*_~\[\]$])
  | (?P<start>\A(?:[-+=:]|\d{1,6}(?=[.)])))              # would open a list, a heading or a rule
  | (?P<reference>[@\#]|:(?=//)|:(?=[\w+-])|(?i:(?<![A-Za-z0-9])(?:www(?=\.)|(?:gh|ghsa|cve)-(?=\w))))
  | (?P<sha>(?<![0-9A-Za-z_])[0-9A-Fa-f]{7,64}(?![0-9A-Za-z_]))
    """,
    re.VERBOSE,
)
_URL_SAFE = "-._~:/?#@!,;=+&%"
_PLAIN_URL = pattern(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~:/?#=+-]*)?")
_BACKTICKS = pattern(r"`+")


def clean(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """One line of visible characters, cut with an ellipsis; not escaped for Markdown (for titles and logs)."""
    return cut(" ".join(_visible(text, kept="").split()), chars_max)


def plain(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """Untrusted text as prose: without structure, links, mentions, references, emoji and formulas."""
    return _SPECIAL.sub(_escape_match, clean(text, chars_max))


def code(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """Untrusted text as inline code, also in a table cell; empty text stays empty.

    A code span cannot contain a pipe in a table, and a backtick only with longer delimiters; such text is put in a
    ``<code>`` element instead.
    """
    visible = clean(text, chars_max)
    if not visible:
        return ""
    if any(mark in visible for mark in "`|$"):
        return f"<code>{_SPECIAL.sub(_escape_match, visible)}</code>"
    return f"`{visible}`"


def link(text: str, url: str, *, chars_max: int = TEXT_CHARS_MAX, as_code: bool = False) -> str:
    """A link to an http or https address; only the text when the address is anything else."""
    shown = code(text, chars_max) if as_code else plain(text, chars_max)
    target = address(url)
    return f"[{shown}]({target})" if shown and target else shown


def address(url: str) -> str:
    """The address escaped for a link or an attribute; empty unless it is http or https with a host and no user."""
    if _PLAIN_URL.fullmatch(url) and len(url) <= URL_CHARS_MAX:
        return url
    if len(url) > URL_CHARS_MAX or _visible(url, kept="") != url or any(character.isspace() for character in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        return ""
    percent = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url)
    quoted = quote(percent, safe=_URL_SAFE).replace("&", "&amp;")
    return quoted if len(quoted) <= URL_CHARS_MAX else ""


def block(text: str, *, info: str = "", chars_max: int = BLOCK_CHARS_MAX, lines_max: int = BLOCK_LINES_MAX) -> str:
    """A fenced block with a fence longer than any in the text, which is cut to lines first, then to characters."""
    lines = _visible(text, kept="\n\t").strip("\n").split("\n")
    whole = "\n".join(lines[:lines_max] + [_ELLIPSIS] * (len(lines) > lines_max))
    body = cut(whole, chars_max)
    longest = max((len(run) for run in _BACKTICKS.findall(body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{re.sub(r'[^a-z0-9+-]', '', info)}\n{body}\n{fence}"


def preformatted(text: str) -> str:
    """Untrusted text as it is laid out, in a ``<pre>`` element: without links, mentions, references, images and HTML.

    In contrast to a fenced block its characters can be escaped, so the text is harmless wherever it is quoted.
    """
    visible = _visible(text, kept="\n\t").strip("\n")
    return f"<pre>\n{_SPECIAL.sub(_escape_match, visible)}\n</pre>"


def details(summary: str, body: str) -> str:
    """A ``<details>`` element. The summary is untrusted text, the body is Markdown."""
    return f"<details><summary>{plain(summary)}</summary>\n\n{body.strip()}\n\n</details>"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown; every row gets exactly the columns of the header."""
    width = len(header)
    lines = [_line(header, width), f"|{' --- |' * width}"]
    return "\n".join([*lines, *(_line(row, width) for row in rows)])


def moment(at: datetime) -> str:
    """A time to the minute: ``2025-10-13 01:18 UTC``. A time without a zone is taken as UTC."""
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.strftime("%Y-%m-%d %H:%M UTC")


def duration(seconds: int) -> str:
    """A duration in its two largest units: ``48s``, ``2m 48s``, ``1h 02m``, ``3d 04h``."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= DAYS_FROM_HOURS:
        return f"{hours // 24}d {hours % 24:02d}h"
    if hours:
        return f"{hours}h {minutes:02d}m"
    return f"{minutes}m {rest:02d}s" if minutes else f"{rest}s"


def short(oid: str) -> str:
    """The first seven digits of a commit id, as GitHub shows them."""
    return clean(oid)[:SHA_CHARS]


def cut(text: str, chars_max: int) -> str:
    """The text cut to this many code points with an ellipsis, never between a letter and its combining marks."""
    if len(text) <= chars_max:
        return text
    end = max(0, chars_max - 1)
    while end and (unicodedata.combining(text[end]) or unicodedata.category(text[end]) in ("Mn", "Me")):
        end -= 1
    return text[:end].rstrip() + _ELLIPSIS[:chars_max]


def _visible(text: str, *, kept: str) -> str:
    """Without control, format, bidirectional and zero-width characters; line and paragraph breaks become spaces."""
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    combining = COMBINING_RUN_MAX
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        category = unicodedata.category(character)
        if character in kept:
            combining, visible = COMBINING_RUN_MAX, character
        elif category in ("Zl", "Zp", "Zs") or character in "\n\t\v\f\x85":
            combining, visible = COMBINING_RUN_MAX, " "
        elif (category.startswith("C") and category != "Co") or character in _INVISIBLE:
            visible = ""
        elif category in ("Mn", "Me"):
            combining += 1
            visible = character if combining <= COMBINING_RUN_MAX else ""
        else:
            combining, visible = 0, character
        shown.append(visible)
    return "".join(shown)


def _escape_match(match: re.Match[str]) -> str:
    found = match.group()
    if match["inner"]:
        return found
    if match["structure"]:
        return _REFERENCES[found]
    if match["start"]:
        return f"{found}{_ZERO_WIDTH_SPACE}" if found.isdigit() or found == ":" else f"&#{ord(found)};"
    if match["reference"]:
        return f"{found}{_ZERO_WIDTH_SPACE}"
    return _ZERO_WIDTH_SPACE.join(found[at : at + SHA_CHARS - 1] for at in range(0, len(found), SHA_CHARS - 1))


def _line(cells: Sequence[str], width: int) -> str:
    padded = [*cells, *[""] * width][:width]
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in padded)} |"
