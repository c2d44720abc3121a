"""Faults: what httpx returns or raises, and whether the request was executed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.sandbox.checks import WorkflowRun
from hygiene.sandbox.faults import (
    FAULTS,
    VALIDATION_TIMEOUT,
    Fault,
    FaultRule,
    GatewayError,
    HalfResponse,
    Lag,
    LateResults,
    RateLimited,
    Refused,
    Reset,
    ResourceLimits,
    SecondaryLimit,
    Timeout,
    Unreachable,
    WentWrong,
    WrongPage,
)
from hygiene.sandbox.transport import SandboxTransport
from tests.sandbox.graphql_client import BOT, URL, busy, fetch, mutate, send

if TYPE_CHECKING:
    from hygiene.sandbox.faults import RequestInfo
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.wire import NoResponse, Response
    from hygiene.sandbox.world import World

ADD = "mutation Add($i: AddCommentInput!) { addComment(input: $i) { commentEdge { node { body } } } }"
COUNT = '{ repository(owner: "o", name: "r") { pullRequest(number: 1) { comments { totalCount } } } }'


def _given(repository: RepositorySeed, number: int) -> dict[str, Any]:
    return {"i": {"subjectId": repository.thread(number).id, "body": "written"}}


def _written(repository: RepositorySeed, number: int) -> bool:
    return any(comment.body == "written" for comment in repository.comments(number))


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("fault", "status", "kind", "text"),
    [
        (GatewayError(), 502, "text/html", "<!DOCTYPE html>"),
        (GatewayError(status=503), 503, "text/html", "<!DOCTYPE html>"),
        (GatewayError(body="nginx"), 502, "text/html", "<center><h1>502 Bad Gateway</h1></center>"),
        (GatewayError(body="went_wrong"), 502, "application/json", '{"data":null,"errors":[{"message":"Something went'),
        (
            GatewayError(status=504, body="timed_out"),
            504,
            "application/json",
            '{"message":"We couldn\'t respond to your',
        ),
        (GatewayError(status=408, body="empty"), 408, None, ""),
        (GatewayError(status=499, body="empty"), 499, None, ""),
        (WentWrong(), 200, "application/json", '{"data":null,"errors":[{"message":"Something went wrong while'),
        (WentWrong(data_null=False), 200, "application/json", '{"errors":[{"message":"Something went wrong while'),
        (Refused(None, VALIDATION_TIMEOUT), 200, "application/json", '{"errors":[{"message":"Timeout on validation of'),
    ],
)
def test_a_failure_may_hide_a_write(fault: Any, status: int, kind: str | None, text: str, *, after: bool) -> None:  # noqa: ANN401 - a fault with `after`
    """The response is the same whether the request was executed or not."""
    world, repository, number, _ = busy()
    answer = send(world, ADD, _given(repository, number), fault=replace(fault, after=after))
    assert answer.status_code == status
    assert answer.headers.get("content-type", "").partition(";")[0] == (kind or "")
    assert text in answer.text
    assert _written(repository, number) is after
    assert (world.requests[-1].events, world.requests[-1].fault) == (int(after), type(fault).__name__)


def test_a_failure_has_the_request_id() -> None:
    """GitHub's message requests to include it in a report."""
    world, *_ = busy()
    for fault in (WentWrong(), GatewayError(body="went_wrong"), SecondaryLimit(), SecondaryLimit(status=200)):
        answer = send(world, COUNT, fault=fault)
        assert answer.headers["x-github-request-id"] in answer.text


LIMITS = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
DEEP = """{ rateLimit { cost } repository(owner: "o", name: "r") { nameWithOwner pullRequest(number: 1) {
  number comments(first: 1) { totalCount } } } viewer { login } }"""


@pytest.mark.parametrize(
    ("fault", "path", "data"),
    [
        (ResourceLimits(2), ["repository"], {"rateLimit": {"cost": 1}, "repository": None, "viewer": None}),
        (ResourceLimits(1), ["rateLimit"], {"rateLimit": None, "repository": None, "viewer": None}),
        (
            ResourceLimits(2, path=("pullRequest", "comments")),
            ["repository", "pullRequest", "comments"],
            {"rateLimit": {"cost": 1}, "repository": None, "viewer": None},
        ),
        (
            ResourceLimits(2, after=True, null=("pullRequest",), path=("comments",)),
            ["repository", "pullRequest", "comments"],
            {
                "rateLimit": {"cost": 1},
                "repository": {"nameWithOwner": "o/r", "pullRequest": None},
                "viewer": {"login": "github-actions[bot]"},
            },
        ),
        (
            ResourceLimits(2, null=("nothing", "here")),
            ["repository", "nothing", "here"],
            {
                "rateLimit": {"cost": 1},
                "repository": {"nameWithOwner": "o/r", "pullRequest": {"number": 1, "comments": {"totalCount": 1}}},
                "viewer": {"login": "github-actions[bot]"},
            },
        ),
    ],
)
def test_resource_limits_come_with_data(fault: ResourceLimits, path: list[str], data: dict[str, Any]) -> None:
    """One error with partial data. The path may lead deeper than the null."""
    world, *_ = busy()
    answer = send(world, DEEP, fault=fault)
    assert answer.status_code == 200
    assert answer.json()["data"] == data
    (error,) = answer.json()["errors"]
    assert {key: error[key] for key in LIMITS} == LIMITS
    assert error["path"] == path


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_resource_limits_on_writes(place: int, *, after: bool) -> None:
    """Fields before the limit were written and returned; the response has nothing about the others."""
    world, repository, number, _ = busy()
    fields = [f"m{one}: addComment(input: $i) {{ commentEdge {{ node {{ body }} }} }}" for one in (1, 2, 3)]
    document = f"mutation M($i: AddCommentInput!) {{ {' '.join(fields)} }}"
    answer = send(world, document, _given(repository, number), fault=ResourceLimits(place, after=after)).json()
    assert [one is not None for one in answer["data"].values()] == [one < place for one in (1, 2, 3)]
    assert [error["path"] for error in answer["errors"]] == [[f"m{place}"]]
    assert len(repository.comments(number)) == 1 + (3 if after else place - 1)


def test_a_deeper_null_leaves_the_other_root_fields() -> None:
    """Also those that have something at the same path."""
    world, *_ = busy()
    fields = 'repository(owner: "o", name: "r") { pullRequest(number: 1) { number } }'
    answer = send(world, f"{{ a: {fields} b: {fields} }}", fault=ResourceLimits(null=("pullRequest",))).json()
    assert answer["data"] == {"a": {"pullRequest": None}, "b": {"pullRequest": {"number": 1}}}


def _rules(world: World, *rules: FaultRule) -> None:
    world.faults = list(rules)


def test_a_lighter_query_passes() -> None:
    """A rule may hold only while a field is selected, or while more nodes are possible."""
    world, *_ = busy()
    page = 'query Page($first: Int, $more: Boolean!) { repository(owner: "o", name: "r") { pullRequest(number: 1) {'
    page += " comments(first: $first) { nodes { body } } baseRef @include(if: $more) { name } } } }"
    limits = ResourceLimits()
    for rule, heavy, light in (
        (FaultRule(limits, fields=("baseRef", "annotations")), (10, True), (100, False)),
        (FaultRule(limits, nodes_over=10), (11, False), (10, True)),
        (FaultRule(limits, operation="Page", on="query", nodes_over=50, fields=("baseRef",)), (51, True), (51, False)),
    ):
        _rules(world, rule)
        for (first, more), expected in ((heavy, True), (light, False), (heavy, True)):
            answer = send(world, page, {"first": first, "more": more}).json()
            assert ("errors" in answer) is expected


def test_rules_choose_faults_for_requests() -> None:
    """The first rule that matches; rules end after a number of requests, and begin after one."""
    world, repository, number, _ = busy()
    _rules(
        world,
        FaultRule(GatewayError(), on="mutation"),
        FaultRule(Refused("A", "a"), operation="Other"),
        FaultRule(SecondaryLimit(), on="query", skip=1, times=2),
    )
    twin = world.copy()
    statuses = [send(world, COUNT).status_code for _ in range(4)]
    assert statuses == [200, 403, 403, 200]
    assert [send(world, ADD, _given(repository, number)).status_code for _ in range(3)] == [502, 502, 502]
    assert send(world, COUNT.replace("{", "query Other {", 1)).json() == {"errors": [{"type": "A", "message": "a"}]}
    assert [send(twin, COUNT).status_code for _ in range(4)] == statuses
    twin = world.copy()
    twin.faults.append(FaultRule(Reset()))
    assert len(twin.faults) == len(world.faults) + 1
    assert send(world, ADD, _given(repository, number), fault=Lag(1)).status_code == 200


@pytest.mark.parametrize("which", ["all", "this", "other"])
def test_results_may_be_late_in_one_response(which: str) -> None:
    """Of all runs, or of one; the next response is complete."""
    world, repository, *_ = busy()
    run = repository.run(world.state.get(repository.record.workflow_runs[-1], WorkflowRun).database_id)
    query = 'query Q($oid: GitObjectID!) { repository(owner: "o", name: "r") { object(oid: $oid) { ... on Commit {'
    query += " checkSuites(first: 9) { nodes { status conclusion } } } } } }"
    wanted = {"all": None, "this": run.database_id, "other": 7}[which]

    def suites(fault: Fault | None = None) -> Any:  # noqa: ANN401 - JSON
        return send(world, query, {"oid": run.head_oid}, fault=fault).json()["data"]["repository"]["object"]

    complete = suites()
    assert complete == {"checkSuites": {"nodes": [{"status": "COMPLETED", "conclusion": "FAILURE"}]}}
    unfinished = {"checkSuites": {"nodes": [{"status": "IN_PROGRESS", "conclusion": None}]}}
    assert suites(LateResults(run=wanted)) == (complete if which == "other" else unfinished)
    assert suites(LateResults("missing", run=wanted)) == (
        complete if which == "other" else {"checkSuites": {"nodes": []}}
    )
    assert suites() == complete


def test_every_fault_has_a_name() -> None:
    """World files use the names."""
    assert list(FAULTS) == [
        "gateway_error",
        "went_wrong",
        "resource_limits",
        "reset",
        "timeout",
        "unreachable",
        "secondary_limit",
        "rate_limited",
        "wrong_page",
        "half_response",
        "refused",
        "lag",
        "late_results",
        "field_fails",
    ]


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
@pytest.mark.parametrize("status", [403, 200, 429])
def test_the_secondary_limit(status: int, wait: int | None, header: str | None) -> None:
    """A message with 403 or a GraphQL error with 200, and ``retry-after`` unless it is left out."""
    world, repository, number, _ = busy()
    answer = send(world, ADD, _given(repository, number), fault=SecondaryLimit(wait, status))
    assert answer.status_code == status
    body = answer.json()["errors"][0] if status == 200 else answer.json()
    assert "secondary rate limit" in body["message"]
    assert ("data" in answer.json()) is False
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
    half = send(world, ADD, _given(repository, number), fault=HalfResponse())
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
