"""Any text as an expression or as a workflow file ends in a value or in a sentence, never in an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hygiene.audit.workflows.evaluate import evaluate
from hygiene.audit.workflows.expression import ExpressionError, NestingError, parse, walk
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.values import UNKNOWN, PartialObject, Unknown, Value, to_text, truth_of

PREFIXES = st.sampled_from(["0x", "0o", "-0x", "+", "-", "", "1e", "0x0", ".", "1."])
NUMBERS = st.builds(
    lambda prefix, digit, count: prefix + digit * count, PREFIXES, st.sampled_from("0179fFeE."), st.integers(0, 6_000)
)
CONTEXTS = ("matrix.v", "github.ref", "needs.*.result", "inputs", "strategy.job-total", "vars['x']", "join(matrix.*)")
WORDS = (
    "true",
    "false",
    "null",
    "NaN",
    "Infinity",
    "-Infinity",
    "''",
    "'a'",
    "'1'",
    "toJSON(github)",
    "fromJSON('{}')",
)
SIGNS = ("always()", "success()", "hashFiles('x')", "fromJSON('[1]')", "*", ".", "[", "]", "(", ")", ",")
ATOMS = st.one_of(
    NUMBERS,
    st.sampled_from(CONTEXTS + WORDS + SIGNS),
    st.text(max_size=5).map(lambda text: "'" + text.replace("'", "''") + "'"),
    st.text(max_size=8),
)
GLUE = st.sampled_from(["", " ", " && ", " || ", " == ", " != ", " < ", " >= ", ", ", "!", "(", ")", "[", "]", "."])
EXPRESSIONS = st.lists(st.tuples(ATOMS, GLUE), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))
CALLS = st.recursive(
    ATOMS,
    lambda inner: st.builds(
        lambda name, arguments: f"{name}({', '.join(arguments)})",
        st.sampled_from(["contains", "format", "join", "toJSON", "fromJSON", "startsWith", "endsWith", "case", "x"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
SCOPE: dict[str, Value] = {
    "matrix": PartialObject(v=[1.0, None, "x", {"a": UNKNOWN}]),
    "github": PartialObject(ref=Unknown("refs/*", truth=True)),
    "needs": {"a": PartialObject(result=Unknown(truth=True, choices=("success", "failure")))},
    "inputs": {},
}


@pytest.mark.long
@settings(deadline=None)
@given(st.one_of(EXPRESSIONS, CALLS, st.text(max_size=40)))
@example("0x" + "f" * 300)
@example("matrix.v[0x" + "f" * 300 + "]")
@example("matrix.v[1e400]")
@example("fromJSON('" + "[" * 5_000 + "')")
@example("fromJSON('" + "9" * 5_000 + "')")
@example("toJSON(fromJSON('[1e400, -1e400]'))")
@example("toJSON(1e308)")
@example("format('{" + "9" * 5_000 + "}')")
@example("case(")
@example("\ud800")
def test_any_expression(text: str) -> None:
    """An expression has a value or a reason why GitHub refuses it; both print."""
    value = evaluate(text, SCOPE)
    assert isinstance(to_text(value), str)
    assert truth_of(value) in (True, False, None)
    try:
        readable = bool(list(walk(parse(text))))
    except (ExpressionError, NestingError):
        readable = False
    assert readable or value == UNKNOWN


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    NUMBERS,
    EXPRESSIONS.map(lambda text: f"${{{{ {text} }}}}"),
    st.sampled_from(["a", "b", "./b.yml", "$/b.yml", "o/r/x.yml@v1", "always()", "false", "inherit", "pull_request"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["a", "b", "v", "include", "exclude", "matrix", "run", "uses", "os"]), inner, max_size=4
        ),
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *("name", "if", "needs", "strategy", "uses", "with", "secrets", "runs-on", "steps", "continue-on-error"),
        *("timeout-minutes", "env", "container", "services", "environment", "outputs", "defaults", "concurrency"),
    ]
)
JOBS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "__d", "1"]), st.dictionaries(KEYS, TREES, max_size=6), max_size=4
)
EVENTS = st.sampled_from(["", "push", "pull_request", "merge_group", "workflow_call", "release", "x"])
FILES = st.fixed_dictionaries(
    {"jobs": st.one_of(JOBS, TREES)}, optional={"on": TREES, "name": TREES, "env": TREES, "run-name": TREES}
)
PLAIN = st.text(alphabet="ab:-{}[]&*!|>'\"#%@`,? \n\t0x.$", max_size=80)


def check(text: str, event: str) -> None:
    """Read a text as a Gate and as the workflow that it calls, and print all that is known."""
    gate = read_gate_file(text, "a.yml", read_file=lambda path: text if path == "b.yml" else None, event=event)
    for problem in gate.problems:
        assert problem.sentence
        assert problem.hint
        assert problem.line >= 1
        assert "reading it failed" not in problem.message
    for name in (*gate.check_runs, *gate.job_names):
        assert name.exact or name.reason or "*" in name.pattern
        assert name.matches(name.pattern)
        gate.find(name.pattern)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, EVENTS)
def test_any_workflow(tree: object, event: str) -> None:
    """Any tree under the keys of a workflow is read; YAML reads JSON."""
    check(json.dumps(tree), event)


@pytest.mark.deep
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(FILES.map(json.dumps), PLAIN), EVENTS)
def test_any_workflow_for_long(text: str, event: str) -> None:
    """The same for as long as one likes."""
    check(text, event)


@settings(deadline=None)
@given(PLAIN, EVENTS)
@example("jobs: {a: &a {needs: *a}}", "")
@example("jobs: {a: {timeout-minutes: 0x" + "f" * 300 + "}}", "push")
@example("on: push\njobs: {a: {strategy: {max-parallel: 1e999, matrix: {v: [1]}}}}", "push")
@example("jobs:\n  a: " + "{b: " * 200 + "}" * 200, "")
@example("\ufeff\x00", "")
@example("---\n...\n---\n", "")
def test_any_text(text: str, event: str) -> None:
    """Text that is no workflow, or no YAML, is refused with its place."""
    check(text, event)


@pytest.mark.parametrize("digits", [300, 5_000, 100_000])
@pytest.mark.parametrize("prefix", ["0x", "0o", "", "1e", "-1e", "0."])
@pytest.mark.parametrize(
    "where",
    [
        "name: '${{{{ {} }}}}'",
        "name: {}",
        "if: {} == 1",
        "strategy: {{matrix: {{v: [{}]}}}}",
        "strategy: {{max-parallel: {}, matrix: {{v: [1]}}}}",
        "timeout-minutes: {}",
        "continue-on-error: '${{{{ matrix[{}] }}}}'",
        "name: \"${{{{ fromJSON('[{}]')[0] }}}}\"",
        "name: \"${{{{ format('{{{}}}', 1) }}}}\"",
        "name: \"${{{{ 'x' == '{}' }}}}\"",
    ],
)
def test_huge_numbers(where: str, prefix: str, digits: int) -> None:
    """A number of any length in any place ends in a name or in a refusal."""
    job = "runs-on: x, steps: [{run: m}], " + where.format(prefix + "7" * digits)
    check(f"on: push\njobs: {{a: {{{job}}}}}\n", "push")
