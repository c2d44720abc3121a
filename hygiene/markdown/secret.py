"""Our own token in the text of others: replaced wherever text is read, so that nothing that is written can quote it.

A step that prints its environment puts the token into an annotation, and a comment or an issue would publish it.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import quote

from hygiene.markdown.text import plain, visible_text

HIDDEN = "***"
# Shorter ones are words; GitHub's tokens have at least 40 characters.
SECRET_CHARS_MIN = 8
_ESCAPES = re.compile(rb"\\u[0-9a-fA-F]{4}")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_OTHERS = bytes(set(range(256)) - _LETTERS)


class Secret:
    """A token, and the forms in which it is printed: as it is, in an address, in Markdown, and in Base64."""

    __slots__ = ("_forms", "_letters")

    def __init__(self, token: str) -> None:
        forms = {token, quote(token, safe=""), plain(token, len(token)), *_base64(token)}
        if len(token) < SECRET_CHARS_MIN:
            forms.clear()
        self._forms = tuple(sorted(forms, key=len, reverse=True))
        self._letters = tuple(form.encode().translate(None, _OTHERS) for form in self._forms)

    def hide(self, text: str) -> str:
        """The text with ``***`` for each form, also for one with invisible characters in it, which are lost then."""
        if not any(form in text for form in self._forms):
            shown = visible_text(text)
            if not any(form in shown for form in self._forms):
                return text
            text = shown
        for form in self._forms:
            text = text.replace(form, HIDDEN)
        return text

    def hide_in_json(self, body: bytes) -> bytes:
        """The document with ``***`` for each form in its texts; as it is where it has none, or is not JSON."""
        letters = _ESCAPES.sub(b"", body).translate(None, _OTHERS)
        if not any(form in letters for form in self._letters):
            return body
        try:
            return json.dumps(self.hide_in(json.loads(body)), ensure_ascii=False).encode(errors="replace")
        except (ValueError, RecursionError):
            return self.hide(body.decode(errors="replace")).encode()

    def hide_in(self, value: Any) -> Any:  # noqa: ANN401 - any JSON
        """The value with ``***`` for each form in its texts and names."""
        match value:
            case str():
                return self.hide(value)
            case list():
                return [self.hide_in(item) for item in value]
            case dict():
                return {self.hide(key): self.hide_in(item) for key, item in value.items()}
            case _:
                return value


def _base64(token: str) -> set[str]:
    """What Base64 makes of the token at each of three places, without the characters that depend on what is around it.

    So it is found in ``Authorization: basic``, where it follows a user name.
    """
    forms = set()
    for before in range(3):
        raw = b"\0" * before + token.encode(errors="replace")
        begin, end = -(-before * 8 // 6), len(raw) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            forms.add(encode(raw).decode()[begin:end])
    return forms
