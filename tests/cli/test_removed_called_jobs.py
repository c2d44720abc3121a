"""A pull request that takes a failing job out of a workflow that the Gate calls never reads as passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_gate_file import GATE, STEPS, body, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.workflow_runner import Runner

FOLDER = ".github/workflows"
CALLED, DEEP, OTHER = f"{FOLDER}/called.yml", f"{FOLDER}/deep.yml", f"{FOLDER}/other.yml"
LINT, UNIT = f"  lint: {{{STEPS}}}\n", f"  unit: {{{STEPS}}}\n"
CALLABLE = "on: workflow_call\njobs:\n"
BOTH = {"tests / lint": "success", "tests / unit": "success"}
ONE = {"tests / lint": "success"}
MATRIX = "strategy: {matrix: {v: [1, 2]}}"
DYNAMIC = "strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}"


def gate(uses: str = f"./{CALLED}", on: str = "pull_request") -> str:
    """A Gate whose only job calls this workflow."""
    return f"name: Gate\non: [{on}]\njobs:\n  tests:\n    uses: {uses}\n"


def proposal(runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None], jobs: Mapping[str, str]) -> int:
    """The run of a pull request that changes these files of the base branch."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {"README.md": "x", **head})
    runner.repository.pull_request("feature")
    return runner.repository.workflow_run(head=oid, jobs=jobs)


def verdict(runner: Runner, run: int) -> tuple[Any, Any]:
    """The result of a run, and how often it read."""
    found = state(runner, run=run)
    return found["state"], found["requests"]["queries"]


BASE = {GATE: gate(), CALLED: CALLABLE + LINT + UNIT}
NESTED = {GATE: gate(), CALLED: f"{CALLABLE}  deep:\n    uses: ./{DEEP}\n", DEEP: CALLABLE + LINT + UNIT}


@pytest.mark.parametrize(
    ("base", "head", "jobs", "missing"),
    [
        (BASE, {CALLED: CALLABLE + LINT}, ONE, "tests / unit"),
        (BASE, {CALLED: CALLABLE + LINT + UNIT.replace("unit", "other")}, {**ONE, "tests / other": "success"}, "unit"),
        (BASE, {GATE: gate(f"./{OTHER}"), OTHER: CALLABLE + LINT}, ONE, "tests / unit"),
        (BASE, {GATE: gate("octo/shared/.github/workflows/x.yml@v1")}, ONE, "tests / unit"),
        (BASE, {GATE: f"name: Gate\non: pull_request\njobs:\n  tests: {{{STEPS}}}\n"}, {"tests": "success"}, "unit"),
        (NESTED, {DEEP: CALLABLE + LINT}, {"tests / deep / lint": "success"}, "tests / deep / unit"),
        (NESTED, {CALLED: CALLABLE + LINT}, ONE, "tests / deep / unit"),
        (
            {**BASE, CALLED: f"{CALLABLE}{LINT}  unit: {{{MATRIX}, {STEPS}}}\n"},
            {CALLED: f"{CALLABLE}{LINT}  unit: {{strategy: {{matrix: {{v: [1]}}}}, {STEPS}}}\n"},
            {**ONE, "tests / unit (1)": "success"},
            "tests / unit (2)",
        ),
        (
            {**BASE, CALLED: f"{CALLABLE}{LINT}  unit: {{{DYNAMIC}, {STEPS}}}\n"},
            {CALLED: CALLABLE + LINT},
            ONE,
            "tests / unit",
        ),
        (
            {**BASE, CALLED: CALLABLE + LINT + f"  unit: {{name: '${{{{ vars.N }}}}', {STEPS}}}\n"},
            {CALLED: CALLABLE + LINT},
            ONE,
            "tests / *",
        ),
    ],
    ids=["job", "name", "file", "repository", "plain", "deep", "flat", "leg", "dynamic", "expression"],
)
def test_a_removed_job(
    runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None], jobs: Mapping[str, str], missing: str
) -> None:
    """It is shown as never reported, whether or not the Gate has run on the base branch. It takes one query more."""
    run = proposal(runner, base, head, jobs)
    assert verdict(runner, run) == ("incomplete", 2)
    assert missing in body(runner, 1)
    assert "Never reported" in body(runner, 1)
    runner.monkeypatch.delenv("GITHUB_EVENT_NAME")
    assert state(runner, "--pr", "1")["requests"] == {"queries": 2, "mutations": 0}


@pytest.mark.parametrize("of_fork", [False, True])
def test_a_called_workflow_of_another_repository(runner: Runner, *, of_fork: bool) -> None:
    """It cannot be read: where a pull request calls another version, the base branch's newest run shows its jobs."""
    uses = "octo/shared/.github/workflows/ci.yml"
    base = runner.repository.push("main", {GATE: gate(f"{uses}@v1", "pull_request, push")})
    runner.repository.workflow_run(head=base, jobs={**ONE, "tests / unit (1)": "failure"}, event="push")
    source = runner.repository.fork("alice/r") if of_fork else runner.repository
    head = source.push("feature", {GATE: gate(f"{uses}@v2", "pull_request, push")})
    runner.repository.pull_request("feature", **({"fork": "alice/r"} if of_fork else {}))
    run = runner.repository.workflow_run(head=head, jobs=ONE)
    assert verdict(runner, run)[0] == "incomplete"
    assert "tests / unit (1)" in body(runner, 1)
    runner.world.advance(60)
    # Another leg is another job.
    runner.repository.rerun(run, {**ONE, "tests / unit (3)": "success"})
    assert verdict(runner, run)[0] == "incomplete"
    runner.world.advance(60)
    runner.repository.rerun(run, {**ONE, "tests / unit (1)": "success"})
    assert verdict(runner, run)[0] == "success"


@pytest.mark.parametrize(
    ("reported", "found"),
    [({"tests / deep / lint": "success"}, "incomplete"), ({"tests / deep": "skipped"}, "success")],
)
def test_a_workflow_of_another_repository_below_one_of_this(
    runner: Runner, reported: Mapping[str, str], found: str
) -> None:
    """The same for a call in a file that the Gate calls."""
    deep = f"{CALLABLE}  deep:\n    uses: octo/shared/.github/workflows/ci.yml@v1\n"
    base = runner.repository.push("main", {GATE: gate(on="pull_request, push"), CALLED: deep})
    jobs = {"tests / deep / lint": "success", "tests / deep / unit": "failure"}
    runner.repository.workflow_run(head=base, jobs=jobs, event="push")
    head = runner.repository.push("feature", {CALLED: deep.replace("v1", "v2")})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs=reported)
    assert verdict(runner, run) == (found, 2)
    assert ("tests / deep / unit" in body(runner, 1)) is (found == "incomplete")


@pytest.mark.parametrize(
    ("base", "head", "jobs", "queries"),
    [
        # Nothing of the workflows is changed, so nothing more is read.
        (BASE, {}, BOTH, 1),
        (BASE, {}, {"tests": "skipped"}, 1),
        # Steps are.
        (BASE, {CALLED: CALLABLE + LINT + UNIT.replace("make", "test")}, BOTH, 2),
        (BASE, {OTHER: CALLABLE + LINT}, BOTH, 2),
        # The caller is skipped, or the job is.
        (BASE, {OTHER: CALLABLE + LINT}, {"tests": "skipped"}, 2),
        (BASE, {OTHER: CALLABLE + LINT}, {**ONE, "tests / unit": "skipped"}, 2),
        (
            {**BASE, CALLED: f"{CALLABLE}{LINT}  unit: {{{MATRIX}, if: vars.X, {STEPS}}}\n"},
            {OTHER: CALLABLE + LINT},
            {**ONE, "tests / unit": "skipped"},
            2,
        ),
        # It never runs for a pull request.
        (
            {**BASE, CALLED: f"{CALLABLE}{LINT}  unit: {{if: github.event_name == 'push', {STEPS}}}\n"},
            {CALLED: CALLABLE + LINT},
            ONE,
            2,
        ),
        # Legs that are known only in a run.
        (
            {**BASE, CALLED: f"{CALLABLE}{LINT}  unit: {{{DYNAMIC}, {STEPS}}}\n"},
            {OTHER: CALLABLE + LINT},
            {**ONE, "tests / unit (7)": "success"},
            2,
        ),
        # A job is added.
        ({**BASE, CALLED: CALLABLE + LINT}, {CALLED: CALLABLE + LINT + UNIT}, BOTH, 2),
        # A call of another repository that the pull request does not change.
        ({GATE: gate("octo/shared/.github/workflows/x.yml@v1")}, {OTHER: CALLABLE + LINT}, ONE, 1),
        # A Gate that calls nothing.
        ({GATE: f"name: Gate\non: pull_request\njobs:\n{LINT}"}, {OTHER: CALLABLE + LINT}, {"lint": "success"}, 1),
    ],
)
def test_nothing_was_removed(
    runner: Runner,
    base: Mapping[str, str],
    head: Mapping[str, str | None],
    jobs: Mapping[str, str],
    queries: int,
) -> None:
    """No false alarm, and one query unless the pull request's workflow files are not those of the base branch."""
    found, sent = verdict(runner, proposal(runner, base, head, jobs))
    assert (found, sent) == ("success", queries)


def test_a_base_branch_that_moved_on(runner: Runner) -> None:
    """None of its jobs is missed that a run of the merge commit reported."""
    old = runner.repository.push("main", {GATE: gate(on="pull_request, push"), CALLED: CALLABLE + LINT + UNIT})
    head = runner.repository.push("feature", {"README.md": "x"})
    runner.repository.pull_request("feature")
    new = runner.repository.push("main", {CALLED: CALLABLE + LINT + UNIT.replace("make", "test")})
    assert old != new
    runner.repository.workflow_run(head=new, jobs=BOTH, event="push")
    assert verdict(runner, runner.repository.workflow_run(head=head, jobs=BOTH)) == ("success", 2)
    runner.world.advance(60)
    # The run is of the merge commit, which has the new job as well.
    new = runner.repository.push("main", {CALLED: CALLABLE + LINT + UNIT + UNIT.replace("unit", "more")})
    runner.repository.workflow_run(head=new, jobs={**BOTH, "tests / more": "success"}, event="push")
    more = {**BOTH, "tests / more": "success"}
    assert verdict(runner, runner.repository.workflow_run(head=head, jobs=more)) == ("success", 2)


@pytest.mark.parametrize(
    "shown", [{"tests": "skipped"}, {"tests / lint": "cancelled"}, {**ONE, "tests / x": "queued"}, ONE]
)
def test_a_run_of_the_base_branch_that_does_not_show_it(runner: Runner, shown: Mapping[str, str]) -> None:
    """For another event, or in part: the files of the base branch show which jobs there are."""
    base = runner.repository.push("main", {GATE: gate(on="pull_request, push"), CALLED: CALLABLE + LINT + UNIT})
    runner.repository.workflow_run(head=base, jobs=shown, event="push")
    head = runner.repository.push("feature", {CALLED: CALLABLE + LINT})
    runner.repository.pull_request("feature")
    found, _ = verdict(runner, runner.repository.workflow_run(head=head, jobs=ONE))
    assert found == "incomplete"


def test_configured_jobs_need_no_comparison(runner: Runner) -> None:
    """Where the jobs are configured, no more is read."""
    run = proposal(runner, BASE, {CALLED: CALLABLE + LINT}, ONE)
    runner.settings('jobs = ["tests"]\n')
    assert verdict(runner, run) == ("success", 1)


def test_the_last_run_goes_on(runner: Runner) -> None:
    """While it does, a called job that has not reported may still do so."""
    run = proposal(runner, BASE, {CALLED: CALLABLE + LINT}, {"tests / lint": "in_progress"})
    assert verdict(runner, run)[0] == "pending"


@pytest.mark.parametrize(
    ("called", "head", "shown", "missing"),
    [
        (f"  unit: {{uses: ./{DEEP}, {{}}}}\n", UNIT, "tests / unit", "tests / unit / unit"),
        (f"  unit: {{{MATRIX}, {{}}, {STEPS}}}\n", UNIT, "tests / unit", "tests / unit (1)"),
        (f"  unit: {{name: '${{{{ matrix.v }}}}', {MATRIX}, {{}}, {STEPS}}}\n", UNIT, "tests / unit", "tests / 2"),
    ],
    ids=["call", "matrix", "names"],
)
def test_a_job_that_the_base_branch_skips(runner: Runner, called: str, head: str, shown: str, missing: str) -> None:
    """Its one check run there does not show which jobs it is in a pull request."""
    called = CALLABLE + LINT + called.replace("{}", "if: github.event_name == 'pull_request'")
    files = {GATE: gate(on="pull_request, push"), CALLED: called, DEEP: CALLABLE + UNIT}
    oid = runner.repository.push("main", files)
    runner.repository.workflow_run(head=oid, jobs={**ONE, shown: "skipped"}, event="push")
    oid = runner.repository.push("feature", {CALLED: CALLABLE + LINT + head})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=oid, jobs=BOTH)
    assert verdict(runner, run) == ("incomplete", 2)
    assert missing in body(runner, 1)
