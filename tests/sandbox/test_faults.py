"""Faults: what httpx returns or raises, and whether the request was executed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.sandbox.faults import (
    Fault,
    GatewayError,
    HalfAnswer,
    Lag,
    RateLimited,
    Refused,
    Reset,
    SecondaryLimit,
    Timeout,
    Unreachable,
    WrongPage,
)
from hygiene.sandbox.transport import SandboxTransport
from tests.sandbox.graphql_client import BOT, URL, busy, fetch, mutate, send

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.wire import NoResponse, RequestInfo, Response
    from hygiene.sandbox.world import World

ADD = "mutation Add($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { body } } } }"
COUNT = '{ repository(owner: "o", name: "r") { pullRequest(number: 1) { comments { totalCount } } } }'


def _given(repository: RepositorySeed, number: int) -> dict[str, Any]:
    return {"i": {"subjectId": repository.thread(number).id, "body": "written"}}


def _written(repository: RepositorySeed, number: int) -> bool:
    return any(comment.body == "written" for comment in repository.comments(number))


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize("after", [False, True])
def test_a_gateway_error_may_hide_a_write(status: int, *, after: bool) -> None:
    """The response is the same whether the request was executed or not."""
    world, repository, number, _ = busy()
    answer = send(world, ADD, _given(repository, number), fault=GatewayError(after=after, status=status))
    assert answer.status_code == status
    assert answer.text.startswith("<!DOCTYPE html>")
    assert _written(repository, number) is after


@pytest.mark.parametrize(
    ("fault", "raised", "done"),
    [
        (Reset(), httpx.RemoteProtocolError, False),
        (Reset(after=True), httpx.RemoteProtocolError, True),
        (Timeout(), httpx.ReadTimeout, False),
        (Timeout(after=True), httpx.ReadTimeout, True),
        (Unreachable(), httpx.ConnectError, False),
    ],
)
def test_no_response_raises_what_httpx_raises(fault: Fault, raised: type[Exception], *, done: bool) -> None:
    """The request was executed or not, and its record has no status."""
    world, repository, number, _ = busy()
    with pytest.raises(raised):
        send(world, ADD, _given(repository, number), fault=fault)
    assert _written(repository, number) is done
    assert (world.requests[-1].status, world.requests[-1].fault) == (0, type(fault).__name__)
    assert world.requests[-1].events == int(done)


@pytest.mark.parametrize(("wait", "header"), [(60, "60"), (None, None)])
def test_the_secondary_limit(wait: int | None, header: str | None) -> None:
    """403 with GitHub's message, and ``retry-after`` unless it is left out."""
    world, repository, number, _ = busy()
    answer = send(world, ADD, _given(repository, number), fault=SecondaryLimit(wait))
    assert answer.status_code == 403
    assert "secondary rate limit" in answer.json()["message"]
    assert answer.headers.get("retry-after") == header
    assert not _written(repository, number)


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
def test_the_primary_limit(kind: Any) -> None:  # noqa: ANN401 - one of two literals
    """200 with an error without data, and the time of the reset."""
    world, repository, number, _ = busy()
    answer = send(world, ADD, _given(repository, number), fault=RateLimited(kind, reset_after_s=30))
    assert answer.status_code == 200
    assert [error["type"] for error in answer.json()["errors"]] == [kind]
    assert "data" not in answer.json()
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert answer.headers["x-ratelimit-reset"] == str(world.now + 30)
    assert not _written(repository, number)


def test_a_wrong_page_and_half_a_response() -> None:
    """HTML instead of JSON, and JSON that ends in the middle."""
    world, repository, number, _ = busy()
    page = send(world, ADD, _given(repository, number), fault=WrongPage())
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert not _written(repository, number)
    half = send(world, ADD, _given(repository, number), fault=HalfAnswer())
    with pytest.raises(json.JSONDecodeError):
        half.json()
    assert _written(repository, number)


def test_any_error_can_be_returned() -> None:
    """For errors that no state of a world causes."""
    world, repository, number, _ = busy()
    fault = Refused("UNPROCESSABLE", "was submitted too quickly", code="too_fast")
    answer = send(world, ADD, _given(repository, number), fault=fault).json()
    assert answer == {
        "errors": [
            {"type": "UNPROCESSABLE", "extensions": {"code": "too_fast"}, "message": "was submitted too quickly"}
        ]
    }
    assert "type" not in send(world, COUNT, fault=Refused(None, "x")).json()["errors"][0]


def test_a_replica_lags_in_queries_only() -> None:
    """A query reads an earlier state; a mutation's payload always contains its own write."""
    world, repository, number, _ = busy()
    for body in ("one", "two"):
        repository.person("bob").comment(number, body)
    counts = [
        send(world, COUNT, fault=Lag(writes)).json()["data"]["repository"]["pullRequest"]["comments"]["totalCount"]
        for writes in (0, 1, 2)
    ]
    assert counts == [3, 2, 1]
    query = ADD.replace("body }", "repository { pullRequest(number: 1) { comments { totalCount } } } }")
    seen = send(world, query, _given(repository, number), fault=Lag(3)).json()["data"]["addComment"]
    assert seen["commentEdge"]["node"]["repository"]["pullRequest"]["comments"]["totalCount"] == 4


def test_lag_is_limited_to_the_states_that_are_kept() -> None:
    """A larger lag reads the oldest state."""
    world, repository = busy()[:2]
    assert world.lagging(10_000) == world.past[0]
    assert world.copy().lagging(1) == world.past[-1]
    assert repository.record == world.lagging(0).nodes[repository.record.id]


def _client(world: World, **how: Any) -> httpx.Client:  # noqa: ANN401 - arguments of the transport
    return httpx.Client(transport=SandboxTransport(world, **how), headers={"authorization": f"bearer {BOT}"})


def test_faults_come_one_per_request_in_order() -> None:
    """None is no fault, and there are none after the last one."""
    world, *_ = busy()
    with _client(world, faults=[GatewayError(), None, SecondaryLimit()]) as client:
        statuses = [client.post(URL, json={"query": COUNT}).status_code for _ in range(5)]
    assert statuses == [502, 200, 403, 200, 200]


def test_faults_may_be_chosen_by_request() -> None:
    """A function chooses the fault by what is known of the request."""
    world, repository, number, _ = busy()
    with _client(world, faults=lambda info: GatewayError() if info.kind == "mutation" else None) as client:
        given = {"query": ADD, "variables": _given(repository, number)}
        assert client.post(URL, json=given).status_code == 502
        assert client.post(URL, json={"query": COUNT}).status_code == 200


def test_before_may_change_the_world_and_choose_the_fault() -> None:
    """Other writers act between the arrival of a request and its execution."""
    world, repository, number, _ = busy()
    seen: list[tuple[RequestInfo, Response | NoResponse]] = []

    def before(info: RequestInfo) -> Fault | None:
        repository.person("bob").comment(number, f"before {info.number}")
        return Lag(1) if info.number == 2 else None

    with _client(world, before=before, after=lambda info, response: seen.append((info, response))) as client:
        counts = [
            client.post(URL, json={"query": COUNT}).json()["data"]["repository"]["pullRequest"]["comments"]
            for _ in range(2)
        ]
    assert counts == [{"totalCount": 2}, {"totalCount": 2}]
    assert [(info.number, getattr(response, "status", 0)) for info, response in seen] == [(1, 200), (2, 200)]


def test_a_request_that_is_not_executed_costs_nothing() -> None:
    """A 502 before the execution uses no points."""
    world, repository, number, _ = busy()
    send(world, COUNT, fault=GatewayError())
    assert not world.budgets
    mutate(world, "addComment", _given(repository, number)["i"], "commentEdge { node { id } }")
    assert fetch(world, "{ rateLimit { used } }")["rateLimit"] == {"used": 2}
