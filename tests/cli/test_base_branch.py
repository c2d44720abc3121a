"""The Gate's file is compared with that of the branch that the pull request is to be merged into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_gate_file import GATE, STEPS, TWO, body, state

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

OLD = TWO.replace("  unit:", "  old:")
ONE = TWO.partition("  unit")[0]
COMPILED = {"compile": "success"}
CALLED = ".github/workflows/called.yml"
CALLER = f"name: Gate\non: pull_request\njobs:\n  tests:\n    uses: ./{CALLED}\n"
CALLABLE = f"on: workflow_call\njobs:\n  lint: {{{STEPS}}}\n"


def proposal(runner: Runner, text: str, *, of_fork: bool = False, base: str = "release") -> str:
    """The head of a pull request to ``release``, which has a job that ``main`` has not, and the other way round."""
    runner.repository.push("main", {GATE: TWO})
    runner.repository.push("release", {GATE: OLD})
    source = runner.repository.fork("alice/r") if of_fork else runner.repository
    head = source.push("feature", {GATE: text})
    runner.repository.pull_request("feature", base=base, **({"fork": "alice/r"} if of_fork else {}))
    return head


def report(runner: Runner, head: str, jobs: dict[str, str], start: str) -> Any:  # noqa: ANN401 - the JSON result
    """The result of a run that was started in this way."""
    run = runner.repository.workflow_run(head=head, jobs=jobs)
    if start == "workflow_run":
        return state(runner, run=run)
    if start == "manual":
        return state(runner, "--pr", "1")
    runner.event(runner.repository.pull_request_event(1), start)
    return state(runner)


@pytest.mark.parametrize(
    ("start", "of_fork", "queries"),
    [
        ("workflow_run", False, 1),
        ("workflow_run", True, 2),
        ("manual", False, 2),
        ("pull_request", False, 1),
        ("pull_request_target", True, 1),
    ],
)
def test_another_base_branch(runner: Runner, start: str, queries: int, *, of_fork: bool) -> None:
    """A job that only this branch has is missed; one query more if nothing named the branch before."""
    found = report(runner, proposal(runner, ONE, of_fork=of_fork), COMPILED, start)
    assert (found["state"], found["requests"]["queries"]) == ("incomplete", queries)
    assert "`old`" in body(runner, 1)
    assert "unit" not in body(runner, 1)


@pytest.mark.parametrize("of_fork", [False, True])
@pytest.mark.parametrize("start", ["workflow_run", "manual", "pull_request"])
def test_a_job_that_only_the_default_branch_has(runner: Runner, start: str, *, of_fork: bool) -> None:
    """It is none that the pull request removed."""
    jobs = {"compile": "success", "old": "success"}
    assert report(runner, proposal(runner, OLD, of_fork=of_fork), jobs, start)["state"] == "success"


def test_the_default_branch_by_its_name(runner: Runner) -> None:
    """It needs no further query, however the pull request is found."""
    head = proposal(runner, ONE, base="main")
    for start in ("workflow_run", "pull_request", "manual"):
        runner.monkeypatch.delenv("GITHUB_EVENT_NAME", raising=False)
        found = report(runner, head, COMPILED, start)
        assert (found["state"], found["requests"]["queries"]) == ("incomplete", 1)
    assert "`unit`" in body(runner, 1)


def test_a_called_workflow(runner: Runner) -> None:
    """Of another base branch too."""
    runner.repository.push("main", {GATE: CALLER, CALLED: CALLABLE})
    runner.repository.push("release", {CALLED: f"{CALLABLE}  unit: {{{STEPS}}}\n"})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.pull_request("feature", base="release")
    found = report(runner, head, {"tests / lint": "success"}, "workflow_run")
    assert (found["state"], found["requests"]["queries"]) == ("incomplete", 2)
    assert "tests / unit" in body(runner, 1)


def test_a_branch_that_was_changed_since(runner: Runner) -> None:
    """The event's value is outdated by now."""
    run = runner.repository.workflow_run(head=proposal(runner, ONE), jobs=COMPILED)
    payload = runner.repository.run_event(run)
    payload["workflow_run"]["pull_requests"][0]["base"]["ref"] = "main"
    runner.event(payload)
    assert state(runner)["state"] == "incomplete"
    assert "`old`" in body(runner, 1)
    assert "unit" not in body(runner, 1)


@pytest.mark.parametrize("name", ["a/b", "HEAD", "0" * 40, "ü"])
def test_names_of_branches(runner: Runner, name: str) -> None:
    """A branch is named in full, so that it is not taken for a commit or a tag."""
    runner.repository.push("main", {GATE: TWO})
    runner.repository.push(name, {GATE: OLD})
    head = runner.repository.push("feature", {GATE: ONE})
    runner.repository.pull_request("feature", base=name)
    assert report(runner, head, COMPILED, "workflow_run")["state"] == "incomplete"


def test_runs_that_use_the_file_of_the_default_branch(runner: Runner) -> None:
    """Those of ``pull_request_target`` do, whatever the base branch is."""
    head = proposal(runner, ONE)
    run = runner.repository.workflow_run(head=head, jobs=COMPILED, event="pull_request_target")
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, 1)
    assert "`old`" not in body(runner, 1)


def test_a_push_to_another_branch(runner: Runner) -> None:
    """It removes nothing of the default branch's file, and is not compared with it."""
    runner.repository.push("main", {GATE: TWO})
    head = runner.repository.push("release", {GATE: OLD})
    jobs = {"compile": "success", "old": "success"}
    run = runner.repository.workflow_run(head=head, jobs=jobs, event="push", branch="release")
    found = state(runner, run=run)
    assert (found["state"], found["requests"]["queries"]) == ("success", 1)
