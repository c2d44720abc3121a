"""Expressions: grammar, unknowns, text with expressions in it."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.expression import EXPRESSION_CHARS_MAX, evaluate, fill, node_value
from hygiene.audit.workflows.nodes import read_nodes
from hygiene.audit.workflows.values import UNKNOWN, Unknown, Value

SCOPE: dict[str, Value] = {
    "matrix": {"os": "Linux", "py": 3.1, "tags": ["a", {"b": "deep"}], "no": False, "empty": ""},
    "inputs": {},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it''s'", "it's"),
        ("42", 42.0),
        ("-1.5e1", -15.0),
        ("0x10", 16.0),
        ("TRUE", True),
        ("null", None),
        ("matrix.os", "Linux"),
        ("MATRIX.OS", "Linux"),
        ("matrix['os']", "Linux"),
        ("matrix.tags[0]", "a"),
        ("matrix.tags[1].b", "deep"),
        ("matrix.absent.deeper", None),
        ("inputs.anything || 'x'", "x"),
        ("matrix.empty || matrix.no", False),
        ("matrix.os && 'yes'", "yes"),
        ("matrix.no && 'yes'", False),
        ("false || false && true", False),
        ("true || false && false", True),
        ("(true || false) && false", False),
        ("!matrix.no", True),
        ("!!matrix.no", False),
        ("!matrix.no == true", True),
        ("1 < 2 == true", True),
        ("'a' < 'B'", True),
        ("3 >= '3'", True),
        ("'x' < 1", False),
        ("1 != 2", True),
        ("matrix.os == 'linux'", True),
        ("matrix.py == '3.10'", True),
        ("format('{0}-{1}', matrix.os, matrix.py)", "Linux-3.1"),
        ("fromJSON('[1,2]')[1]", 2.0),
        ("  matrix . os  ", "Linux"),
    ],
)
def test_values(text: str, value: Value) -> None:
    """Known things have one value."""
    assert evaluate(text, SCOPE) == value


@pytest.mark.parametrize(
    "text",
    [
        "github.ref",
        "needs.plan.outputs.matrix",
        "fromJSON(needs.plan.outputs.matrix)",
        "github.ref || 'x'",
        "github.ref && 'x'",
        "github.ref == 'x'",
        "github.ref != 'x'",
        "github.ref < 1",
        "!github.ref",
        "matrix[github.ref]",
        "matrix.*",
        "matrix.tags.*.b",
        "unheardOf(1)",
        "contains('a', github.ref)",
        "contains('a')",
        "startsWith()",
    ],
)
def test_unknown_values(text: str) -> None:
    """What only the run knows makes everything that depends on it unknown."""
    assert evaluate(text, SCOPE) == UNKNOWN


def test_what_does_not_depend_on_the_unknown() -> None:
    """An operand that is never asked for does no harm."""
    assert evaluate("matrix.os || github.ref", SCOPE) == "Linux"
    assert evaluate("matrix.no && github.ref", SCOPE) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "matrix.",
        "matrix.[",
        "'open",
        "a b",
        "(1",
        "1)",
        "format(1",
        "format(1 2)",
        "&& 1",
        "1 +",
        "a.1",
        "matrix.os @",
    ],
)
def test_unreadable_expressions(text: str) -> None:
    """A broken expression is unknown, not a crash: GitHub is the judge of it."""
    assert evaluate(text, SCOPE) == UNKNOWN


@pytest.mark.parametrize("text", ["(" * 60 + "1" + ")" * 60, "(" * 10_000, "!" * 20_000 + "1 1"])
def test_deep_expressions(text: str) -> None:
    """Nesting is bounded, whether or not the expression is sound."""
    assert evaluate(text, SCOPE) == UNKNOWN


def test_long_expressions() -> None:
    """An expression as long as GitHub allows is read, a longer one is not."""
    assert evaluate("1" + " || 1" * 4_000, SCOPE) == 1
    assert evaluate("1".rjust(EXPRESSION_CHARS_MAX), SCOPE) == 1
    assert evaluate("1".rjust(EXPRESSION_CHARS_MAX + 1), SCOPE) == UNKNOWN


def test_nested_calls_do_not_double_for_ever() -> None:
    """A text that grows with every level ends as unknown instead of filling the memory."""
    grown = "format('{0}{0}{0}{0}', " * 40 + "'a'" + ")" * 40
    escaped = "toJSON(" * 45 + "'a'" + ")" * 45
    joined = "join(fromJSON('[" + "1," * 3000 + "1]'), format('{0}', join(fromJSON('[" + "1," * 3000 + "1]'))))"
    for text in (grown, escaped, joined):
        assert evaluate(text, SCOPE) == UNKNOWN


def test_extra_functions() -> None:
    """A caller may say what status functions are worth."""
    assert evaluate("Always() && 'x'", SCOPE, {"always": lambda _: True}) == "x"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${{ matrix.py }}", 3.1),
        ("py ${{ matrix.py }}", "py 3.1"),
        ("${{ matrix.os }}${{ matrix.py }}", "Linux3.1"),
        ("${{ ' }} ' }}.", " }} ."),
        ("a ${{ github.ref }} b", Unknown("a * b")),
        ("${{ format('{0}/{1}', matrix.os, github.ref) }}", Unknown("Linux/*")),
        ("open ${{ matrix.os", UNKNOWN),
        ("${{ 'open }}", UNKNOWN),
        ("$ {{ matrix.os }}", "$ {{ matrix.os }}"),
    ],
)
def test_text_with_expressions(text: str, value: Value) -> None:
    """One expression alone keeps its kind; with anything beside it the whole is text."""
    assert fill(text, SCOPE) == value


def test_nodes() -> None:
    """A tree of nodes becomes a tree of values; a computed key makes its mapping unknown."""
    root = read_nodes("a: [1, '1', \"${{ matrix.os }}\", {b: null}]\nc: {'${{ insert }}': 1}\n", path="x")
    assert node_value(root, SCOPE) == {"a": [1.0, "1", "Linux", {"b": None}], "c": UNKNOWN}
    assert node_value(None, SCOPE) is None
