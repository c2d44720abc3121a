"""A pull request that moves the Gate's file is compared with the file that the base branch has in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import GATE, STEPS, TWO, body, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflow_runner import Runner

FOLDER = ".github/workflows"
MOVED, CALLED = f"{FOLDER}/ci.yml", f"{FOLDER}/called.yml"
TWO_OF_PULL_REQUESTS = TWO.replace("[pull_request, push]", "pull_request")
ONE = TWO_OF_PULL_REQUESTS.partition("  unit")[0]
DOCS = f"name: Docs\non: pull_request\njobs:\n  compile: {{{STEPS}}}\n"
CALLER = f"name: Gate\non: pull_request\njobs:\n  tests:\n    uses: ./{CALLED}\n"
CALLABLE = f"on: workflow_call\njobs:\n  lint: {{{STEPS}}}\n"
NESTED = f"  x: {{if: '{'!' * 90}true', {STEPS}}}\n"
UNIT = f"  unit: {{{STEPS}}}\n"


def proposal(
    runner: Runner,
    base: Mapping[str, str],
    head: Mapping[str, str | None],
    jobs: Mapping[str, str],
    path: str = MOVED,
    workflow: str = "Gate",
) -> int:
    """The run of a pull request that changes these files; none ever ran on the base branch."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {"README.md": "x", **head})
    runner.repository.pull_request("feature")
    return runner.repository.workflow_run(workflow, head=oid, jobs=jobs, path=path)


COMPILED = {"compile": "success"}


@pytest.mark.parametrize(
    ("base", "head", "jobs", "missing", "path"),
    [
        ({GATE: TWO_OF_PULL_REQUESTS}, {GATE: None, MOVED: ONE}, COMPILED, "unit", MOVED),
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: None, f"{FOLDER}/gate.yaml": ONE},
            COMPILED,
            "unit",
            f"{FOLDER}/gate.yaml",
        ),
        # In the place of another workflow, whose jobs are all there.
        ({GATE: TWO_OF_PULL_REQUESTS, MOVED: DOCS}, {GATE: None, MOVED: ONE}, COMPILED, "unit", MOVED),
        # In the place of one without a name.
        (
            {GATE: TWO_OF_PULL_REQUESTS, MOVED: DOCS.replace("name: Docs\n", "")},
            {GATE: None, MOVED: ONE},
            COMPILED,
            "unit",
            MOVED,
        ),
        # The former one is kept, and does not run.
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: TWO.replace("[pull_request, push]", "workflow_dispatch"), MOVED: ONE},
            COMPILED,
            "unit",
            MOVED,
        ),
        # With a job that a workflow which it calls has lost.
        (
            {GATE: CALLER, CALLED: CALLABLE + UNIT},
            {GATE: None, MOVED: CALLER, CALLED: CALLABLE},
            {"tests / lint": "success"},
            "tests / unit",
            MOVED,
        ),
        # One that cannot be read here, and that GitHub accepts.
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: None, MOVED: ONE + NESTED},
            COMPILED,
            "unit",
            MOVED,
        ),
        # One that its author made longer than GitHub returns at once.
        ({GATE: TWO_OF_PULL_REQUESTS}, {GATE: None, MOVED: ONE + "#" * 600_000}, COMPILED, "unit", MOVED),
    ],
    ids=["path", "yaml", "swapped", "unnamed", "kept", "called", "unreadable", "long"],
)
def test_a_moved_file_without_a_job(
    runner: Runner,
    base: Mapping[str, str],
    head: Mapping[str, str | None],
    jobs: Mapping[str, str],
    missing: str,
    path: str,
) -> None:
    """The job is shown, with the event and without: one query more finds the file with the name of the workflow."""
    run = proposal(runner, base, head, jobs, path)
    found = state(runner, run=run)
    assert (found["state"], found["requests"]["queries"]) == ("incomplete", 2)
    assert missing in body(runner, 1)
    runner.monkeypatch.delenv("GITHUB_EVENT_NAME")
    assert state(runner, "--pr", "1")["requests"]["mutations"] == 0


@pytest.mark.parametrize(
    ("base", "head", "jobs", "queries"),
    [
        # All of its jobs are there.
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: None, MOVED: TWO_OF_PULL_REQUESTS},
            {"compile": "success", "unit": "success"},
            2,
        ),
        # A file that it calls is changed.
        (
            {GATE: CALLER, CALLED: CALLABLE},
            {GATE: None, MOVED: CALLER, CALLED: f"{CALLABLE}# x\n"},
            {"tests / lint": "success"},
            2,
        ),
        # The first Gate of a repository.
        ({"README.md": "y"}, {MOVED: ONE}, COMPILED, 1),
        # One more workflow, among others.
        ({f"{FOLDER}/docs.yml": DOCS}, {MOVED: ONE}, COMPILED, 2),
        # The file stays where it is and gets another name.
        ({MOVED: ONE.replace("Gate", "CI")}, {MOVED: ONE}, COMPILED, 2),
        # It stays as it is, and others move.
        (
            {MOVED: ONE, f"{FOLDER}/docs.yml": DOCS},
            {f"{FOLDER}/docs.yml": None, f"{FOLDER}/pages.yml": DOCS},
            COMPILED,
            1,
        ),
        # A job that may be skipped.
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: None, MOVED: TWO_OF_PULL_REQUESTS},
            {"compile": "success", "unit": "skipped"},
            2,
        ),
    ],
)
def test_no_job_is_missing(
    runner: Runner,
    base: Mapping[str, str],
    head: Mapping[str, str | None],
    jobs: Mapping[str, str],
    queries: int,
) -> None:
    """No false alarm, and no further query where the file is in its place under its name."""
    found = state(runner, run=proposal(runner, base, head, jobs))
    assert (found["state"], found["requests"]["queries"]) == ("success", queries)


def test_a_former_file_that_still_runs(runner: Runner) -> None:
    """A second workflow with the Gate's name: the jobs of the first one are shown with their own results."""
    run = proposal(runner, {GATE: TWO_OF_PULL_REQUESTS}, {MOVED: ONE}, COMPILED)
    oid = runner.repository.head("feature")
    runner.repository.workflow_run(head=oid, jobs={"compile": "success", "unit": "success"}, path=GATE)
    assert state(runner, run=run)["state"] == "success"


def test_a_configured_path(runner: Runner) -> None:
    """The jobs of the file that the base branch has there count."""
    run = proposal(runner, {GATE: TWO_OF_PULL_REQUESTS}, {GATE: None, MOVED: ONE}, COMPILED)
    runner.settings('workflow = "gate.yml"\n')
    assert state(runner, run=run)["state"] == "incomplete"


def test_a_fork(runner: Runner) -> None:
    """The same for a pull request that the event does not name."""
    runner.repository.push("main", {GATE: TWO_OF_PULL_REQUESTS})
    head = runner.repository.fork("alice/r").push("patch-1", {GATE: None, MOVED: ONE})
    runner.repository.pull_request("patch-1", fork="alice/r", author="alice")
    run = runner.repository.workflow_run(head=head, jobs=COMPILED, path=MOVED)
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, 1)


NEW = ONE.replace("name: Gate", "name: CI")


@pytest.mark.parametrize("start", ["workflow_run", "pull_request_target", "manual"])
@pytest.mark.parametrize(
    ("base", "head", "state_"),
    [
        ({GATE: TWO_OF_PULL_REQUESTS}, {GATE: None, MOVED: NEW}, "incomplete"),
        ({GATE: TWO_OF_PULL_REQUESTS}, {GATE: None, MOVED: NEW + "#" * 600_000}, "incomplete"),
        ({GATE: CALLER, CALLED: CALLABLE + UNIT}, {GATE: None, MOVED: NEW}, "incomplete"),
        # Others are removed, or the former one is kept.
        (
            {f"{FOLDER}/docs.yml": DOCS.replace("pull_request", "release")},
            {f"{FOLDER}/docs.yml": None, MOVED: NEW},
            "success",
        ),
        ({GATE: TWO_OF_PULL_REQUESTS}, {MOVED: NEW}, "success"),
        (
            {GATE: TWO_OF_PULL_REQUESTS},
            {GATE: None, MOVED: TWO_OF_PULL_REQUESTS.replace("name: Gate", "name: CI")},
            "success",
        ),
    ],
    ids=["new", "long", "called", "of a release", "kept", "same jobs"],
)
def test_a_file_of_another_path_and_name(
    runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None], state_: str, start: str
) -> None:
    """It takes the place of the files that the pull request removes and that test changes."""
    jobs = {"compile": "success"} | ({"unit": "success"} if "unit" in str(head[MOVED]) else {})
    run = proposal(runner, base, head, jobs, MOVED, "CI")
    if start == "workflow_run":
        found = state(runner, run=run)
    elif start == "manual":
        found = state(runner, "--pr", "1")
    else:
        runner.event(runner.repository.pull_request_event(1), start)
        found = state(runner)
    assert found["state"] == state_
    assert ("Never reported" in body(runner, 1)) is (state_ == "incomplete")


@pytest.mark.parametrize(("jobs", "found"), [({"x": "success"}, "success"), ({}, "incomplete")])
def test_a_moved_file_and_a_workflow_that_the_base_branch_got_later(
    runner: Runner, jobs: Mapping[str, str], found: str
) -> None:
    """It runs as the base branch has it, also with names that only a run knows."""
    later = f"{FOLDER}/later.yml"
    runner.repository.push("main", {GATE: TWO_OF_PULL_REQUESTS})
    head = runner.repository.push("feature", {GATE: None, MOVED: TWO_OF_PULL_REQUESTS})
    of_later = f"name: Later\non: pull_request\njobs:\n  a: {{name: '${{{{ vars.N }}}}', {STEPS}}}\n"
    runner.repository.push("main", {later: of_later})
    runner.repository.pull_request("feature")
    if jobs:
        runner.repository.workflow_run("Later", head=head, jobs=jobs, path=later)
    passed = {"compile": "success", "unit": "success"}
    run = runner.repository.workflow_run("Gate", head=head, jobs=passed, path=MOVED)
    assert state(runner, run=run)["state"] == found
