"""What an expression may be worth: GitHub's six kinds, and *unknown until the workflow runs*.

Numbers print as GitHub prints them, fifteen significant digits, so ``3.10`` shows as ``3.1``.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from hygiene.audit.workflows.nodes import ScalarNode


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only the run knows. ``pattern`` is what is known of its text, ``*`` standing for the rest."""

    pattern: str = "*"


Value: TypeAlias = "bool | float | str | list[Value] | dict[str, Value] | Unknown | None"

UNKNOWN = Unknown()

_NULLS = frozenset({"", "null", "Null", "NULL", "~"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_OCTAL = re.compile(r"0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITY = re.compile(r"[-+]?\.(inf|Inf|INF)")
_NAN = frozenset({".nan", ".NaN", ".NAN"})


def scalar_value(node: ScalarNode) -> Value:
    """Give a scalar its type by the YAML 1.2 core schema; a quoted scalar is always text."""
    text = node.text
    if not node.plain:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    number = _plain_number(text)
    return text if number is None else number


def _plain_number(text: str) -> float | None:
    if _HEXADECIMAL.fullmatch(text):
        return float(int(text, 16))
    if _OCTAL.fullmatch(text):
        return float(int(text, 8))
    if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
        return float(text)
    if _INFINITY.fullmatch(text):
        return -math.inf if text.startswith("-") else math.inf
    return math.nan if text in _NAN else None


def to_text(value: Value) -> str:
    """Print a value as GitHub prints it into a name; an unknown prints its pattern."""
    if isinstance(value, (bool, float)):
        return str(value).lower() if isinstance(value, bool) else number_text(value)
    if isinstance(value, (list, dict)):
        return "Array" if isinstance(value, list) else "Object"
    if isinstance(value, Unknown):
        return value.pattern
    return value or ""


def number_text(number: float) -> str:
    """Print a number with fifteen significant digits: ``3.1``, ``100``, ``1E+20``."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return "0" if number == 0 else f"{number:.15g}".upper()


def to_number(value: Value) -> float:
    """Cast for a comparison: null and empty text are zero, other text that is no number is NaN."""
    match value:
        case None:
            return 0.0
        case bool() | float():
            return float(value)
        case str():
            number = _plain_number(value.strip()) if value.strip() else 0.0
            return math.nan if number is None else number
        case _:
            return math.nan


def truthy(value: Value) -> bool:
    """Say whether a known value counts as true; ``0``, ``''``, null and NaN do not."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    if isinstance(value, (list, dict, Unknown)):
        return True
    return bool(value)


def equal(left: Value, right: Value) -> bool | None:
    """Compare as ``==`` does: text ignores case, different kinds meet as numbers; nothing when either is unknown."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    if isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return left is right
    return (left is None and right is None) or to_number(left) == to_number(right)


def member(value: Value, key: Value) -> Value:
    """Look into an object, ignoring case, or a list; what is not there is null."""
    if isinstance(value, Unknown) or isinstance(key, Unknown):
        return UNKNOWN
    if isinstance(value, dict):
        wanted = to_text(key).lower()
        return next((item for name, item in value.items() if name.lower() == wanted), None)
    if isinstance(value, list):
        index = to_number(key)
        return value[int(index)] if not math.isnan(index) and 0 <= index < len(value) else None
    return None


def leaves(value: Value) -> list[Value]:
    """List the scalars inside a value, depth first: the parts of a matrix leg's suffix."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]
