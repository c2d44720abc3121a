"""The functions that an expression may call, and how many arguments each takes.

A function with an argument that is known only when the workflow runs has a result that is known only then, unless the
other arguments decide it.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions
https://github.com/actions/runner/blob/main/src/Sdk/Expressions/ExpressionConstants.cs
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from hygiene.audit.workflows.values import (
    UNKNOWN,
    PartialObject,
    Unknown,
    Value,
    equal,
    number_text,
    text_of,
    to_text,
    truth_of,
)
from hygiene.patterns import pattern

if TYPE_CHECKING:
    import re

TEXT_CHARS_MAX = 65_536
JSON_LEVELS_MAX = 50
ARGUMENTS_MAX = 255

Function: TypeAlias = Callable[[list[Value]], Value]

# Name → the least and the most arguments. GitHub refuses an expression with fewer or more.
ARGUMENTS = {
    "case": (3, ARGUMENTS_MAX),
    "contains": (2, 2),
    "endswith": (2, 2),
    "format": (1, ARGUMENTS_MAX),
    "fromjson": (1, 1),
    "join": (1, 2),
    "startswith": (2, 2),
    "tojson": (1, 1),
}
# Available in some keys only: see `availability`.
STATUS_FUNCTIONS = {"always": (0, 0), "cancelled": (0, 0), "failure": (0, ARGUMENTS_MAX), "success": (0, ARGUMENTS_MAX)}
HASH_FUNCTION = {"hashfiles": (1, ARGUMENTS_MAX)}

_PLACEHOLDER = pattern(r"\{\{|\}\}|\{(\d+)\}|[{}]")


def call(name: str, arguments: list[Value], extra: dict[str, Function]) -> Value:
    """The result of a function by its name, whose case does not matter. ``extra`` come before the built-in ones."""
    lowered = name.lower()
    function = extra.get(lowered) or _FUNCTIONS.get(lowered)
    if function is None or not _accepts(lowered, len(arguments)):
        return UNKNOWN
    return function(arguments)


def _accepts(name: str, count: int) -> bool:
    least, most = ARGUMENTS.get(name, (0, ARGUMENTS_MAX))
    return least <= count <= most


def has_unknown(value: Value) -> bool:
    """Whether a value, or anything inside it, is known only when the workflow runs."""
    if isinstance(value, dict):
        return isinstance(value, PartialObject) or any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return isinstance(value, Unknown)


def _check_length(chars: int) -> None:
    """Refuse a long text before it is made: nested calls may double a text at each level."""
    if chars > TEXT_CHARS_MAX:
        raise ValueError(chars)


def _format(arguments: list[Value]) -> Value:
    if isinstance(arguments[0], Unknown):
        return UNKNOWN
    known, length = True, 0

    def fill(found: re.Match[str]) -> str:
        nonlocal known, length
        if found[1] is None:
            if len(found[0]) == 1:
                raise ValueError(found[0])
            return found[0][0]
        index = int(found[1][:4]) + 1
        if index >= len(arguments):
            raise ValueError(index)
        known = known and not isinstance(arguments[index], Unknown)
        text = to_text(arguments[index])
        length += len(text)
        _check_length(length)
        return text

    text = _PLACEHOLDER.sub(fill, to_text(arguments[0]))
    return text_of([text], known=known)


def _join(arguments: list[Value]) -> Value:
    items = arguments[0]
    separator = arguments[1] if len(arguments) > 1 else ","
    if isinstance(items, Unknown) or isinstance(separator, Unknown):
        return UNKNOWN
    if not isinstance(items, list):
        return "" if isinstance(items, dict) else to_text(items)
    texts = [to_text(item) for item in items]
    _check_length(sum(map(len, texts)) + len(texts) * len(to_text(separator)))
    return text_of([to_text(separator).join(texts)], known=not any(isinstance(item, Unknown) for item in items))


def _case(arguments: list[Value]) -> Value:
    """The value behind the first true condition, else the last argument: ``case(a, 'x', b, 'y', 'z')``."""
    if len(arguments) % 2 == 0:
        return UNKNOWN
    for index in range(0, len(arguments) - 1, 2):
        holds = truth_of(arguments[index])
        if holds is None:
            return UNKNOWN
        if holds:
            return arguments[index + 1]
    return arguments[-1]


def _contains(arguments: list[Value]) -> Value:
    searched, item = arguments
    if isinstance(searched, list):
        found = [equal(entry, item) for entry in searched]
        return True if True in found else (UNKNOWN if None in found else False)
    if isinstance(searched, Unknown) or isinstance(item, Unknown):
        known = isinstance(searched, Unknown) and not isinstance(item, Unknown)
        text = to_text(item).lower()
        if known and text and any(text in piece for piece in to_text(searched).lower().split("*")):
            return True
        return UNKNOWN
    return to_text(item).lower() in to_text(searched).lower()


def _starts_with(arguments: list[Value]) -> Value:
    text, start = (to_text(value).lower() for value in arguments)
    return _begins(arguments, text, start)


def _ends_with(arguments: list[Value]) -> Value:
    text, end = (to_text(value).lower()[::-1] for value in arguments)
    return _begins(arguments, text, end)


def _begins(arguments: list[Value], text: str, start: str) -> Value:
    """Whether the text begins so; of an unknown text its known beginning may decide."""
    if isinstance(arguments[1], Unknown):
        return UNKNOWN
    if not isinstance(arguments[0], Unknown):
        return text.startswith(start)
    known = text.partition("*")[0]
    if known.startswith(start):
        return True
    return UNKNOWN if start.startswith(known) else False


def _from_json(arguments: list[Value]) -> Value:
    if has_unknown(arguments[0]):
        return UNKNOWN
    try:
        value: Value = json.loads(to_text(arguments[0]), parse_int=float)
    except RecursionError:
        return UNKNOWN
    return value if _levels(value) <= JSON_LEVELS_MAX else UNKNOWN


def _levels(value: Value) -> int:
    """How deep lists and objects are nested, counted without recursion."""
    levels, inside = 0, [value]
    while inside and levels <= JSON_LEVELS_MAX:
        levels += 1
        nested = [item for item in inside if isinstance(item, (dict, list))]
        inside = [each for item in nested for each in (item.values() if isinstance(item, dict) else item)]
    return levels


def _to_json(arguments: list[Value]) -> Value:
    if has_unknown(arguments[0]):
        return UNKNOWN
    text = json.dumps(_plain(arguments[0]), indent=2, ensure_ascii=False)
    _check_length(len(text))
    return text


def _plain(value: Value) -> object:
    """The value with its numbers as they print, so that ``2`` is not written as ``2.0``."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, float):
        return value
    text = number_text(value)
    if not text.lstrip("-").replace(".", "", 1).isdigit():
        raise ValueError(text)  # how GitHub writes 1E+20 or NaN in JSON is not documented
    return float(text) if "." in text else int(text)


_FUNCTIONS: dict[str, Function] = {
    "case": _case,
    "contains": _contains,
    "endswith": _ends_with,
    "format": _format,
    "fromjson": _from_json,
    "join": _join,
    "startswith": _starts_with,
    "tojson": _to_json,
}
