"""What scenarios start from: a repository whose main branch passes, pull requests, and runs of the Gate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.example import FAILING_JOBS, FILES, GATE, GATE_PATH, PASSING_JOBS
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.runs import Jobs
    from hygiene.sandbox.seed import RepositorySeed

REPOSITORY = "octo/app"
BETWEEN_RUNS_S = 600
BRANCH_CHARS_MAX = 20


@dataclass(frozen=True, slots=True)
class CompletedRun:
    """A completed run of the Gate: its pull request, head commit and database id, and its ``workflow_run`` event."""

    number: int
    head: str
    run: int
    event: Mapping[str, Any]


def create_repository(
    simulation: Simulation, name: str = REPOSITORY, files: Mapping[str, str] | None = None
) -> RepositorySeed:
    """Create a repository whose main branch has passed and requires the check ``gate``."""
    repository = simulation.world.repository(name)
    repository.push(files={GATE_PATH: GATE, **(files or {})})
    repository.protect("main", "gate")
    repository.workflow_run(head=repository.head(), event="push", jobs=PASSING_JOBS)
    simulation.repository_name = name
    return repository


def open_pull_request(
    simulation: Simulation,
    title: str = "Add a sum",
    jobs: Jobs = FAILING_JOBS,
    *,
    fork: str | None = None,
    author: str = "octocat",
) -> CompletedRun:
    """Open a pull request and complete a run of the Gate with these jobs."""
    simulation.world.advance(BETWEEN_RUNS_S)
    branch = re.sub(r"[^a-z]+", "-", title.lower())[:BRANCH_CHARS_MAX]
    repository = simulation.repository
    source = repository if fork is None else repository.fork(fork)
    head = source.push(branch, FILES, message=title)
    number = repository.pull_request(branch, fork=fork, author=author, title=title)
    return _complete_run(simulation, number, head, jobs)


def push_commit(simulation: Simulation, number: int, jobs: Jobs) -> CompletedRun:
    """Push a commit to a pull request and complete a run of the Gate with these jobs."""
    simulation.world.advance(BETWEEN_RUNS_S)
    head = simulation.repository.person("octocat").push(number, {"sum.py": "print(2 + 2)\n"})
    return _complete_run(simulation, number, head, jobs)


def _complete_run(simulation: Simulation, number: int, head: str, jobs: Jobs) -> CompletedRun:
    run = simulation.repository.workflow_run(head=head, jobs=jobs)
    return CompletedRun(number, head, run, simulation.repository.run_event(run))
