"""An example: a repository with a Gate, the results of its jobs, and the default world of ``hygiene sandbox serve``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

WRITER, READER, MAINTAINER = "workflow-token", "fork-token", "maintainer-token"
GATE_PATH = ".github/workflows/gate.yml"
GATE = """\
name: Gate
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
# The annotation of a failure refers to the last line of the test.
FILES = {
    "sum.py": "print(1 + 2)\n",
    "tests/test_sum.py": "def test_sum() -> None:\n    total = 1 + 2\n    assert total == 4\n",
}
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


def example() -> World:
    """Return a new world with one pull request that fails, and one token for each role."""
    world = World()
    repository = world.repository("octo/demo")
    repository.push("main", {GATE_PATH: GATE})
    repository.workflow_run(head=repository.head(), event="push", jobs=PASSING_JOBS)
    head = repository.push("feature", FILES, message="Add a sum")
    repository.pull_request("feature", title="Add a sum")
    repository.workflow_run(head=head, jobs=FAILING_JOBS)
    return with_tokens(world)


def with_tokens(world: World) -> World:
    """Add one token for each role to a world that has none."""
    if not world.tokens:
        world.token(WRITER)
        world.token(READER, level="read")
        world.token(MAINTAINER, "octocat", kind="user", contents="write", admin=True)
    return world
