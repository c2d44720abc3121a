"""A repository where hygiene has worked, and what of it is left there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import ExitCode
from tests.workflow_runner import RED, SETTINGS

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

QUOTED = "<!-- hygiene:1 status {} -->\nlooks like ours"


def use(runner: Runner) -> Runner:
    """Two failing pull requests, #1 and #3, and their tracker, #2."""
    runner.settings(SETTINGS)
    for branch in ("one", "two"):
        assert runner.post_ci(run=runner.proposal(RED, branch)[1]).code == ExitCode.OK
    return runner


def labels(runner: Runner, number: int) -> set[str]:
    """The names of the labels on an issue or a pull request."""
    thread, nodes = runner.repository.thread(number), runner.world.state.nodes
    return {getattr(nodes[node], "name", "") for node in thread.labels}


def holds_anything(runner: Runner, *numbers: int) -> bool:
    """Whether hygiene's comments or its failure label are on one of these pull requests."""
    return any(runner.comments(number) or "ci-failure" in labels(runner, number) for number in numbers)
