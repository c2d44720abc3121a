"""What scenarios start from: a repository whose main branch passes, pull requests, and runs of the Gate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.runs import Jobs
    from hygiene.sandbox.seed import RepositorySeed

REPOSITORY = "octo/app"
BETWEEN_RUNS_S = 600
BRANCH_CHARS_MAX = 20
# The annotation of a failure refers to the last line.
_TEST = {"tests/test_sum.py": "def test_sum() -> None:\n    total = 1 + 2\n    assert total == 4\n"}
GATE = ".github/workflows/gate.yml"
_GATE_FILE = """name: Gate
on: [push, pull_request]
jobs:
  docker:
    name: docker smoke
    runs-on: ubuntu-latest
    steps: [{run: docker build .}]
  gate:
    if: always()
    needs: [docker, python]
    runs-on: ubuntu-latest
    steps: [{name: Summarize results, run: "test '${{ contains(needs.*.result, 'failure') }}' = false"}]
  python:
    name: python ci
    strategy: {matrix: {python: ["3.11", "3.12"]}}
    runs-on: ubuntu-latest
    steps: [{name: Pytest, run: pytest}]
"""
_STEPS = {"Set up job": "success", "Install": "success", "Pytest": "failure", "Upload coverage": "skipped"}
_FAILING = Job("failure", steps=_STEPS, annotations=[Annotation("tests/test_sum.py", 3, "assert 3 == 4")], seconds=84)
PASSING_JOBS: Mapping[str, str | Job] = {
    "python ci (3.11)": Job(seconds=80),
    "python ci (3.12)": Job(seconds=82),
    "docker smoke": Job(seconds=71),
    "gate": Job(seconds=4),
}
FAILING_JOBS: Mapping[str, str | Job] = {
    **PASSING_JOBS,
    "python ci (3.11)": _FAILING,
    "python ci (3.12)": _FAILING,
    "gate": Job("failure", steps={"Summarize results": "failure"}, seconds=4),
}


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
    repository.push(files={GATE: _GATE_FILE, **(files or {})})
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
    head = source.push(branch, {"sum.py": "print(1 + 2)\n", **_TEST}, message=title)
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
