"""A sweep takes its time: what happens meanwhile is neither lost nor closed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.tracked import GREEN, RED, Meanwhile

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


def test_a_failure_that_arrives_while_a_sweep_ends_its_tracker(runner: Runner) -> None:
    """The sweep closes it over the newer failure, sees that in the answer, and opens it again."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.person("bob").close(number)
    newer, run = runner.proposal(RED, "other")
    ran = runner.run("sweep", "--json", before=Meanwhile(runner, run, 1))
    assert ran.code == 0, ran.stderr
    (issue,) = runner.repository.issues()
    assert issue.state == "OPEN"
    assert f"Tracked PR: #{newer}\n" in issue.body
    assert "**2** occurrences" in issue.body
    assert runner.run("sweep", "--json").json["requests"]["mutations"] == 0


@pytest.mark.parametrize("place", [1, 2])
def test_a_recovery_that_arrives_while_a_sweep_runs(runner: Runner, place: int) -> None:
    """Both want the tracker closed: it is, once, with one note."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    head = runner.repository.push("feature", {"README.md": "mended"})
    mended = runner.repository.workflow_run(head=head, jobs=GREEN)
    other, second = runner.proposal(RED, "other")
    runner.post_ci(run=second)
    runner.repository.person("bob").close(other)
    ran = runner.run("sweep", "--json", before=Meanwhile(runner, mended, place))
    assert ran.code == 0, ran.stderr
    runner.post_ci(run=mended)
    (issue,) = runner.repository.issues()
    assert (issue.state, issue.state_reason, number) == ("CLOSED", "COMPLETED", 1)
    assert len(runner.repository.comments(issue.number)) == 1
