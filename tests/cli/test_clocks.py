"""A runner's clock decides nothing: what is new, old or inactive is decided by the host's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_sweep_inactive import commits, state
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

DAY_S = 86_400
CLOCKS = pytest.mark.parametrize("ahead", [-20_000 * DAY_S, -60 * DAY_S, -300, 300, 60 * DAY_S, 80_000 * DAY_S])


def failing_again(runner: Runner, days: int, ahead: int) -> list[str]:
    """The states of the trackers after a failure, a recovery and, so many days later, the same failure."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    for jobs, wait in ((GREEN, 60), (RED, days * DAY_S)):
        runner.world.advance(wait)
        head = runner.repository.person("octocat").push(number)
        runner.clock.ahead_s = ahead
        assert runner.post_ci(run=runner.repository.workflow_run(head=head, jobs=jobs)).code == 0
    return [issue.state for issue in runner.repository.issues()]


@CLOCKS
def test_a_tracker_that_was_closed_today_is_reopened(runner: Runner, ahead: int) -> None:
    """It was not closed years ago."""
    assert failing_again(runner, 1, ahead) == ["OPEN"]


@CLOCKS
def test_a_tracker_that_was_closed_long_ago_is_followed_by_another(runner: Runner, ahead: int) -> None:
    """It was not closed tomorrow."""
    assert failing_again(runner, 60, ahead) == ["CLOSED", "OPEN"]


@CLOCKS
@pytest.mark.parametrize(("days", "expected"), [(0, "OPEN"), (2, "CLOSED")])
def test_only_a_tracker_without_recent_failures_is_inactive(
    runner: Runner, days: int, expected: str, ahead: int
) -> None:
    """A sweep on a machine whose clock is fast closes no tracker of today."""
    runner.post_ci(run=runner.proposal(RED)[1])
    runner.world.advance(days * DAY_S)
    commits(runner, 12, 1)
    runner.clock.ahead_s = ahead
    assert runner.run("sweep").code == 0
    assert state(runner) == expected
