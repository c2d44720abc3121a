"""HTTP without sockets: a request to a world becomes the response that GitHub would send."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Literal

from hygiene.sandbox.context import Context
from hygiene.sandbox.execute import Prepared, prepare, run
from hygiene.sandbox.faults import (
    FieldFails,
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
from hygiene.sandbox.history import RequestRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.people import Token
    from hygiene.sandbox.store import Store

PATHS = ("/graphql", "/api/graphql")
DOCUMENTATION = "https://docs.github.com/graphql"
BAD_CREDENTIALS = "Bad credentials"
NO_QUERY = "A query attribute must be specified and must be a string."
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_UNICORN = "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>{}</body></html>\n"


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request; header names are in lower case."""

    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    path: str = PATHS[0]


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoResponse:
    """No response reaches the client."""

    how: Literal["reset", "timeout", "unreachable"]


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """What is known about a request before it is executed. It does not contain the token."""

    number: int
    operation: str | None
    kind: Literal["query", "mutation", "other"]
    login: str | None
    variables: Mapping[str, Any]


def inspect(world: Store, request: Request) -> RequestInfo:
    """Return what is known about a request without executing it."""
    number, token = world.request_number + 1, token_of(world, request)
    login = token.login if token else None
    parsed = _parsed(request)
    found = prepare(*parsed) if parsed else None
    if parsed is None or not isinstance(found, Prepared):
        return RequestInfo(number, parsed[1] if parsed else None, "other", login, parsed[2] if parsed else {})
    name = found.operation.name.value if found.operation.name else None
    return RequestInfo(number, name, "mutation" if found.is_mutation else "query", login, parsed[2])


def respond(world: Store, request: Request, fault: Fault | None = None) -> Response | NoResponse:
    """Return the response to a request. Each request moves the clock by one tick."""
    info = inspect(world, request)
    world.request_number += 1
    world.now += world.tick_s
    events = len(world.history)
    world.serving = world.request_number
    try:
        response = _before(world, fault) or _after(fault, _execute(world, request, fault))
    finally:
        world.serving = 0
    status = 0 if isinstance(response, NoResponse) else response.status
    events = len(world.history) - events
    name = type(fault).__name__ if fault else None
    world.requests.append(
        RequestRecord(info.number, world.now, info.login, info.operation, info.kind, status, events, name)
    )
    return response


def token_of(world: Store, request: Request) -> Token | None:
    """Return the token of a request, if it exists."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return world.tokens.get(value.strip()) if scheme.lower() in {"bearer", "token"} else None


def _before(world: Store, fault: Fault | None) -> Response | NoResponse | None:
    match fault:
        case GatewayError(after=False, status=status):
            return _page(world, status)
        case Reset(after=False):
            return NoResponse("reset")
        case Timeout(after=False):
            return NoResponse("timeout")
        case Unreachable():
            return NoResponse("unreachable")
        case WrongPage(status=status):
            return _page(world, status)
        case SecondaryLimit(retry_after_s=wait, status=status):
            extra = {} if wait is None else {"retry-after": str(wait)}
            return _json(world, status, {"documentation_url": DOCUMENTATION, "message": SECONDARY}, extra)
        case _:
            return None


def _after(fault: Fault | None, response: Response) -> Response | NoResponse:
    match fault:
        case GatewayError(after=True, status=status):
            return Response(status, _UNICORN.format(status).encode(), {"content-type": "text/html"})
        case Reset(after=True):
            return NoResponse("reset")
        case Timeout(after=True):
            return NoResponse("timeout")
        case HalfAnswer():
            return Response(response.status, response.body[: len(response.body) // 2], response.headers)
        case _:
            return response


def _execute(world: Store, request: Request, fault: Fault | None) -> Response:
    if request.path.partition("?")[0] not in PATHS or request.method != "POST":
        return _json(world, 404, {"message": "Not Found", "documentation_url": DOCUMENTATION})
    token = token_of(world, request)
    if token is None:
        return _json(world, 401, {"message": BAD_CREDENTIALS, "documentation_url": DOCUMENTATION})
    parsed = _parsed(request)
    if parsed is None:
        return _json(world, 400, {"message": "Problems parsing JSON", "documentation_url": DOCUMENTATION})
    budget = world.budget(token.login)
    if isinstance(fault, RateLimited):
        headers = {**_budget_headers(world, token.login), "x-ratelimit-remaining": "0"}
        headers["x-ratelimit-reset"] = str(world.now + fault.reset_after_s)
        return _json(world, 200, _limited(fault.kind, token.login), headers)
    if world.points_left(token.login) == 0:
        return _json(world, 200, _limited("RATE_LIMITED", token.login), _budget_headers(world, token.login))
    if isinstance(fault, Refused):
        return _json(world, 200, _refusal(fault), _budget_headers(world, token.login))
    prepared = prepare(*parsed) if parsed[0] else {"errors": [{"message": NO_QUERY}]}
    if isinstance(prepared, Prepared):
        budget.used += prepared.cost.points
        # A mutation reads the current state before each of its fields.
        context = Context(world, token, world.lagging(fault.writes if isinstance(fault, Lag) else 0))
        body = run(prepared, context, fault if isinstance(fault, FieldFails) else None)
    else:
        body = prepared
    return _json(world, 200, body, _budget_headers(world, token.login))


def _parsed(request: Request) -> tuple[str, str | None, Mapping[str, Any]] | None:
    try:
        sent = json.loads(request.body)
    except ValueError:
        return None
    if not isinstance(sent, dict) or not isinstance(sent.get("variables") or {}, dict):
        return None
    query = sent.get("query")
    return (query if isinstance(query, str) else "", sent.get("operationName"), sent.get("variables") or {})


def _refusal(fault: Refused) -> dict[str, Any]:
    kind = {"type": fault.kind} if fault.kind else {}
    code = {"extensions": {"code": fault.code}} if fault.code else {}
    return {"errors": [{**kind, **code, "message": fault.message}]}


def _limited(kind: str, login: str) -> dict[str, Any]:
    return {"errors": [{"type": kind, "message": f"API rate limit exceeded for {login}."}]}


def _budget_headers(world: Store, login: str) -> dict[str, str]:
    budget = world.budget(login)
    return {
        "x-ratelimit-limit": str(world.behaviour.points_per_hour_max),
        "x-ratelimit-remaining": str(world.points_left(login)),
        "x-ratelimit-used": str(budget.used),
        "x-ratelimit-reset": str(budget.reset_at),
        "x-ratelimit-resource": "graphql",
    }


def _json(world: Store, status: int, body: dict[str, Any], extra: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    headers = {**_headers(world), "content-type": "application/json; charset=utf-8", **(extra or {})}
    return Response(status, text.encode("utf-8", errors="surrogatepass"), headers)


def _page(world: Store, status: int) -> Response:
    headers = {**_headers(world), "content-type": "text/html; charset=utf-8"}
    return Response(status, _UNICORN.format(status).encode(), headers)


def _headers(world: Store) -> dict[str, str]:
    return {
        "date": formatdate(world.now, usegmt=True),
        "server": "github.com",
        "x-github-request-id": f"0C0A:{world.request_number:04X}:5AB0:{world.now:08X}",
    }
