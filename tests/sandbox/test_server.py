"""The server: the same responses over HTTP, on loopback only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING

import httpx
import pytest

from hygiene.sandbox import server as server_module
from hygiene.sandbox.example import MAINTAINER, READER, WRITER, example
from hygiene.sandbox.server import REQUEST_BYTES_MAX, SandboxServer, is_loopback, open_server, wall_clock
from hygiene.sandbox.wire import NoResponse, Request, Response, respond
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

WHO = {"query": "{ viewer { login } rateLimit { used } }"}
ADD = "mutation A($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { fullDatabaseId } } } }"


@contextmanager
def _served(world: World) -> Iterator[SandboxServer]:
    server = open_server(world, port=0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _client(token: str = WRITER) -> httpx.Client:
    return httpx.Client(headers={"authorization": f"bearer {token}"}, trust_env=False)


def test_responses_over_http() -> None:
    """On both paths, over one connection, with GitHub's headers."""
    with _served(example()) as server, _client() as client:
        first = client.post(server.url, json=WHO)
        second = client.post(server.url.replace("/graphql", "/api/graphql"), json=WHO)
        missing = client.get(server.url)
    assert first.json() == {"data": {"viewer": {"login": "github-actions[bot]"}, "rateLimit": {"used": 1}}}
    assert second.json()["data"]["rateLimit"] == {"used": 2}
    assert first.headers["x-ratelimit-remaining"] == "999"
    assert missing.status_code == 404


def test_many_clients_write_one_after_the_other() -> None:
    """No write is lost and no id is used twice, however many clients write concurrently."""
    world = example()
    given = {"query": ADD, "variables": {"i": {"subjectId": world.repository("octo/demo").thread(1).id, "body": "x"}}}
    with _served(world) as server, _client() as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post(server.url, json=given).json(), range(24)))
    ids = {answer["data"]["addComment"]["commentEdge"]["node"]["fullDatabaseId"] for answer in answers}
    assert len(ids) == len(world.repository("octo/demo").comments(1)) == 24


def test_the_clock_follows_the_machine() -> None:
    """Clients compare reset times with their own clock."""
    world = World()
    with _served(world) as server:
        httpx.post(server.url, json=WHO, trust_env=False)
    assert abs(world.now - wall_clock()) < 60


def test_late_results_start_with_the_server() -> None:
    """The seconds of a world file count from the start of the server, not from the time in the file."""
    world = World()
    repository = world.repository("o/r")
    run = repository.workflow_run(head=repository.head(), jobs={"gate": "failure"})
    repository.late_results(run, seconds=30)
    server = SandboxServer(world, "127.0.0.1", 0, clock=lambda: world.now + 1_000_000)
    server.server_close()
    assert [how.until for how in world.state.late.values()] == [world.now + 30]
    assert len(world.late_results()) == 1


def test_large_requests_are_refused() -> None:
    """The request is answered before its body is read."""
    with _served(example()) as server:
        connection = HTTPConnection(*server.server_address[:2])  # type: ignore[arg-type]
        connection.putrequest("POST", "/graphql")
        connection.putheader("content-length", str(REQUEST_BYTES_MAX + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


def test_no_response_closes_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client gets a broken connection."""
    monkeypatch.setattr(server_module, "respond", lambda _world, _request: NoResponse("reset"))
    with _served(example()) as server, _client() as client, pytest.raises(httpx.RemoteProtocolError):
        client.post(server.url, json=WHO)


def test_a_port_in_use_is_an_error() -> None:
    """A second server on the same port raises ``OSError``."""
    with _served(World()) as server, pytest.raises(OSError, match="in use"):
        open_server(World(), port=server.server_address[1])


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x.y", False)],  # noqa: S104 - query_error
)
def test_loopback_is_this_machine_only(host: str, *, expected: bool) -> None:
    """By address, or by the name localhost."""
    assert is_loopback(host) is expected


def test_the_example_has_a_token_per_role() -> None:
    """A writer, a fork's reader and a person; and a Gate that fails on a pull request."""
    world = example()
    roles = {name: (token.kind, token.issues) for name, token in world.tokens.items()}
    assert roles == {
        WRITER: ("integration", "write"),
        READER: ("integration", "read"),
        MAINTAINER: ("user", "write"),
    }
    repository = world.repository("octo/demo")
    payload = repository.run_event(18_452_300_002)["workflow_run"]
    assert (payload["conclusion"], payload["pull_requests"][0]["number"]) == ("failure", 1)


def test_one_request_is_answered_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is held while a request is executed."""
    server = open_server(example(), port=0)
    held: list[bool] = []

    def watched(world: World, request: Request) -> Response | NoResponse:
        held.append(server.lock.locked())
        return respond(world, request)

    monkeypatch.setattr(server_module, "respond", watched)
    answered = server.answer(Request(b"{}", {"authorization": f"bearer {WRITER}"}))
    server.server_close()
    assert not isinstance(answered, NoResponse)
    assert (answered[0], held) == (200, [True])
