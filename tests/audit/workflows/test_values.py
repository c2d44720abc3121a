"""Values: typing, printing, comparing."""

from __future__ import annotations

import math

import pytest

from hygiene.audit.workflows.nodes import ScalarNode
from hygiene.audit.workflows.values import (
    UNKNOWN,
    Unknown,
    Value,
    equal,
    leaves,
    member,
    number_text,
    scalar_value,
    to_number,
    to_text,
    truthy,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("on", "on"),
        ("3.10", 3.1),
        ("3.", 3.0),
        (".5", 0.5),
        (".", "."),
        ("010", 10.0),
        ("0o10", 8.0),
        ("0x1f", 31.0),
        ("0X1F", "0X1F"),
        ("1e3", 1000.0),
        ("-1", -1.0),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("-.INF", -math.inf),
        ("+.inf", math.inf),
        ("1.2.3", "1.2.3"),
        ("inf", "inf"),
        ("٣", "٣"),
    ],
)
def test_plain_scalars(text: str, value: Value) -> None:
    """A plain scalar has the type of YAML's core schema, not that of YAML 1.1."""
    found = scalar_value(ScalarNode(text, plain=True, line=1, column=1))
    assert (found, type(found)) == (value, type(value))


def test_nan() -> None:
    """`.nan` is the number that is no number."""
    found = scalar_value(ScalarNode(".nan", plain=True, line=1, column=1))
    assert isinstance(found, float)
    assert math.isnan(found)


def test_quoted_scalars() -> None:
    """In quotes everything is text."""
    assert scalar_value(ScalarNode("3.10", plain=False, line=1, column=1)) == "3.10"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.1, "3.1"),
        (20.0, "20"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1E+15"),
        (123456789012345.0, "123456789012345"),
        (0.0001, "0.0001"),
        (0.00001, "1E-05"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_numbers_print_with_fifteen_digits(number: float, text: str) -> None:
    """Numbers print as .NET's G15 does, which is what GitHub uses."""
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (False, "false"), (2.0, "2"), ("A", "A"), ([1.0], "Array"), ({}, "Object")],
)
def test_text_of_values(value: Value, text: str) -> None:
    """Each kind prints in its own way."""
    assert to_text(value) == text


def test_text_of_the_unknown() -> None:
    """An unknown prints what is known of it."""
    assert to_text(UNKNOWN) == "*"
    assert to_text(Unknown("a*")) == "a*"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, False),
        (False, False),
        (0.0, False),
        ("", False),
        (math.nan, False),
        ("0", True),
        ("false", True),
        (1.0, True),
        ([], True),
        ({}, True),
    ],
)
def test_truth(value: Value, expected: bool) -> None:  # noqa: FBT001  the expectation is a truth value
    """Only null, false, nought, empty text and NaN are false."""
    assert truthy(value) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Linux", "lINUX", True),
        ("a", "b", False),
        (3.1, "3.10", True),
        ("3.1", "3.10", False),
        (None, "", True),
        (None, 0.0, True),
        (None, None, True),
        (True, 1.0, True),
        (True, "true", False),
        ("x", 1.0, False),
        (math.nan, math.nan, False),
        ([], [], False),
        ({}, "Object", False),
        (UNKNOWN, "a", None),
        ("a", UNKNOWN, None),
    ],
)
def test_equality(left: Value, right: Value, expected: bool | None) -> None:  # noqa: FBT001  as above
    """Text ignores case, kinds meet as numbers, and nobody knows about the unknown."""
    assert equal(left, right) is expected


def test_numbers_of_values() -> None:
    """What is no number is NaN in a comparison."""
    assert to_number(" 12 ") == 12
    assert to_number("") == 0
    assert math.isnan(to_number("twelve"))
    assert math.isnan(to_number([1.0]))


def test_members() -> None:
    """Objects ignore the case of keys; lists take whole places; the rest is null."""
    value: Value = {"OS": "linux", "list": ["a", "b"]}
    assert member(value, "os") == "linux"
    assert member(value, "absent") is None
    assert member(["a", "b"], 1.0) == "b"
    assert member(["a", "b"], 2.0) is None
    assert member(["a", "b"], -1.0) is None
    assert member(["a"], "x") is None
    assert member("text", "x") is None
    assert member(None, "x") is None
    assert member(UNKNOWN, "x") == UNKNOWN
    assert member(value, UNKNOWN) == UNKNOWN


def test_leaves() -> None:
    """The scalars come depth first, as they are written."""
    assert leaves({"a": [1.0, {"b": None}], "c": "x"}) == [1.0, None, "x"]
    assert leaves("x") == ["x"]
    assert leaves([]) == []
