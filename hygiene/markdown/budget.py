"""Cutting Markdown to a number of bytes: between lines, with fences and HTML elements closed behind the cut."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = 1_000_000
CUT_NOTE = "*… cut here to fit.*"
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_NAMES = "details|summary|table|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dd|dt|div|p|blockquote|h[1-6]|center"
_TAG = re.compile(rf"<(?P<closing>/?)(?P<name>{_NAMES}|sub|sup|picture)\b", re.IGNORECASE)
_BLOCK = re.compile(rf" {{0,3}}</?(?:{_NAMES})(?:\s|/?>|$)", re.IGNORECASE)
_NO_PARAGRAPH = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|(?:[-*+>]\s++)++(?:`{3}|~{3}))|\s*$")
_CONTAINER = re.compile(r"(?: {0,3}(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s|$)))*+\s*")
_ALONE = re.compile(r" {0,3}</?[A-Za-z][^<>]*>\s*$")
_ITEM = re.compile(r" {0,3}[-*+] +\S")
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)[^|]*?(?<!`)\1(?!`)")
_HTML = re.compile(
    r" {0,3}(?P<opening><(?:pre|script|style|textarea)(?=[\s>]|$)|<!--|<\?|<!\[CDATA\[|<!(?=[A-Z]))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a status is rendered.

    ``chars_max`` limits each untrusted text, ``failures_max`` and ``rows_max`` the rows shown in full. ``passed`` lists
    passed rows, ``folds`` keeps folded tables and the timeline, ``more_max`` is how many of "and K more" are listed.
    ``sections_bytes_max`` is for all sections together, None for no limit.
    """

    passed: bool = True
    folds: bool = True
    more_max: int = ALL
    chars_max: int = 160
    failures_max: int = ALL
    rows_max: int = 20
    sections_bytes_max: int | None = None

    @property
    def shortened(self) -> bool:
        """Whether something was left out, which the text must state."""
        return not self.passed


WHOLE = Detail(rows_max=ALL, chars_max=400)
_SMALL = Detail(passed=False, folds=False, sections_bytes_max=8_000)
LADDER = (
    Detail(),
    Detail(passed=False),
    Detail(passed=False, folds=False),
    _SMALL,
    replace(_SMALL, chars_max=60),
    replace(_SMALL, chars_max=60, failures_max=50, more_max=150),
    replace(_SMALL, chars_max=40, failures_max=20, more_max=50, sections_bytes_max=2_000),
    replace(_SMALL, chars_max=24, failures_max=10, more_max=0, sections_bytes_max=2_000, rows_max=5),
)


def size(text: str) -> int:
    """The number of UTF-8 bytes."""
    return len(text.encode("utf-8", "replace"))


def first_fitting(texts: Iterable[str], bytes_max: int, *, foot: str = "") -> str:
    """The first text that fits; when none does, the last one is cut and ``foot`` is appended."""
    text = ""
    for text in texts:
        if size(text) <= bytes_max:
            return text
    ending = f"\n\n{foot}" if foot else ""
    return cut_markdown(text, bytes_max - size(ending)) + ending


def cut_markdown(text: str, bytes_max: int) -> str:
    """The Markdown cut to this many bytes: whole lines, open fences and elements closed, and a note about the cut."""
    if size(text) <= bytes_max:
        return text
    kept = _lines_within(text, max(0, bytes_max - size(f"\n\n{CUT_NOTE}")))
    while kept:
        whole = closed("\n".join(kept).rstrip())
        cut = f"{whole}\n\n{CUT_NOTE}"
        if size(cut) <= bytes_max:
            return cut
        kept.pop()
    return CUT_NOTE if size(CUT_NOTE) <= bytes_max else ""


def closed(text: str) -> str:
    """The text with open fences, HTML blocks and elements closed, so that they do not contain what follows the text."""
    ending, tags, comment = _left_open(text)
    if ending:
        text = f"{text}\n{ending}"
    if comment:
        # This line is HTML wherever the comment was opened, and ends it.
        text = f"{text}\n\n<!-- -->"
    if tags:
        text = f"{text}\n\n{''.join(f'</{tag}>' for tag in reversed(tags))}"
    return text


def _lines_within(text: str, bytes_max: int) -> list[str]:
    kept: list[str] = []
    left = bytes_max
    for line in text.split("\n"):
        left -= size(line) + 1
        if left < -1:
            break
        kept.append(line)
    if not kept:
        kept = [text.encode("utf-8", "replace")[:bytes_max].decode("utf-8", "ignore")]
    return kept


def _left_open(text: str) -> tuple[str, list[str], bool]:
    """What ends the fence or HTML block that is open at the end, the open elements, and whether a comment is open."""
    ending, raw, paragraph, comment = "", False, False, False
    tags: list[str] = []
    for line in text.split("\n"):
        fence, before, paragraph = _FENCE.match(line), paragraph, False
        if ending:
            comment = comment if ending[0] in "`~" else _in_comment(line, open_before=comment)
            ends = fence and fence["fence"].startswith(ending) and not fence["info"].strip()
            ending = "" if ends or (ending[0] not in "`~" and ending in line.lower()) else ending
        elif raw and line.strip():
            comment = _in_comment(line, open_before=comment)
            _track_elements(tags, line)
        elif not raw and fence and not (fence["fence"][0] == "`" and "`" in fence["info"]):
            ending = fence["fence"]
        else:
            raw = False
            comment = _in_comment_of_block(line, open_before=comment)
            ending = _html_ending(line)
            if not ending:
                _track_elements(tags, line if before and not _ITEM.match(line) else _outside_code(line))
                raw = bool(_BLOCK.match(line) or (not before and _ALONE.match(line)))
                paragraph = not (raw or _NO_PARAGRAPH.match(line)) and (before or not line.startswith("    "))
    return ending, tags, comment and ending != "-->"


def _in_comment(html: str, *, open_before: bool) -> bool:
    """Whether a comment is open behind a line that Markdown passes on unchanged."""
    opened, ended = html.rfind("<!--"), html.rfind("-->")
    return opened > ended or (open_before and ended < 0)


def _in_comment_of_block(line: str, *, open_before: bool) -> bool:
    """The same behind any other line, which may start HTML or be in a quote or an item.

    Markdown ends HTML with the quote or item around it, but in HTML a comment goes on until ``-->``. Where it may go on
    it counts as open: what closes it is invisible.
    """
    inner = _CONTAINER.sub("", line, count=1)
    if _BLOCK.match(inner) or _HTML.match(inner):
        return _in_comment(inner, open_before=open_before)
    return open_before or (inner != line and _in_comment(inner, open_before=False))


def _html_ending(line: str) -> str:
    """What ends the HTML block that this line starts, empty when it ends here or there is none.

    https://spec.commonmark.org/0.31.2/#html-blocks
    """
    match = _HTML.match(line)
    if match is None:
        return ""
    opening = match["opening"].lower()
    ending = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>", "<!": ">"}.get(opening, f"</{opening[1:]}>")
    return "" if ending in line.lower() else ending


def _outside_code(line: str) -> str:
    """The line without its code spans. What follows a ``<`` may be an attribute, so it is kept."""
    kept, at = [], 0
    for span in _SPAN.finditer(line):
        if "<" in line[at : span.start()]:
            break
        kept.append(line[at : span.start()])
        at = span.end()
    return "".join(kept) + line[at:]


def _track_elements(tags: list[str], line: str) -> None:
    """Add the elements that the line opens to ``tags``, and remove those that it closes."""
    for match in _TAG.finditer(line):
        name = match["name"].lower()
        if not match["closing"]:
            tags.append(name)
        elif name in tags:
            while tags.pop() != name:
                pass
