"""The functions of the expression language, one by one."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.functions import TEXT_CHARS_MAX, call
from hygiene.audit.workflows.values import UNKNOWN, PartialObject, Unknown, Value, text_of


@pytest.mark.parametrize(
    ("name", "arguments", "value"),
    [
        ("contains", ["Ubuntu", "BUNT"], True),
        ("contains", ["Ubuntu", "mac"], False),
        ("contains", [["a", 3.1], "3.10"], True),
        ("contains", [["a"], "ab"], False),
        ("startsWith", ["Ubuntu", "ub"], True),
        ("endsWith", ["Ubuntu", "TU"], True),
        ("ENDSWITH", ["Ubuntu", "x"], False),
        ("format", ["{0} {1} {0}", "a", True], "a true a"),
        ("format", ["{{0}} {{{0}}}", "a"], "{0} {a}"),
        ("format", ["none"], "none"),
        ("join", [["a", 2.0, None]], "a,2,"),
        ("join", [["a", "b"], " + "], "a + b"),
        ("join", ["alone"], "alone"),
        ("fromJSON", ['{"a": [1, true, null, "x"]}'], {"a": [1.0, True, None, "x"]}),
        ("fromJSON", ["2.50"], 2.5),
        ("toJSON", ["a"], '"a"'),
        ("toJSON", [[1.0, 2.5, None]], "[\n  1,\n  2.5,\n  null\n]"),
        ("toJSON", [{"é": {"b": 1.0}}], '{\n  "é": {\n    "b": 1\n  }\n}'),
        ("case", [False, "a", True, "b", "c"], "b"),
        ("case", [False, "a", "c"], "c"),
        ("contains", [["a", UNKNOWN], "a"], True),
        ("contains", [Unknown("refs/pull/*"), "PULL"], True),
        ("startsWith", [Unknown("refs/pull/*"), "refs/tags/"], False),
        ("startsWith", [Unknown("refs/pull/*"), "Refs/"], True),
        ("endsWith", [Unknown("*/merge"), "/merge"], True),
        ("endsWith", [Unknown("*/merge"), "x"], False),
        ("join", [{"a": "b"}], ""),
        ("toJSON", [0.1 + 0.2], "0.3"),
    ],
)
def test_known(name: str, arguments: list[Value], value: Value) -> None:
    """Each function does what GitHub's reference documents."""
    assert call(name, arguments, {}) == value


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("contains", [UNKNOWN, "a"]),
        ("contains", [["b", UNKNOWN], "a"]),
        ("contains", ["a", UNKNOWN]),
        ("contains", [Unknown("a*"), "b"]),
        ("startsWith", [Unknown("ab*"), "abc"]),
        ("startsWith", ["a", UNKNOWN]),
        ("startsWith", ["a"]),
        ("toJSON", [PartialObject(a="b")]),
        ("toJSON", [{"a": UNKNOWN}]),
        ("fromJSON", [UNKNOWN]),
        ("fromJSON", ["[" * 60 + "]" * 60]),
        ("fromJSON", ["[" * 20_000]),
        ("format", []),
        ("format", [UNKNOWN, "a"]),
        ("join", [UNKNOWN]),
        ("join", [["a"], UNKNOWN]),
        ("case", [UNKNOWN, "a", "b"]),
        ("case", [False, "a"]),
        ("hashFiles", ["**/lock"]),
    ],
)
def test_unknown(name: str, arguments: list[Value]) -> None:
    """An unknown argument, or one that makes no sense, gives an unknown."""
    assert call(name, arguments, {}) == UNKNOWN


def test_known_parts_stay() -> None:
    """Format and join keep the known parts in a pattern."""
    assert call("format", ["{0}-{1}", "a", UNKNOWN], {}) == Unknown("a-*", truth=True)
    assert call("join", [["a", UNKNOWN], "/"], {}) == Unknown("a/*", truth=True)
    assert call("format", ["{0}{1}", UNKNOWN, UNKNOWN], {}) == Unknown("**")


def test_length_is_bounded() -> None:
    """A text longer than any name is refused where it would be made."""
    with pytest.raises(ValueError, match=str(TEXT_CHARS_MAX + 1)):
        call("format", ["{0}", "x" * (TEXT_CHARS_MAX + 1)], {})
    assert call("format", ["{0}", "x" * TEXT_CHARS_MAX], {}) == "x" * TEXT_CHARS_MAX


def test_text_of() -> None:
    """Text is a pattern as soon as a part of it is not known."""
    assert text_of(["a", "b"], known=True) == "ab"
    assert text_of(["a", "*"], known=False) == Unknown("a*", truth=True)
    assert text_of(["*", "*"], known=False) == Unknown("**")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("fromJSON", ["not json"]),
        ("format", ["{0}-{3}", "a"]),
        ("format", ["{" + "9" * 5_000 + "}", "a"]),
        ("format", ["{0", "a"]),
        ("format", ["a}"]),
        ("toJSON", [float("inf")]),
    ],
)
def test_arguments_that_end_the_run(name: str, arguments: list[Value]) -> None:
    """GitHub ends the run with an error for these; an expression with one of them has an unknown value."""
    with pytest.raises(ValueError, match=r"."):
        call(name, arguments, {})
