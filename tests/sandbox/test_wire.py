"""HTTP: status codes, headers, and bodies that are not GraphQL."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hygiene.sandbox.wire import NoResponse, Request, Response, inspect, respond
from hygiene.sandbox.world import World
from tests.sandbox.graphql_client import BOT, operations, world_of

QUERY = b'{"query": "query Who { viewer { login } }"}'


def _respond(world: World, body: bytes = QUERY, authorization: str | None = f"bearer {BOT}", **how: Any) -> Response:  # noqa: ANN401 - fields of Request
    headers = {} if authorization is None else {"authorization": authorization}
    response = respond(world, Request(body, headers, **how))
    assert not isinstance(response, NoResponse)
    return response


def test_responses_have_githubs_headers() -> None:
    """Date by the world's clock, points, and a request id that differs in every request."""
    world, _ = world_of()
    first, second = _respond(world), _respond(world)
    assert first.status == 200
    assert json.loads(first.body) == {"data": {"viewer": {"login": "github-actions[bot]"}}}
    assert first.headers["content-type"] == "application/json; charset=utf-8"
    assert first.headers["date"] == "Mon, 13 Oct 2025 00:00:01 GMT"
    assert first.headers["x-ratelimit-limit"] == "1000"
    assert first.headers["x-ratelimit-used"] == "1"
    assert first.headers["x-ratelimit-resource"] == "graphql"
    assert first.headers["x-ratelimit-reset"] == str(world.now - 1 + 3600)
    assert first.headers["x-github-request-id"] != second.headers["x-github-request-id"]


@pytest.mark.parametrize("authorization", [None, "", "bearer wrong", f"basic {BOT}", BOT])
def test_an_invalid_token_is_refused(authorization: str | None) -> None:
    """401 and Bad credentials, whether the token is missing, unknown, or in another scheme."""
    world, _ = world_of()
    response = _respond(world, authorization=authorization)
    assert (response.status, json.loads(response.body)["message"]) == (401, "Bad credentials")


@pytest.mark.parametrize("authorization", [f"bearer {BOT}", f"Bearer {BOT}", f"token {BOT}"])
def test_both_schemes_are_accepted(authorization: str) -> None:
    """curl, gh and the runner send different ones."""
    world, _ = world_of()
    assert _respond(world, authorization=authorization).status == 200


@pytest.mark.parametrize("path", ["/graphql", "/api/graphql", "/graphql?x=1"])
def test_both_paths_answer(path: str) -> None:
    """github.com and GitHub Enterprise Server have different paths."""
    world, _ = world_of()
    assert _respond(world, path=path).status == 200


@pytest.mark.parametrize("how", [{"path": "/repos/o/r"}, {"method": "GET"}])
def test_everything_else_is_not_found(how: dict[str, Any]) -> None:
    """There is no REST API."""
    world, _ = world_of()
    assert _respond(world, **how).status == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"query": "{ id }", "variables": 1}', b"\xff"])
def test_invalid_requests_are_refused(body: bytes) -> None:
    """400, and the world does not change."""
    world, _ = world_of()
    response = _respond(world, body)
    assert (response.status, json.loads(response.body)["message"]) == (400, "Problems parsing JSON")


def test_responses_are_utf_8() -> None:
    """Any script is returned as it was sent, and lone surrogates are not an error."""
    world, repository = world_of()
    title = "Ünïcode 🦄 \u202e"
    repository.issue(title)
    query = {"query": '{ repository(owner: "o", name: "r") { issues(first: 1) { nodes { title } } } }'}
    response = _respond(world, json.dumps(query).encode())
    assert title.encode() in response.body


def test_a_request_is_inspected_before_it_is_executed() -> None:
    """Operation, kind, login and variables are known; the token is not included."""
    world, _ = world_of()
    body = json.dumps({"query": operations()["ReadVersions"], "variables": {"ids": ["x"]}}).encode()
    info = inspect(world, Request(body, {"authorization": f"bearer {BOT}"}))
    assert (info.number, info.operation, info.kind) == (1, "ReadVersions", "query")
    assert (info.login, info.variables) == ("github-actions[bot]", {"ids": ["x"]})
    assert BOT not in repr(info)
    assert world.request_number == 0


@pytest.mark.parametrize(("body", "kind"), [(QUERY, "query"), (b"{", "other"), (b'{"query": "{ nothing }"}', "other")])
def test_the_kind_of_a_request(body: bytes, kind: str) -> None:
    """A request that is refused as a whole is neither a query nor a mutation."""
    world, _ = world_of()
    assert inspect(world, Request(body, {})).kind == kind


def test_every_request_is_one_tick_and_recorded() -> None:
    """Refused requests too."""
    world = World(tick_s=5)
    world.token(BOT)
    _respond(world)
    _respond(world, authorization=None)
    assert [(one.number, one.operation, one.status, one.at) for one in world.requests] == [
        (1, "Who", 200, world.now - 5),
        (2, "Who", 401, world.now),
    ]
