"""A tracker whose label was taken off is noticed and labelled again, and no second one opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from tests.cli.after_use import labels
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from hygiene.sandbox.threads import Issue
    from tests.workflow_runner import Runner

LABEL = "ci-failure"
SMOKE = Job("failure", steps={"Smoke": "failure"}, annotations=[Annotation("b.py", 1, "no route")])
OTHER = GREEN | {"docker smoke": SMOKE, "gate": "failure"}


def tracked(runner: Runner) -> tuple[Issue, int]:
    """A tracker whose label alice has taken off, and the run that opened it."""
    _, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (issue,) = runner.repository.issues()
    runner.repository.person("alice").remove_label(issue.number, LABEL)
    return issue, run


def test_the_next_failure_finds_it_again(runner: Runner) -> None:
    """The same issue goes on with its label back; a second identical run writes nothing."""
    issue, _ = tracked(runner)
    _, run = runner.proposal(RED, "other")
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert [one.number for one in runner.repository.issues()] == [issue.number]
    assert labels(runner, issue.number) == {LABEL}
    assert "**2** occurrences" in runner.repository.issues()[0].body
    assert [(row["number"], row["action"]) for row in ran.json["trackers"]] == [(issue.number, "updated")]
    assert runner.post_ci("--json", run=run).json["requests"] == {"queries": 1, "mutations": 0}


def test_its_recovery_closes_it(runner: Runner) -> None:
    """A success reaches the tracker that it ends, though nobody could list it."""
    issue, _ = tracked(runner)
    head = runner.repository.push("feature", {"README.md": "mended"})
    run = runner.repository.workflow_run(head=head, jobs=GREEN)
    runner.post_ci(run=run)
    (after,) = runner.repository.issues()
    assert (after.number, after.state, after.state_reason) == (issue.number, "CLOSED", "COMPLETED")
    assert labels(runner, issue.number) == {LABEL}
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


def test_a_run_with_no_part_in_it_only_labels_it(runner: Runner) -> None:
    """Whoever comes by puts the label back; the body is as it was, and what is new opens in the same run."""
    issue, _ = tracked(runner)
    before = issue.body
    _, run = runner.proposal(OTHER, "other")
    runner.post_ci(run=run)
    mine, other = runner.repository.issues()
    assert (mine.body, labels(runner, mine.number)) == (before, {LABEL})
    assert "docker smoke" in other.title


def test_a_label_that_is_gone_from_the_repository_is_made_first(runner: Runner) -> None:
    """Deleting the label takes it off all trackers: it is created, and put back on them."""
    issue, run = tracked(runner)
    runner.repository.person("alice").delete_label(LABEL)
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert [one.number for one in runner.repository.issues()] == [issue.number]
    assert labels(runner, issue.number) == {LABEL}


def test_a_sweep_labels_it(runner: Runner) -> None:
    """Without any event the label is back too, and a second sweep writes nothing."""
    issue, _ = tracked(runner)
    assert runner.run("sweep").code == 0
    assert labels(runner, issue.number) == {LABEL}
    assert runner.run("sweep", "--json").json["requests"]["mutations"] == 0


def test_an_issue_of_somebody_else_with_the_marker_is_not_touched(runner: Runner) -> None:
    """A pasted marker makes no tracker: a new one opens, and the paste stays as it is."""
    issue, _ = tracked(runner)
    runner.repository.person("alice").close(issue.number, "NOT_PLANNED")
    pasted = runner.repository.issue("Look at this", issue.body, author="mallory")
    _, run = runner.proposal(RED, "other")
    runner.post_ci(run=run)
    paste = runner.repository.thread(pasted)
    assert (paste.body, paste.labels, paste.comments) == (issue.body, (), ())
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


def test_the_kill_switch_holds(runner: Runner) -> None:
    """No tracker is touched while the tracker is off, not even by a label."""
    issue, run = tracked(runner)
    runner.settings("[tracker]\nenabled = false\n")
    runner.post_ci("--config", "hygiene.toml", run=run)
    assert labels(runner, issue.number) == set()


def test_people_may_keep_it_away(runner: Runner) -> None:
    """Closed as not planned with its label on, it stays closed and no other one opens."""
    issue, _ = tracked(runner)
    alice = runner.repository.person("alice")
    alice.add_label(issue.number, LABEL)
    alice.close(issue.number, "NOT_PLANNED")
    _, run = runner.proposal(RED, "other")
    ran = runner.post_ci("--json", run=run)
    assert [row["action"] for row in ran.json["trackers"]] == ["withheld"]
    assert [one.state for one in runner.repository.issues()] == ["CLOSED"]
