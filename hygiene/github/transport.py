"""The only place that repeats a request: a query, or a mutation that the host did not begin.

A mutation whose outcome is unknown is never repeated: the next pass reads what became of it.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Protocol

import httpx

from hygiene.github.errors import ApiError, ErrorKind, graphql_errors, http_error, one_line
from hygiene.github.headers import retry_after_s
from hygiene.github.http import read_within
from hygiene.markdown.secret import Secret

if TYPE_CHECKING:
    from datetime import datetime

_LOG = logging.getLogger(__name__)
SENDS_MAX = 3
WAIT_S_MAX = 120
BACKOFF_S = 1.0
# The request never reached the host: even a mutation may be sent again.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_PASSING = (ErrorKind.SERVER, ErrorKind.RATE_LIMIT, ErrorKind.SECONDARY)


class Waiting(Protocol):
    """What the transport needs of a clock."""

    def now(self) -> datetime:
        """The time, with its zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def jitter(self) -> float:
        """A number from 0 to below 1, from an injected seed."""


class RetryingTransport(httpx.BaseTransport):
    """Sends through ``inner``; ``queries`` and ``mutations`` count the requests, repeated ones included."""

    def __init__(self, inner: httpx.BaseTransport, clock: Waiting) -> None:
        self.inner = inner
        self.clock = clock
        self.queries = 0
        self.mutations = 0
        self._waited_s = 0.0
        self._secret: Secret | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The first response that sending the request again would not improve; raises what httpx raises."""
        operation, writes = _sent_by(request)
        for sent in range(1, SENDS_MAX + 1):
            self.mutations += writes
            self.queries += not writes
            try:
                response = self._without_secret(read_within(self.inner.handle_request(request)), request)
                _log_response(operation, response)
            except httpx.TransportError as error:
                _LOG.info("%s: no response, %s", operation, type(error).__name__)
                if sent == SENDS_MAX or not (isinstance(error, NEVER_SENT) or _may_repeat(error, writes=writes)):
                    raise
                self._sleep(BACKOFF_S * 2 ** (sent - 1))
                continue
            failure = _passing_error(response, self.clock.now())
            if failure is None or sent == SENDS_MAX or (writes and failure.kind is ErrorKind.SERVER):
                return response
            wait_s = _wait_s(failure, response, self.clock.now(), sent)
            if self._waited_s + wait_s > WAIT_S_MAX:
                return response
            self._sleep(wait_s)
        raise AssertionError("unreachable")  # pragma: no cover

    def _without_secret(self, response: httpx.Response, request: httpx.Request) -> httpx.Response:
        """The response without the token that the request was sent with."""
        self._secret = self._secret or Secret(request.headers.get("authorization", "").partition(" ")[2])
        content = self._secret.hide_in_json(response.content)
        if content is response.content:
            return response
        headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"content-length"]
        return httpx.Response(response.status_code, headers=headers, content=content, extensions=response.extensions)

    def _sleep(self, seconds: float) -> None:
        self._waited_s += seconds
        _LOG.info("waiting %.0f s", seconds)
        self.clock.sleep(seconds + self.clock.jitter())

    def close(self) -> None:
        """Close the inner transport."""
        self.inner.close()


def _wait_s(failure: ApiError, response: httpx.Response, now: datetime, sent: int) -> float:
    """The time that the host sends; else twice as long each time."""
    if failure.wait_s is None:
        return BACKOFF_S * 2.0 ** (sent - 1)
    advised = failure.kind is not ErrorKind.SECONDARY or retry_after_s(response.headers, now) is not None
    return failure.wait_s if advised else failure.wait_s * 2.0 ** (sent - 1)


def _log_response(operation: str, response: httpx.Response) -> None:
    left = one_line(response.headers.get("x-ratelimit-remaining", "an unknown number of"))
    _LOG.info("%s: HTTP %d, %s points left", operation, response.status_code, left)


def _sent_by(request: httpx.Request) -> tuple[str, bool]:
    """The name of a request's operation, and whether it may be a mutation."""
    try:
        body = json.loads(request.content)
        writes = str(body["query"]).lstrip().startswith("mutation")
        return str(body.get("operationName", "a request")), writes
    except (ValueError, LookupError, TypeError):
        return "a request", True


def _may_repeat(error: httpx.TransportError, *, writes: bool) -> bool:
    """A read whose connection broke. One that got no response in time is too heavy: its sender has a smaller one."""
    return not writes and not isinstance(error, httpx.TimeoutException)


def _passing_error(response: httpx.Response, now: datetime) -> ApiError | None:
    """An error of the whole request that may not come again after a while.

    A query that was too heavy would be so again: its sender has a smaller one.
    """
    if not response.is_success:
        error = http_error(response.status_code, response.headers, response.text[:2000], now)
        return error if error.kind in _PASSING else None
    if b'"errors"' not in response.content:
        return None
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or not isinstance(body.get("errors"), list) or body.get("data"):
        return None
    errors = graphql_errors([error for error in body["errors"] if isinstance(error, dict)], response.headers, now)
    return next((error for error in errors if error.kind in _PASSING and not error.path), None)
