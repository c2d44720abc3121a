"""Jobs that a pull request removes while other workflows, skipped jobs or files that cannot be read are in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import GATE, STEPS, body, state
from tests.cli.test_removed_names import (
    CALLABLE,
    CALLED,
    CALLER,
    EXPRESSION,
    FOLDER,
    HEAD,
    LINT,
    OTHER,
    REMOTE,
    TEST,
    TWO,
    UNIT,
    job,
    legs,
    proposal,
    remote,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.workflow_runner import Runner


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


@pytest.mark.parametrize("on", ["pull_request", "[pull_request, pull_request_review]"])
def test_other_events(runner: Runner, on: str) -> None:
    """A job of the usual event, where the head has only another one."""
    condition = "if: github.event_name == 'pull_request', "
    base = HEAD.replace("pull_request", on) + LINT + job("unit", "unit", condition)
    files = {GATE: HEAD.replace("pull_request", "pull_request_review") + LINT}
    proposal(runner, {GATE: base}, files, [("lint", "success")], event="pull_request_review")
    assert state(runner, "--pr", "1")["state"] == "incomplete"


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


@pytest.mark.parametrize(("job", "found"), [("", "incomplete"), (UNIT, "success")])
def test_a_head_from_before_the_gate(runner: Runner, job: str, found: str) -> None:
    """The merge commit has the base branch's file, and calls the head's."""
    runner.repository.push("main", {CALLED: CALLABLE + LINT + UNIT})
    head = runner.repository.push("feature", {CALLED: CALLABLE + LINT + job + "# x\n"})
    runner.repository.push("main", {GATE: HEAD + CALLER})
    runner.repository.pull_request("feature")
    jobs = {"tests / lint": "success", **({"tests / unit": "success"} if job else {})}
    run = runner.repository.workflow_run(head=head, jobs=jobs)
    assert state(runner, run=run)["state"] == found


def test_a_name_that_only_a_run_knows_in_a_gate_that_the_head_lacks(runner: Runner) -> None:
    """The merge commit has the base branch's file, so no job was removed."""
    head = runner.repository.push("feature", {OTHER: HEAD + LINT})
    runner.repository.push("main", {OTHER: HEAD.replace("Gate", "Docs") + LINT})
    runner.repository.push("main", {GATE: HEAD + EXPRESSION})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"linux": "success"})
    found = state(runner, run=run)
    assert (found["state"], found["notices"]) == ("success", [])


@pytest.mark.parametrize("name", ["Gate", "CI"])
@pytest.mark.parametrize("on", ["{pull_request: {paths: [none]}}", "merge_group"])
def test_a_gate_that_no_change_starts(runner: Runner, name: str, on: str) -> None:
    """The same where it keeps its jobs."""
    off = (HEAD + LINT + UNIT).replace("on: pull_request", f"on: {on}")
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT})
    head = runner.repository.push("feature", {GATE: off, OTHER: (HEAD + LINT).replace("Gate", name)})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(name, head=head, jobs={"lint": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "incomplete"


SKIPPED = "if: false, "


@pytest.mark.parametrize(
    ("base", "head", "called", "jobs"),
    [
        # A job with the name of the caller, or of the matrix.
        (
            HEAD + CALLER,
            HEAD + CALLER + job("x", "tests", SKIPPED),
            LINT,
            [("tests / lint", "success"), ("tests", "skipped")],
        ),
        (
            HEAD + job("unit", "unit", legs(1, 2)),
            HEAD + job("unit", "unit", legs(1)) + job("x", "unit", SKIPPED),
            LINT,
            [("unit (1)", "success"), ("unit", "skipped")],
        ),
        (
            HEAD + LINT + EXPRESSION,
            HEAD + LINT + job("x", "${{ vars.N }}", SKIPPED),
            LINT,
            [("lint", "success"), ("${{ vars.N }}", "skipped")],
        ),
    ],
    ids=["caller", "matrix", "expression"],
)
def test_another_job_that_is_skipped(
    runner: Runner, base: str, head: str, called: str, jobs: Sequence[tuple[str, str]]
) -> None:
    """It is not the removed one."""
    files = {GATE: head, CALLED: CALLABLE + called}
    run = proposal(runner, {GATE: base, CALLED: CALLABLE + LINT + UNIT}, files, jobs)
    assert state(runner, run=run)["state"] == "incomplete"


def test_a_job_that_another_event_skips(runner: Runner) -> None:
    """A run for ``push`` skips the matrix; one of its legs is missing in the run for ``pull_request``."""
    on = "name: Gate\non: [pull_request, push]\njobs:\n" + LINT
    condition = "if: github.event_name == 'pull_request', "
    runner.repository.push("main", {GATE: on + job("unit", "unit", condition + legs(1, 2))})
    head = runner.repository.push("feature", {GATE: on + job("unit", "unit", condition + legs(1))})
    runner.repository.pull_request("feature")
    runner.repository.workflow_run(head=head, jobs={"lint": "success", "unit": "skipped"}, event="push")
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success", "unit (1)": "success"})
    assert state(runner, run=run)["state"] == "incomplete"


@pytest.mark.parametrize("start", ["event", "manual"])
@pytest.mark.parametrize(("name", "workflow"), [("CI", "CI"), ("Docs", "Docs")])
def test_another_workflow_with_the_removed_job(runner: Runner, start: str, name: str, workflow: str) -> None:
    """A workflow that is edited, or the name of which the Gate takes, does not report for it."""
    docs = f"name: Docs\non: pull_request\njobs:\n{LINT}"
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT, OTHER: docs})
    moved = f"{FOLDER}/ci.yml"
    files = {GATE: None, moved: (HEAD + LINT).replace("Gate", name), **({OTHER: docs + UNIT} if name == "CI" else {})}
    head = runner.repository.push("feature", files)
    runner.repository.pull_request("feature")
    others = {"lint": "success", **({"unit": "success"} if name == "CI" else {})}
    runner.repository.workflow_run("Docs", head=head, jobs=others, path=OTHER)
    run = runner.repository.workflow_run(workflow, head=head, jobs={"lint": "success"}, path=moved)
    found = state(runner, run=run) if start == "event" else state(runner, "--pr", "1")
    assert found["state"] == "incomplete"


@pytest.mark.parametrize("changed", [{}, {GATE: HEAD + LINT + UNIT}], ids=["behind", "edited"])
def test_configured_jobs(runner: Runner, changed: Mapping[str, str]) -> None:
    """Nothing is compared where they are configured."""
    runner.repository.push("main", {GATE: HEAD + LINT + job("a", "a")})
    head = runner.repository.push("feature", {"README.md": "x", **changed})
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT, OTHER: HEAD + LONG})
    runner.repository.pull_request("feature")
    runner.settings('jobs = ["lint"]\n')
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success", "unit": "success"})
    found = state(runner, run=run)
    assert (found["state"], found["notices"], found["requests"]["queries"]) == ("success", [], 1)


def test_configured_jobs_and_a_call_of_another_version(runner: Runner) -> None:
    """The same."""
    runner.settings('jobs = ["tests"]\n')
    run = proposal(
        runner, {GATE: remote(f"{REMOTE}@v1")}, {GATE: remote(f"{REMOTE}@v2")}, [("tests / lint", "success")]
    )
    found = state(runner, run=run)
    assert (found["state"], found["notices"]) == ("success", [])


def test_two_workflows_of_a_configured_name(runner: Runner) -> None:
    """The jobs of the second one are not those of the first one."""
    runner.repository.push("main", {GATE: HEAD + LINT + UNIT, OTHER: HEAD + UNIT})
    head = runner.repository.push("feature", {GATE: HEAD + LINT})
    runner.repository.pull_request("feature")
    runner.settings('workflow = "Gate"\n')
    runner.repository.workflow_run(head=head, jobs={"unit": "success"}, path=OTHER)
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success"})
    assert state(runner, run=run)["state"] == "incomplete"


def test_two_callers_of_one_name(runner: Runner) -> None:
    """It is not known how many jobs of each name another repository's workflow has."""
    callers = [f"  {key}:\n    name: tests\n    uses: {REMOTE}@v1\n" for key in "ab"]
    text = "name: Gate\non: [pull_request, push]\njobs:\n"
    base = runner.repository.push("main", {GATE: text + "".join(callers)})
    runner.repository.workflow_run(head=base, jobs={"tests / lint": "success"}, event="push")
    head = runner.repository.push("feature", {GATE: text + callers[0]})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"tests / lint": "success"})
    assert state(runner, run=run)["state"] == "incomplete"


def test_a_called_job_that_the_base_branch_got_later(runner: Runner) -> None:
    """It is not the removed job of which only a run knows the name."""
    runner.repository.push("main", {GATE: HEAD + CALLER + EXPRESSION, CALLED: CALLABLE + LINT})
    head = runner.repository.push("feature", {GATE: HEAD + CALLER})
    runner.repository.push("main", {CALLED: CALLABLE + LINT + UNIT})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"tests / lint": "success", "tests / unit": "success"})
    assert state(runner, run=run)["state"] == "incomplete"


@pytest.mark.parametrize(("called", "found"), [(LINT, "incomplete"), (LINT + UNIT, "success")])
def test_a_gate_that_is_not_understood_and_calls_a_file(runner: Runner, called: str, found: str) -> None:
    """Where a workflow file is changed, it may be one that the Gate calls."""
    base = {GATE: HEAD + CALLER + NESTED, CALLED: CALLABLE + LINT + UNIT}
    jobs = [("tests / lint", "success"), ("tests / unit", "success"), ("z", "success")]
    reported = [one for one in jobs if one[0] != "tests / unit" or "unit" in called]
    assert state(runner, run=proposal(runner, base, {CALLED: CALLABLE + called}, reported))["state"] == found


def test_a_call_that_the_base_branch_got_later(runner: Runner) -> None:
    """The pull request calls no other version of it."""
    runner.repository.push("main", {GATE: HEAD + LINT})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.push("main", {GATE: HEAD + LINT + f"  deep:\n    uses: {REMOTE}@v1\n"})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"lint": "success", "deep / x": "success"})
    found = state(runner, run=run)
    assert (found["state"], found["notices"]) == ("success", [])


@pytest.mark.parametrize("head", [CALLER.replace("called", "other"), f"  tests: {{{STEPS}}}\n"])
def test_a_called_file_of_the_base_branch_that_is_too_long(runner: Runner, head: str) -> None:
    """What it has is not known, whether or not the pull request changes it."""
    base = {GATE: HEAD + CALLER, CALLED: CALLABLE + LINT + UNIT + LONG}
    files = {GATE: HEAD + head, OTHER: CALLABLE + LINT}
    run = proposal(runner, base, files, [("tests / lint" if "uses" in head else "tests", "success")])
    assert state(runner, run=run)["state"] == "incomplete"


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


@pytest.mark.parametrize(
    ("jobs", "found"),
    [
        ([("lint", "success"), ("linux", "success")], "success"),
        ([("linux", "success")], "incomplete"),
        ([("lint", "success"), ("linux", "failure")], "failure"),
    ],
)
@pytest.mark.parametrize("start", ["event", "manual"])
def test_a_head_from_before_the_first_workflow(
    runner: Runner, start: str, jobs: Sequence[tuple[str, str]], found: str
) -> None:
    """The merge commit has the files of the base branch, also where only a run knows a name."""
    runner.repository.push("main", {"README.md": "y"})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.push("main", {GATE: HEAD + LINT + EXPRESSION})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs=jobs)
    assert (state(runner, run=run) if start == "event" else state(runner, "--pr", "1"))["state"] == found
