"""JSON that is safe to print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hygiene.patterns import pattern

if TYPE_CHECKING:
    import re

_NOT_ASCII = pattern(r"[^\x00-\x7e]")


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON
    """A document as indented JSON in which what cannot be seen is escaped, and so is ``##[``.

    Terminals act on control characters, bidirectional ones reorder what people see, and the runner takes ``##[``
    for a command anywhere in a line. Half a surrogate pair could not be printed at all.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False).replace("##[", "#\\u0023[")
    return text if text.isascii() and "\x7f" not in text else _NOT_ASCII.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1]
