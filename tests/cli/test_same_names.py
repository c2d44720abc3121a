"""Jobs of one name in two workflows are two jobs: in the rows, for the base branch, in categories and in their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.after_use import labels
from tests.cli.tracked import Life, Meanwhile, broken

if TYPE_CHECKING:
    from hygiene.sandbox.runs import Job
    from tests.workflow_runner import Runner

FILES = {"CI": ".github/workflows/ci.yml", "Docs": ".github/workflows/docs.yml"}
RED: dict[str, str | Job] = {"build": broken("no such file", step="make")}
GREEN: dict[str, str | Job] = {"build": "success"}


@pytest.fixture
def life(runner: Runner) -> Life:
    """A repository in which every completed workflow triggers hygiene, without a configuration."""
    return Life(runner)


def report(life: Life, workflow: str, jobs: dict[str, str | Job], branch: str = "feature", path: str = "") -> int:
    """A run of a workflow on a new commit, and its id."""
    repository = life.runner.repository
    life.runner.world.advance(60)
    life.pushes += 1
    head = repository.push(branch, {"README.md": f"{life.pushes}"})
    if branch not in life.pulls and branch != "main":
        life.pulls[branch] = repository.pull_request(branch)
    return also(life, workflow, jobs, head, path)


def also(life: Life, workflow: str, jobs: dict[str, str | Job], head: str, path: str = "") -> int:
    """A run of a workflow on this commit."""
    event = "push" if life.runner.repository.head("main") == head else "pull_request"
    return life.runner.repository.workflow_run(
        head=head, jobs=jobs, workflow=workflow, path=path or FILES[workflow], event=event
    )


def opened(life: Life) -> dict[str, str]:
    """The title of each tracker, without its beginning, and its state."""
    return {issue.title.partition(": ")[2]: issue.state for issue in life.trackers}


@pytest.mark.parametrize("branch", ["feature", "main"])
def test_the_success_of_another_workflow_is_no_recovery(life: Life, branch: str) -> None:
    """Neither on this commit nor on a newer one."""
    life.handle(report(life, "CI", RED, branch))
    life.handle(report(life, "Docs", GREEN, branch))
    assert opened(life) == {"build": "OPEN"}
    life.handle(report(life, "CI", GREEN, branch))
    assert opened(life) == {"build": "CLOSED"}


def test_both_fail_and_each_recovers_alone(life: Life) -> None:
    """The one that fails later has its workflow in its name."""
    life.handle(report(life, "CI", RED))
    life.handle(report(life, "Docs", RED))
    assert opened(life) == {"build": "OPEN", "Docs / build": "OPEN"}
    life.handle(report(life, "Docs", GREEN))
    assert opened(life) == {"build": "OPEN", "Docs / build": "CLOSED"}
    life.handle(report(life, "Docs", RED))
    life.handle(report(life, "CI", GREEN))
    assert opened(life) == {"build": "CLOSED", "Docs / build": "OPEN"}


def test_a_tracker_is_reopened_by_its_own_workflow_only(life: Life) -> None:
    """The other one has its own, also on another pull request."""
    life.handle(report(life, "CI", RED))
    life.handle(report(life, "CI", GREEN))
    life.handle(report(life, "Docs", RED, "other"))
    assert opened(life) == {"build": "CLOSED", "Docs / build": "OPEN"}


def test_two_workflows_of_one_name_are_distinguished_by_their_files(life: Life) -> None:
    """Nothing on GitHub keeps names of workflows apart."""
    life.handle(report(life, "CI", RED))
    life.handle(report(life, "CI", RED, path=".github/workflows/ci-2.yml"))
    life.handle(report(life, "CI", RED, path=".github/workflows/ci-3.yml"))
    assert opened(life) == {"build": "OPEN", "CI / build": "OPEN", "ci-3.yml / build": "OPEN"}
    life.handle(report(life, "CI", GREEN, path=".github/workflows/ci-3.yml"))
    assert opened(life) == {"build": "OPEN", "CI / build": "OPEN", "ci-3.yml / build": "CLOSED"}


def test_a_pass_in_another_workflow_is_no_flake(life: Life) -> None:
    """Its job failed and passed on one commit only if it is the same job."""
    report(life, "CI", RED)
    also(life, "Docs", GREEN, life.runner.repository.head("feature"))
    ran = life.runner.post_ci("--json", "--pr", str(life.pulls["feature"]))
    assert ran.json["state"] == "failure"
    assert '"flakes":[]' in life.tracker.body
    assert "laky" not in life.runner.comments(life.pulls["feature"])[0].body


def test_a_category_of_the_configuration_has_the_jobs_of_both(life: Life) -> None:
    """It is closed when both have recovered."""
    life.runner.settings('[[tracker.category]]\nname = "builds"\njobs = ["build"]\n')
    life.handle(report(life, "CI", RED))
    life.handle(report(life, "Docs", RED))
    assert opened(life) == {"builds": "OPEN"}
    assert "Docs / build" in life.tracker.body
    for workflow, state in (("CI", "OPEN"), ("Docs", "CLOSED")):
        life.handle(report(life, workflow, GREEN))
        assert opened(life) == {"builds": state}


def test_two_that_open_at_once_share_a_tracker_until_both_recover(life: Life) -> None:
    """Neither saw the other's. The one that is kept has both records, and closes after both."""
    first = report(life, "CI", RED)
    second = also(life, "Docs", RED, life.runner.repository.head("feature"))
    ran = life.runner
    ran.event(ran.repository.run_event(first))
    assert ran.run("post-ci", "--json", before=Meanwhile(ran, second)).code == 0
    ran.event(ran.repository.run_event(first))
    assert ran.run("post-ci").code == 0
    for workflow in ("CI", "Docs"):
        assert "OPEN" in opened(life).values(), workflow
        life.handle(report(life, workflow, GREEN))
    life.handle(report(life, "CI", GREEN))
    assert set(opened(life).values()) == {"CLOSED"}


def test_ten_green_runs_of_another_workflow_are_no_reason_to_close(life: Life) -> None:
    """The sweep counts those of the tracker's workflow."""
    life.handle(report(life, "CI", RED, "main"))
    for _ in range(12):
        report(life, "Docs", GREEN, "main")
    life.runner.world.advance(3 * 24 * 3600)
    assert life.runner.run("sweep").code == 0
    assert opened(life) == {"build": "OPEN"}
    for _ in range(12):
        report(life, "CI", GREEN, "main")
    assert life.runner.run("sweep").code == 0
    assert opened(life) == {"build": "CLOSED"}


@pytest.mark.parametrize("settings", ["", 'jobs = ["build"]\n'])
def test_rows_of_one_name_are_distinguished(life: Life, settings: str) -> None:
    """Where no Gate is known, and where the configuration names a job that two other workflows have."""
    report(life, "CI", RED)
    also(life, "Docs", GREEN, life.runner.repository.head("feature"))
    if settings:
        life.runner.settings(settings)
    number = life.pulls["feature"]
    ran = life.runner.post_ci("--json", "--pr", str(number))
    body = life.runner.comments(number)[0].body
    assert ran.json["state"] == "failure"
    assert "1 of 2 jobs failed" in body
    assert "[`CI / build`]" in body
    assert "[`Docs / build`]" in body


def test_rows_of_two_workflows_of_one_name_are_distinguished(life: Life) -> None:
    """By their files."""
    report(life, "CI", RED)
    also(life, "CI", GREEN, life.runner.repository.head("feature"), ".github/workflows/ci-2.yml")
    number = life.pulls["feature"]
    life.runner.post_ci("--pr", str(number))
    body = life.runner.comments(number)[0].body
    assert "[`ci.yml / build`]" in body
    assert "[`ci-2.yml / build`]" in body


STEPS = "runs-on: x, steps: [{run: make}]"
EXCLUSIVE = (
    "name: CI\non: pull_request\njobs:\n"
    f"  a: {{name: build, if: github.event.pull_request.draft, {STEPS}}}\n"
    f"  b: {{name: build, if: '!github.event.pull_request.draft', {STEPS}}}\n"
)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("skipped", "failure", "failure"),
        ("skipped", "success", "success"),
        ("skipped", "skipped", "success"),
        ("success", "failure", "failure"),
    ],
)
def test_two_jobs_of_one_name_in_one_run(life: Life, one: str, other: str, expected: str, order: int) -> None:
    """They are no attempts of each other: one that passed or was skipped hides no failure, and nothing is flaky."""
    jobs: list[tuple[str, str | Job]] = [("build", one), ("build", RED["build"] if other == "failure" else other)]
    life.runner.repository.push("main", {FILES["CI"]: EXCLUSIVE})
    head = life.runner.repository.push("feature", {FILES["CI"]: EXCLUSIVE})
    number = life.runner.repository.pull_request("feature")
    run = life.runner.repository.workflow_run("CI", head=head, jobs=jobs[::order], path=FILES["CI"])
    result = life.handle(run).json
    body = life.runner.comments(number)[0].body
    assert result["state"] == expected
    assert [row["action"] for row in result["trackers"]] == ["opened"] * (expected == "failure")
    assert labels(life.runner, number) == ({"ci-failure"} if expected == "failure" else set())
    assert "laky" not in body
    assert "attempt 2" not in body
    assert life.handle(run).json["requests"]["mutations"] == 0
    assert life.again(run, GREEN).json["state"] == "success"
