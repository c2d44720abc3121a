"""Names that must not be claimed as exact, or that the run reports in another form, each with similar ones."""

from __future__ import annotations

import pytest

from hygiene.audit.workflows.gate_file import GateFile, read_gate_file

FOLDER = ".github/workflows"
STEPS = "    runs-on: x\n    steps: [{run: make}]\n"


def gate(jobs: str, *, on: str = "pull_request", event: str = "", **called: str) -> GateFile:
    """Read a workflow with these jobs. A job without ``uses:`` gets a runner and a step."""
    text = f"on: {on}\njobs:\n"
    for block in jobs.strip("\n").split("\n\n"):
        text += f"{block}\n" if "uses:" in block else f"{block}\n{STEPS}"
    files = {f"{FOLDER}/{name}.yml": written for name, written in called.items()}
    found = read_gate_file(text, f"{FOLDER}/gate.yml", read_file=files.get, event=event)
    assert [problem.sentence for problem in found.problems] == []
    return found


def names(found: GateFile) -> list[str]:
    """The names of the check runs; a pattern is marked with a question mark."""
    return [name.pattern if name.exact else f"{name.pattern} ?" for name in found.check_runs]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ("  t:\n    if: false\n    strategy: {matrix: {v: [1, 2]}}", ["t"]),
        (
            "  t:\n    if: ${{ false }}\n    name: unit ${{ matrix.v }}\n    strategy: {matrix: {v: [1, 2]}}",
            ["unit ${{ matrix.v }}"],
        ),
        (
            "  t:\n    if: 1 > 2\n    name: t (${{ matrix.v }})\n    strategy: {matrix: {v: [1]}}",
            ["t (${{ matrix.v }})"],
        ),
        ("  t:\n    if: false && github.ref\n    strategy: {matrix: {v: [1, 2]}}", ["t"]),
        ("  t:\n    if: github.ref && false\n    strategy: {matrix: {v: [1, 2]}}", ["t"]),
        ("  t:\n    if: always() && !true\n    strategy: {matrix: '${{ fromJSON(vars.x) }}'}", ["t"]),
        ("  t:\n    if: inputs.full\n    strategy: {matrix: {v: [1, 2]}}", ["t"]),
        ("  t:\n    if: false\n    name: on ${{ github.ref_name }}", ["on ${{ github.ref_name }}"]),
        ("  t:\n    if: ${{ false }} or not\n    strategy: {matrix: {v: [1, 2]}}", ["t (1)", "t (2)"]),
        ("  t:\n    if: github.ref\n    strategy: {matrix: {v: [1, 2]}}", ["t (1)", "t (2)"]),
        (
            "  n:\n    if: false\n\n  t:\n    needs: n\n    strategy: {matrix: {v: [1, 2]}}\n\n"
            "  u:\n    needs: n\n    if: always()\n    strategy: {matrix: {v: [1, 2]}}",
            ["n", "t", "u (1)", "u (2)"],
        ),
    ],
)
def test_a_job_that_never_runs_is_not_expanded(job: str, expected: list[str]) -> None:
    """A constant false condition gives one check run under the name as it is written."""
    assert names(gate(job)) == expected


CALLED = "on: {workflow_call: {inputs: {full: {type: boolean}}}}\njobs:\n  one:\n    if: inputs.full\n" + STEPS


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (f"  c:\n    if: false\n    uses: ./{FOLDER}/b.yml", ["c"]),
        (f"  c:\n    if: false\n    strategy: {{matrix: {{v: [1, 2]}}}}\n    uses: ./{FOLDER}/b.yml", ["c"]),
        (f"  c:\n    name: C ${{{{ matrix.v }}}}\n    if: false\n    uses: ./{FOLDER}/b.yml", ["C ${{ matrix.v }}"]),
        (f"  c:\n    uses: ./{FOLDER}/b.yml\n    with: {{full: false}}", ["c / one"]),
    ],
)
def test_a_caller_that_never_runs_reports_itself(job: str, expected: list[str]) -> None:
    """A skipped call has one check run, under the caller's own name."""
    found = gate(job, b=CALLED)
    assert names(found) == expected
    assert [name.never_runs for name in found.check_runs] == [True]
    assert [name.calls for name in found.check_runs] == [False]


@pytest.mark.parametrize(
    ("name", "include", "expected"),
    [
        ("test ${{ matrix.os }}${{ matrix.extra }}", "${{ fromJSON(vars.x) }}", ["test linux* ?", "test ** ?"]),
        ("test ${{ matrix.os }}", "${{ fromJSON(vars.x) }}", ["test linux", "test * ?"]),
        ("test ${{ matrix['extra'] || 'none' }}", "${{ fromJSON(vars.x) }}", ["test * ?", "test * ?"]),
        ("test ${{ matrix.note }}", "[{note: a}, '${{ fromJSON(vars.x) }}']", ["test * ?", "test * ?"]),
        ("test ${{ matrix.note }}", "['${{ fromJSON(vars.x) }}', {note: a}]", ["test a", "test * ?"]),
        ("test ${{ toJSON(matrix) }}", "${{ fromJSON(vars.x) }}", ["test * ?", "test * ?"]),
        ("test ${{ join(matrix.*, '-') }}", "${{ fromJSON(vars.x) }}", ["test * ?", "test * ?"]),
        ("test ${{ matrix.extra }}", "[{note: a}]", ["test "]),
    ],
)
def test_keys_that_an_unknown_include_may_add(name: str, include: str, expected: list[str]) -> None:
    """A name with a key that an unknown include item may add is a pattern."""
    job = f"  t:\n    name: {name}\n    strategy:\n      matrix:\n        os: [linux]\n        include: {include}"
    assert names(gate(job)) == expected


@pytest.mark.parametrize(
    ("strategy", "name", "expected"),
    [
        ("{max-parallel: 2, matrix: {x: [p]}}", "par ${{ strategy.max-parallel }}", ["par 2"]),
        ("{matrix: {x: [p, q, r]}}", "par ${{ strategy.max-parallel }}", ["par 3"] * 3),
        ("{max-parallel: 0, matrix: {x: [p, q]}}", "par ${{ strategy.max-parallel }}", ["par 2"] * 2),
        ("{max-parallel: 2.9, matrix: {x: [p]}}", "par ${{ strategy.max-parallel }}", ["par 2"]),
        ("{max-parallel: '${{ vars.n }}', matrix: {x: [p]}}", "par ${{ strategy.max-parallel }}", ["par * ?"]),
        ("{matrix: {x: [p]}}", "ff ${{ strategy.fail-fast }}", ["ff true"]),
        ("{fail-fast: false, matrix: {x: [p]}}", "ff ${{ strategy.fail-fast }}", ["ff false"]),
        ("{fail-fast: '${{ vars.f }}', matrix: {x: [p]}}", "ff ${{ strategy.fail-fast }}", ["ff * ?"]),
        ("", "${{ strategy.fail-fast }} ${{ strategy.max-parallel }}", ["true 1"]),
        ("{fail-fast: false}", "${{ strategy.fail-fast }} ${{ strategy.job-total }}", ["false 1"]),
        ("{matrix: {x: [p], exclude: [{x: p}]}}", "${{ strategy.job-index }}/${{ strategy.job-total }}", ["0/1"]),
        ("{max-parallel: 4, matrix: {x: [p], exclude: [{x: p}]}}", "${{ strategy.max-parallel }}", ["1"]),
        ("{matrix: {x: [p]}}", "a ${{ strategy.other }}.", ["a ."]),
        ("${{ fromJSON(vars.s) }}", "${{ strategy.fail-fast }}", ["* ?"]),
    ],
)
def test_the_strategy_context(strategy: str, name: str, expected: list[str]) -> None:
    """The strategy context has defaults, which depend on the number of legs."""
    written = f"    strategy: {strategy}\n" if strategy else ""
    assert names(gate(f"  t:\n{written}    name: {name}")) == expected


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ("{v: [1, 2]}", ["0/2", "1/2"]),
        ("{v: [1, '${{ vars.x }}']}", ["0/2", "1/2"]),
        ("{v: [1, 2], include: '${{ fromJSON(vars.x) }}'}", ["0/* ?", "1/* ?", "*/* ?"]),
        ("{v: '${{ fromJSON(vars.x) }}'}", ["*/* ?"]),
        ("{v: [1, 2], w: '${{ fromJSON(vars.x) }}'}", ["*/* ?", "*/* ?"]),
        ("{v: [1, 2], exclude: '${{ fromJSON(vars.x) }}'}", ["*/* ?", "*/* ?"]),
        ("{v: [1], include: [{v: '${{ vars.x }}'}]}", ["0/* ?", "*/* ?"]),
        ("{v: [1, 2, 3], exclude: [{v: 2}]}", ["0/2", "1/2"]),
    ],
)
def test_numbers_with_uncertain_legs(matrix: str, expected: list[str]) -> None:
    """The index of a leg is known if all legs before it are certain, the total if all are."""
    name = "${{ strategy.job-index }}/${{ strategy.job-total }}"
    assert names(gate(f"  t:\n    name: {name}\n    strategy: {{matrix: {matrix}}}")) == expected


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("", [False, False]),
        ("true", [True, True]),
        ("'true'", [True, True]),
        ("false", [False, False]),
        ("${{ matrix.rc }}", [False, True]),
        ("${{ matrix.rc == true }}", [False, True]),
        ("${{ matrix.v == 2 }}", [False, True]),
        ("${{ matrix.v != 2 && false }}", [False, False]),
        ("${{ startsWith(matrix.v, '2') }}", [False, True]),
        ("${{ vars.x }}", [None, None]),
        ("${{ vars.x && false }}", [False, False]),
        ("${{ github.event_name == 'push' }}", [None, None]),
    ],
)
def test_what_may_fail(flag: str, expected: list[bool | None]) -> None:
    """``continue-on-error`` is evaluated with each leg of the matrix."""
    written = f"    continue-on-error: {flag}\n" if flag else ""
    job = f"  t:\n{written}    strategy: {{matrix: {{v: [1, 2], include: [{{v: 2, rc: true}}]}}}}"
    assert [name.may_fail for name in gate(job).check_runs] == expected


def test_what_may_fail_in_a_known_event() -> None:
    """With the event of the run, a flag that depends on it is decided."""
    job = "  t:\n    continue-on-error: ${{ github.event_name == 'push' }}"
    on = "[push, pull_request]"
    assert [gate(job, on=on, event=event).check_runs[0].may_fail for event in ("push", "pull_request")] == [True, False]


def test_what_may_fail_in_a_called_workflow() -> None:
    """A called job's own flag counts, with the inputs of the call."""
    called = (
        "on: {workflow_call: {inputs: {soft: {type: boolean}}}}\n"
        "jobs:\n  one:\n    continue-on-error: ${{ inputs.soft }}\n" + STEPS
    )
    jobs = f"  c:\n    uses: ./{FOLDER}/b.yml\n    with: {{soft: true}}\n\n  d:\n    uses: ./{FOLDER}/b.yml"
    assert [(name.pattern, name.may_fail) for name in gate(jobs, b=called).check_runs] == [
        ("c / one", True),
        ("d / one", False),
    ]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("", [360, 360]),
        ("15", [15, 15]),
        ("${{ matrix.v }}", [1, 2]),
        ("${{ matrix.v == 2 && 60 || 5 }}", [5, 60]),
        ("${{ vars.x }}", [None, None]),
        ("0", [None, None]),
        ("-1", [None, None]),
        ("text", [None, None]),
        (".inf", [None, None]),
    ],
)
def test_limits(limit: str, expected: list[float | None]) -> None:
    """``timeout-minutes`` is evaluated with each leg; without it a job has six hours."""
    written = f"    timeout-minutes: {limit}\n" if limit else ""
    found = gate(f"  t:\n{written}    strategy: {{matrix: {{v: [1, 2]}}}}")
    assert [name.timeout_minutes for name in found.check_runs] == expected


@pytest.mark.parametrize(
    ("job", "check_run", "skipped_as"),
    [
        ("  t:\n    name: unit ${{ matrix.v }}\n    strategy: {matrix: {v: [1]}}", "unit 1", ["unit ${{ matrix.v }}"]),
        ("  t:\n    strategy: {matrix: {v: [1]}}", "t (1)", ["t"]),
        (f"  c:\n    uses: ./{FOLDER}/b.yml", "c / one", ["c", "c / one"]),
        (
            f"  c:\n    name: C ${{{{ matrix.v }}}}\n    strategy: {{matrix: {{v: [1]}}}}\n    uses: ./{FOLDER}/b.yml",
            "C 1 / one",
            ["C ${{ matrix.v }}", "C 1 / one"],
        ),
    ],
)
def test_names_of_skipped_jobs(job: str, check_run: str, skipped_as: list[str]) -> None:
    """A job that is skipped in a run reports under its name as it is written; a skipped call under the caller's."""
    found = gate(job, b=CALLED.replace("inputs.full", "always()"))
    name = found.find(check_run)
    assert name is not None
    assert list(name.skipped_as) == skipped_as
    assert {each.job_id for written in skipped_as if (each := found.find(written))} == {name.job_id}
