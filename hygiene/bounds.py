"""What JSON of others may cost, measured on its bytes: reading it takes many times the memory of its text. Pure."""

from __future__ import annotations

import re

from hygiene.patterns import pattern

RESPONSE_BYTES_MAX = 32_000_000
# Items, members, lists and objects; GitHub's whole schema has 160,000.
RESPONSE_VALUES_MAX = 400_000
# Errors name one field each, in some hundred bytes.
ERRORS_BYTES_MAX = 1_000_000
ERRORS_MAX = 10_000
# Of a page that is no GraphQL, so many bytes are read: a message of GitHub's is shorter.
PAGE_BYTES_MAX = 65_536
# In so many bytes there cannot be much of anything.
SMALL_BYTES = 100_000
_TOKEN = pattern(rb'[][{},]|"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_QUOTE, _COMMA, _OPENING, _CLOSING = b'"'[0], b","[0], b"{[", b"}]"
# The name of the member with the errors, also with escapes in it.
_ERRORS = pattern(
    rb'"' + b"".join(rb"(?:%c|\\u00%x)" % (letter, letter) for letter in b"errors") + rb'"', re.IGNORECASE
)
_HIGH, _LOW = rb"\\u[dD][89abAB][0-9a-fA-F]{2}", rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
# Half a surrogate pair and everything before it; or as much as there is, so that each byte is read once.
_UP_TO_A_HALF = pattern(
    rb"((?:[^\\]++|" + _HIGH + _LOW + rb"|\\(?!u[dD][89a-fA-F]).)*+)(?:(" + _HIGH + rb"|" + _LOW + rb")|\\|\Z)",
    re.DOTALL,
)
_SURROGATE = pattern(rb"\\u[dD][89a-fA-F]")


def is_too_large(body: bytes | bytearray) -> bool:
    """Whether reading this JSON would take much more than its size: too many values, or too much in its ``errors``."""
    if len(body) <= SMALL_BYTES:
        return False
    # Halves of surrogate pairs are replaced one by one. GitHub sends characters as they are, not as such escapes.
    if body.count(b"\\ud") + body.count(b"\\uD") > RESPONSE_VALUES_MAX:
        return True
    values = body.count(b",") + body.count(b"[") + body.count(b"{")
    # To search for a text takes a tenth of the time of a pattern, and most responses have neither.
    may_have_errors = b'"errors"' in body or (b"\\u00" in body and _ERRORS.search(body) is not None)
    return (values > RESPONSE_VALUES_MAX or may_have_errors) and _is_too_large(body)


def _is_too_large(body: bytes | bytearray) -> bool:
    """The same without what is in texts; ends where a bound is reached."""
    depth = values = errors = errors_bytes = begin = 0
    named = in_errors = False
    for token in _TOKEN.finditer(body):
        at = token.start()
        mark = body[at]
        if mark == _QUOTE:
            if depth == 1 and not named:
                named, in_errors, begin = True, _ERRORS.fullmatch(token[0]) is not None, at
            continue
        values += mark not in _CLOSING
        depth += (mark in _OPENING) - (mark in _CLOSING)
        errors += in_errors and mark == _COMMA and depth == 2  # noqa: PLR2004 - in the list of errors
        if depth == 0 or (depth == 1 and mark == _COMMA):
            errors_bytes += at - begin if in_errors else 0
            named = in_errors = False
        held = errors_bytes + (at - begin if in_errors else 0)
        if values > RESPONSE_VALUES_MAX or errors >= ERRORS_MAX or held > ERRORS_BYTES_MAX:
            return True
    return in_errors and errors_bytes + len(body) - begin > ERRORS_BYTES_MAX


def without_halves(body: bytes) -> bytes:
    """JSON with a question mark for each half of a surrogate pair, which could be neither printed nor sent."""
    may_have_halves = (b"\\ud" in body or b"\\uD" in body) and _SURROGATE.search(body)
    return _UP_TO_A_HALF.sub(_replaced, body) if may_have_halves else body


def _replaced(match: re.Match[bytes]) -> bytes:
    return match[1] + b"?" if match[2] else match[0]
