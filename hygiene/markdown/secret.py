"""Our own token in the text of others: replaced wherever text is read, so that nothing that is written can quote it.

A step that prints its environment puts the token into an annotation, and a comment or an issue would publish it.
"""

from __future__ import annotations

import base64
import json
import sys
from array import array
from typing import TYPE_CHECKING, Any

from hygiene.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

HIDDEN = "***"
# Of GitHub's tokens, which have at least 40 characters, so many together are replaced, and fewer reveal little.
PIECE_CHARS_MIN = 15
# Every piece of that length has a whole window, wherever the windows begin.
_WINDOW = 8
# Long texts are searched in parts, which overlap by more than a token takes with what may be between its letters.
_PART_BYTES, _OVERLAP_BYTES = 1 << 20, 1 << 12
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_OTHERS = bytes(set(range(256)) - _LETTERS)
_MORE = r"(?:>|&gt;|\\u003[eE])"
# One character of a text as it is or escaped for JSON, a shell, an address or HTML, also twice; and what may be between
# two of them: tags, colours, escapes of line ends and of everything that is no letter. The first character is matched
# on its own, and looked back at: so a search skips to the next of these characters, ten times as fast.
_UNIT = (
    r"[<&\\%\x1b](?:"
    rf"(?:(?<=<)|(?<=&)lt;|(?<=\\)u003[cC])[/!A-Za-z][^<>&\\]{{0,100}}{_MORE}"
    r"|(?:(?<=\x1b)|(?<=\\)\\{0,7}(?:u001[bB]|x1[bB]|033|e))\[[0-9;?]{0,20}[A-Za-z]"
    r"|(?:(?<=\\)\\{0,7}(?:u00|x)|(?<=%)(?:25){0,3}|(?<=&)(?:amp;){0,3}\#[xX]0{0,6})(?P<hex>[0-9a-fA-F]{2});?"
    r"|(?<=&)(?:amp;){0,3}\#0{0,6}(?P<number>[0-9]{2,3});"
    r"|(?<=\\)\\{0,7}(?:u[0-9a-fA-F]{4}|[nrtbfv])"
    r"|(?<=&)(?:amp;){0,3}(?:\#[0-9a-zA-Z]{1,8}|[a-zA-Z]{2,8});"
    r")"
)
_ESCAPED = pattern(_UNIT.encode())
_UNITS = pattern(rf"{_UNIT}|(?P<letters>[A-Za-z0-9]+)")


class Secret:
    """A token, and the forms in which it is printed: as it is, in Base64 and in hexadecimal digits.

    Only letters and digits are compared, so that it does not matter what is between them: invisible characters, line
    ends, spaces, escapes. Pieces are found as well, since texts are cut.
    """

    __slots__ = ("_pieces", "_windows")

    def __init__(self, token: str) -> None:
        raw = token.encode(errors="replace")
        known = raw.translate(None, _OTHERS)
        forms = {known, raw.hex().encode(), raw.hex().upper().encode(), *_base64(raw)}
        if len(known) < PIECE_CHARS_MIN:
            # A word, as the tokens of simulated hosts are.
            forms.clear()
        self._pieces = {form[at : at + PIECE_CHARS_MIN] for form in forms for at in _places(form, PIECE_CHARS_MIN)}
        self._windows = {
            int.from_bytes(form[at : at + _WINDOW], sys.byteorder) for form in forms for at in _places(form, _WINDOW)
        }

    def hide(self, text: str) -> str:
        """The text with ``***`` for each form and for each piece of one."""
        if not self._may_be_in(text.encode(errors="replace")):
            return text
        letters, starts, ends = _read(text)
        found: list[tuple[int, int]] = []
        for at in self._candidates(letters):
            if letters[at : at + PIECE_CHARS_MIN] in self._pieces:
                start, end = starts[at], ends[at + PIECE_CHARS_MIN - 1]
                if found and start < found[-1][1]:
                    start = found.pop()[0]
                found.append((start, end))
        shown, done = [], 0
        for start, end in found:
            shown += [text[done:start], HIDDEN]
            done = end
        return "".join([*shown, text[done:]])

    def hide_in_json(self, body: bytes) -> bytes:
        """The document with ``***`` for each form in its texts; as it is where it has none."""
        if not self._may_be_in(body):
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

    def _may_be_in(self, text: bytes) -> bool:
        """Whether the text has a window of a form; quick, since most texts have none and some are megabytes long."""
        parts = (text[at : at + _PART_BYTES + _OVERLAP_BYTES] for at in range(0, len(text), _PART_BYTES))
        return not all(self._windows.isdisjoint(_numbers(_letters_of(part))) for part in parts)

    def _candidates(self, letters: bytes) -> Iterator[int]:
        """Where pieces may begin: each has one window, of those that follow each other."""
        for at, number in enumerate(_numbers(letters)):
            if number in self._windows:
                last = at * _WINDOW
                yield from range(max(0, last + _WINDOW - PIECE_CHARS_MIN), last + 1)


def _numbers(letters: bytes) -> array[int]:
    """Each eight letters as a number."""
    return array("Q", letters[: len(letters) // _WINDOW * _WINDOW])


def _places(text: bytes, width: int) -> range:
    return range(len(text) - width + 1)


def _letters_of(text: bytes) -> bytes:
    # Line ends first and at once, since there are many: one call for each match would take a microsecond.
    return _ESCAPED.sub(_character, text.replace(rb"\n", rb"\ ")).translate(None, _OTHERS)


def _character(match: re.Match[bytes]) -> bytes:
    return _letter(match["hex"], match["number"])


def _letter(hexadecimal: str | bytes | None, number: str | bytes | None) -> bytes:
    """The character that an escape means; nothing where it means no letter."""
    code = int(hexadecimal, 16) if hexadecimal else int(number or 0)
    return bytes([code]) if code in _LETTERS else b""


def _read(text: str) -> tuple[bytes, array[int], array[int]]:
    """The letters of a text, and for each where it begins and ends."""
    letters, starts, ends = bytearray(), array("L"), array("L")
    for match in _UNITS.finditer(text):
        start, end = match.span()
        if match["letters"]:
            letters += match["letters"].encode()
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif letter := _letter(match["hex"], match["number"]):
            letters += letter
            starts.append(start)
            ends.append(end)
    return bytes(letters), starts, ends


def _base64(raw: bytes) -> set[bytes]:
    """What Base64 makes of the token at each of three places, without the characters that depend on what is around it.

    So it is found in ``Authorization: basic``, where it follows a user name.
    """
    forms = set()
    for before in range(3):
        begin, end = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            forms.add(encode(b"\0" * before + raw)[begin:end].translate(None, _OTHERS))
    return forms
