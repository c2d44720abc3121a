"""The entry for other features: the jobs of a Gate's file, and that no text can raise an error."""

from __future__ import annotations

import builtins
import time
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.audit.workflows import gate_file
from hygiene.audit.workflows.evaluate import WORK_MAX
from hygiene.audit.workflows.gate_file import GateFile, read_gate_file
from hygiene.audit.workflows.nodes import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = ".github/workflows/gate.yml"
TEXT = """\
name: Gate
on:
  pull_request:
  push: {branches: [main]}
jobs:
  python:
    name: python ci (${{ matrix.python }})
    strategy:
      matrix:
        python: ["3.12", "3.13"]
        include: [{python: "3.14", rc: true}]
    continue-on-error: ${{ matrix.rc == true }}
    timeout-minutes: 20
    runs-on: ubuntu-latest
    steps: [{run: make}]
  docs:
    if: github.event.pull_request
    runs-on: ubuntu-latest
    steps: [{run: make}]
  deploy:
    if: github.event_name == 'push'
    needs: python
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: make}]
  gate:
    if: always()
    needs: [python, docs]
    runs-on: ubuntu-latest
    steps: [{run: "exit 1", if: "contains(needs.*.result, 'failure')"}]
"""


def read(text: str, **options: Any) -> GateFile:  # noqa: ANN401  the options of the function
    """Read a Gate's file."""
    return read_gate_file(text, PATH, **options)


def test_a_gate() -> None:
    """A file that starts runs gives for each job what is known before any of them has run."""
    gate = read(TEXT, event="pull_request")
    assert (gate.name, gate.path, gate.event) == ("Gate", PATH, "pull_request")
    assert (gate.starts_runs, gate.problem, gate.problems) == (True, None, ())
    assert gate.triggers == ("pull_request", "push")
    assert gate.gate_events == ("pull_request",)
    assert [(job.id, job.line, job.needs, job.aggregate, job.publishes) for job in gate.jobs] == [
        ("python", 7, (), False, False),
        ("docs", 16, (), False, False),
        ("deploy", 20, ("python",), False, True),
        ("gate", 26, ("python", "docs"), True, False),
    ]
    names = [(name.pattern, name.may_skip, name.never_runs, name.may_fail) for name in gate.check_runs]
    assert names == [
        ("python ci (3.12)", False, False, False),
        ("python ci (3.13)", False, False, False),
        ("python ci (3.14)", False, False, True),
        ("docs", False, False, False),
        ("deploy", True, True, False),
        ("gate", False, False, False),
    ]
    assert {name.timeout_minutes for name in gate.jobs[0].names} == {20}


def test_the_event_decides() -> None:
    """Without the event of the run, conditions that depend on it are open."""
    gate = read(TEXT)
    skipping = [(name.pattern, name.may_skip, name.never_runs) for name in gate.check_runs if name.may_skip]
    assert skipping == [("docs", True, False), ("deploy", True, False)]
    assert [(job.id, job.events) for job in gate.jobs][2] == ("deploy", ())
    assert gate.jobs[3].aggregate
    pushed = read(TEXT, event="push")
    assert [name.pattern for name in pushed.check_runs if name.never_runs] == ["docs"]
    assert not pushed.jobs[3].aggregate


def test_finding_a_check_run() -> None:
    """A check run is found by its exact name, by the name of the skipped job, or by a pattern that only one job has."""
    gate = read(
        "on: push\njobs:\n"
        "  a: {name: 'x (${{ matrix.v }})', strategy: {matrix: {v: [1]}}, runs-on: x, steps: [{run: m}]}\n"
        "  b: {name: 'x (${{ vars.v }})', runs-on: x, steps: [{run: m}]}\n"
        "  c: {name: 'y ${{ vars.v }}', runs-on: x, steps: [{run: m}]}\n"
        "  d: {name: 'y 1 ${{ vars.v }}', runs-on: x, steps: [{run: m}]}\n"
    )
    found = {
        name: (each.job_id if (each := gate.find(name)) else None)
        for name in ("x (1)", "x (${{ matrix.v }})", "x (2)", "y 2", "y 1 2", "z", "")
    }
    assert found == {
        "x (1)": "a",
        "x (${{ matrix.v }})": "a",
        "x (2)": "b",
        "y 2": "c",
        "y 1 2": None,
        "z": None,
        "": None,
    }
    assert gate.job("A") is gate.jobs[0]
    assert gate.job("x") is None
    assert gate.needed_by(frozenset({"a", "nowhere"})) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("jobs: [", ProblemKind.REFUSED, f"{PATH}:2:1 The file is not valid YAML: did not find expected node content"),
        ("", ProblemKind.REFUSED, f"{PATH}:1:1 The file is not a workflow"),
        ("on: push\njobs: {}\n", ProblemKind.REFUSED, f"{PATH}:2:7 The file has no jobs."),
        ("on: push\njobs: {a: *b}\n", ProblemKind.REFUSED, f"{PATH}:2:11 The file uses the anchor `b`, which is not"),
        (TEXT.replace("python, docs", "python, doc"), ProblemKind.REFUSED, f"{PATH}:28:21 Job `gate` needs `doc`"),
        (TEXT.replace('["3.12"', "[0x" + "f" * 300), ProblemKind.REFUSED, f"{PATH}:10:18 The file holds a number"),
        (TEXT.replace("matrix.rc ==", "0x" + "f" * 300), ProblemKind.REFUSED, f"{PATH}:12:24 GitHub refuses `continue"),
        (TEXT.replace('{python: "3.14"', '{}, {python: "3.14"'), ProblemKind.REFUSED, f"{PATH}:10:9 Job `python`: its"),
        (
            "on: workflow_call\n" + TEXT[TEXT.index("jobs:") :],
            ProblemKind.ONLY_CALLED,
            f"{PATH}:1:5 The file never runs",
        ),
    ],
)
def test_files_that_start_no_run(text: str, kind: ProblemKind, sentence: str) -> None:
    """A file that GitHub refuses, or that only other workflows start, is reported with its line, and has no jobs."""
    gate = read(text)
    assert gate.problem is not None
    assert gate.problem.kind is kind
    assert gate.problem.sentence.startswith(sentence)
    assert gate.problem.hint
    assert gate.starts_runs is False
    assert (gate.jobs, gate.check_runs, gate.exact_names) == ((), (), ())


def test_a_file_that_is_started_by_others_too() -> None:
    """A file that can be called and also has an event of its own starts runs."""
    gate = read(TEXT.replace("  pull_request:\n", "  pull_request:\n  workflow_call:\n"))
    assert gate.starts_runs is True


def test_a_missing_called_file() -> None:
    """Where the other files are available, a call of one that is missing is refused by GitHub."""
    text = "on: push\njobs:\n  a: {uses: ./.github/workflows/b.yml}\n"
    gate = read(text, read_file=lambda _: None)
    assert [problem.kind for problem in gate.problems] == [ProblemKind.MISSING]
    assert gate.starts_runs is False
    assert read(text).starts_runs is True


@pytest.mark.parametrize("fault", [RecursionError(), OverflowError(), ValueError("x"), KeyError("x")])
def test_a_fault_of_the_reader(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Even a bug of this reader ends as a sentence: the file may be untrusted."""

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(gate_file, "_read", fail)
    gate = read(TEXT)
    assert gate.starts_runs is None
    assert gate.problem is not None
    assert gate.problem.kind is ProblemKind.UNREADABLE
    assert gate.problem.sentence.startswith(f"{PATH}:1:1 The file cannot be read: reading it failed with")
    assert (gate.name, gate.triggers) == ("Gate", ("pull_request", "push"))


def test_without_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the file cannot be read, which is no statement about the file."""
    real: Callable[..., Any] = builtins.__import__

    def importing(name: str, *arguments: Any) -> Any:  # noqa: ANN401  the signature of __import__
        if name == "yaml":
            raise ModuleNotFoundError(name=name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", importing)
    gate = read(TEXT)
    assert gate.starts_runs is None
    assert gate.problem is not None
    assert "needs the extra `audit`, which is not installed" in gate.problem.message


def test_too_much_work_is_no_refusal() -> None:
    """A matrix that is too large to expand here may still be accepted by GitHub."""
    keys = ", ".join(f"k{number}: [1, 2, 3, 4, 5, 6, 7, 8, 9]" for number in range(9))
    gate = read(f"on: push\njobs:\n  a: {{strategy: {{matrix: {{{keys}}}}}, runs-on: x, steps: [{{run: m}}]}}\n")
    assert gate.starts_runs is None
    assert gate.problem is not None
    assert "too many to expand" in gate.problem.message


def test_a_matrix_that_only_the_run_can_refuse() -> None:
    """A computed matrix that GitHub cannot expand fails the job, not the file."""
    matrix = "{v: \"${{ fromJSON('[]') }}\"}"
    gate = read(f"on: push\njobs:\n  a: {{strategy: {{matrix: {matrix}}}, runs-on: x, steps: [{{run: m}}]}}\n")
    assert gate.starts_runs is True
    (name,) = gate.check_runs
    assert (name.pattern, name.exact, name.reason) == ("a*", False, "its matrix gives `v` no list of values")


@pytest.mark.parametrize("count", [500, 2_500])
def test_many_jobs_are_read_in_linear_time(count: int) -> None:
    """Jobs that all sum up each other in a chain, as an untrusted file may have them, are read to the end."""
    jobs = "".join(
        f"  j{number}: {{if: always(), needs: [j{number - 1}], runs-on: x, steps: [{{run: ':'}}]}}\n"
        for number in range(count)
    ).replace("needs: [j-1], ", "")
    gate = read(f"on: pull_request\njobs:\n{jobs}")
    assert gate.problems == ()
    assert len(gate.check_runs) == count


def test_expressions_are_evaluated_within_a_budget() -> None:
    """Eight kilobytes of format string in thousands of legs: names are unknown from there on, and no job is lost."""
    matrix = ", ".join(f"'{'x' * 20}{number}'" for number in range(250))
    name = "name: \"${{ format('" + "{0}" * 2_000 + "', matrix.a) }}\""
    job = "  j%d: {runs-on: x, strategy: {matrix: {a: [" + matrix + "]}}, " + name + ", steps: [{run: ':'}]}\n"
    gate = read("on: pull_request\njobs:\n" + "".join(job % number for number in range(10)))
    assert gate.problems == ()
    assert len(gate.job_names) == 2_500
    assert sum(len(one.pattern) for one in gate.job_names) < 2 * WORK_MAX
    assert "more expressions than are evaluated" in gate.notice
    assert {one.exact for one in gate.job_names} == {True, False}


@pytest.mark.parametrize(
    "condition",
    [
        " && ".join(["contains(toJSON(matrix.a), 'y')"] * 300),
        " || ".join(["matrix.a == format('{0}!', matrix.a)"] * 300),
        " || ".join(["join(matrix.*, matrix.a) == 'y'"] * 300),
    ],
    ids=["functions", "comparisons", "lists"],
)
def test_every_operation_counts(condition: str) -> None:
    """Long texts that are read again and again, where no long text is made."""
    value = "x" * 3_000
    legs = ", ".join(f"'{value}{number}'" for number in range(250))
    job = (
        f'{{runs-on: x, strategy: {{matrix: {{a: [{legs}]}}}}, continue-on-error: "${{{{ {condition} }}}}", steps: []}}'
    )
    before = time.process_time()
    gate = read(f"on: pull_request\njobs:\n  a: {job}\n")
    assert time.process_time() - before < 10
    assert gate.notice


def test_names_of_own_jobs_are_bounded_too() -> None:
    """A thousand matrices of 256 legs are refused at the ten-thousandth name."""
    values = list(range(16))
    jobs = "".join(
        f"  j{number}: {{runs-on: x, strategy: {{matrix: {{a: {values}, b: {values}}}}}, steps: [{{run: ':'}}]}}\n"
        for number in range(300)
    )
    before = time.process_time()
    gate = read(f"on: pull_request\njobs:\n{jobs}")
    assert time.process_time() - before < 5
    assert "expands to more than 10,000 jobs" in (gate.problem.message if gate.problem else "")


def test_an_ordinary_file_has_no_notice() -> None:
    """The budget is far from what people write."""
    assert read(TEXT).notice == ""
