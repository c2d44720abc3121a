"""The values of expressions: GitHub's six types, and values that are known only when the workflow runs.

Numbers print with fifteen significant digits, as .NET's ``G15`` does, so ``3.10`` shows as ``3.1``.
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
https://github.com/actions/runner/blob/main/src/Sdk/Expressions/Sdk/ExpressionUtility.cs
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from hygiene.model.policy import matches
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.audit.workflows.nodes import ScalarNode


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is known only when the workflow runs.

    ``pattern`` is its text as far as it is known, with ``*`` for the rest. ``truth`` is whether it counts as true in a
    condition, None if that is not known. ``choices`` are all texts that it can be, empty if they are not known.
    """

    pattern: str = "*"
    truth: bool | None = None
    choices: tuple[str, ...] = ()


Value: TypeAlias = "bool | float | str | list[Value] | dict[str, Value] | Unknown | None"


class PartialObject(dict[str, Value]):
    """An object that may have more keys than these."""


class FilteredList(list[Value]):
    """The result of ``.*``: a further ``.name`` applies to each of its items."""


UNKNOWN = Unknown()

_NULLS = frozenset({"", "null", "Null", "NULL", "~"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_HEXADECIMAL = pattern(r"0x([0-9a-fA-F]+)")
_OCTAL = pattern(r"0o([0-7]+)")
_DECIMAL = pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITY = pattern(r"[-+]?\.(inf|Inf|INF)")
_NAN = frozenset({".nan", ".NaN", ".NAN"})
_INT32_BITS = 32


def scalar_value(node: ScalarNode) -> Value:
    """The value of a YAML scalar by the core schema of YAML 1.2. A quoted scalar is always text."""
    text = node.text
    if not node.plain:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    number = yaml_number(text)
    return text if number is None else number


def yaml_number(text: str) -> float | None:
    """The number that a plain scalar is, None if it is text. NaN also for an integer that is out of GitHub's range."""
    if (integer := _prefixed_integer(text)) is not None:
        return integer
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _INFINITY.fullmatch(text):
        return -math.inf if text.startswith("-") else math.inf
    return math.nan if text in _NAN else None


def is_out_of_range(text: str) -> bool:
    """Whether a plain scalar is an integer that GitHub refuses: hexadecimal or octal with more than 32 bits."""
    integer = _prefixed_integer(text)
    return integer is not None and math.isnan(integer)


def _prefixed_integer(text: str) -> float | None:
    """A hexadecimal or octal literal as a signed integer of 32 bits, NaN beyond that, None for any other text."""
    for form, base in ((_HEXADECIMAL, 16), (_OCTAL, 8)):
        if found := form.fullmatch(text):
            digits = found[1].lstrip("0") or "0"
            # An unbounded int() of untrusted digits costs quadratic time, and float() of it may overflow.
            number = int(digits, base) if len(digits) <= _INT32_BITS else 1 << _INT32_BITS
            if number >= 1 << _INT32_BITS:
                return math.nan
            return float(number - (1 << _INT32_BITS) if number >= 1 << (_INT32_BITS - 1) else number)
    return None


def to_text(value: Value) -> str:
    """The text of a value as GitHub prints it in a name. The text of an unknown value is its pattern."""
    if isinstance(value, (bool, float)):
        return str(value).lower() if isinstance(value, bool) else number_text(value)
    if isinstance(value, (list, dict)):
        return "Array" if isinstance(value, list) else "Object"
    if isinstance(value, Unknown):
        return value.pattern
    return value or ""


def number_text(number: float) -> str:
    """The text of a number with fifteen significant digits: ``3.1``, ``100``, ``1E+20``."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return "0" if number == 0 else f"{number:.15g}".upper()


def text_of(parts: list[str], *, known: bool) -> Value:
    """The parts joined to one text, or to a pattern if not all of them are known."""
    text = "".join(parts)
    return text if known else Unknown(text, truth=True if text.strip("*") else None)


def to_number(value: Value) -> float:
    """The number that a comparison uses: 0 for null and empty text, NaN for what is no number."""
    match value:
        case None:
            return 0.0
        case bool() | float():
            return float(value)
        case str():
            return parse_number(value)
        case _:
            return math.nan


def parse_number(text: str) -> float:
    """The number in a text, NaN if there is none. Empty text is 0."""
    text = text.strip()
    if not text:
        return 0.0
    if _DECIMAL.fullmatch(text):
        return float(text)
    if (integer := _prefixed_integer(text)) is not None:
        return integer
    return {"infinity": math.inf, "+infinity": math.inf, "-infinity": -math.inf}.get(text.lower(), math.nan)


def truth_of(value: Value) -> bool | None:
    """Whether a value counts as true; None if that is not known. Null, false, 0, NaN and empty text are false."""
    match value:
        case Unknown():
            return value.truth
        case float():
            return not math.isnan(value) and value != 0
        case list() | dict():
            return True
        case _:
            return bool(value)


def equal(left: Value, right: Value) -> bool | None:
    """The result of ``==``: text ignores case, different types compare as numbers. None if it is not known."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _equal_unknown(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    if isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return left is right
    return (left is None and right is None) or to_number(left) == to_number(right)


def _equal_unknown(left: Value, right: Value) -> bool | None:
    unknown, other = (left, right) if isinstance(left, Unknown) else (right, left)
    if not isinstance(unknown, Unknown) or not isinstance(other, str):
        return None
    if unknown.truth is True and not other:
        return False
    if unknown.choices:
        return None if other.lower() in (choice.lower() for choice in unknown.choices) else False
    # Only text has a pattern with more than stars; any other type could still equal a text.
    if unknown.pattern.strip("*") and not matches(unknown.pattern.lower(), other.lower()):
        return False
    return None


def member(value: Value, key: Value) -> Value:
    """The member of an object, whose keys ignore case, or of a list. Null if there is none."""
    if isinstance(value, Unknown) or isinstance(key, Unknown):
        return UNKNOWN
    if isinstance(value, FilteredList):
        found = [member(item, key) for item in value if isinstance(item, (dict, list, Unknown)) and _has(item, key)]
        return FilteredList(found)
    if isinstance(value, dict):
        wanted = to_text(key).lower()
        default = UNKNOWN if isinstance(value, PartialObject) else None
        return next((item for name, item in value.items() if name.lower() == wanted), default)
    if isinstance(value, list):
        index = to_number(key)
        return value[int(index)] if not math.isnan(index) and 0 <= index < len(value) else None
    return None


def _has(value: Value, key: Value) -> bool:
    if isinstance(value, dict):
        return isinstance(value, PartialObject) or to_text(key).lower() in (name.lower() for name in value)
    return not isinstance(value, list) or 0 <= to_number(key) < len(value)


def members(value: Value) -> Value:
    """The result of ``.*``: the members of an object or list; of each item, if it is such a result already."""
    if isinstance(value, (Unknown, PartialObject)):
        return UNKNOWN
    if isinstance(value, FilteredList):
        if any(isinstance(item, (Unknown, PartialObject)) for item in value):
            return UNKNOWN
        return FilteredList(each for item in value for each in _members(item))
    return FilteredList(_members(value))


def _members(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


def leaves(value: Value) -> list[Value]:
    """The scalars inside a value, depth first: the parts of the suffix of a matrix leg's name."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]
