"""HTTP with limits: a deadline for a whole request, and a bound on the size of a response.

httpx limits each read by itself, so a host that sends a byte now and then holds a run for as long as it likes; and it
unpacks a whole response into memory, without a limit.
"""

from __future__ import annotations

import json
import re
import time
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

RESPONSE_BYTES_MAX = 32_000_000
# Lists and objects in a response; GitHub's whole schema has 41,000. Python takes many times the bytes of an empty one.
RESPONSE_OBJECTS_MAX = 400_000
# The argument with which zlib expects gzip: https://docs.python.org/3/library/zlib.html#zlib.decompress
_GZIP = 16 + zlib.MAX_WBITS
_PIECE_BYTES = 1 << 20
# What is not true any more of a body that was read. JSON is UTF-8, whichever charset a host
# names: that may be any codec of Python, also one that is not for text.
_BODY_HEADERS = (b"content-encoding", b"content-length", b"content-type", b"transfer-encoding")
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


_RAISED = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)


class ResponseTooLargeError(httpx.DecodingError):
    """A response is larger than ``RESPONSE_BYTES_MAX``, unpacked, or has more than ``RESPONSE_OBJECTS_MAX``."""


class Deadline:
    """The end of the request that is under way, by a clock in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends_at = float("inf")

    def start(self, seconds: float) -> None:
        """Begin a request that may take so long."""
        self._ends_at = self._clock() + seconds

    def left(self, timeout_s: float | None, error: type[httpcore.TimeoutException]) -> float:
        """The time for one step: its own limit, or what is left of the whole. Raises ``error`` when nothing is."""
        left = self._ends_at - self._clock()
        if left <= 0:
            raise error("The request took too long")
        return left if timeout_s is None else min(timeout_s, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend, deadline: Deadline) -> None:
        self._backend, self._deadline = backend, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._backend.connect_tcp(host, port, left, local_address, socket_options), self._deadline)


class HttpTransport(httpx.BaseTransport):
    """Sends requests over the network; each ends after ``request_s`` seconds, with all its steps.

    ``proxy`` is the address of an HTTP proxy, empty for none. ``backend`` and ``clock`` are replaced by tests.
    """

    def __init__(
        self,
        request_s: float,
        *,
        proxy: str = "",
        ssl_context: ssl.SSLContext | None = None,
        backend: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._request_s = request_s
        self._deadline = Deadline(clock)
        network = _Backend(backend or httpcore.SyncBackend(), self._deadline)
        if proxy:
            address = httpx.Proxy(proxy)
            self._pool: httpcore.ConnectionPool = httpcore.HTTPProxy(
                _url(address.url), proxy_auth=address.raw_auth, ssl_context=ssl_context, network_backend=network
            )
        else:
            self._pool = httpcore.ConnectionPool(ssl_context=ssl_context, network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response, with a body that is read from the network as it is iterated over."""
        self._deadline.start(self._request_s)
        asked = httpcore.Request(
            request.method,
            _url(request.url),
            headers=request.headers.raw,
            content=request.content,
            extensions=request.extensions,
        )
        with _as_httpx(request):
            found = self._pool.handle_request(asked)
        return httpx.Response(
            found.status, headers=found.headers, stream=_Body(found, request), extensions=found.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response, request: httpx.Request) -> None:
        self._response, self._request = response, request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._response.iter_stream()

    def close(self) -> None:
        with _as_httpx(self._request):
            self._response.close()


def _url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


@contextmanager
def _as_httpx(request: httpx.Request) -> Iterator[None]:
    """Raise the exceptions of httpcore as those of httpx, which have the same names."""
    try:
        yield
    except _RAISED as error:
        raised: type[httpx.TransportError] = getattr(httpx, type(error).__name__)
        raise raised(str(error), request=request) from error


def read_within(response: httpx.Response, bytes_max: int = RESPONSE_BYTES_MAX) -> httpx.Response:
    """The same response with its whole body, unpacked; the memory that it takes is bounded.

    Raises ``ResponseTooLargeError``, ``httpx.DecodingError`` for a body that cannot be unpacked, and what reading it
    raises.
    """
    encoding = response.headers.get("content-encoding", "").strip().casefold()
    if encoding not in ("gzip", "identity", ""):
        raise httpx.DecodingError(f"The response has an encoding that was not requested: {encoding[:40]!r}")
    received = _within(cast("Iterable[bytes]", response.stream), bytes_max)
    content = bytearray()
    try:
        for chunk in _within(_unpacked(received), bytes_max) if encoding == "gzip" else received:
            content += chunk
    finally:
        response.close()
    if _objects(content) > RESPONSE_OBJECTS_MAX and _objects(_STRING.sub(b"", content)) > RESPONSE_OBJECTS_MAX:
        raise ResponseTooLargeError(f"The response has more than {RESPONSE_OBJECTS_MAX:,} lists and objects")
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _BODY_HEADERS]
    return httpx.Response(
        response.status_code, headers=headers, content=_repaired(bytes(content)), extensions=response.extensions
    )


def _objects(body: bytes | bytearray) -> int:
    """How many lists and objects JSON has at most: brackets in its texts are counted too."""
    return body.count(b"[") + body.count(b"{")


def _within(chunks: Iterable[bytes], bytes_max: int) -> Iterator[bytes]:
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > bytes_max:
            raise ResponseTooLargeError(f"The response is larger than {bytes_max:,} bytes")
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip in pieces of at most a megabyte, however much a chunk contains."""
    unpacking = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting and not unpacking.eof:
                yield unpacking.decompress(waiting, _PIECE_BYTES)
                waiting = unpacking.unconsumed_tail
    except zlib.error as error:
        raise httpx.DecodingError(f"The response cannot be unpacked: {error}") from error


def _repaired(body: bytes) -> bytes:
    """JSON in which no text contains half a surrogate pair, which could be neither printed nor sent.

    JSON is UTF-8 (https://www.rfc-editor.org/rfc/rfc8259#section-8.1), and its escapes can name such halves.
    """
    try:
        body.decode()
    except UnicodeDecodeError:
        body = body.decode(errors="replace").encode()
    if _SURROGATE.search(body):
        try:
            return json.dumps(json.loads(body), ensure_ascii=False).encode(errors="replace")
        except (ValueError, RecursionError):
            return body
    return body
