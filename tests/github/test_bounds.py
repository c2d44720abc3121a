"""What a response may cost: bodies of the largest size are refused quickly, in the memory of their text."""

from __future__ import annotations

import json
import tracemalloc

import pytest

from hygiene.github.bounds import ERRORS_BYTES_MAX, ERRORS_MAX, RESPONSE_VALUES_MAX, is_too_large, without_halves

SIZE = 30_000_000


def refused(message: bytes) -> bytes:
    """An answer that is nothing but one error."""
    return b'{"errors": [{"message": "%b"}]}' % message


def filled(start: bytes, part: bytes, end: bytes) -> bytes:
    """JSON of the largest size."""
    return start + part * ((SIZE - len(start)) // len(part)) + end


LARGE = {
    "one message": filled(b'{"errors": [{"message": "', b"word and ", b'"}]}'),
    "escapes": filled(b'{"errors": [{"message": "', rb"\u0041", b'"}]}'),
    "line ends": filled(b'{"errors": [{"message": "', rb"\n", b'"}]}'),
    "backslashes": filled(b'{"errors": [{"message": "', rb"\\", b'"}]}'),
    "halves of pairs": filled(b'{"errors": [{"message": "', rb"\ud83d", b'"}]}'),
    "quotes": filled(b'{"errors": [{"message": "', rb"\"", b'"}]}'),
    "brackets in a text": filled(b'{"errors": [{"message": "', b"[{,", b'"}]}'),
    "never ends": filled(b'{"errors": [{"message": "', rb"\"a", b""),
    "beside data": filled(b'{"data": {"repository": null}, "errors": [{"message": "', b"word ", b'"}]}'),
    "an escaped name": filled(rb'{"err\u006Frs": [{"message": "', b"word ", b'"}]}'),
    "twice": filled(b'{"errors": [{"message": "', b'"}], "errors": [{"message": "' + b"x" * 100_000, b'"}]}'),
    "extensions": filled(b'{"errors": [{"message": "x", "extensions": {"code": "', b"word ", b'"}}]}'),
    "type": filled(b'{"errors": [{"message": "x", "type": "', b"word ", b'"}]}'),
    "path": filled(b'{"errors": [{"message": "x", "path": ["', b"word ", b'"]}]}'),
    "a long path": filled(b'{"errors": [{"message": "x", "path": [', b'"a",', b"1]}]}"),
    "many errors": filled(b'{"errors": [', b'{"message": "x"},', b"1]}"),
    "numbers": filled(b'{"errors": [', b"1,", b"1]}"),
    "texts": filled(b'{"errors": [', b'"x",', b"1]}"),
    "an object": filled(b'{"errors": {', b'"x":1,', b'"y":2}}'),
    "members": b'{"data": {%b}}' % b",".join(b'"k%d":1' % number for number in range(RESPONSE_VALUES_MAX + 1)),
    "outermost members": b"{%b}" % b",".join(b'"k%d":1' % number for number in range(RESPONSE_VALUES_MAX + 1)),
    "empty lists": filled(b'{"data": [', b"[],", b"1]}"),
    "lists in lists": filled(b'{"data": ', b"[", b""),
}


@pytest.mark.parametrize("name", LARGE)
def test_bodies_that_would_cost_much(name: str) -> None:
    """Each is told from its bytes, of which nothing is copied but names."""
    body = bytearray(LARGE[name])
    tracemalloc.start()
    try:
        assert is_too_large(body)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


ERROR = {"type": "FORBIDDEN", "path": ["repository", "pullRequest", 3, "annotations"], "message": "No, [not] {so}."}


@pytest.mark.parametrize(
    "body",
    [
        refused(b"x" * 99_000),
        refused(b"x" * 999_000),
        json.dumps({"errors": [ERROR] * 5_000}).encode(),
        json.dumps({"data": {"a": [{"body": '{"errors": [,,' * 30_000}] * 50}, "errors": [ERROR]}).encode(),
        json.dumps({"errors": [ERROR], "data": {"a": [{"errors": "x" * 900_000}] * 20}}).encode(),
        json.dumps({"data": {"a": list(range(RESPONSE_VALUES_MAX - 9))}}).encode(),
        json.dumps({"data": "[" * 2 * RESPONSE_VALUES_MAX}).encode(),
        b"no JSON " * 100_000,
        b'"' * 1_000_000,
        b"\\" * 1_000_000,
        b"",
    ],
    ids=lambda body: f"{len(body)} {body[:20]!r}",
)
def test_bodies_that_cost_little(body: bytes) -> None:
    """Errors and data as a host sends them, also where texts look like either."""
    assert not is_too_large(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (refused(b"x" * ERRORS_BYTES_MAX), True),
        (refused(b"x" * (ERRORS_BYTES_MAX - 100)), False),
        (json.dumps({"data": "x" * 99_999, "errors": [1] * (ERRORS_MAX + 1)}).encode(), True),
        (json.dumps({"data": "x" * 99_999, "errors": [1] * ERRORS_MAX}).encode(), False),
        (json.dumps({"data": [1] * (RESPONSE_VALUES_MAX + 1)}).encode(), True),
        (json.dumps({"data": [1] * (RESPONSE_VALUES_MAX - 9)}).encode(), False),
    ],
    ids=["bytes of errors", "fewer bytes", "errors", "fewer errors", "values", "fewer values"],
)
def test_bounds(body: bytes, expected: bool) -> None:  # noqa: FBT001 - a column
    """What is just within a bound is read."""
    assert is_too_large(body) is expected


@pytest.mark.parametrize("part", [rb"\ud83d", rb"\ude00\ud83d", rb"\ud83d\\", rb"\\\ud83d\\ud83d", rb"\u0041\ud83d"])
def test_halves(part: bytes) -> None:
    """A text without them can be sent, and each byte is read once: with quadratic time this would take hours."""
    text = json.loads(b'"%b"' % without_halves(part * 100_000))
    assert "?" in text
    assert text.encode()


@pytest.mark.parametrize("part", [rb"\ud8", rb"\\\ud8zz", b"\\", rb"\u"])
def test_no_halves(part: bytes) -> None:
    """What is none is left, in time that grows with the size."""
    assert without_halves(part * 100_000) == part * 100_000
