"""Limits of HTTP: the time of a whole request, and the size of a response, however the host sends it."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING

import httpcore
import httpx
import pytest

from hygiene.bounds import PAGE_BYTES_MAX
from hygiene.github.http import HttpTransport, ResponseTooLargeError, UnreadableError, read_within

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

URL = "http://host.example/graphql"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
MEGABYTE = 1 << 20


@dataclass
class Host(httpcore.NetworkBackend):
    """A host that sends ``pieces`` and takes ``step_s`` for each; ``waits`` are the limits that each read had."""

    pieces: Iterable[bytes]
    step_s: float = 0.0
    now: float = 0.0
    waits: list[float] = field(default_factory=list)
    sent: bytearray = field(default_factory=bytearray)
    secured: list[str | None] = field(default_factory=list)

    def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
        """A connection."""
        return Line(self, iter(self.pieces))


@dataclass
class Line(httpcore.NetworkStream):
    """The connection to a host."""

    host: Host
    pieces: Iterator[bytes]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next piece, after a while."""
        assert timeout is not None
        assert max_bytes > 0
        self.host.waits.append(timeout)
        if self.host.step_s > timeout:
            self.host.now += timeout
            raise httpcore.ReadTimeout("timed out")
        self.host.now += self.host.step_s
        return next(self.pieces, b"")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Take what is sent."""
        assert timeout is not None
        self.host.sent += buffer

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Pretend to encrypt."""
        assert ssl_context is not None
        assert timeout is not None
        self.host.secured.append(server_hostname)
        return self

    def close(self) -> None:
        """Nothing to do."""

    def get_extra_info(self, info: str) -> object:
        """Nothing is known."""
        return None if info else ""


def ask(host: Host, url: str = URL, proxy: str = "", request_s: float = 30.0) -> httpx.Response:
    """The response of a host to a small request, by the host's own clock."""
    transport = HttpTransport(
        request_s, proxy=proxy, ssl_context=httpx.create_ssl_context(), backend=host, clock=lambda: host.now
    )
    request = httpx.Request(
        "POST",
        url,
        json={"query": "x"},
        extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), 20.0)},
    )
    try:
        return read_within(transport.handle_request(request))
    finally:
        transport.close()


def test_a_response() -> None:
    """Status, headers and body arrive, and the request was complete."""
    host = Host([b"HTTP/1.1 201 Made\r\nX-A: 1\r\nContent-Length: 7\r\n\r\n", b'{"a"', b":1}"])
    response = ask(host)
    assert (response.status_code, response.headers["x-a"], response.json()) == (201, "1", {"a": 1})
    assert bytes(host.sent).startswith(b"POST /graphql HTTP/1.1\r\nHost: host.example\r\n")
    assert bytes(host.sent).endswith(b'\r\n\r\n{"query":"x"}')


@pytest.mark.parametrize(
    "pieces", [repeat(b"H"), [HEAD[:20], *([b"a"] * 999)], [HEAD, *([b"a"] * 999)]], ids=["status", "headers", "body"]
)
def test_a_host_that_drips(pieces: Iterable[bytes]) -> None:
    """However many bytes arrive one by one, each in time: the whole has its end."""
    host = Host(pieces, step_s=4.0)
    with pytest.raises(httpx.ReadTimeout):
        ask(host)
    assert host.now == 30.0
    assert host.waits == [20.0, 20.0, 20.0, 18.0, 14.0, 10.0, 6.0, 2.0]


def test_a_host_that_sends_nothing() -> None:
    """One read has its own limit, which may be shorter than the whole."""
    host = Host([], step_s=100.0)
    with pytest.raises(httpx.ReadTimeout):
        ask(host)
    assert host.now == 20.0


def test_the_next_request_has_its_own_time() -> None:
    """On one connection as well."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    host = Host([answer] * 3, step_s=15.0)
    transport = HttpTransport(20.0, backend=host, clock=lambda: host.now)
    for _ in range(3):
        request = httpx.Request("POST", URL, extensions={"timeout": {"read": 20.0, "write": 20.0}})
        assert read_within(transport.handle_request(request)).status_code == 200
    assert host.now == 45.0


def test_encryption() -> None:
    """TLS is for the host of the address."""
    host = Host([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])
    assert ask(host, "https://host.example/graphql").status_code == 200
    assert host.secured == ["host.example"]


@pytest.mark.parametrize("url", ["http://host.example/graphql", "https://host.example/graphql"])
def test_a_proxy(url: str) -> None:
    """Plain requests are sent to it whole, encrypted ones through a tunnel; its password goes to it alone."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    tunnel = [b"HTTP/1.1 200 Connection established\r\n\r\n"] if url.startswith("https") else []
    host = Host([*tunnel, answer])
    assert ask(host, url, "http://me:secret@proxy.example:8080").status_code == 200
    first, _, rest = bytes(host.sent).partition(b"\r\n\r\n")
    assert first.startswith(
        b"CONNECT host.example:443 HTTP/1.1" if tunnel else b"POST http://host.example/graphql HTTP/1.1"
    )
    assert b"Proxy-Authorization: Basic" in first
    assert b"Proxy-Authorization" not in rest
    assert host.secured == (["host.example"] if tunnel else [])


def test_a_proxy_that_refuses() -> None:
    """That is the proxy's error: nothing reached the host."""
    with pytest.raises(httpx.ProxyError, match="407"):
        ask(
            Host([b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"]),
            "https://host.example/",
            "http://proxy.example:8080",
        )


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpcore.ConnectError("no"), httpx.ConnectError),
        (httpcore.ConnectTimeout("no"), httpx.ConnectTimeout),
        (httpcore.ReadError("no"), httpx.ReadError),
        (httpcore.WriteError("no"), httpx.WriteError),
        (httpcore.RemoteProtocolError("no"), httpx.RemoteProtocolError),
    ],
)
def test_errors(raised: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors of the network are those of httpx, of the same name."""

    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(Host, "connect_tcp", fail)
    with pytest.raises(expected, match="no"):
        ask(Host([]))


def streamed(chunks: Iterable[bytes], **headers: str) -> httpx.Response:
    """A response whose body is not read yet."""

    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return iter(chunks)

    return httpx.Response(
        200, headers={name.replace("_", "-"): value for name, value in headers.items()}, stream=Stream()
    )


def bomb(megabytes: int) -> Iterator[bytes]:
    """Gzip of so many megabytes after a brace, in chunks as they come from a socket."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packing.compress(b"{")
    for _ in range(megabytes):
        yield packing.compress(b"\0" * MEGABYTE)
    yield packing.flush()


@pytest.mark.parametrize(
    ("make", "headers", "bytes_max"),
    [
        (lambda: chain([b" {"], repeat(b"x" * 65_536)), {}, 4_000_000),
        (lambda: chain([b" {"], repeat(b"x" * 10)), {}, 400_000),
        (lambda: chain([b" {"], repeat(b"\xff" * 65_536)), {}, 4_000_000),
        (lambda: bomb(40), {"content_encoding": "gzip"}, 4_000_000),
        (lambda: [b"".join(bomb(40))], {"content_encoding": "gzip"}, 4_000_000),
        (lambda: repeat(gzip.compress(b"")), {"content_encoding": "gzip"}, 4_000_000),
    ],
    ids=["endless", "endless and slow", "endless and repaired", "bomb", "bomb at once", "endless and empty"],
)
def test_too_large(make: Callable[[], Iterable[bytes]], headers: dict[str, str], bytes_max: int) -> None:
    """The bound holds for what is received and for what is unpacked, and memory stays near it."""
    chunks = make()
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError, match=f"larger than {bytes_max:,} bytes"):
            read_within(streamed(chunks, **headers), bytes_max)
        assert tracemalloc.get_traced_memory()[1] < 3 * bytes_max
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["", "identity", "gzip", "GZIP "])
def test_large_enough(encoding: str) -> None:
    """What is just within the bound arrives whole, without headers that are not true any more."""
    text = b"{" + b" " * 3_999_998 + b"}"
    body = gzip.compress(text) if "gzip" in encoding.lower() else text
    chunks = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    found = read_within(streamed(chunks, content_encoding=encoding, x_a="1"), 4_000_000)
    assert (found.content, found.headers["x-a"], found.headers.get("content-encoding")) == (text, "1", None)


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "deflate", "zstd", "x" * 9_999])
def test_encodings_that_were_not_requested(encoding: str) -> None:
    """Each would be one more way to send something small that becomes large."""
    with pytest.raises(UnreadableError, match="not requested"):
        read_within(streamed([b"x"], content_encoding=encoding))


@pytest.mark.parametrize("charset", ["rot13", "hex", "idna", "punycode", "undefined", "utf-7", "x" * 999])
def test_a_charset(charset: str) -> None:
    """Some are codecs of Python that are not for text, or fail; the text of a body is UTF-8."""
    found = read_within(streamed(["ü\u20ac".encode(), b"\xff"], content_type=f"text/html; charset={charset}"))
    assert found.text == "ü\u20ac\ufffd"


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"abc", mtime=0)[:10] + b"\xff" * 30])
def test_broken_gzip(body: bytes) -> None:
    """A body that cannot be unpacked is an error of the host."""
    with pytest.raises(UnreadableError, match="its gzip is damaged"):
        read_within(streamed([body], content_encoding="gzip"))


@pytest.mark.parametrize("length", [1, 9, 10, 20, -1])
def test_half_a_gzip(length: int) -> None:
    """What ends too early is not taken for the whole."""
    with pytest.raises(UnreadableError, match="its gzip ends too early"):
        read_within(streamed([gzip.compress(b'{"data": {}}', mtime=0)[:length]], content_encoding="gzip"))


def test_no_body_in_gzip() -> None:
    """A response without a body may name an encoding all the same."""
    assert read_within(streamed([b""], content_encoding="gzip")).content == b""


@pytest.mark.parametrize("headers", [{"content_encoding": "br"}, {"content_encoding": "gzip"}])
def test_an_error_page_that_cannot_be_decoded(headers: dict[str, str]) -> None:
    """Its status is enough."""
    page = streamed([b"\x0b\x02\x80"], **headers)
    page.status_code = 502
    found = read_within(page)
    assert (found.status_code, found.content) == (502, b"")


@pytest.mark.parametrize(("status", "start"), [(200, b"<html>"), (200, b""), (200, b"[["), (502, b'{"message": "')])
def test_of_a_page_only_the_beginning(status: int, start: bytes) -> None:
    """Neither an error page nor what is no object is read to its end."""
    sent: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for chunk in chain([start], repeat(b" " * 50_000)):
            sent.append(chunk)
            yield chunk

    page = streamed(chunks())
    page.status_code = status
    assert read_within(page).content == (start + b" " * PAGE_BYTES_MAX)[:PAGE_BYTES_MAX]
    assert len(sent) == 3


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"a": "\\ud83d\\ude00"}', {"a": "\N{GRINNING FACE}"}),
        (b'{"a": "\\ud83d"}', {"a": "?"}),
        (b'{"\\uDFFF": "\\ude00x"}', {"?": "?x"}),
        (b'{"a": "\\\\ud83d"}', {"a": "\\ud83d"}),
        (b'{"a": "\xed\xa0\x80"}', {"a": "\ufffd\ufffd\ufffd"}),
        (b'{"a": "\xff"}', {"a": "\ufffd"}),
    ],
)
def test_text_that_is_none(body: bytes, found: object) -> None:
    """Half a surrogate pair could be neither printed nor sent; broken UTF-8 is repaired as far as it goes."""
    assert read_within(streamed([body])).json() == found


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (b'{"a": "\\ud83d"', b'{"a": "?"'),
        (b"\\ud83d", b"?"),
        (b'{"\\ud83', b'{"\\ud83'),
        (b'{"\\ud8', b'{"\\ud8'),
        (b'{"a": "\\ud8zz\\ud83d', b'{"a": "\\ud8zz?'),
        (b'{"a": "\\\\ud83d\\', b'{"a": "\\\\ud83d\\'),
    ],
)
def test_no_json(body: bytes, left: bytes) -> None:
    """What is no JSON is left for whoever reads it."""
    assert read_within(streamed([body])).content == left
