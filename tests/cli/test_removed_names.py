"""Jobs that a pull request removes, although others report under their names, or under names that may be theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import GATE, STEPS, body, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.workflow_runner import Runner

FOLDER = ".github/workflows"
CALLED, OTHER = f"{FOLDER}/called.yml", f"{FOLDER}/other.yml"
HEAD = "name: Gate\non: pull_request\njobs:\n"
CALLABLE = "on: workflow_call\njobs:\n"
LINT = f"  lint: {{{STEPS}}}\n"
NEVER = "Never reported"


def job(job_id: str, name: str, more: str = "") -> str:
    """A job with a name of its own."""
    return f"  {job_id}: {{name: '{name}', {more}{STEPS}}}\n"


def legs(*values: int) -> str:
    """The matrix of a job with so many legs."""
    return f"strategy: {{matrix: {{v: {list(values)}}}}}, "


def proposal(
    runner: Runner,
    base: Mapping[str, str],
    head: Mapping[str, str | None],
    jobs: Sequence[tuple[str, str]],
    event: str = "pull_request",
) -> int:
    """The run of a pull request that changes these files of the base branch, which never ran there."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {"README.md": "x", **head})
    runner.repository.pull_request("feature")
    return runner.repository.workflow_run(head=oid, jobs=jobs, event=event)


TEST = ("test", "success")
# An expression, so that the values of the legs are not added.
SAME = "${{ ''test'' }}"
TWO = HEAD + job("a", "test") + job("b", "test")
EXPRESSION = job("unit", "${{ vars.N }}")
SECOND = job("more", "${{ vars.M }}")
OTHER_TEST = "test (another job of this name)"
TWO_CALLERS = "".join(f"  {key}:\n    name: tests\n    uses: ./.github/workflows/called.yml\n" for key in "ab")
CALLER = "  tests:\n    uses: ./.github/workflows/called.yml\n"


@pytest.mark.parametrize(
    ("base", "head", "jobs", "missing"),
    [
        (TWO, HEAD + job("a", "test"), [TEST], "test (another job of this name)"),
        (TWO + job("c", "test"), TWO, [TEST, TEST], "test (another job of this name)"),
        (
            HEAD + job("a", SAME, legs(1, 2, 3)),
            HEAD + job("a", SAME, legs(1, 2)),
            [TEST, TEST],
            "test (another job of this name)",
        ),
        (TWO, HEAD + job("a", "test") + job("b", "other"), [TEST, ("other", "success")], "test (another"),
        (TWO, HEAD + LINT, [("lint", "success")], "test"),
        (HEAD + EXPRESSION + SECOND, HEAD + EXPRESSION, [("linux", "success")], r"\*"),
        (HEAD + EXPRESSION + SECOND, HEAD + EXPRESSION + LINT, [("linux", "success"), ("lint", "success")], r"\*"),
        (
            HEAD + LINT + EXPRESSION,
            HEAD + LINT + job("new", "linux"),
            [("lint", "success"), ("linux", "success")],
            r"\*",
        ),
        (
            HEAD + job("unit", "t ${{ vars.N }}") + LINT,
            HEAD + LINT + job("new", "t x"),
            [("lint", "success"), ("t x", "success")],
            r"t \*",
        ),
        (HEAD + CALLER + EXPRESSION, HEAD + CALLER, [("tests / lint", "success")], r"\*"),
        # A name that is written like what the comment shows, or like a pattern.
        (TWO, HEAD + job("a", "test") + job("b", OTHER_TEST), [TEST, (OTHER_TEST, "success")], OTHER_TEST),
        (HEAD + LINT + EXPRESSION, HEAD + LINT + job("x", "*"), [("lint", "success"), ("*", "success")], r"\*"),
        # A name that begins like that of a called job.
        (
            HEAD + LINT + job("a", "test"),
            HEAD + LINT + job("b", "test / x"),
            [("lint", "success"), ("test / x", "success")],
            "test",
        ),
        (HEAD + CALLER, HEAD + job("b", "tests / lint"), [("tests / lint", "success")], "tests"),
        # A name that only a run knows in the place of another.
        (HEAD + LINT + EXPRESSION, HEAD + LINT + SECOND, [("lint", "success"), ("x", "success")], r"\*"),
        # A name that GitHub may trim or cut.
        (
            HEAD + LINT + EXPRESSION,
            HEAD + LINT + job("x", "linux "),
            [("lint", "success"), ("linux", "success")],
            r"\*",
        ),
        (
            HEAD + LINT + EXPRESSION,
            HEAD + LINT + job("x", "y" * 150),
            [("lint", "success"), ("y" * 100, "success")],
            r"\*",
        ),
        # Two callers of one name.
        (
            HEAD + TWO_CALLERS,
            HEAD + TWO_CALLERS.partition("  b:")[0],
            [("tests / lint", "success")],
            "tests / lint (another",
        ),
        # One job in the place of two.
        (HEAD + LINT + EXPRESSION, HEAD + job("unit", "lint"), [("lint", "success")], r"\*"),
        (TWO + EXPRESSION, HEAD + job("a", "test") + EXPRESSION, [TEST, TEST], "test (another job of this name)"),
    ],
    ids=[
        "two",
        "three",
        "legs",
        "renamed",
        "both",
        "expression",
        "literal",
        "replaced",
        "part",
        "call",
        "words",
        "star",
        "begin",
        "begin of a call",
        "another expression",
        "trimmed",
        "cut",
        "callers",
        "two in one",
        "a name that only a run knows",
    ],
)
def test_a_removed_job(runner: Runner, base: str, head: str, jobs: Sequence[tuple[str, str]], missing: str) -> None:
    """It is shown as never reported, and the result is not "passed"."""
    called = {CALLED: CALLABLE + LINT}
    found = state(runner, run=proposal(runner, {GATE: base, **called}, {GATE: head}, jobs))
    assert found["state"] == "incomplete"
    assert missing.replace("\\", "") in body(runner, 1).replace("\\", "")
    assert NEVER in body(runner, 1)


@pytest.mark.parametrize(
    ("base", "head", "jobs"),
    [
        (TWO, TWO + LINT, [TEST, TEST, ("lint", "success")]),
        # The base branch got the second one later, and the run uses the merge commit's file.
        (TWO, HEAD + job("a", "test"), [TEST, TEST]),
        # The names of jobs change places.
        (TWO + LINT, HEAD + job("b", "test") + LINT + job("c", "test"), [TEST, TEST, ("lint", "success")]),
        # A matrix that is skipped as a whole reports once.
        (HEAD + job("a", SAME, legs(1, 2, 3)), HEAD + job("a", SAME, legs(1, 2)), [("test", "skipped")]),
        # The job gets a name that is known before it runs.
        (HEAD + LINT + EXPRESSION, HEAD + LINT + job("unit", "linux"), [("lint", "success"), ("linux", "success")]),
        (
            HEAD + EXPRESSION + SECOND,
            HEAD + EXPRESSION + SECOND + LINT,
            [("x", "success"), ("y", "success"), ("lint", "success")],
        ),
    ],
    ids=["kept", "new on the base branch", "places", "skipped", "named", "expressions"],
)
def test_no_job_is_missing(runner: Runner, base: str, head: str, jobs: Sequence[tuple[str, str]]) -> None:
    """No false alarm."""
    assert state(runner, run=proposal(runner, {GATE: base}, {GATE: head}, jobs))["state"] == "success"


def test_jobs_of_one_name_that_ran_again(runner: Runner) -> None:
    """A second attempt is no second job."""
    run = proposal(runner, {GATE: TWO}, {GATE: HEAD + job("a", "test")}, [("test", "failure")])
    runner.world.advance(60)
    runner.repository.rerun(run, {"test": "success"})
    assert state(runner, run=run)["state"] == "incomplete"


DYNAMIC = "strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}"
UNIT = f"  unit: {{{STEPS}}}\n"


@pytest.mark.parametrize("name", ["", "    name: 't (${{ matrix.v }})'\n", "    name: '${{ matrix.v }}'\n"])
@pytest.mark.parametrize(("job", "found"), [("", "incomplete"), (UNIT, "success")])
def test_a_job_in_the_legs_of_a_caller(runner: Runner, name: str, job: str, found: str) -> None:
    """Only a run knows the legs, and another job that begins as one may is none."""
    caller = f"  t:\n    {DYNAMIC}\n    uses: ./{CALLED}\n{name}"
    other = "  x:\n    name: t (2)\n    uses: ./.github/workflows/other.yml\n"
    base = {GATE: HEAD + caller, CALLED: CALLABLE + LINT + UNIT, OTHER: CALLABLE + UNIT}
    head = {GATE: HEAD + caller + other, CALLED: CALLABLE + LINT + job}
    jobs = [("t (1) / lint", "success"), ("t (2) / unit", "success"), *([("t (1) / unit", "success")] if job else [])]
    assert state(runner, run=proposal(runner, base, head, jobs))["state"] == found


OWN = "octo/r/.github/workflows/called.yml"
REMOTE = "octo/shared/.github/workflows/ci.yml"


def remote(uses: str) -> str:
    """A Gate that calls this workflow."""
    return f"{HEAD}  tests:\n    uses: {uses}\n"


@pytest.mark.parametrize("uses", [OWN, REMOTE], ids=["own", "other"])
@pytest.mark.parametrize("after", ["@v2", None])
def test_a_call_of_another_version(runner: Runner, uses: str, after: str | None) -> None:
    """Where no run shows which jobs it has on the base branch, the result is not "passed", and a notice states why."""
    text = remote(f"{uses}{after}") if after else remote("./.github/workflows/called.yml")
    head = {GATE: text, CALLED: CALLABLE + LINT}
    run = proposal(runner, {GATE: remote(f"{uses}@v1")}, head, [("tests / lint", "success")])
    found = state(runner, run=run)
    assert found["state"] == "incomplete"
    (notice,) = found["notices"]
    assert f"{uses}@v1, which the Gate calls on the base branch." in notice
    assert "but jobs may have been removed" in body(runner, 1)
    assert "which the Gate calls on the base branch. A job that this pull request removed there" in body(runner, 1)


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ({GATE: remote(f"{REMOTE}@v1")}, {GATE: remote(f"{REMOTE}@v1") + LINT}),
        ({GATE: remote(f"{REMOTE}@v1")}, {OTHER: HEAD + LINT}),
        # In a file that the Gate calls, and which stays as it is.
        (
            {GATE: remote("./.github/workflows/called.yml"), CALLED: f"{CALLABLE}  deep:\n    uses: {REMOTE}@v1\n"},
            {GATE: remote("./.github/workflows/called.yml") + LINT},
        ),
    ],
    ids=["added", "elsewhere", "deep"],
)
def test_the_same_call(runner: Runner, base: Mapping[str, str], head: Mapping[str, str]) -> None:
    """It has the jobs that it had."""
    jobs = [("tests / deep / unit", "success"), ("lint", "success")]
    found = state(runner, run=proposal(runner, base, head, jobs))
    assert (found["state"], found["notices"]) == ("success", [])


def test_a_job_that_the_base_branch_got_later(runner: Runner) -> None:
    """It is not the removed job of which only a run knows the name."""
    runner.repository.push("main", {GATE: HEAD + LINT + EXPRESSION})
    head = runner.repository.push("feature", {GATE: HEAD + LINT})
    runner.repository.push("main", {GATE: HEAD + LINT + EXPRESSION + job("new", "new")})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success", "new": "success"})
    assert state(runner, run=run)["state"] == "incomplete"
