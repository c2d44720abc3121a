"""Expressions: grammar, unknowns, text with expressions in it."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.evaluate import evaluate, fill, node_value
from hygiene.audit.workflows.expression import EXPRESSION_CHARS_MAX, ExpressionError, NestingError, parse, split, walk
from hygiene.audit.workflows.nodes import read_nodes
from hygiene.audit.workflows.values import UNKNOWN, Unknown, Value, truth_of

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
        ("true", True),
        (".5", 0.5),
        ("+1", 1.0),
        ("1.", 1.0),
        ("-Infinity", float("-inf")),
        ("Infinity", float("inf")),
        ("0xFFFFFFFF", -1.0),
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
        ("join(matrix.tags.*.b, '+')", "deep"),
        ("matrix.tags[*].b[0]", []),
        ("github.ref && '' || 'y'", "y"),
        ("contains(fromJSON('[\"a\"]'), 'A')", True),
        ("github.ref == null && false || 3", 3.0),
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
        "github.ref && 'x'",
        "github.ref == 'x'",
        "github.ref != 'x'",
        "github.ref < 1",
        "!github.ref",
        "matrix[github.ref]",
        "unheardOf(1)",
        "contains('a', github.ref)",
        "contains('a')",
        "startsWith()",
        "TRUE",
        "Null",
    ],
)
def test_unknown_values(text: str) -> None:
    """What is known only in the run makes everything that depends on it unknown."""
    assert evaluate(text, SCOPE) == UNKNOWN


def test_what_does_not_depend_on_the_unknown() -> None:
    """An operand that is never evaluated has no effect."""
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
        'matrix.os == "x"',
        "1 2",
        "tojson(1)2",
        "(1)2",
        "1 = 2",
        "a & b",
        "a | b",
        "github.()",
        "github/workflow",
        "..github",
        "'a'.b",
        "true.b",
        "-0xFF",
        "0xFZ",
        "-Inf",
        "+NaN",
        "0x100000000",
        "contains('a',)",
        "foo*",
        "*",
        "!",
        "😀",
    ],
)
def test_unreadable_expressions(text: str) -> None:
    """A broken expression is unknown for its value, and refused with a reason."""
    assert evaluate(text, SCOPE) == UNKNOWN
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize("text", ["(" * 61 + "1" + ")" * 61, "(" * 10_000, "!" * 20_000 + "1 1"])
def test_deep_expressions(text: str) -> None:
    """Nesting is bounded, whether or not the expression is correct."""
    assert evaluate(text, SCOPE) == UNKNOWN


def test_long_expressions() -> None:
    """An expression as long as GitHub allows is read, a longer one is not."""
    assert evaluate("1" + " || 1" * 4_000, SCOPE) == 1
    assert evaluate("1".rjust(EXPRESSION_CHARS_MAX), SCOPE) == 1
    assert evaluate("1".rjust(EXPRESSION_CHARS_MAX + 1), SCOPE) == UNKNOWN


def test_nested_calls_do_not_double_for_ever() -> None:
    """A text that gets longer with every level ends as unknown instead of filling the memory."""
    grown = "format('{0}{0}{0}{0}', " * 40 + "'a'" + ")" * 40
    escaped = "toJSON(" * 45 + "'a'" + ")" * 45
    joined = "join(fromJSON('[" + "1," * 3000 + "1]'), format('{0}', join(fromJSON('[" + "1," * 3000 + "1]'))))"
    for text in (grown, escaped, joined):
        assert evaluate(text, SCOPE) == UNKNOWN


def test_extra_functions() -> None:
    """A caller may give the values of status functions."""
    assert evaluate("Always() && 'x'", SCOPE, {"always": lambda _: True}) == "x"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${{ matrix.py }}", 3.1),
        ("py ${{ matrix.py }}", "py 3.1"),
        ("${{ matrix.os }}${{ matrix.py }}", "Linux3.1"),
        ("${{ ' }} ' }}.", " }} ."),
        ("a ${{ github.ref }} b", Unknown("a * b", truth=True)),
        ("${{ github.ref }}${{ github.sha }}", Unknown("**")),
        ("${{ format('{0}/{1}', matrix.os, github.ref) }}", Unknown("Linux/*", truth=True)),
        ("open ${{ matrix.os", UNKNOWN),
        ("${{ 'open }}", UNKNOWN),
        ("$ {{ matrix.os }}", "$ {{ matrix.os }}"),
    ],
)
def test_text_with_expressions(text: str, value: Value) -> None:
    """One expression alone keeps its kind; with anything next to it the whole is text."""
    assert fill(text, SCOPE) == value


def test_nodes() -> None:
    """A tree of nodes becomes a tree of values; a computed key makes its mapping unknown."""
    root = read_nodes("a: [1, '1', \"${{ matrix.os }}\", {b: null}]\nc: {'${{ insert }}': 1}\n", path="x")
    assert node_value(root, SCOPE) == {"a": [1.0, "1", "Linux", {"b": None}], "c": UNKNOWN}
    assert node_value(None, SCOPE) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the expression is empty"),
        ("a ==", "the expression ends too early"),
        ("a b", "`b` is not expected"),
        ('a == "b"', '`"b"` is not expected; text takes single quotes'),
        ("'open", "`'open` has no closing quote"),
        ("1_000", "`1_000` is not a number"),
        ("contains(a)", "`contains` has too few arguments"),
        ("toJSON(a, b)", "`toJSON` has too many arguments"),
        ("always(1)", "`always` has too many arguments"),
        ("!" * 50 + "a", "the expression nests deeper than 50 levels"),
        ("a" + ".b" * 50, "the expression nests deeper than 50 levels"),
        ("1".rjust(EXPRESSION_CHARS_MAX + 1), "the expression is longer than 21,000 characters"),
        ("0x" + "f" * 300, f"`0x{'f' * 37}…` is not a number"),
    ],
)
def test_reasons(text: str, message: str) -> None:
    """An expression that GitHub refuses gives the reason."""
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text", ["!" * 49 + "a", "a" + ".b" * 49, "a" + "[1]" * 49, " || ".join(["a"] * 1_000), "(" * 60 + "1" + ")" * 60]
)
def test_the_depth_that_github_reads(text: str) -> None:
    """Fifty levels are read; chains of one operator and parentheses are no levels."""
    assert list(walk(parse(text)))


def test_deeper_parentheses_are_not_judged() -> None:
    """More parentheses than this reader follows are no refusal of GitHub's."""
    with pytest.raises(NestingError):
        parse("(" * 61 + "1" + ")" * 61)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("github.x && false", False),
        ("github.x && github.y && ''", False),
        ("github.x || true", True),
        ("github.x || 'y' || false", True),
        ("github.x && true", None),
        ("github.x || false", None),
        ("format('a{0}', github.x)", True),
        ("!(github.x && false)", True),
        ("(github.x && false) == false", None),
    ],
)
def test_the_truth_of_unknown_values(text: str, truth: bool | None) -> None:  # noqa: FBT001  a truth value
    """A condition may be decided although its value is not known."""
    assert truth_of(evaluate(text, {})) is truth


def test_split() -> None:
    """Quotes protect what resembles the end of an expression; an open expression is refused."""
    assert split("a ${{ ' }} ' }}b") == [("a ", False), (" ' }} ' ", True), ("b", False)]
    assert split("plain") == [("plain", False)]
    with pytest.raises(ExpressionError, match="no closing"):
        split("a ${{ 'x }}")
