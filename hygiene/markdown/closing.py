"""Markdown of others, ended so that it cannot hide, swallow or format what follows it.

Two things have to end: what Markdown leaves open (fences, blocks of HTML) and what the rendered HTML leaves open
(comments, tags, attributes, elements). Both are read only as far as it can be done exactly. Where it cannot, a line is
appended that ends all of it and shows nothing where there is nothing to end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = pattern(r"\r\n|\n|\r")
# A fence, wherever it may be: in lists and quotes, too.
_FENCE = pattern(r"[ \t>*+\-\d.)]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_HTML = pattern(r"<[A-Za-z/!?]")
# Where a tag or a comment alone does not decide: code, escapes, links with tags in them, formulas, blocks of HTML
# that end neither with a blank line nor with their own tag.
_UNSURE = pattern(
    r"`|\\<|\$|\]\([^\n\r]*<|\]:\s|(?:^|[\n\r])(?: {4}| {0,3}\t)[^\n\r]*<"
    r"|<(?:!(?!--)|\?|/?(?:script|style|textarea|title|xmp|iframe|no\w+)\b)",
    re.IGNORECASE,
)
# Elements with rules of their own, none of which GitHub shows: such text is HTML that nobody reads.
_HOPELESS = pattern(
    r"</?(?:form|template|select|object|applet|marquee|button|svg|math|frameset|plaintext)(?![^\s/>])", re.IGNORECASE
)
# Code in one line and in one cell, in backticks or as ``hygiene.markdown.text`` writes it: a word with any content. A
# formula, a link or an address may use one of its backticks up, so beside those it is read as the rest.
_CODE = pattern(r"`[^`|\n\r]+`|<code>(?:[^<>\[\]`\\|*~$\n\r]|<span>\$</span>)*</code>|<span>\$</span>")
_NOT_ONLY_WORDS = pattern(r"[`$\\]|\][(:]|(?<![A-Za-z0-9])[Ww]{3}\.|://|<[A-Za-z/!?]")
_UNSURE_BESIDE_FENCES = pattern(r"<(?:!|/?pre\b)", re.IGNORECASE)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"<>\n\r]*"|'[^'<>\n\r]*'|[^\s"'=<>`]+))?"""
_WHOLE = pattern(rf"<!--[^<>\n\r]*-->|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:{_ATTRIBUTE})*\s*/?>")
# Beyond these, text that cannot be read exactly loses its HTML instead.
ELEMENTS_MAX = 100
NAME_CHARS_MAX = 40
ALIKE_MAX = 3
# One character more than a name may have: a name is not followed to its end, which would cost the square of the text.
_OPENING = pattern(rf"<(?=(?P<name>[A-Za-z][^\s/>]{{0,{NAME_CHARS_MAX}}}))")
_CONTAINERS = pattern(r"[ \t>*+\-\d.)]*")
# Elements without an end tag, and those whose end tag does something by itself.
_WITHOUT_END = pattern(
    "area|base|basefont|bgsound|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|html|head|body"
)
# Elements whose end tag ends these within them as well; other end tags do nothing across an element that is open.
_IMPLIED = pattern("p|li|dt|dd|t[dhr]|tbody|thead|tfoot|caption|colgroup|option|optgroup|rp|rt")
_IMPLYING = pattern("details|summary|div|table|tbody|thead|tfoot|t[dhr]|[uod]l|blockquote|center")
# https://html.spec.whatwg.org/multipage/parsing.html#tokenization: in a comment, the last three characters end it; in
# an attribute or a tag, the first ones do, and the rest is a comment; elsewhere the whole is a comment. The line ends
# each kind of HTML block as well: https://spec.commonmark.org/0.31.2/#html-blocks.
ENDS_HTML = "<!-- '\"> <!-- ?>]]></pre> -->"


def closed(text: str) -> str:
    """The Markdown with everything closed that it leaves open, so that it does not contain or format what follows."""
    words = _CODE.sub("x", text)
    lines = _LINE_END.split(text if "``" in text or _NOT_ONLY_WORDS.search(words) else words)
    fences = _fences(lines)
    if fences is None:
        return _ended(text)
    fence, outside = fences
    tags = _open_elements(outside, beside_fences=len(outside) < len(lines)) if _HTML.search("\n".join(outside)) else []
    if tags is None:
        return _ended(text)
    ending = f"\n{fence}" if fence else ""
    return text + ending + (f"\n\n{''.join(f'</{tag}>' for tag in reversed(tags))}" if tags else "")


def _fences(lines: Sequence[str]) -> tuple[str, list[str]] | None:
    """The fence that is open at the end and the lines outside of fences; None where a fence may be in a container."""
    fence, outside = "", []
    with_html = False
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and match.start("fence"):
            return None
        if fence:
            if match and match["fence"].startswith(fence) and not match["info"].strip():
                fence = ""
        elif match and not (match["fence"][0] == "`" and "`" in match["info"]):
            # Right below HTML, a fence is a part of it.
            with_html = with_html or bool(at and lines[at - 1].strip())
            fence = match["fence"]
        else:
            outside.append(line)
    return None if with_html and _HTML.search("\n".join(outside)) else (fence, outside)


def _open_elements(lines: Sequence[str], *, beside_fences: bool) -> list[str] | None:
    """The elements that are open at the end, in order; None where finding out takes a Markdown parser."""
    text = "\n".join(lines)
    if (
        _HOPELESS.search(text)
        or _UNSURE.search(text)
        or (beside_fences and _UNSURE_BESIDE_FENCES.search(text))
        or _in_container(lines)
    ):
        return None
    if _HTML.search(_WHOLE.sub("", text)):
        return None
    tags: list[str] = []
    # Of each name: to search the open elements for one would cost the square of their number.
    opened: dict[str, int] = {}
    for match in _WHOLE.finditer(text):
        name = (match["name"] or "").lower()
        if not name or _WITHOUT_END.fullmatch(name):
            continue
        if not match["end"]:
            tags.append(name)
            opened[name] = opened.get(name, 0) + 1
            # A parser drops all but three of the same: how many end tags the others need is not worth knowing.
            if opened[name] > ALIKE_MAX:
                return None
        elif opened.get(name):
            while tags[-1] != name:
                if not (_IMPLYING.fullmatch(name) and _IMPLIED.fullmatch(tags[-1])):
                    return None
                opened[tags.pop()] -= 1
            opened[tags.pop()] -= 1
    return tags


def _in_container(lines: Sequence[str]) -> bool:
    """Whether HTML may be in a quote or a list, which ends before the elements in it do."""
    prefixes = [match[0] if (match := _CONTAINERS.match(line)) else "" for line in lines]
    if not any(prefix.strip() for prefix in prefixes):
        return False
    html = ["<" in line for line in lines]
    return any(
        html[at] and (prefixes[at] or (at and lines[at - 1].strip() and not html[at - 1])) for at in range(len(lines))
    )


def _ended(text: str) -> str:
    """The text, and lines that end everything that it may have left open."""
    names = [match["name"].lower() for match in _OPENING.finditer(text)]
    names = [name for name in names if not _WITHOUT_END.fullmatch(name)]
    if len(names) > ELEMENTS_MAX or any(len(name) > NAME_CHARS_MAX for name in names) or _HOPELESS.search(text):
        text, names = _HTML.sub(lambda match: f"&lt;{match[0][1:]}", text), []
    lines = []
    for mark in ("`", "~"):
        longest = max((len(run) for run in re.findall(f"{mark}{{3,}}", text)), default=0)
        if longest:
            # Outside of a fence this is a comment with a line in it; inside, the line is the end of the fence.
            lines += ["<!--", mark * longest, "<!-- -->"]
    elements = "".join(f"</{name}>" for name in reversed(names))
    # Within a table the end of a list does nothing, and within a list the end of most elements: so these come twice.
    lines.append(ENDS_HTML + elements + (_ends_of_containers(text) + elements if _HTML.search(text) else ""))
    return f"{text}\n\n" + "\n".join(lines)


def _ends_of_containers(text: str) -> str:
    """End tags of the quotes and lists whose own end a comment may have swallowed."""
    prefixes = [match[0] for line in _LINE_END.split(text) if (match := _CONTAINERS.match(line))]
    # Where a comment may have swallowed the end of one, the next opens within it.
    total = sum if "<!--" in text else max
    quotes = total(prefix.count(">") for prefix in prefixes)
    lists = total([0, *(len(prefix.expandtabs(4)) // 2 + 1 for prefix in prefixes if prefix.strip(" \t>"))])
    return "</p>" + "</li></ul></ol></blockquote>" * min(quotes + lists, ELEMENTS_MAX)
