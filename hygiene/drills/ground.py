"""What the stories start from: a repository with a green main branch, and the few things that happen to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.drills.stage import Stage
    from hygiene.sandbox.runs import Jobs
    from hygiene.sandbox.seed import RepositorySeed

HOME = "octo/app"
BETWEEN_RUNS_S = 600
# The line that the annotation of a failure names.
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
FAILING = Job("failure", steps=_STEPS, annotations=[Annotation("tests/test_sum.py", 3, "assert 3 == 4")], seconds=84)
GREEN: Mapping[str, str | Job] = {
    "python ci (3.11)": Job(seconds=80),
    "python ci (3.12)": Job(seconds=82),
    "docker smoke": Job(seconds=71),
    "gate": Job(seconds=4),
}
RED: Mapping[str, str | Job] = {
    **GREEN,
    "python ci (3.11)": FAILING,
    "python ci (3.12)": FAILING,
    "gate": Job("failure", steps={"Summarize results": "failure"}, seconds=4),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """A completed run: its pull request, its head, its database id, and its event."""

    number: int
    head: str
    run: int
    event: Mapping[str, Any]


def begin(stage: Stage, name: str = HOME, files: Mapping[str, str] | None = None) -> RepositorySeed:
    """A repository whose main branch is green and requires the check ``gate``."""
    repository = stage.world.repository(name)
    repository.push(files={GATE: _GATE_FILE, **(files or {})})
    repository.protect("main", "gate")
    repository.workflow_run(head=repository.head(), event="push", jobs=GREEN)
    stage.repository = name
    return repository


def opened(
    stage: Stage, branch: str, title: str, jobs: Jobs = RED, *, fork: str | None = None, author: str = "octocat"
) -> Happened:
    """A new pull request and a completed run of its Gate."""
    stage.world.advance(BETWEEN_RUNS_S)
    source = stage.home if fork is None else stage.world.repository(fork, fork_of=stage.home.full_name)
    head = source.push(branch, {"sum.py": "print(1 + 2)\n", **_TEST}, message=title)
    number = stage.home.pull_request(branch, fork=fork, author=author, title=title)
    return _ran(stage, number, head, jobs)


def pushed(stage: Stage, number: int, jobs: Jobs) -> Happened:
    """One more commit on a pull request and a completed run of its Gate."""
    stage.world.advance(BETWEEN_RUNS_S)
    head = stage.home.person("octocat").push(number, {"sum.py": "print(2 + 2)\n"})
    return _ran(stage, number, head, jobs)


def _ran(stage: Stage, number: int, head: str, jobs: Jobs) -> Happened:
    run = stage.home.workflow_run(head=head, jobs=jobs)
    return Happened(number, head, run, stage.home.run_event(run))
