"""The hidden HTML comment on the first line of everything that we write: namespace, version, identity and state.

Identity and state are only here; rendered Markdown is never parsed back. The JSON is escaped so that no value can
close the comment, hold a line break or hide.
"""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
MARKER_BYTES_MAX = 60_000
_OPENING = "<!-- hygiene:"
# What an editor, or pasting, may put in front of a line unseen.
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
# Python makes a table of a set with characters beyond these, which takes a millisecond.
_ESCAPED_OF_ASCII = pattern("[<>&\x7f]")
_ESCAPED = pattern("[<>&\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LINE = pattern(r"<!-- hygiene:(?P<version>\d{1,4}) (?P<identity>[^\s{}]{1,200}) (?P<state>\{.*\}) -->[ \t]*$")


@dataclass(frozen=True, slots=True)
class Marker:
    """``identity`` is a kind and a key, as in ``status``, ``status/nightly`` or ``tracker/python-ci``."""

    identity: str
    state: Mapping[str, Any] = field(default_factory=dict)
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Damaged:
    """A marker of ours that does not parse: the comment or issue is taken over and rewritten, and the report states it.

    ``identity`` is what could still be read, empty if nothing. ``future`` is true when a newer version wrote it: that
    is respected and left alone.
    """

    identity: str
    reason: str
    future: bool = False


def encode(marker: Marker) -> str:
    """The marker as one line of HTML comment, keys sorted: the same state gives the same bytes.

    Letters stay as they are: escaped, a section in Cyrillic would take three times its size.
    """
    return f"{_OPENING}{marker.version} {marker.identity} {_json(marker.state)} -->"


def encoded_size(value: object) -> int:
    """How many bytes a value takes in a marker."""
    return len(_json(value).encode())


def _json(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    escaped = _ESCAPED_OF_ASCII if text.isascii() else _ESCAPED
    return escaped.sub(lambda match: f"\\u{ord(match.group()):04x}", text).replace("--", "-\\u002d")


def decode(body: str, *, anywhere: bool = False) -> Marker | Damaged | None:
    """The marker that a body starts with; with ``anywhere``, at the start of any of its lines. None without one."""
    lines = [line.rstrip("\r").lstrip(_INVISIBLE) for line in body.split("\n")]
    found = [line for line in (lines if anywhere else lines[:1]) if line.startswith(_OPENING)]
    if not found:
        return None
    first = _decode_line(found[0])
    if isinstance(first, Damaged) and len(found) > 1:
        whole = [marker for marker in map(_decode_line, found[1:]) if isinstance(marker, Marker)]
        return whole[0] if whole else first
    return first


def _decode_line(line: str) -> Marker | Damaged:
    identity = _identity_of(line)
    if len(line.encode("utf-8", "replace")) > MARKER_BYTES_MAX:
        return Damaged(identity, f"longer than {MARKER_BYTES_MAX} bytes")
    match = _LINE.match(line)
    if match is None:
        return Damaged(identity, "not a whole marker")
    version = int(match["version"])
    if version > VERSION:
        return Damaged(match["identity"], f"written by a newer version ({version})", future=True)
    try:
        state = json.loads(match["state"])
    except (ValueError, RecursionError):
        return Damaged(match["identity"], "its state is not JSON")
    return Marker(match["identity"], state, version)


def _identity_of(line: str) -> str:
    words = line.removeprefix(_OPENING).split(" ", 2)
    return words[1] if len(words) > 2 and words[0].isdigit() else ""  # noqa: PLR2004 - version, slot, rest
