"""``notify = "worse"``: a new comment notifies when a result gets worse, and there is still exactly one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.fixture
def proud(runner: Runner) -> Runner:
    """A repository whose maintainers want a notification when a result gets worse."""
    runner.settings(f'{SETTINGS}[status]\nnotify = "worse"\n')
    return runner


def action_and_id(runner: Runner, run: int) -> tuple[str, str]:
    """The action that a run reports for the comment, and the id of the one comment that there is."""
    (result,) = runner.post_ci("--json", run=run).json["status_comments"]
    (comment,) = runner.comments(result["pull_request"])
    assert comment.id == result["id"]
    return result["action"], comment.id


def test_green_turned_red_is_a_fresh_comment(proud: Runner) -> None:
    """It is created, not deduplicated: what goes is no duplicate."""
    _, run = proud.proposal(GREEN)
    created, first = action_and_id(proud, run)
    proud.repository.rerun(run, RED)
    renewed, second = action_and_id(proud, run)
    assert (created, renewed) == ("created", "created")
    assert second != first
    assert action_and_id(proud, run) == ("unchanged", second)


def test_red_turned_green_notifies_nobody(proud: Runner) -> None:
    """Good news is an edit."""
    _, run = proud.proposal(RED)
    _, first = action_and_id(proud, run)
    proud.repository.rerun(run, GREEN)
    assert action_and_id(proud, run) == ("updated", first)


def test_a_duplicate_of_a_fresh_comment_is_deduplicated(proud: Runner) -> None:
    """What somebody else wrote is named for what it is."""
    number, run = proud.proposal(GREEN)
    action_and_id(proud, run)
    proud.repository.rerun(run, RED)
    _, fresh = action_and_id(proud, run)
    (comment,) = proud.comments(number)
    proud.repository.person("github-actions[bot]").comment(number, comment.body)
    assert action_and_id(proud, run) == ("deduplicated", fresh)
