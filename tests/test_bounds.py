"""What a response may cost: bodies of the largest size are refused quickly, in the memory of their text."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from hygiene import bounds
from hygiene.bounds import ERRORS_BYTES_MAX, ERRORS_MAX, RESPONSE_VALUES_MAX, is_too_large, without_halves

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 30_000_000


def refused(message: bytes) -> bytes:
    """An answer that is nothing but one error."""
    return b'{"errors": [{"message": "%b"}]}' % message


@dataclass(frozen=True)
class Large:
    """JSON of as many bytes as one likes: the largest would fill the memory if all were made at once."""

    start: bytes
    part: bytes
    end: bytes

    def made(self, size: int) -> bytearray:
        """About so many bytes."""
        return bytearray(self.start + self.part * ((size - len(self.start)) // len(self.part)) + self.end)


@dataclass(frozen=True)
class Members:
    """JSON with one member more than may be."""

    start: bytes
    end: bytes

    def made(self, size: int) -> bytearray:
        """As many for its size as the largest has."""
        count = size * RESPONSE_VALUES_MAX // SIZE + 1
        return bytearray(self.start + b",".join(b'"k%d":1' % number for number in range(count)) + self.end)


LARGE: dict[str, Large | Members] = {
    "one message": Large(b'{"errors": [{"message": "', b"word and ", b'"}]}'),
    "escapes": Large(b'{"errors": [{"message": "', rb"\u0041", b'"}]}'),
    "line ends": Large(b'{"errors": [{"message": "', rb"\n", b'"}]}'),
    "backslashes": Large(b'{"errors": [{"message": "', rb"\\", b'"}]}'),
    "halves of pairs": Large(b'{"errors": [{"message": "', rb"\ud83d", b'"}]}'),
    "quotes": Large(b'{"errors": [{"message": "', rb"\"", b'"}]}'),
    "brackets in a text": Large(b'{"errors": [{"message": "', b"[{,", b'"}]}'),
    "never ends": Large(b'{"errors": [{"message": "', rb"\"a", b""),
    "beside data": Large(b'{"data": {"repository": null}, "errors": [{"message": "', b"word ", b'"}]}'),
    "an escaped name": Large(rb'{"err\u006Frs": [{"message": "', b"word ", b'"}]}'),
    "twice": Large(b'{"errors": [{"message": "', b'"}], "errors": [{"message": "' + b"x" * 10_000, b'"}]}'),
    "extensions": Large(b'{"errors": [{"message": "x", "extensions": {"code": "', b"word ", b'"}}]}'),
    "type": Large(b'{"errors": [{"message": "x", "type": "', b"word ", b'"}]}'),
    "path": Large(b'{"errors": [{"message": "x", "path": ["', b"word ", b'"]}]}'),
    "a long path": Large(b'{"errors": [{"message": "x", "path": [', b'"a",', b"1]}]}"),
    "many errors": Large(b'{"errors": [', b'{"message": "x"},', b"1]}"),
    "numbers": Large(b'{"errors": [', b"1,", b"1]}"),
    "texts": Large(b'{"errors": [', b'"x",', b"1]}"),
    "an object": Large(b'{"errors": {', b'"x":1,', b'"y":2}}'),
    "members": Members(b'{"data": {', b"}}"),
    "outermost members": Members(b"{", b"}"),
    "empty lists": Large(b'{"data": [', b"[],", b"1]}"),
    "lists in lists": Large(b'{"data": ', b"[", b""),
}


@pytest.mark.parametrize("name", LARGE)
def test_bodies_that_would_cost_much(name: str) -> None:
    """Each of the largest size is recognised by its bytes."""
    assert is_too_large(LARGE[name].made(SIZE))


@pytest.mark.parametrize("name", LARGE)
def test_memory_of_telling(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a body nothing is copied but names. All bounds are a tenth here: watching the memory takes long."""
    for bound in ("RESPONSE_VALUES_MAX", "ERRORS_BYTES_MAX", "ERRORS_MAX"):
        monkeypatch.setattr(bounds, bound, getattr(bounds, bound) // 10)
    body = LARGE[name].made(SIZE // 10)
    tracemalloc.start()
    try:
        assert is_too_large(body)
        assert tracemalloc.get_traced_memory()[1] < 200_000
    finally:
        tracemalloc.stop()


ERROR = {"type": "FORBIDDEN", "path": ["repository", "pullRequest", 3, "annotations"], "message": "No, [not] {so}."}


LITTLE: dict[str, Callable[[], bytes]] = {
    "a message": lambda: refused(b"x" * 99_000),
    "a long message": lambda: refused(b"x" * 999_000),
    "5,000 errors": lambda: json.dumps({"errors": [ERROR] * 5_000}).encode(),
    "errors in texts": lambda: json.dumps(
        {"data": {"a": [{"body": '{"errors": [,,' * 30_000}] * 50}, "errors": [ERROR]}
    ).encode(),
    "errors in data": lambda: json.dumps({"errors": [ERROR], "data": {"a": [{"errors": "x" * 900_000}] * 20}}).encode(),
    "values": lambda: json.dumps({"data": {"a": list(range(RESPONSE_VALUES_MAX - 9))}}).encode(),
    "brackets": lambda: json.dumps({"data": "[" * 2 * RESPONSE_VALUES_MAX}).encode(),
    "no JSON": lambda: b"no JSON " * 100_000,
    "quotes": lambda: b'"' * 1_000_000,
    "backslashes": lambda: b"\\" * 1_000_000,
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("name", LITTLE)
def test_bodies_that_cost_little(name: str) -> None:
    """Errors and data as a host sends them, also where texts resemble either."""
    assert not is_too_large(LITTLE[name]())


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
    """What is none is left, in time proportional to the size."""
    assert without_halves(part * 100_000) == part * 100_000
