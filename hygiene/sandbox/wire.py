"""HTTP without sockets: a request to a world becomes the response that GitHub would send."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from hygiene.sandbox import faults
from hygiene.sandbox.checks import Late, WorkflowRun
from hygiene.sandbox.context import Context
from hygiene.sandbox.execute import Body, Prepared, prepare, run
from hygiene.sandbox.history import RequestRecord
from hygiene.sandbox.refusal import WENT_WRONG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.people import Token
    from hygiene.sandbox.store import Store

PATHS = ("/graphql", "/api/graphql")
DOCUMENTATION = "https://docs.github.com/graphql"
BAD_CREDENTIALS = "Bad credentials"
NO_QUERY = "A query attribute must be specified and must be a string."
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID {}."
)
_TIMED_OUT = (
    "We couldn't respond to your request in time. Sorry about that. "
    "Please try resubmitting your request and contact us if the problem persists."
)
_CAUSE = "This may be the result of a timeout, or it could be a GitHub bug. "
_UNICORN = "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>{}</body></html>\n"
_NGINX = (
    "<html>\r\n<head><title>{0} Bad Gateway</title></head>\r\n<body>\r\n<center><h1>{0} Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)

_Sent: TypeAlias = "tuple[str, str | None, Mapping[str, Any]]"


@dataclass(frozen=True)
class Request:
    """An HTTP request; header names are in lower case. ``client`` is a name for the connection."""

    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    path: str = PATHS[0]
    client: str = ""

    @cached_property
    def sent(self) -> _Sent | None:
        """The text, the name of the operation, and the variables; None if the body has another form."""
        try:
            sent = json.loads(self.body)
        except ValueError:
            return None
        if not isinstance(sent, dict) or not isinstance(sent.get("variables") or {}, dict):
            return None
        query = sent.get("query")
        return (query if isinstance(query, str) else "", sent.get("operationName"), sent.get("variables") or {})

    @cached_property
    def prepared(self) -> Prepared | Body:
        """The operation, or the body that refuses it. It depends on no world, so it is prepared once."""
        if self.sent is None or not self.sent[0]:
            return {"errors": [{"message": NO_QUERY}]}
        return prepare(*self.sent)


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


def inspect(world: Store, request: Request) -> RequestInfo:
    """Return what is known about a request without executing it."""
    number, token = world.request_number + 1, token_of(world, request)
    login = token.login if token else None
    sent, found = request.sent, request.prepared
    if sent is None or not isinstance(found, Prepared):
        return faults.RequestInfo(number, sent[1] if sent else None, "other", login, sent[2] if sent else {})
    name = found.operation.name.value if found.operation.name else None
    kind: Literal["query", "mutation"] = "mutation" if found.is_mutation else "query"
    return faults.RequestInfo(number, name, kind, login, sent[2], frozenset(found.cost.fields), found.cost.nodes)


def respond(world: Store, request: Request, fault: Fault | None = None) -> Response | NoResponse:
    """Return the response to a request, with this fault or else that of the world's rules. It is one tick."""
    info = inspect(world, request)
    if fault is None and world.faults:
        fault, world.faults = faults.choose(world.faults, info)
    world.request_number += 1
    world.now += world.tick_s
    events = len(world.history)
    world.serving = world.request_number
    try:
        response = _respond(world, request, fault)
    finally:
        world.serving = 0
    status = 0 if isinstance(response, NoResponse) else response.status
    events = len(world.history) - events
    name = type(fault).__name__ if fault else None
    errors = () if isinstance(response, NoResponse) else _errors(response.body)
    world.requests.append(
        RequestRecord(
            info.number, world.now, info.login, info.operation, info.kind, status, events, name, request.client, errors
        )
    )
    return response


def _errors(body: bytes) -> tuple[tuple[str, str], ...]:
    """The types and messages of the errors in a response; half a response and pages have none."""
    if b'"errors":' not in body:
        return ()
    with suppress(ValueError):
        errors = json.loads(body)["errors"]
        return tuple((str(error.get("type") or "error"), str(error.get("message", ""))) for error in errors)
    return ()


def token_of(world: Store, request: Request) -> Token | None:
    """Return the token of a request, if it exists."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return world.tokens.get(value.strip()) if scheme.lower() in {"bearer", "token"} else None


def _respond(world: Store, request: Request, fault: Fault | None) -> Response | NoResponse:
    match fault:
        case faults.GatewayError() | faults.WentWrong() | faults.Reset() | faults.Timeout():
            if fault.after:
                _execute(world, request, None)
            return _failure(world, fault)
        case faults.Unreachable():
            return NoResponse("unreachable")
        case faults.WrongPage(status=status):
            return _page(world, status, _UNICORN)
        case faults.SecondaryLimit():
            return _secondary_limit(world, fault)
        case faults.HalfResponse():
            whole = _execute(world, request, None)
            return Response(whole.status, whole.body[: len(whole.body) // 2], whole.headers)
        case _:
            return _execute(world, request, fault)


def _failure(
    world: Store, fault: faults.GatewayError | faults.WentWrong | faults.Reset | faults.Timeout
) -> Response | NoResponse:
    match fault:
        case faults.Reset():
            return NoResponse("reset")
        case faults.Timeout():
            return NoResponse("timeout")
        case faults.WentWrong(data_null=data_null):
            return _json(world, 200, {**({"data": None} if data_null else {}), "errors": [_went_wrong(world, "")]})
        case faults.GatewayError(status=status, body="went_wrong"):
            return _json(world, status, {"data": None, "errors": [_went_wrong(world, _CAUSE)]})
        case faults.GatewayError(status=status, body="timed_out"):
            return _json(world, status, {"message": _TIMED_OUT})
        case faults.GatewayError(status=status, body="empty"):
            return Response(status, b"", _headers(world))
        case faults.GatewayError(status=status, body=body):
            return _page(world, status, _NGINX if body == "nginx" else _UNICORN)


def _secondary_limit(world: Store, fault: faults.SecondaryLimit) -> Response:
    extra = {} if fault.retry_after_s is None else {"retry-after": str(fault.retry_after_s)}
    message = SECONDARY.format(_request_id(world))
    body: dict[str, Any] = {"documentation_url": DOCUMENTATION, "message": message}
    if fault.status == 200:  # noqa: PLR2004 - the status of GraphQL errors
        body = {"errors": [{"type": "RATE_LIMITED", "message": message}]}
    return _json(world, fault.status, body, extra)


def _execute(world: Store, request: Request, fault: Fault | None) -> Response:
    if request.path.partition("?")[0] not in PATHS or request.method != "POST":
        return _json(world, 404, {"message": "Not Found", "documentation_url": DOCUMENTATION})
    token = token_of(world, request)
    if token is None:
        return _json(world, 401, {"message": BAD_CREDENTIALS, "documentation_url": DOCUMENTATION})
    if request.sent is None:
        return _json(world, 400, {"message": "Problems parsing JSON", "documentation_url": DOCUMENTATION})
    if isinstance(fault, faults.RateLimited):
        headers = {**_budget_headers(world, token.login), "x-ratelimit-remaining": "0"}
        headers["x-ratelimit-reset"] = str(world.now + fault.reset_after_s)
        return _json(world, 200, _limited(fault.kind, token.login), headers)
    if world.points_left(token.login) == 0:
        return _json(world, 200, _limited("RATE_LIMITED", token.login), _budget_headers(world, token.login))
    if not isinstance(fault, faults.Refused):
        body = _run(world, token, request.prepared, fault)
    else:
        body = _refusal(fault)
        if fault.after:
            _run(world, token, request.prepared, None)
    return _json(world, 200, body, _budget_headers(world, token.login))


def _run(world: Store, token: Token, prepared: Prepared | Body, fault: Fault | None) -> Body:
    if not isinstance(prepared, Prepared):
        return prepared
    world.budget(token.login).used += prepared.cost.points
    late = dict(world.late_results())
    if isinstance(fault, faults.LateResults):
        late |= _late(world, fault)
    # A mutation reads the current state before each of its fields, so a lag has no effect on it.
    state = world.lagging(fault.writes if isinstance(fault, faults.Lag) else 0)
    context = Context(world, token, state, late={node: how for node, how in late.items() if node in state.nodes})
    body = run(prepared, context, fault if isinstance(fault, faults.FieldFails | faults.ResourceLimits) else None)
    if not prepared.is_mutation:
        world.count_read()
    return body


def _late(world: Store, fault: faults.LateResults) -> dict[str, Late]:
    runs = [record for record in world.state.nodes.values() if isinstance(record, WorkflowRun)]
    return {one.id: Late(fault.shows, fault.jobs) for one in runs if fault.run in (None, one.database_id)}


def _went_wrong(world: Store, cause: str) -> dict[str, Any]:
    request_id = _request_id(world)
    return {"message": f"{WENT_WRONG}. {cause}Please include `{request_id}` when reporting this issue."}


def _refusal(fault: faults.Refused) -> dict[str, Any]:
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


def _page(world: Store, status: int, html: str) -> Response:
    headers = {**_headers(world), "content-type": "text/html; charset=utf-8"}
    return Response(status, html.format(status).encode(), headers)


def _headers(world: Store) -> dict[str, str]:
    return {
        "date": formatdate(world.now, usegmt=True),
        "server": "github.com",
        "x-github-request-id": _request_id(world),
    }


def _request_id(world: Store) -> str:
    return f"0C0A:{world.request_number:04X}:5AB0:{world.now:08X}"
