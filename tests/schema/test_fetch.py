"""Each source gives the same schema, or one sentence on why it does not."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

import httpx
import pytest

from graphql import build_schema, get_introspection_query, graphql_sync
from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError, UsageError
from hygiene.schema.fetch import DOCS_URL, Sources, fetch, read_file
from hygiene.schema.prune import prune

from .material import SMALL_DOCUMENT, SMALL_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

URL = "https://github.example/api/graphql"
QUERY = get_introspection_query()
DATED = {"date": "Sat, 01 Feb 2025 10:00:00 GMT"}


def sources(answer: Callable[[httpx.Request], httpx.Response], url: str = URL) -> Sources:
    """Let requests end in a function."""
    return Sources(httpx.Client(transport=httpx.MockTransport(answer)), url, "t0ken")


def host(request: httpx.Request) -> httpx.Response:
    """Answer introspections of the small schema as a host does."""
    assert request.headers["authorization"] == "Bearer t0ken"
    result = graphql_sync(build_schema(SMALL_SCHEMA), json.loads(request.content)["query"])
    return httpx.Response(200, json=result.formatted, headers=DATED)


def body(sdl: str) -> str:
    """Prune, and leave the first line out."""
    return prune(sdl, [SMALL_DOCUMENT], source_line="x").partition("\n")[2]


class Chunks(httpx.SyncByteStream):
    """A body that never ends; ``on_each`` is called before each part of it."""

    def __init__(self, chunk: bytes, on_each: Callable[[], None] = lambda: None) -> None:
        self.chunk, self.on_each, self.closed = chunk, on_each, False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.on_each()
            yield self.chunk

    def close(self) -> None:
        """Nobody reads on."""
        self.closed = True


def test_a_body_without_an_end() -> None:
    """No more of it is kept than any schema has."""
    endless = Chunks(b"type A { b: Int }\n" * 4_000)
    with pytest.raises(UnavailableError, match=r"docs\.github\.com was still sending more than 32 MB"):
        fetch("docs", sources(lambda _: httpx.Response(200, stream=endless)))
    assert endless.closed


def test_a_body_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that sends a few bytes again and again holds nobody for longer than the limit."""
    now = [0.0]
    monkeypatch.setattr("hygiene.schema.fetch.time.monotonic", lambda: now[0])

    def wait() -> None:
        now[0] += 50

    slow = Chunks(b"#" * 65_536, wait)
    with pytest.raises(UnavailableError, match=r"docs\.github\.com was still sending after 180 s"):
        fetch("docs", sources(lambda _: httpx.Response(200, stream=slow)))
    assert now[0] == 200


@pytest.mark.parametrize("packed", [True, False])
def test_a_body_of_many_values(packed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Reading it would take many times its size."""
    content = b'{"data": [' + b"{}," * 500_000 + b"1]}"
    headers = {"content-encoding": "gzip"} if packed else {}
    answer = httpx.Response(200, content=gzip.compress(content) if packed else content, headers=headers)
    with pytest.raises(UnavailableError, match="has more values than a schema"):
        fetch("endpoint", sources(lambda _: answer))


def test_all_sources_agree(tmp_path: Path) -> None:
    """From the docs, an endpoint, a file of SDL and a file of introspection comes one pruned schema."""
    (tmp_path / "schema.graphql").write_text(SMALL_SCHEMA)
    endpoint = sources(host)
    introspection = host(httpx.Request("POST", URL, headers={"authorization": "Bearer t0ken"}, json={"query": QUERY}))
    (tmp_path / "schema.json").write_bytes(introspection.content)
    docs = sources(lambda _: httpx.Response(200, text=SMALL_SCHEMA))
    fetched = [
        fetch("docs", docs),
        fetch("endpoint", endpoint),
        fetch(str(tmp_path / "schema.graphql")),
        fetch(str(tmp_path / "schema.json")),
    ]
    assert len({body(one.sdl) for one in fetched}) == 1


def test_the_source_is_named_with_its_date(tmp_path: Path) -> None:
    """By the host's own clock, or the file's last change; never by this machine's clock."""
    path = tmp_path / "schema.graphql"
    path.write_text(SMALL_SCHEMA)
    os.utime(path, (0, 0))
    changed = {"last-modified": "Fri, 31 Jan 2025 00:00:00 GMT", **DATED}
    assert read_file(path).source_line == "file schema.graphql, 1970-01-01"
    assert fetch("endpoint", sources(host)).source_line == f"{URL}, 2025-02-01"
    docs = sources(lambda _: httpx.Response(200, text=SMALL_SCHEMA, headers=changed))
    assert fetch("docs", docs).source_line == f"{DOCS_URL}, 2025-01-31"
    undated = sources(lambda _: httpx.Response(200, text=SMALL_SCHEMA))
    assert fetch("docs", undated).source_line == f"{DOCS_URL}, date unknown"


def test_the_published_file_is_requested_without_the_token() -> None:
    """It needs none, so it gets none."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert str(request.url) == DOCS_URL
        assert "authorization" not in request.headers
        return httpx.Response(200, text=SMALL_SCHEMA)

    assert fetch("docs", sources(answer)).sdl == SMALL_SCHEMA


def test_a_host_without_deprecated_inputs_is_queried_again() -> None:
    """Older hosts refuse the newer half of an introspection, and can do without it."""

    def old(request: httpx.Request) -> httpx.Response:
        if "inputFields(includeDeprecated" in request.content.decode():
            return httpx.Response(200, json={"errors": [{"message": "unknown argument"}]})
        return host(request)

    assert body(fetch("endpoint", sources(old)).sdl) == body(SMALL_SCHEMA)


@pytest.mark.parametrize(
    ("response", "kind", "words"),
    [
        (httpx.Response(401, json={"message": "Bad credentials"}), AuthorizationError, "refused the token"),
        (httpx.Response(403, text="no"), AuthorizationError, r"refused the token \(HTTP 403\)"),
        (httpx.Response(404, text="no"), UsageError, "responded with HTTP 404"),
        (httpx.Response(429, text="slow"), UnavailableError, "responded with HTTP 429"),
        (httpx.Response(502, text="<html>"), UnavailableError, "responded with HTTP 502"),
        (httpx.Response(200, text="<html>Sign in</html>"), UsageError, "is a web page"),
        (httpx.Response(200, text='{"data": {"__schema": {"ty'), UsageError, "cut off"),
        (
            httpx.Response(200, json={"errors": [{"message": "introspection is off"}]}),
            RejectedError,
            "introspection is off",
        ),
        (httpx.Response(200, json=[1]), UsageError, "not a GraphQL schema|without an introspection"),
    ],
)
def test_what_an_endpoint_can_answer_instead(response: httpx.Response, kind: type[HygieneError], words: str) -> None:
    """Each has its own exit code, some advice, and never the token."""
    with pytest.raises(kind, match=words) as caught:
        body(fetch("endpoint", sources(lambda _: response)).sdl)
    assert caught.value.hint
    assert "t0ken" not in str(caught.value)


def test_no_network_is_unavailable() -> None:
    """Exit code 6, and the way out: a file."""

    def unreachable(_: httpx.Request) -> httpx.Response:
        message = "Name or service not known"
        raise httpx.ConnectError(message)

    with pytest.raises(UnavailableError, match="cannot be reached: Name or service not known") as caught:
        fetch("docs", sources(unreachable))
    assert "file" in caught.value.hint


def test_an_endpoint_must_be_named() -> None:
    """There is no default host to send a token to."""
    with pytest.raises(UsageError, match="no endpoint"):
        fetch("endpoint")


@pytest.mark.parametrize("url", ["http://github.example/graphql", "http://127.0.0.1.example/graphql"])
def test_the_token_never_travels_in_the_clear(url: str) -> None:
    """Plain http is for this machine only."""
    with pytest.raises(UsageError, match="is not https"):
        fetch("endpoint", sources(host, url))
    assert fetch("endpoint", sources(host, "http://127.0.0.1:8080/graphql")).sdl


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A slip in a name, or bytes that are no text."""
    with pytest.raises(UsageError, match=r"nmp cannot be read: No such file"):
        fetch("nmp")
    (tmp_path / "image").write_bytes(b"\x89PNG\xff")
    with pytest.raises(UsageError, match="is not text"):
        read_file(tmp_path / "image")
