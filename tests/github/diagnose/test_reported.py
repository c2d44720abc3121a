"""What reported on a commit, read from a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import UsageError
from hygiene.github.client import Connection
from hygiene.github.diagnose.reported import read_reported
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.workflow_runner import GREEN, REPOSITORY, TOKEN, WorldClock

if TYPE_CHECKING:
    from hygiene.model.reported import SeenChecks
    from hygiene.sandbox.seed import RepositorySeed

GATE = ".github/workflows/gate.yml"


def place() -> tuple[World, RepositorySeed]:
    """A world with one repository and a token that may only read."""
    world = World()
    world.token(TOKEN, level="read")
    return world, world.repository(REPOSITORY)


def read(world: World, number: int = 0, repository: str = REPOSITORY) -> SeenChecks:
    """Read over a connection of its own; one request is enough."""
    before = len(world.requests)
    connection = Connection("https://h/graphql", f"bearer {TOKEN}", WorldClock(world), SandboxTransport(world))
    try:
        return read_reported(connection, repository, number)
    finally:
        connection.close()
        assert len(world.requests) - before == 1


def test_the_default_branch() -> None:
    """Names, their workflows, statuses and the branch's rule come in one request with a token that only reads."""
    world, repository = place()
    head = repository.push("main", {"a": "b"})
    repository.workflow_run(head=head, jobs=GREEN)
    repository.workflow_run("Docs", head=head, jobs={"build": "queued"})
    repository.status(head, "ci/old", "success")
    repository.protect("main", "gate", "ci/old")
    seen = read(world)
    assert (seen.where, seen.oid, seen.by_pull_request) == ("main", head, False)
    assert [run.name for run in seen.runs if run.workflow == GATE] == list(GREEN)
    assert seen.names[-2:] == ("build", "ci/old")
    assert seen.required == ("gate", "ci/old")
    assert seen.unfinished == {".github/workflows/docs.yml"}


def test_a_pull_request() -> None:
    """The pull request's head is read, and GitHub's own field for what it requires."""
    world, repository = place()
    repository.protect("main", "gate")
    head = repository.push("feature", {"a": "b"})
    number = repository.pull_request("feature")
    repository.workflow_run(head=head, jobs=GREEN)
    seen = read(world, number)
    assert (seen.where, seen.oid, seen.by_pull_request) == (f"#{number}", head, True)
    assert [run.name for run in seen.runs if run.required] == ["gate"]
    assert seen.required == ("gate",)


def test_more_than_a_page_is_not_finished() -> None:
    """A workflow with more jobs than one page shows is not judged by that page."""
    world, repository = place()
    head = repository.push("main", {"a": "b"})
    repository.workflow_run(head=head, jobs={f"job {number}": "success" for number in range(101)})
    seen = read(world)
    assert seen.unfinished == {GATE}
    assert len(seen.runs) == 100


def test_nothing_has_run() -> None:
    """A commit without checks has no names and no rule."""
    world, repository = place()
    seen = read(world)
    assert (seen.oid, seen.runs, seen.required) == (repository.head(), (), None)


@pytest.mark.parametrize(("number", "name"), [(0, "o/absent"), (7, REPOSITORY)])
def test_what_is_not_there(number: int, name: str) -> None:
    """An unknown repository or pull request is a usage error that names it."""
    world, _ = place()
    with pytest.raises(UsageError, match=r"pull request #7 in o/r" if number else "repository o/absent"):
        read(world, number, name)


def test_what_the_token_may_not_see() -> None:
    """A private repository's checks may be refused; the reason is kept with what was read."""
    world = World()
    world.token(TOKEN, checks="none")
    repository = world.repository(REPOSITORY, private=True)
    repository.workflow_run(head=repository.head(), jobs=GREEN)
    seen = read(world)
    assert seen.runs == ()
    assert seen.refused == ("Resource not accessible by integration",)
