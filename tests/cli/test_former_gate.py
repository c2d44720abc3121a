"""A pull request that adds a workflow with the Gate's name: what the former one says counts as before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_gate_file import GATE, body, state
from tests.cli.test_other_answers import Otherwise
from tests.cli.test_removed_names import FOLDER, HEAD, LINT, OTHER, UNIT, job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflow_runner import Runner

BOTH = HEAD + LINT + UNIT
PASSED = {"lint": "success", "unit": "success"}
MOVED = f"{FOLDER}/moved.yml"


def proposal(runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None]) -> str:
    """The head of a pull request that changes these files."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {"README.md": "x", **head})
    runner.repository.pull_request("feature")
    return oid


def gate(runner: Runner, head: str, jobs: Mapping[str, Any], path: str = GATE, **more: Any) -> int:  # noqa: ANN401 - of a run
    """A run of the workflow at this path, which is called Gate."""
    return runner.repository.workflow_run(head=head, jobs=jobs, path=path, **more)


@pytest.mark.parametrize("start", ["event", "manual"])
@pytest.mark.parametrize("settings", ["", 'jobs = ["lint", "unit"]\n'], ids=["jobs of the file", "configured"])
@pytest.mark.parametrize(
    ("jobs", "more", "found"),
    [
        ({}, {"conclusion": "startup_failure"}, "failure"),
        ({}, {"conclusion": "cancelled"}, "cancelled"),
        ({}, {"conclusion": "action_required"}, "waiting"),
        ({"lint": "in_progress"}, {}, "pending"),
        ({"lint": "success", "unit": "in_progress"}, {}, "pending"),
        ({"lint": "success", "unit": "failure"}, {}, "failure"),
        (PASSED, {}, "success"),
    ],
    ids=["no start", "cancelled", "approval", "begun", "running", "failed", "passed"],
)
def test_a_second_workflow_of_the_same_name(
    runner: Runner, start: str, settings: str, jobs: Mapping[str, str], more: Mapping[str, str], found: str
) -> None:
    """Also while it has not reported all of its jobs, and where it cannot start."""
    if settings:
        runner.settings(settings)
    head = proposal(runner, {GATE: BOTH}, {OTHER: BOTH})
    gate(runner, head, jobs, **more)
    run = gate(runner, head, PASSED, OTHER)
    ran = state(runner, run=run) if start == "event" else state(runner, "--pr", "1")
    assert ran["state"] == found
    assert len(runner.comments(1)) == 1
    assert "nothing has reported" not in body(runner, 1)


@pytest.mark.parametrize("edited", [False, True])
def test_two_workflows_of_one_name(runner: Runner, edited: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Whichever of them ends last, the comment has the jobs of both, and one failure is one tracker."""
    windows = HEAD + job("windows", "windows")
    head = proposal(runner, {GATE: BOTH, OTHER: windows}, {OTHER: f"{windows}# x\n"} if edited else {})
    runs = [gate(runner, head, PASSED), gate(runner, head, {"windows": "failure"}, OTHER)]
    for run in (*runs, runs[0]):
        assert state(runner, run=run)["state"] == "failure"
        assert all(f"`{name}`" in body(runner, 1) for name in ("lint", "unit", "windows"))
    found = [(issue.title, issue.state) for issue in runner.repository.issues()]
    assert found == [("CI failure: windows", "OPEN")]


def test_a_job_that_may_fail_in_the_second_one_only(runner: Runner) -> None:
    """The first one's file does not let it fail."""
    may_fail = HEAD + LINT + job("unit", "unit", "continue-on-error: true, ")
    head = proposal(runner, {GATE: BOTH}, {OTHER: may_fail})
    gate(runner, head, {"lint": "success", "unit": "failure"})
    run = gate(runner, head, PASSED, OTHER)
    assert state(runner, run=run)["state"] == "failure"


def test_another_event_of_the_second_one(runner: Runner) -> None:
    """A run for another event counts as well: which of them tests the change is not known."""
    head = proposal(runner, {GATE: BOTH, OTHER: BOTH.replace("pull_request", "push")}, {})
    gate(runner, head, {"lint": "success", "unit": "failure"}, OTHER, event="push")
    assert state(runner, run=gate(runner, head, PASSED))["state"] == "failure"


def test_the_configured_file(runner: Runner) -> None:
    """Where the configuration names it, another workflow of its name is another one."""
    runner.settings(f'workflow = "{GATE}"\n')
    head = proposal(runner, {GATE: BOTH, OTHER: BOTH}, {})
    run = gate(runner, head, PASSED)
    gate(runner, head, {"lint": "success", "unit": "failure"}, OTHER)
    assert state(runner, run=run)["state"] == "success"


def test_a_run_without_its_file(runner: Runner) -> None:
    """A host that shows no file for one of the runs does not make the Gate of what has none, such as an app's check."""
    head = proposal(runner, {GATE: BOTH, OTHER: BOTH}, {})
    run = gate(runner, head, PASSED)
    gate(runner, head, PASSED, OTHER)
    runner.repository.workflow_run("x", head=head, jobs={"coverage": "failure"}, app="codecov", linked=False)

    def change(node: dict[str, Any]) -> None:
        if (node.get("file") or {}).get("path") == OTHER:
            node["file"] = None

    ran = runner.post_ci("--json", run=run, around=lambda inner: Otherwise(inner, change))
    assert ran.json["state"] == "success"


@pytest.mark.parametrize("first", [True, False])
def test_a_job_removed_from_the_other_one(runner: Runner, first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Whichever of the two ends last."""
    windows = HEAD + job("windows", "windows")
    head = proposal(runner, {GATE: BOTH, OTHER: windows + job("mac", "mac")}, {OTHER: windows})
    runs = [gate(runner, head, PASSED), gate(runner, head, {"windows": "success"}, OTHER)]
    assert state(runner, run=runs[0 if first else 1])["state"] == "incomplete"
    assert "`mac`" in body(runner, 1)


@pytest.mark.parametrize("comment", ["", "# All jobs: see docs\n"])
@pytest.mark.parametrize("on", ["{pull_request: {paths: [none]}}", "{pull_request: {types: [labeled]}}"])
def test_a_former_one_that_does_not_run(runner: Runner, comment: str, on: str) -> None:
    """Its jobs do not count as present, however its events are written."""
    head = proposal(
        runner, {GATE: comment + BOTH}, {GATE: comment + BOTH.replace("pull_request", on), OTHER: HEAD + LINT}
    )
    assert state(runner, run=gate(runner, head, {"lint": "success"}, OTHER))["state"] == "incomplete"


def test_a_job_removed_from_the_other_one_that_the_first_one_has_too(runner: Runner) -> None:
    """Each has to report it."""
    windows = HEAD + job("windows", "windows")
    head = proposal(runner, {GATE: BOTH, OTHER: windows + UNIT}, {OTHER: windows})
    run = gate(runner, head, PASSED)
    gate(runner, head, {"windows": "success"}, OTHER)
    assert state(runner, run=run)["state"] == "incomplete"
