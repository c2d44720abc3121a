"""The functions that an expression in a name or a matrix may call.

A function that is not here, or one that meets an unknown argument, is worth an unknown value.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeAlias

from hygiene.audit.workflows.values import UNKNOWN, Unknown, Value, equal, to_text, truthy

TEXT_CHARS_MAX = 65_536

Function: TypeAlias = Callable[[list[Value]], Value]

_PLACE = re.compile(r"\{\{|\}\}|\{(\d+)\}")


def call(name: str, arguments: list[Value], extra: dict[str, Function]) -> Value:
    """Call a function by its name, whose case does not matter."""
    lowered = name.lower()
    if lowered in extra:
        return extra[lowered](arguments)
    if lowered in _OF_PARTIAL:
        return _OF_PARTIAL[lowered](arguments)
    if lowered not in _OF_KNOWN or any(_has_unknown(argument) for argument in arguments):
        return UNKNOWN
    return _OF_KNOWN[lowered](arguments)


def text_of(parts: list[str], *, known: bool) -> Value:
    """Join parts of text; what is not wholly known stays a pattern."""
    text = "".join(parts)
    return text if known else Unknown(text)


def _has_unknown(value: Value) -> bool:
    if isinstance(value, dict):
        return any(_has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_unknown(item) for item in value)
    return isinstance(value, Unknown)


def _bounded(length: int) -> None:
    """Nested calls may double a text at each level; past any name's length the value is as good as unknown."""
    if length > TEXT_CHARS_MAX:
        raise ValueError(length)


def _format(arguments: list[Value]) -> Value:
    if not arguments or isinstance(arguments[0], Unknown):
        return UNKNOWN
    known, length = True, 0

    def fill(found: re.Match[str]) -> str:
        nonlocal known, length
        if found[1] is None:
            return found[0][0]
        index = int(found[1]) + 1
        value = arguments[index] if index < len(arguments) else UNKNOWN
        known = known and not isinstance(value, Unknown)
        text = to_text(value)
        length += len(text)
        _bounded(length)
        return text

    text = _PLACE.sub(fill, to_text(arguments[0]))
    return text_of([text], known=known)


def _join(arguments: list[Value]) -> Value:
    items = arguments[0] if arguments else None
    separator = arguments[1] if len(arguments) > 1 else ","
    if isinstance(items, Unknown) or isinstance(separator, Unknown):
        return UNKNOWN
    if not isinstance(items, list):
        return to_text(items)
    texts = [to_text(item) for item in items]
    _bounded(sum(map(len, texts)) + len(texts) * len(to_text(separator)))
    return text_of(
        [to_text(separator).join(texts)],
        known=not any(isinstance(item, Unknown) for item in items),
    )


def _case(arguments: list[Value]) -> Value:
    for index in range(0, len(arguments) - 1, 2):
        if isinstance(arguments[index], Unknown):
            return UNKNOWN
        if truthy(arguments[index]):
            return arguments[index + 1]
    return arguments[-1] if len(arguments) % 2 else UNKNOWN


def _contains(arguments: list[Value]) -> Value:
    searched, item = arguments
    if isinstance(searched, list):
        return any(equal(entry, item) for entry in searched)
    return to_text(item).lower() in to_text(searched).lower()


def _starts_with(arguments: list[Value]) -> Value:
    return to_text(arguments[0]).lower().startswith(to_text(arguments[1]).lower())


def _ends_with(arguments: list[Value]) -> Value:
    return to_text(arguments[0]).lower().endswith(to_text(arguments[1]).lower())


def _from_json(arguments: list[Value]) -> Value:
    try:
        value: Value = json.loads(to_text(arguments[0]), parse_int=float)
    except (ValueError, RecursionError):
        return UNKNOWN
    return value


def _to_json(arguments: list[Value]) -> Value:
    text = json.dumps(_plain(arguments[0]), indent=2, ensure_ascii=False)
    _bounded(len(text))
    return text


def _plain(value: Value) -> object:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


_OF_PARTIAL: dict[str, Function] = {"format": _format, "join": _join, "case": _case}
_OF_KNOWN: dict[str, Function] = {
    "contains": _contains,
    "startswith": _starts_with,
    "endswith": _ends_with,
    "fromjson": _from_json,
    "tojson": _to_json,
}
