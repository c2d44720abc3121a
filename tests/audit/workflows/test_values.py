"""Values: typing, printing, comparing."""

from __future__ import annotations

import math

import pytest

from hygiene.audit.workflows.nodes import ScalarNode
from hygiene.audit.workflows.values import (
    UNKNOWN,
    FilteredList,
    PartialObject,
    Unknown,
    Value,
    equal,
    is_out_of_range,
    leaves,
    member,
    members,
    number_text,
    scalar_value,
    to_number,
    to_text,
    truth_of,
)
from hygiene.model.policy import matches


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
        ("0xFFFFFFFF", -1.0),
        ("0x000000001f", 31.0),
        ("0o37777777777", -1.0),
        ("9" * 400, math.inf),
        ("-1e999", -math.inf),
    ],
)
def test_plain_scalars(text: str, value: Value) -> None:
    """A plain scalar has the type of YAML's core schema, not that of YAML 1.1; 0x and 0o are of 32 bits."""
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
    """Only null, false, 0, empty text and NaN are false."""
    assert truth_of(value) is expected


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
    """Text ignores case, different types are compared as numbers, and the unknown stays unknown."""
    assert equal(left, right) is expected


def test_numbers_of_values() -> None:
    """What is no number is NaN in a comparison."""
    assert to_number(" 12 ") == 12
    assert to_number("") == 0
    assert to_number(" 0xff ") == 255
    assert to_number("0o10") == 8
    assert to_number("-Infinity") == -math.inf
    assert to_number("9" * 5_000) == math.inf
    for text in ("inf", "nan", "1_000", ".inf", "0x100000000", "0x" + "F" * 300, "0o" + "7" * 300, "0xG"):
        assert math.isnan(to_number(text)), text
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0x" + "f" * 300, True),
        ("0x100000000", True),
        ("0xffffffff", False),
        ("0x" + "0" * 300 + "1", False),
        ("0o" + "7" * 5_000, True),
        ("0o37777777777", False),
        ("9" * 5_000, False),
        ("0xyz", False),
        ("text", False),
    ],
)
def test_integers_that_github_refuses(text: str, expected: bool) -> None:  # noqa: FBT001  as above
    """A plain hexadecimal or octal integer has 32 bits at most; a decimal one may be of any size."""
    assert is_out_of_range(text) is expected


def test_unknown_truth() -> None:
    """An unknown value may still be known to be true or false."""
    assert truth_of(UNKNOWN) is None
    assert truth_of(Unknown("v*", truth=True)) is True
    assert truth_of(PartialObject()) is True


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (Unknown("refs/pull/*/merge", truth=True), "refs/heads/main", False),
        (Unknown("refs/pull/*/merge", truth=True), "REFS/pull/1/merge", None),
        ("refs/heads/main", Unknown("refs/pull/*/merge"), False),
        (Unknown(choices=("opened", "synchronize")), "published", False),
        (Unknown(choices=("opened", "synchronize")), "Opened", None),
        (Unknown("1*"), 10.0, None),
        (Unknown("*"), "x", None),
        (UNKNOWN, UNKNOWN, None),
    ],
)
def test_equality_of_what_is_partly_known(left: Value, right: Value, expected: bool | None) -> None:  # noqa: FBT001
    """A pattern or a list of choices decides what a value surely is not."""
    assert equal(left, right) is expected


def test_partial_objects() -> None:
    """A key that is missing from a partial object is unknown, not null."""
    assert member(PartialObject(os="linux"), "OS") == "linux"
    assert member(PartialObject(os="linux"), "extra") == UNKNOWN
    assert members(PartialObject(os="linux")) == UNKNOWN


def test_filtered_lists() -> None:
    """After ``.*`` a member is that of each item that has it."""
    value: Value = [{"a": 1.0}, {"b": 2.0}, "text", {"A": {"c": 3.0}}]
    assert members({"x": "p", "y": "q"}) == ["p", "q"]
    assert member(members(value), "a") == [1.0, {"c": 3.0}]
    assert member(member(members(value), "a"), "c") == [3.0]
    assert members(members([["p", "q"], {"r": "s"}, None])) == ["p", "q", "s"]
    assert members("text") == []
    assert isinstance(members([]), FilteredList)


@pytest.mark.parametrize(("pattern", "text"), [("a*c", "abc"), ("*", ""), ("a", "a"), ("**", "x"), ("a*b*c", "abc")])
def test_patterns(pattern: str, text: str) -> None:
    """A star is any text, every other character is itself."""
    assert matches(pattern, text)
    assert not matches(pattern, text + "\n") or pattern.endswith("*")
