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
        # A job of the usual event, where the head has another one.
        (
            HEAD + LINT + job("unit", "unit", "if: github.event_name == ''pull_request'', ".replace("''", "'")),
            "name: Gate\non: pull_request_review\njobs:\n" + LINT,
            [("lint", "success")],
            "unit",
        ),
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
        "event",
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


def test_a_job_of_another_workflow_or_a_status(runner: Runner) -> None:
    """What reports the removed job's name in another workflow is another job."""
    nightly = f"name: Nightly\non: pull_request\njobs:\n{UNIT}"
    run = proposal(runner, {GATE: HEAD + LINT + UNIT, OTHER: nightly}, {GATE: HEAD + LINT}, [("lint", "success")])
    head = runner.repository.head("feature")
    runner.repository.workflow_run("Nightly", head=head, jobs={"unit": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "incomplete"


@pytest.mark.parametrize("first", [True, False])
def test_a_workflow_for_another_event_at_the_same_path(runner: Runner, first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The base branch's file runs for ``pull_request_target``, and the head's for ``pull_request``."""
    labels = f"name: Labeler\non: pull_request_target\njobs:\n{UNIT}"
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT, OTHER: labels})
    head = runner.repository.push("feature", {GATE: None, OTHER: HEAD + LINT})
    runner.repository.pull_request("feature")
    runs = [("Gate", {"lint": "success"}, "pull_request"), ("Labeler", {"unit": "success"}, "pull_request_target")]
    found = [
        runner.repository.workflow_run(name, head=head, jobs=jobs, event=event, path=OTHER)
        for name, jobs, event in (runs if first else runs[::-1])
    ]
    assert state(runner, run=found[0 if first else 1])["state"] == "incomplete"


LONG = "#" * 600_000
NESTED = f"  z: {{if: '{'!' * 90}true', {STEPS}}}\n"


@pytest.mark.parametrize("more", [LONG, NESTED], ids=["long", "nested"])
@pytest.mark.parametrize(
    ("base", "head", "jobs"),
    [
        (HEAD + LINT + EXPRESSION, HEAD + LINT + job("x", "x"), [("lint", "success"), ("x", "success")]),
        (TWO, HEAD + job("a", "test"), [TEST]),
        (remote(f"{REMOTE}@v1"), remote(f"{REMOTE}@v2"), [("tests / lint", "success")]),
        (HEAD + CALLER, HEAD + CALLER, [("tests / lint", "success")]),
    ],
    ids=["expression", "two", "remote", "called"],
)
def test_a_file_of_the_head_that_cannot_be_read(
    runner: Runner, base: str, head: str, jobs: Sequence[tuple[str, str]], more: str
) -> None:
    """What it may lack is not taken for present."""
    files = {GATE: head + more, CALLED: CALLABLE + LINT}
    run = proposal(runner, {GATE: base, CALLED: CALLABLE + LINT + UNIT}, files, [*jobs, ("z", "success")])
    assert state(runner, run=run)["state"] == "incomplete"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (LINT + EXPRESSION, LINT + job("other", "other"), "incomplete"),
        (LINT + EXPRESSION, LINT + EXPRESSION.replace("make", "test"), "success"),
        # A file that is not changed calls another repository's workflow.
        (LINT + f"  deep:\n    uses: {REMOTE}@v1\n", LINT + f"  deep: # x\n    uses: {REMOTE}@v1\n", "success"),
        (LINT + f"  deep:\n    uses: {REMOTE}@v1\n", LINT + f"  deep:\n    uses: {REMOTE}@v2\n", "incomplete"),
    ],
)
def test_a_called_job_of_which_only_a_run_knows_the_name(runner: Runner, before: str, after: str, found: str) -> None:
    """The files that are called are compared too."""
    files = {GATE: HEAD + CALLER, CALLED: CALLABLE + before}
    other = "tests / deep / x" if "deep" in after else "tests / other"
    jobs = [("tests / lint", "success"), (other, "success")]
    assert state(runner, run=proposal(runner, files, {CALLED: CALLABLE + after}, jobs))["state"] == found


@pytest.mark.parametrize(("key", "name"), [("tests", "checks"), ("other", "${{ vars.N }}")])
def test_a_call_under_another_name(runner: Runner, key: str, name: str) -> None:
    """A call of another version under a new name is no other job."""
    head = f"{HEAD}  {key}:\n    name: '{name}'\n    uses: {REMOTE}@v2\n"
    run = proposal(runner, {GATE: remote(f"{REMOTE}@v1")}, {GATE: head}, [("checks / lint", "success")])
    assert state(runner, run=run)["state"] == "incomplete"


def test_the_newest_run_of_the_base_branch(runner: Runner) -> None:
    """Its newest commit may have none, and any leg that it shows is a job."""
    text = remote(f"{REMOTE}@v1").replace("pull_request", "[push, pull_request]")
    base = runner.repository.push("main", {GATE: text})
    jobs = {"tests / unit": "success", "tests / unit (deep)": "success"}
    runner.repository.workflow_run(head=base, jobs=jobs, event="push")
    runner.repository.push("main", {"README.md": "y"})
    head = runner.repository.push("feature", {GATE: text.replace("v1", "v2")})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"tests / unit": "success"})
    assert state(runner, run=run)["state"] == "incomplete"
    assert "tests / unit (deep)" in body(runner, 1)
    runner.world.advance(60)
    runner.repository.rerun(run, jobs)
    assert state(runner, run=run)["state"] == "success"


@pytest.mark.parametrize("base", [HEAD + LINT + UNIT, HEAD + LINT + UNIT + "  k: !!binary x\n", HEAD + LINT + LONG])
def test_a_gate_that_is_switched_off(runner: Runner, base: str) -> None:
    """Another workflow of a new name takes its place."""
    head = {
        GATE: (HEAD + LINT).replace("pull_request", "workflow_dispatch"),
        OTHER: (HEAD + LINT).replace("Gate", "CI"),
    }
    runner.repository.push("main", {GATE: base})
    oid = runner.repository.push("feature", head)
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run("CI", head=oid, jobs={"lint": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "incomplete"


def test_a_second_workflow_of_the_same_name(runner: Runner) -> None:
    """The jobs of the first one count with their own results."""
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT})
    head = runner.repository.push("feature", {OTHER: HEAD + LINT + UNIT})
    runner.repository.pull_request("feature")
    runner.repository.workflow_run(head=head, jobs={"lint": "success", "unit": "failure"})
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success", "unit": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "failure"


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
