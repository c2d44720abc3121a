"""A transport for httpx that sends requests to a world without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import httpx

from hygiene.sandbox.faults import RequestInfo
from hygiene.sandbox.wire import NoResponse, Request, Response, inspect, respond

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.store import Store

Chooser: TypeAlias = Callable[[RequestInfo], "Fault | None"]
Watcher: TypeAlias = Callable[[RequestInfo, "Response | NoResponse"], None]


class SandboxTransport(httpx.BaseTransport):
    """Sends every request to a world.

    ``before`` is called when a request has arrived and nothing is executed yet: it may switch to another writer, change
    the world, and return a fault for this very request. ``faults`` is used when ``before`` returns none: one per
    request in order (None is no fault), or a function. ``after`` is called with the response.
    """

    def __init__(
        self,
        world: Store,
        *,
        faults: Iterable[Fault | None] | Chooser = (),
        before: Chooser | None = None,
        after: Watcher | None = None,
        client: str = "",
    ) -> None:
        self.world = world
        self._client = client
        self._faults: Chooser = faults if callable(faults) else _in_order(iter(faults))
        self._before = before
        self._after = after

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or raise what httpx raises when there is no response."""
        sent = Request(
            body=request.read(),
            headers={name.lower(): value for name, value in request.headers.items()},
            method=request.method,
            path=request.url.path,
            client=self._client,
        )
        info = inspect(self.world, sent)
        fault = self._before(info) if self._before else None
        if fault is None:
            fault = self._faults(info)
        response = respond(self.world, sent, fault)
        if self._after:
            self._after(info, response)
        if isinstance(response, NoResponse):
            raise _as_httpx(response, request)
        return httpx.Response(response.status, headers=response.headers, content=response.body, request=request)


def _as_httpx(missing: NoResponse, request: httpx.Request) -> httpx.TransportError:
    match missing.how:
        case "reset":
            return httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
        case "timeout":
            return httpx.ReadTimeout("The read operation timed out", request=request)
        case "unreachable":
            return httpx.ConnectError("[Errno 111] Connection refused", request=request)


def _in_order(faults: Iterator[Fault | None]) -> Chooser:
    return lambda _info: next(faults, None)
