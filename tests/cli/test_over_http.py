"""The main job over real HTTP: a sandbox on another port, and only what the runner sets in the environment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from hygiene.cli.main import run_command_line
from hygiene.sandbox.server import open_server
from tests.workflow_runner import RED, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.server import SandboxServer
    from tests.workflow_runner import Runner


@pytest.fixture
def server(runner: Runner) -> Iterator[SandboxServer]:
    """A server on a free port of this machine, answering from the runner's world."""
    found = open_server(runner.world, port=0)
    found.clock = lambda: runner.world.now
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", found.url)
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.mark.parametrize("path", ["/graphql", "/api/graphql"])
def test_over_http(runner: Runner, server: SandboxServer, path: str) -> None:
    """A first run writes comment and tracker, a second makes one query and no mutation; on GHES the path is another."""
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", server.url.replace("/graphql", path))
    runner.repository.label("ci-failure")
    number, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    assert run_command_line(["post-ci"]) == 0
    assert len(runner.comments(number)) == len(runner.repository.issues()) == 1
    assert [request.kind for request in server.world.requests] == ["query", "mutation"]
    before = runner.world.digest()
    assert run_command_line(["post-ci"]) == 0
    assert [request.kind for request in server.world.requests][2:] == ["query"]
    assert runner.world.digest() == before


def test_a_wrong_path(runner: Runner, server: SandboxServer) -> None:
    """An address that answers, but not with GraphQL, is reported with what to check."""
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", server.url.replace("/graphql", "/elsewhere"))
    number, _ = runner.proposal(RED)
    assert run_command_line(["post-ci", "--pr", str(number)]) == 5
    assert "Check GITHUB_GRAPHQL_URL" in runner.capsys.readouterr().err


def test_nobody_there(runner: Runner, server: SandboxServer) -> None:
    """A closed port is an outage, reported in a sentence without a traceback."""
    runner.monkeypatch.setattr("hygiene.github.transport.BACKOFF_S", 0.0)
    runner.monkeypatch.setattr("hygiene.post_ci.connect.random.random", lambda: 0.0)
    asked = server.url.removeprefix("http://").removesuffix("/graphql")
    server.shutdown()
    server.server_close()
    assert run_command_line(["post-ci", "--pr", "1"]) == 6
    printed = runner.capsys.readouterr().err
    assert f"{asked} cannot be reached" in printed
    assert "Traceback" not in printed


def test_the_doctor_names_the_host_of_its_requests(runner: Runner, server: SandboxServer) -> None:
    """Not the one of links, which may be another."""
    assert runner.repository.head()
    run_command_line(["doctor", "--repo", REPOSITORY])
    printed = runner.capsys.readouterr().out
    host = server.url.removeprefix("http://").removesuffix("/graphql")
    assert f"{host} answers as GitHub" in " ".join(printed.split())
