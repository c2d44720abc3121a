"""HTTP with limits: a deadline for a whole request, and a bound on the size of a response.

httpx limits each read by itself, so a host that sends a byte now and then holds a run for as long as it likes; and it
unpacks a whole response into memory, without a limit.
"""

from __future__ import annotations

import time
import zlib
from codecs import getincrementaldecoder
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import httpcore
import httpx

from hygiene.bounds import PAGE_BYTES_MAX, RESPONSE_BYTES_MAX, is_too_large, without_halves

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

# The argument with which zlib expects gzip: https://docs.python.org/3/library/zlib.html#zlib.decompress
_GZIP = 16 + zlib.MAX_WBITS
_PIECE_BYTES = 1 << 20
# What is not true any more of a body that was read. The text is UTF-8, whichever charset a host
# names: that may be any codec of Python, also one that is not for text.
_BODY_HEADERS = (b"content-encoding", b"content-length", b"content-type", b"transfer-encoding")


_RAISED = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)


class ResponseTooLargeError(httpx.DecodingError):
    """A response is larger than ``RESPONSE_BYTES_MAX``, unpacked, or reading it would take much more than that."""


class UnreadableError(httpx.DecodingError):
    """A response has an encoding that was not requested, or is not in the encoding that it names."""


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
    """The same response with its body, unpacked; the memory that it takes is bounded.

    Of an error page, and of a page that cannot be GraphQL, only the beginning. Raises ``ResponseTooLargeError``,
    ``UnreadableError``, and what reading raises.
    """
    content = bytearray()
    try:
        for chunk in _within(_text(_body(response, bytes_max)), bytes_max):
            content += chunk
            if len(content) > PAGE_BYTES_MAX and not (response.is_success and _may_be_graphql(content)):
                del content[PAGE_BYTES_MAX:]
                break
    except UnreadableError:
        # The status is more useful than the page of a proxy that compresses in its own way.
        if response.is_success:
            raise
    finally:
        response.close()
    if is_too_large(content):
        raise ResponseTooLargeError("The response has too many values or errors")
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _BODY_HEADERS]
    return httpx.Response(
        response.status_code, headers=headers, content=without_halves(bytes(content)), extensions=response.extensions
    )


def _may_be_graphql(content: bytearray) -> bool:
    return content[:PAGE_BYTES_MAX].lstrip()[:1] == b"{"


def _body(response: httpx.Response, bytes_max: int) -> Iterable[bytes]:
    encoding = response.headers.get("content-encoding", "").strip().casefold()
    if encoding not in ("gzip", "identity", ""):
        raise UnreadableError(f"its encoding {encoding[:40]!r} was not requested")
    received = _within(cast("Iterable[bytes]", response.stream), bytes_max)
    return _unpacked(received) if encoding == "gzip" else received


def _text(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-8, in which JSON is (https://www.rfc-editor.org/rfc/rfc8259#section-8.1), repaired as far as it goes."""
    decoder = getincrementaldecoder("utf-8")(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _within(chunks: Iterable[bytes], bytes_max: int) -> Iterator[bytes]:
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > bytes_max:
            raise ResponseTooLargeError(f"The response is larger than {bytes_max:,} bytes")
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip in pieces of at most a megabyte, however much a chunk contains."""
    unpacking, is_empty = zlib.decompressobj(_GZIP), True
    try:
        for chunk in chunks:
            waiting = chunk
            is_empty &= not waiting
            while waiting and not unpacking.eof:
                yield unpacking.decompress(waiting, _PIECE_BYTES)
                waiting = unpacking.unconsumed_tail
    except zlib.error as error:
        raise UnreadableError(f"its gzip is damaged ({error})") from error
    if not (unpacking.eof or is_empty):
        raise UnreadableError("its gzip ends too early")
