"""Checks that GitHub requires: by branch protection, by rulesets, by both, or by neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit.repository import standard
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.mark.parametrize("by", ["protect", "ruleset", "both"])
def test_a_required_check_that_never_reported(runner: Runner, by: str) -> None:
    """It blocks the merge, so the comment does not state that everything passed."""
    if by != "ruleset":
        runner.repository.protect("main", "license", *(["cla"] if by == "protect" else []))
    if by != "protect":
        runner.repository.ruleset("main", "license", "cla")
    number, run = runner.proposal(GREEN)
    ran = runner.post_ci("--json", run=run)
    (comment,) = runner.comments(number)
    assert (ran.code, ran.json["state"]) == (0, "incomplete")
    assert "`license`" in comment.body
    assert "`cla`" in comment.body


def test_nothing_is_required(runner: Runner) -> None:
    """Then nothing is called required."""
    number, run = runner.proposal(GREEN)
    assert runner.post_ci("--json", run=run).json["state"] == "success"
    assert "required" not in runner.comments(number)[0].body.casefold()


@pytest.mark.parametrize("by", ["protect", "ruleset"])
def test_the_audit(runner: Runner, by: str) -> None:
    """The audit compares with both kinds alike."""
    getattr(runner.repository, by)("main", "license")
    runner.repository.workflow_run(head=runner.repository.head(), jobs=GREEN)
    standard(runner.folder)
    ran = runner.run("audit")
    assert "license" in ran.stdout, ran


def many_rules(runner: Runner, count: int) -> None:
    """So many rules of the default branch, of which the last one requires a check."""
    runner.repository.ruleset("main", other_rules=("CREATION",) * (count - 1))
    runner.repository.ruleset("main", "cla")


@pytest.mark.parametrize("count", [51, 100, 101, 300])
def test_many_rules(runner: Runner, count: int) -> None:
    """A hundred are read; that there are more is in the report and in the comment, and nothing is invented."""
    many_rules(runner, count)
    number, run = runner.proposal(GREEN)
    ran = runner.post_ci("--json", run=run)
    (comment,) = runner.comments(number)
    sentence = f"rulesets (100 of {count} rules of the branch): checks that the others require are not known."
    whole = count <= 100
    assert [notice.endswith(sentence) for notice in ran.json["notices"]].count(True) == (0 if whole else 1)
    assert (sentence in comment.body) is not whole
    assert ("`cla`" in comment.body) is whole
    assert ran.json["state"] == ("incomplete" if whole else "success")
    again = runner.post_ci("--json", run=run)
    assert (again.json["requests"]["mutations"], again.json["notices"]) == (0, ran.json["notices"])


def test_the_audit_of_many_rules(runner: Runner) -> None:
    """It also states that it has not seen all of them."""
    many_rules(runner, 101)
    runner.repository.workflow_run(head=runner.repository.head(), jobs=GREEN)
    standard(runner.folder)
    ran = runner.run("audit")
    assert "100 of 101 rules of the branch" in " ".join(ran.stdout.split()), ran


def fork_head(runner: Runner, *bases: str) -> tuple[list[int], int]:
    """Pull requests of one branch of a fork into these branches, and a run of it."""
    fork = runner.repository.fork("alice/r")
    head = fork.push("patch-1", {"a": "b"})
    numbers = [runner.repository.pull_request("patch-1", fork="alice/r", author="alice", base=base) for base in bases]
    return numbers, runner.repository.workflow_run(head=head, jobs=GREEN)


def test_a_fork_into_another_branch(runner: Runner) -> None:
    """What the default branch requires does not block a pull request into another branch."""
    runner.repository.push("1.x", {"a": "b"})
    runner.repository.ruleset("main", "license")
    runner.repository.ruleset("1.x", "cla")
    (number,), run = fork_head(runner, "1.x")
    ran = runner.post_ci("--json", run=run)
    (comment,) = runner.comments(number)
    # The event does not name a fork's base branch, so one more reads the Gate's file there.
    assert (ran.json["state"], ran.json["requests"]) == ("incomplete", {"queries": 2, "mutations": 1})
    assert ("`cla`" in comment.body, "license" in comment.body) == (True, False)


def test_a_fork_into_two_branches(runner: Runner) -> None:
    """Each comment lists what its own base branch requires."""
    runner.repository.push("1.x", {"a": "b"})
    runner.repository.ruleset("main", "license")
    numbers, run = fork_head(runner, "main", "1.x")
    assert runner.post_ci(run=run).code == 0
    bodies = [runner.comments(number)[0].body for number in numbers]
    assert ["license" in body for body in bodies] == [True, False]
    written = len(runner.world.history)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.world.history) == written


@pytest.mark.parametrize("late", ["failure", "missing"])
def test_a_required_job_beyond_the_first_page(runner: Runner, late: str) -> None:
    """It blocks the merge like one on the first page, and one that is not required does not."""
    runner.repository.protect("main", "job 149" if late == "failure" else "license")
    jobs = {f"job {place}": "success" for place in range(149)} | {"job 149": "failure"}
    number, run = runner.proposal(jobs)
    assert runner.post_ci(run=run).code == 0
    (comment,) = runner.comments(number)
    assert ("**Blocks merging:** `job 149`" in comment.body) is (late == "failure")
