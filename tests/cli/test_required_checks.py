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
    """It blocks the merge, so the comment does not say that everything passed."""
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
