"""Names of check runs: places, patterns, skipped jobs, flags, limits."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.calls import Library, ReadFile
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.jobs import read_workflow
from hygiene.audit.workflows.names import JobName, TooManyNamesError, check_run_names, own_job_names


def pattern(text: str, *, exact: bool = False) -> JobName:
    """Make a name of this pattern."""
    return JobName(text, exact, "job", 1, may_skip=False, calls=False)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("test (*)", "test (3.12)", True),
        ("test (*)", "test ()", True),
        ("test (*)", "test (a", False),
        ("test (*)", "my test (a)", False),
        ("*", "", True),
        ("a*b*c", "a1b2c", True),
        ("a*b*c", "abc", True),
        ("a*b*c", "ac", False),
        ("a*b*c", "acb", False),
        ("a*a", "a", False),
        ("a*x*x", "ax", False),
        ("a*a", "aa", True),
        ("*x*x*", "xx", True),
        ("*x*x*", "x", False),
        ("a [1] *", "a [1] b", True),
        ("a.*", "ab", False),
        ("same", "same", True),
        ("same", "other", False),
    ],
)
def test_matches(text: str, name: str, expected: bool) -> None:  # noqa: FBT001  the expectation is a truth value
    """A star matches any text; every other character matches itself."""
    assert pattern(text).matches(name) is expected


def test_an_exact_star_is_a_star() -> None:
    """A star in an exact name is no wildcard."""
    assert pattern("a *", exact=True).matches("a *")
    assert not pattern("a *", exact=True).matches("a b")


def test_many_stars_match_in_no_time() -> None:
    """A pattern of a thousand stars does not make matching explode."""
    assert not pattern("*a" * 1_000 + "b").matches("a" * 5_000)


def names_of(text: str, read_file: ReadFile | None = None) -> tuple[JobName, ...]:
    """The names of the check runs of a workflow."""
    return check_run_names(read_workflow(text, path="gate.yml"), Library(read_file))


def own_names_of(text: str) -> tuple[JobName, ...]:
    """The names of the jobs of a workflow."""
    return own_job_names(read_workflow(text, path="gate.yml"), Library())


def test_the_place_of_a_called_job() -> None:
    """A check run of a called workflow has the line, id and condition of the job that calls, or stricter."""
    gate = "jobs:\n  one:\n    name: First\n    uses: ./.github/workflows/a.yml\n"
    called = "on: workflow_call\njobs:\n\n\n\n  inner: {if: github.ref}\n  sure: {}\n"
    inner, sure = names_of(gate, lambda _: called)
    assert inner == JobName(
        "First / inner",
        exact=True,
        job_id="one",
        line=3,
        may_skip=True,
        calls=False,
        skipped_as=("First", "First / inner"),
    )
    assert not sure.may_skip


def test_job_names_mark_callers() -> None:
    """A job name has whether its check runs are named `name / …`."""
    text = "jobs:\n  a: {uses: o/r/.github/workflows/x.yml@v1}\n  b: {}\n"
    assert [(job.pattern, job.calls) for job in own_names_of(text)] == [
        ("a", True),
        ("b", False),
    ]


def test_reasons() -> None:
    """A pattern has the reason why it is one."""
    text = (
        "jobs:\n  a: {name: '${{ github.ref }}'}\n  b: {strategy: {matrix: '${{ fromJSON(vars.x) }}'}}\n"
        "  c: {uses: o/r/.github/workflows/x.yml@v1}\n  d: {}\n"
    )
    found = names_of(text)
    assert [name.reason for name in found] == [
        "its name holds an expression whose value is known only in a run",
        "its matrix holds values that are known only in a run",
        "`o/r/.github/workflows/x.yml@v1` is not read",
        "",
    ]


def test_exact_job_names_come_once() -> None:
    """Exact names are in the order of the file, each once, without patterns."""
    keys = "runs-on: x, steps: [{run: make}]"
    jobs = f"  b: {{name: same, {keys}}}\n  a: {{name: same, {keys}}}\n  c: {{name: '${{{{ github.ref }}}}', {keys}}}\n"
    assert read_gate_file(f"on: push\njobs:\n{jobs}  d: {{{keys}}}\n", "x.yml").exact_names == ("same", "d")


def test_an_uncertain_leg_is_not_exact() -> None:
    """The name of a leg that may be excluded is not exact."""
    text = "jobs:\n  a:\n    strategy: {matrix: {os: [x, y], exclude: '${{ fromJSON(vars.x) }}'}}\n"
    assert [job.pattern for job in own_names_of(text)] == ["a (x)", "a (y)"]
    assert [job.exact for job in own_names_of(text)] == [False, False]


def test_the_number_of_names_is_bounded() -> None:
    """Matrices that call workflows with matrices are refused before they fill the memory."""
    matrix = f"strategy: {{matrix: {{v: {list(range(200))}}}}}"
    texts = {
        "gate": f"jobs:\n  a:\n    {matrix}\n    uses: ./inner\n",
        "inner": f"on: workflow_call\njobs:\n  b:\n    {matrix}\n    runs-on: x\n",
    }
    with pytest.raises(TooManyNamesError):
        names_of(texts["gate"], texts.get)
    gate = read_gate_file(texts["gate"], "gate", read_file=texts.get)
    assert "expands to more than 10,000 jobs" in (gate.problem.message if gate.problem else "")
