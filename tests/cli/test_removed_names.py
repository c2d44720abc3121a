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
    ],
    ids=["two", "three", "legs", "renamed", "both", "expression", "literal", "replaced", "part", "call"],
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
MATRIX_CALLER = f"  t:\n    {DYNAMIC}\n    uses: ./{CALLED}\n"
UNIT = f"  unit: {{{STEPS}}}\n"
WHOLE = [("t (1) / lint", "success"), ("t (1) / unit", "success"), ("t (2) / lint", "success")]


@pytest.mark.parametrize("name", ["", "    name: 't (${{ matrix.v }})'\n", "    name: '${{ matrix.v }}'\n"])
@pytest.mark.parametrize(("last", "found"), [([], "incomplete"), (["t (2) / unit"], "success")])
def test_a_job_that_some_legs_lack(runner: Runner, name: str, last: list[str], found: str) -> None:
    """The legs of the caller are known only in a run, and each that reported has to have every job."""
    base = {GATE: HEAD + MATRIX_CALLER + name + LINT, CALLED: CALLABLE + LINT + UNIT}
    jobs = [*WHOLE, *((one, "success") for one in last), ("lint", "success")]
    run = proposal(runner, base, {CALLED: CALLABLE + LINT + UNIT.replace("unit:", "unit: # x\n   ")}, jobs)
    assert state(runner, run=run)["state"] == found
    assert ("Never reported**: `t (2) / unit`" in body(runner, 1)) is (found == "incomplete")
    assert "`lint / unit`" not in body(runner, 1)


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


@pytest.mark.parametrize("ran", [True, False])
def test_one_of_two_workflows_of_one_name(runner: Runner, ran: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """If the other one ever ran on the base branch, its jobs are missed when it is removed."""
    files = {GATE: f"name: Gate\non: [push, pull_request]\njobs:\n{LINT}", OTHER: f"{HEAD}{UNIT}"}
    base = runner.repository.push("main", files)
    if ran:
        runner.repository.workflow_run(head=base, jobs={"unit": "success"}, event="push", path=OTHER)
    head = runner.repository.push("feature", {OTHER: None})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success"})
    assert state(runner, run=run)["state"] == ("incomplete" if ran else "success")


@pytest.mark.parametrize(
    ("jobs", "event", "found"),
    [
        ([("new", "success")], "pull_request", "success"),
        ([("new", "failure")], "pull_request", "failure"),
        ([("new", "in_progress")], "pull_request", "pending"),
        # This file is that of the head.
        ([("new", "success")], "push", "incomplete"),
    ],
)
def test_a_job_that_the_base_branch_has_renamed(
    runner: Runner, jobs: Sequence[tuple[str, str]], event: str, found: str
) -> None:
    """A pull request from before has it in its file, and the merge commit, which is tested, has not."""
    runner.repository.push("main", {GATE: HEAD + job("a", "old")})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.push("main", {GATE: HEAD + job("a", "new")})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs=jobs, event=event)
    assert state(runner, run=run)["state"] == found
    assert any("`old`" in one.body for one in runner.comments(1)) is (found in ("pending", "failure"))
