"""The health of a host, a repository and a token, read from a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.errors import AuthorizationError, UsageError
from hygiene.github.client import Connection
from hygiene.github.diagnose.health import Health, read_health
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.workflow_runner import REPOSITORY, TOKEN, WorldClock

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed

POST_CI = ".github/workflows/post-ci.yml"


def place(*, private: bool = False, **grants: Any) -> tuple[World, RepositorySeed]:  # noqa: ANN401 - the token's fields
    """A world with one repository and one token."""
    world = World()
    world.token(TOKEN, **grants)
    return world, world.repository(REPOSITORY, private=private)


def health(world: World, name: str = REPOSITORY, token: str = TOKEN) -> Health:
    """Ask over a connection of its own."""
    connection = Connection("https://h/graphql", f"bearer {token}", WorldClock(world), SandboxTransport(world))
    try:
        return read_health(connection, name, POST_CI)
    finally:
        connection.close()


def test_everything_in_one_request() -> None:
    """Login, files, points, time, and whether the token may label, with one query and no write."""
    world, repository = place()
    repository.push("main", {"hygiene.toml": "jobs = ['a']", POST_CI: "jobs: {}"})
    repository.push("feature", {"a": "b"})
    repository.pull_request("feature")
    repository.issue("Bug")
    writes = len(world.history)
    found = health(world)
    assert (found.login, found.repository, found.private) == ("github-actions[bot]", REPOSITORY, False)
    assert found.files == {"hygiene.toml": "jobs = ['a']", POST_CI: "jobs: {}"}
    assert (found.may_label_issue, found.may_label_pull_request) == (True, True)
    assert found.refused == {}
    assert found.rate_limit is not None
    assert "date" in found.headers
    assert (len(world.requests), len(world.history)) == (1, writes)


def test_a_reading_token() -> None:
    """What it may not label is known; without an issue nothing is known of issues."""
    world, repository = place(level="read")
    repository.push("feature", {"a": "b"})
    repository.pull_request("feature")
    found = health(world)
    assert (found.may_label_issue, found.may_label_pull_request) == (None, False)


@pytest.mark.parametrize(
    ("area", "permission", "requests"),
    [
        ("contents", "contents", 1),
        ("checks", "checks", 1),
        ("issues", "issues", 2),
        ("pull_requests", "pull-requests", 2),
    ],
)
def test_each_refusal_is_distinguished(area: str, permission: str, requests: int) -> None:
    """In a private repository a missing permission is named, and it hides nothing else for longer than one request."""
    world, repository = place(private=True, **{area: "none"})
    repository.workflow_run(head=repository.head(), jobs={"gate": "success"})
    found = health(world)
    assert found.refused == {permission: "Resource not accessible by integration"}
    assert found.login == "github-actions[bot]"
    assert len(world.requests) == requests


def test_all_refused() -> None:
    """Asking again ends when nothing new is refused."""
    world, _ = place(private=True, contents="none", issues="none", pull_requests="none")
    assert set(health(world).refused) == {"contents", "issues", "pull-requests"}


def test_what_is_not_there() -> None:
    """An unknown repository is a usage error, an unknown token an authorization error."""
    world, _ = place()
    with pytest.raises(UsageError, match="o/absent"):
        health(world, "o/absent")
    with pytest.raises(AuthorizationError, match="does not accept the token"):
        health(world, token="wrong")  # noqa: S106 - no token at all
