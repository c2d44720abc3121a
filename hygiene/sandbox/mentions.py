"""Which people and issues a text would ring: what GitHub finds in the rendered text, outside code and comments."""

from __future__ import annotations

import html
import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_CODE_TAG = re.compile(r"<(code|pre|tt)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATTRIBUTES = re.compile(r"<[A-Za-z/][^<>]*>")
_DESTINATION = re.compile(r"\]\([^()\s]*\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERSON = re.compile(r"(?<![\w`/.@-])@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:/[\w.-]+)?)")
_NUMBER = re.compile(r"(?<![\w&/])(?:[\w.-]+/[\w.-]+)?(?:#|\bGH-)(\d+)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]+/[\w.-]+/[\w.-]+/(?:issues|pull)/(\d+)\b")

_HOLE = "\x00"


def rung(text: str) -> frozenset[str]:
    """Return what a text mentions: ``@login``, ``@org/team`` and ``#number`` of cross references."""
    for code in (_FENCE, _CODE_TAG, _SPAN, _COMMENT):
        text = code.sub(_HOLE, text)
    found = {f"#{number}" for number in _ADDRESS.findall(text)}
    text = _ADDRESS.sub(_HOLE, _DESTINATION.sub(_HOLE, _ATTRIBUTES.sub(_HOLE, text)))
    # Entities and backslashes are gone once the text is rendered, and GitHub looks at what is rendered.
    text = _ESCAPE.sub(r"\1", html.unescape(text))
    found |= {f"@{person}" for person in _PERSON.findall(text)}
    return frozenset(found | {f"#{number}" for number in _NUMBER.findall(text)})


def newly_rung(before: str, after: str) -> tuple[str, ...]:
    """Return what an edit mentions that the text did not mention before, sorted."""
    return tuple(sorted(rung(after) - rung(before)))
