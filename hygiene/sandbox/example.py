"""The default world of ``hygiene sandbox serve``: one repository, one pull request, and a failing Gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

WRITER, READER, MAINTAINER = "workflow-token", "fork-token", "maintainer-token"
GATE = """\
name: Gate
on: [push, pull_request]
jobs:
  python:
    name: python ci (${{ matrix.python }})
    runs-on: ubuntu-latest
    strategy: {matrix: {python: ["3.11", "3.12"]}}
    steps: [{name: Pytest, run: pytest}]
  docker:
    name: docker smoke
    runs-on: ubuntu-latest
    steps: [{run: docker build .}]
  gate:
    needs: [python, docker]
    if: always()
    runs-on: ubuntu-latest
    steps: [{run: 'test "${{ contains(needs.*.result, ''failure'') }}" = false'}]
"""
_STEPS: Mapping[str, str] = {
    "Set up job": "success",
    "Install": "success",
    "Pytest": "failure",
    "Complete job": "success",
}


def example() -> World:
    """Return a new world with one token for each role."""
    world = World()
    repository = world.repository("octo/demo")
    repository.push("main", {".github/workflows/gate.yml": GATE})
    green = ("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate")
    repository.workflow_run(head=repository.head(), event="push", jobs=dict.fromkeys(green, "success"))
    failing = Job("failure", steps=_STEPS, annotations=[Annotation("tests/test_sum.py", 3, "assert 3 == 4")])
    head = repository.push("feature", {"sum.py": "print(1 + 2)\n"}, message="Add a sum")
    repository.pull_request("feature", title="Add a sum")
    jobs: dict[str, str | Job] = {
        "python ci (3.11)": failing,
        "python ci (3.12)": failing,
        "docker smoke": "success",
        "gate": "failure",
    }
    repository.workflow_run(head=head, jobs=jobs)
    return with_tokens(world)


def with_tokens(world: World) -> World:
    """Add one token for each role to a world that has none."""
    if not world.tokens:
        world.token(WRITER)
        world.token(READER, level="read")
        world.token(MAINTAINER, "octocat", kind="user", contents="write", admin=True)
    return world
