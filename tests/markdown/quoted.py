"""Whether a text quotes a token, however it is written."""

from __future__ import annotations

import base64
import html
import re
from urllib.parse import unquote


def quotes(token: str, text: str) -> bool:
    """Whether somebody could read the token, or much of it, out of the text: what is between its letters is ignored."""
    for _ in range(4):
        text = html.unescape(unquote(text))
        text = re.sub(r"\\+(?:u00|x)([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"<[/a-z][^<>]*>|\x1b\[[0-9;]*[a-zA-Z]|\\+u[0-9a-f]{4}|\\+n", "", text)
    letters = re.sub(r"[^0-9A-Za-z]", "", text)
    known = re.sub(r"[^0-9A-Za-z]", "", token)
    encoded = [base64.b64encode(b"\0" * at + token.encode()).decode()[4:-4] for at in range(3)]
    digits = token.encode().hex()
    return (
        _has_piece(letters, known, 15)
        or any(_has_piece(letters, form, 20) for form in encoded)
        or _has_piece(letters.lower(), digits, 30)
    )


def _has_piece(text: str, form: str, width: int) -> bool:
    return any(form[at : at + width] in text for at in range(len(form) - width + 1))
