"""Trackers end when what they follow ends: pull requests that were merged or closed, and jobs that were removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.tracked import GREEN, RED, Life, failing

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

LINT = {"lint": "failure", "tests": "success"}
WITHOUT_LINT = {"style": "success", "tests": "success"}


@pytest.fixture
def life(runner: Runner) -> Life:
    """An empty repository."""
    runner.settings("")
    return Life(runner)


def _end(life: Life, number: int, how: str) -> None:
    person = life.runner.repository.person("alice")
    if how == "merged":
        person.merge(number)
    else:
        person.close(number)


@pytest.mark.parametrize("how", ["merged", "closed"])
def test_a_pull_request_that_ended_without_a_run_leaves_with_the_next_recovery(life: Life, how: str) -> None:
    """One of two failing pull requests is closed, no event arrives, the other one recovers: nothing fails any more."""
    life.push(RED, "one")
    life.push(RED, "two")
    _end(life, life.pulls["one"], how)
    ran = life.push(GREEN, "two")
    assert (life.state, life.actions(ran)) == ("CLOSED", ["resolved"])
    assert (ran.json["requests"]["queries"], ran.json["requests"]["mutations"]) == (2, 1)
    assert len(life.notes) == 1


def test_a_pull_request_that_is_open_keeps_the_tracker_open(life: Life) -> None:
    """Its state is read once, when the other one recovers, and not again by later runs of that one."""
    life.push(RED, "one")
    life.push(RED, "two")
    ran = life.push(GREEN, "two")
    assert (life.state, ran.json["requests"]["queries"]) == ("OPEN", 2)
    ran = life.push(GREEN, "two")
    assert (life.state, ran.json["requests"]["queries"]) == ("OPEN", 1)
    _end(life, life.pulls["one"], "merged")
    life.push(RED, "two")
    ran = life.push(GREEN, "two")
    assert (life.state, ran.json["requests"]["queries"]) == ("CLOSED", 2)


def test_several_trackers_and_many_pull_requests_take_one_more_request(life: Life) -> None:
    """All that several trackers hang on is read at once."""
    for branch in ("one", "two", "three"):
        life.push(failing("lint", "tests"), branch)
    life.push(failing("lint", "tests"), "last")
    for branch in ("one", "two", "three"):
        _end(life, life.pulls[branch], "closed")
    ran = life.push({"lint": "success", "tests": "success"}, "last")
    assert {issue.state for issue in life.trackers} == {"CLOSED"}
    assert ran.json["requests"]["queries"] == 2


def test_the_default_branch_ends_what_hangs_on_ended_pull_requests(life: Life) -> None:
    """The only failing pull request was merged; the job passes on the default branch afterwards."""
    life.push(RED, "one")
    _end(life, life.pulls["one"], "merged")
    repository = life.runner.repository
    head = repository.push("main", {"README.md": "docs"})
    ran = life.handle(repository.workflow_run("Docs", head=head, jobs={"build": "success"}, event="push"))
    assert (life.state, life.actions(ran)) == ("OPEN", [])
    ran = life.main(GREEN)
    assert (life.state, life.actions(ran)) == ("CLOSED", ["resolved"])


def test_the_default_branch_ends_nothing_of_open_pull_requests(life: Life) -> None:
    """A job that passes on the default branch proves nothing about a pull request that fails."""
    life.push(RED, "one")
    ran = life.main(GREEN)
    assert (life.state, life.actions(ran)) == ("OPEN", [])


def test_a_run_of_another_pull_request_does_not_count(life: Life) -> None:
    """It neither reads the others' states nor changes the tracker."""
    life.push(RED, "one")
    life.push(GREEN, "two")
    ran = life.push(GREEN, "two")
    assert (life.state, ran.json["requests"]["queries"]) == ("OPEN", 1)


@pytest.mark.parametrize("still_open", [True, False])
def test_a_job_that_was_removed_ends_after_a_green_run_of_the_default_branch(life: Life, still_open: bool) -> None:  # noqa: FBT001 - a table's column
    """Its rows end, those of pull requests that are open included: no run will report it any more."""
    life.push(LINT, "one")
    life.main(LINT)
    if not still_open:
        _end(life, life.pulls["one"], "merged")
    ran = life.main(WITHOUT_LINT)
    assert (life.state, life.actions(ran)) == ("CLOSED", ["resolved"])


def test_a_job_that_was_renamed_and_fails_under_its_new_name(life: Life) -> None:
    """The default branch is not green: the old tracker waits, the new one opens; then both end."""
    life.main(LINT)
    life.main({"style": "failure", "tests": "success"})
    assert [issue.state for issue in life.trackers] == ["OPEN", "OPEN"]
    life.main(WITHOUT_LINT)
    assert [issue.state for issue in life.trackers] == ["CLOSED", "CLOSED"]


@pytest.mark.parametrize(
    "jobs", [{"lint": "skipped", "tests": "success"}, {"tests": "cancelled"}, {"tests": "in_progress"}]
)
def test_a_job_that_is_skipped_or_a_run_that_is_not_green_removes_nothing(life: Life, jobs: dict[str, str]) -> None:
    """A skipped job is still in the workflow, and an unfinished or cancelled run may not have come to the job."""
    life.main(LINT)
    life.main(jobs)
    assert life.state == "OPEN"


def test_a_green_run_of_another_workflow_removes_nothing(life: Life) -> None:
    """A job is missed in runs of its own workflow only."""
    repository = life.runner.repository
    life.main(LINT)
    head = repository.push("main", {"README.md": "other"})
    life.handle(repository.workflow_run("Other", head=head, jobs=WITHOUT_LINT, event="push"))
    assert life.state == "OPEN"


def test_a_failure_after_the_removal_counts(life: Life) -> None:
    """A pull request that still has the old job and fails in a later run opens the tracker again."""
    life.push(LINT, "one")
    life.main(WITHOUT_LINT)
    assert life.state == "CLOSED"
    life.push(LINT, "one")
    assert life.state == "OPEN"


def test_a_sweep_ends_removed_jobs(life: Life) -> None:
    """Where no run of the default branch came by since: the newest run of the job's workflow decides."""
    life.push(LINT, "one")
    repository = life.runner.repository
    repository.workflow_run(head=repository.push("main", {"README.md": "new"}), jobs=WITHOUT_LINT, event="push")
    assert life.runner.run("sweep", "--json").code == 0
    assert life.state == "CLOSED"


def test_a_sweep_reads_the_newest_run_of_the_workflow(life: Life) -> None:
    """An older green run without the job decides nothing when the newest one has it, or is not green."""
    life.push(LINT, "one")
    repository = life.runner.repository
    repository.workflow_run(head=repository.push("main", {"README.md": "a"}), jobs=WITHOUT_LINT, event="push")
    repository.workflow_run(
        head=repository.push("main", {"README.md": "b"}), jobs={"lint": "skipped", "tests": "success"}, event="push"
    )
    assert life.runner.run("sweep", "--json").code == 0
    assert life.state == "OPEN"


@pytest.mark.parametrize("label", [True, False])
def test_a_dry_run_shows_the_tracker_that_would_open(life: Life, label: bool) -> None:  # noqa: FBT001 - a table's column
    """With its title and its body, also where the label has to be created first."""
    if label:
        life.runner.repository.label("ci-failure")
    run = life.report(RED)
    shown = life.runner.post_ci("--dry-run", run=run).stdout
    assert "open tracker python ci: CI failure: python ci" in shown
    assert "+**python ci** fails on #1" in shown
    assert "+Tracked PR: #1" in shown
    assert life.trackers == []
    life.handle(run)
    body = life.tracker.body.split("\n")
    assert all(line in shown for line in body[1:4])
