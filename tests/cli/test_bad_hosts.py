"""Hosts that answer with anything: an exit code and a sentence, in bounded memory, and nothing is written."""

from __future__ import annotations

import gzip
import json
import os
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.workflow_runner import RED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.workflow_runner import Ran, Runner


class Responding(httpx.BaseTransport):
    """A host that gives the same response to everything."""

    def __init__(self, make: Callable[[], httpx.Response]) -> None:
        self.make = make
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response."""
        assert request.content
        self.asked += 1
        return self.make()


class Streamed(httpx.SyncByteStream):
    """A body that is made while it is read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        """Its chunks."""
        return iter(self.chunks)


def against(runner: Runner, make: Callable[[], httpx.Response], *arguments: str) -> tuple[Ran, Responding]:
    """Run post-ci against such a host."""
    number, _ = runner.proposal(RED)
    host = Responding(make)
    return runner.run("post-ci", "--pr", str(number), *arguments, around=lambda _: host), host


def test_brackets_in_a_text(runner: Runner) -> None:
    """They are no lists and objects, however many a comment has, and whatever is escaped."""
    text = json.dumps({"data": {"repository": None}, "x": '[{"\\' * 200_000 + '"'})
    assert text.count("[") + text.count("{") > 400_000
    ran, _ = against(runner, lambda: httpx.Response(200, text=text))
    assert (ran.code, "has no repository" in ran.stderr) == (2, True), ran.stderr


BROKEN_CERTIFICATE = b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"
SHAPES: list[tuple[Any, int]] = [
    (b"", 6),
    (b"null", 6),
    (b"[]", 6),
    (b"3", 6),
    (b'"text"', 6),
    (b"{}", 6),
    (b'{"data": null}', 6),
    (b'{"data": []}', 6),
    (b'{"data": "x"}', 6),
    (b'{"data": {}}', 2),
    (b'{"data": {"repository": []}}', 5),
    (b'{"data": {"repository": {"id": 5}}}', 5),
    (b'{"data": {"repository": null}}', 2),
    (b'{"data": {"viewer": 5, "repository": {"__typename": "Repository"}}}', 5),
    (b'{"errors": {}}', 6),
    (b'{"errors": "no"}', 5),
    (b'{"errors": [3, null, []]}', 5),
    (b'{"errors": [{"path": 5, "message": {}, "type": [], "extensions": [], "locations": 5}]}', 5),
    (b'{"errors": [{"path": [{}], "locations": [[]]}]}', 5),
    (b'{"data": {"repository": %s}}' % (b"1" * 5_000), 6),
    (b'{"data": NaN}', 6),
    (b"[" * 100_000, 6),
    (b'{"a":' * 100_000, 6),
    (b"\xff\xfe\x00", 6),
]


@pytest.mark.parametrize(("body", "code"), SHAPES, ids=[str(body[:40]) for body, _ in SHAPES])
def test_bodies_of_another_shape(runner: Runner, body: bytes, code: int) -> None:
    """Whatever it is, it is reported as the host's, with the host's name."""
    ran, _ = against(runner, lambda: httpx.Response(200, content=body))
    assert (ran.code, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert "api.github.com" in ran.stderr


@pytest.mark.parametrize(
    ("make", "headers"),
    [
        (lambda: chain([b"{"], repeat(b" " * 65_536, 1_600)), {}),
        (lambda: repeat(b'{"data": {}}' * 1_000), {}),
        (lambda: [gzip.compress(b"{" + b" " * 100_000_000, 1)], {"content-encoding": "gzip"}),
        (lambda: [b'{"errors": [' + b"{}," * 400_000 + b"{}]}"], {}),
        (lambda: [b'{"data": {"a": [' + b"[]," * 400_000 + b"[]]}}"], {}),
        (lambda: [b'{"data": {"a": [' + b'{"a[": {}},' * 200_000 + b"[]]}}"], {}),
    ],
    ids=["100 MB", "endless", "bomb", "errors", "lists", "objects"],
)
def test_huge_bodies(runner: Runner, make: Callable[[], Iterable[bytes]], headers: dict[str, str]) -> None:
    """What does not fit is not read. It is requested once more in smaller pages, as long comments may be the reason."""
    ran, host = against(runner, lambda: httpx.Response(200, headers=headers, stream=Streamed(make())))
    assert (ran.code, host.asked) == (6, 2)
    assert "api.github.com sent a response that is too large." in ran.stderr


@pytest.mark.parametrize(
    ("encoding", "body", "exported"),
    [
        ("br", b"\x0b\x02\x80", "its encoding 'br' was not requested"),
        ("zstd, gzip", b"x", "its encoding 'zstd, gzip' was not requested"),
        ("gzip", b"{}", "its gzip is damaged"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-9], "its gzip ends too early"),
    ],
)
def test_encodings(runner: Runner, encoding: str, body: bytes, exported: str) -> None:
    """A host that compresses that was not requested is reached: the error names what came."""
    headers = {"content-encoding": encoding}
    ran, host = against(runner, lambda: httpx.Response(200, headers=headers, stream=Streamed([body])))
    assert (ran.code, host.asked) == (6, 1)
    assert f"api.github.com sent a response that cannot be decoded: {exported}" in ran.stderr
    ran, _ = against(runner, lambda: httpx.Response(401, headers=headers, stream=Streamed([body])))
    assert (ran.code, "does not accept the token" in ran.stderr) == (4, True), ran.stderr


@pytest.mark.parametrize(("status", "code"), [(200, 6), (403, 4), (500, 6), (502, 6)])
@pytest.mark.parametrize("charset", ["rot13", "hex", "undefined"])
def test_a_charset_that_is_none(runner: Runner, status: int, code: int, charset: str) -> None:
    """What a host calls the encoding of its page does not matter."""
    headers = {"content-type": f"text/html; charset={charset}"}
    ran, _ = against(runner, lambda: httpx.Response(status, headers=headers, content=b"<html>"))
    assert (ran.code, "Traceback" in ran.stderr) == (code, False), ran.stderr


def silence() -> httpx.Response:
    """What a transport raises at the deadline of a request, whether the host sent nothing or sent slowly."""
    raise httpx.ReadTimeout("The request took too long")


@pytest.mark.parametrize("command", [("post-ci", "--pr", "1"), ("sweep",), ("uninstall", "--yes"), ("trackers",)])
def test_a_host_that_never_answers(runner: Runner, command: tuple[str, ...]) -> None:
    """It is requested twice and no more, as each time takes half a minute."""
    runner.proposal(RED)
    host = Responding(silence)
    ran = runner.run(*command, around=lambda _: host)
    assert (ran.code, host.asked) == (6, 2)
    assert "api.github.com failed: no response in time." in ran.stderr


@pytest.mark.parametrize(
    ("headers", "retry_after_s", "asked"),
    [
        ({"retry-after": "900"}, 900, 1),
        ({"retry-after": "Mon, 13 Oct 2025 04:00:00 GMT"}, None, 1),
        ({"retry-after": "9" * 5_000}, 9_999_999_999, 1),
        ({"retry-after": "Mon, 13 Oct 2003 04:00:00 GMT"}, 1, 3),
        ({"retry-after": "0"}, 1, 3),
        ({"retry-after": "-5"}, 60, 2),
        ({"retry-after": "²"}, 60, 2),
        ({"retry-after": "soon"}, 60, 2),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 5_000}, None, 1),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999"}, None, 1),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "٣"}, None, 3),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "-1"}, None, 3),
    ],
)
def test_limits(runner: Runner, headers: dict[str, str], retry_after_s: int | None, asked: int) -> None:
    """A limit that ends far in the future ends the run at once; what is no number is no advice."""
    words = "API rate limit exceeded" if "x-ratelimit-reset" in headers else "You have exceeded a secondary rate limit"
    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    ran, host = against(runner, lambda: httpx.Response(403, headers=named, json={"message": words}), "--json")
    assert (ran.code, host.asked) == (6, asked), ran.stderr
    found = ran.json["error"]["retry_after_s"]
    assert found == retry_after_s if retry_after_s else found is None or found > 3_600


class Mistaken(httpx.BaseTransport):
    """A host that answers so many mutations, which it may have carried out, with something else."""

    def __init__(
        self, inner: httpx.BaseTransport, make: Callable[[], httpx.Response], *, times: int, carried_out: bool
    ) -> None:
        self.inner, self.make, self.left, self.carried_out = inner, make, times, carried_out

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The host's own response to a query; to a mutation the other one."""
        if not self.left or json.loads(request.content)["operationName"] != "ApplyPlan":
            return self.inner.handle_request(request)
        self.left -= 1
        if self.carried_out:
            self.inner.handle_request(request)
        return self.make()


MISTAKES: dict[str, Callable[[], httpx.Response]] = {
    "empty": lambda: httpx.Response(200, content=b""),
    "null": lambda: httpx.Response(200, content=b"null"),
    "no data": lambda: httpx.Response(200, content=b'{"data": null}'),
    "another shape": lambda: httpx.Response(200, json={"data": {"addComment2": [], "createIssue3": 5}}),
    "nothing of it": lambda: httpx.Response(200, json={"data": {}}),
    "errors of another shape": lambda: httpx.Response(200, json={"data": {}, "errors": [3, None, {"path": {}}]}),
    "half": lambda: httpx.Response(200, content=b'{"data": {"addComment2": {"commentEdge"'),
    "HTML": lambda: httpx.Response(200, content=b"<!DOCTYPE html><html>Sign in</html>"),
    "100 MB": lambda: httpx.Response(200, stream=Streamed(chain([b"{"], repeat(b" " * 65_536, 1_600)))),
    "an encoding that was not requested": lambda: httpx.Response(
        200, headers={"content-encoding": "br"}, stream=Streamed([b"x"])
    ),
    "a message of 30 MB": lambda: httpx.Response(
        200, stream=Streamed(chain([b'{"data": null, "errors": [{"message": "'], repeat(b"x" * 65_536, 450), [b'"}]}']))
    ),
    "retry-after without a limit": lambda: httpx.Response(503, headers={"retry-after": "-1"}, content=b"busy"),
}


@pytest.mark.parametrize("carried_out", [False, True])
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistaken_response_to_a_mutation(runner: Runner, name: str, *, carried_out: bool) -> None:
    """Whether it was carried out is read before anything is written again: one comment and one tracker."""
    number, run = runner.proposal(RED)

    def around(inner: httpx.BaseTransport) -> Mistaken:
        return Mistaken(inner, MISTAKES[name], times=1, carried_out=carried_out)

    ran = runner.post_ci("--json", run=run, around=around)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert len(runner.comments(number)) == 1
    assert len(runner.repository.issues()) == 1
    written = len(runner.world.history)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.world.history) == written


@pytest.mark.parametrize("name", MISTAKES)
def test_mistaken_responses_to_every_mutation(runner: Runner, name: str) -> None:
    """The run ends with an error that names the host, and what was carried out is there once."""
    number, run = runner.proposal(RED)

    def around(inner: httpx.BaseTransport) -> Mistaken:
        return Mistaken(inner, MISTAKES[name], times=-1, carried_out=False)

    ran = runner.post_ci(run=run, around=around)
    assert ran.code in (5, 6), ran.stderr
    assert "api.github.com" in ran.stderr or "GitHub did not carry out a write" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (runner.comments(number), runner.repository.issues()) == ([], [])

    def carrying_out(inner: httpx.BaseTransport) -> Mistaken:
        return Mistaken(inner, MISTAKES[name], times=-1, carried_out=True)

    assert runner.post_ci(run=run, around=carrying_out).code == 0
    assert (len(runner.comments(number)), len(runner.repository.issues())) == (1, 1)


RETRY_AFTER = [
    "-5",
    "0",
    "9" * 5_000,
    "900",
    "Mon, 13 Oct 2025 04:00:00 GMT",
    "Mon, 13 Oct 2024 04:00:00 GMT",
    "1.5",
    "soon",
    "",
    "\t7 ",
]


@pytest.mark.parametrize("advice", RETRY_AFTER)
@pytest.mark.parametrize("status", [200, 403, 429, 503])
@pytest.mark.parametrize("on", ["ReadScope", "ApplyPlan"])
def test_advice_when_to_retry(runner: Runner, on: str, status: int, advice: str) -> None:
    """A host that sends one time to retry after: the run waits at most two minutes, else it ends with code 6."""
    number, run = runner.proposal(RED)
    error = {"errors": [{"type": "RATE_LIMITED", "message": "You have exceeded a secondary rate limit."}]}
    body = error if status == 200 else {"message": "You have exceeded a secondary rate limit."}
    left = [1]

    class Busy(httpx.BaseTransport):
        def __init__(self, inner: httpx.BaseTransport) -> None:
            self.inner = inner

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if json.loads(request.content)["operationName"] != on or not left:
                return self.inner.handle_request(request)
            left.pop()
            return httpx.Response(status, headers={"retry-after": advice}, json=body)

    ran = runner.post_ci(run=run, around=Busy)
    late = advice in (RETRY_AFTER[2], "900", "Mon, 13 Oct 2025 04:00:00 GMT") and not (
        on == "ApplyPlan" and status == 503
    )
    assert ran.code == (6 if late else 0), ran.stderr
    assert sum(runner.clock.slept) <= 125
    assert len(runner.comments(number)) == (0 if late else 1)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
@pytest.mark.parametrize(
    "content", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"]
)
def test_certificates(tmp_path: Path, runner: Runner, variable: str, content: bytes | None) -> None:
    """Certificates that cannot be read are a usage error, or there are none and no host can be trusted."""
    path = tmp_path / "certificates"
    if content is not None:
        path.write_bytes(content)
    runner.monkeypatch.setenv(variable, str(path))
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", "https://127.0.0.1:9/graphql")
    runner.monkeypatch.setattr("hygiene.github.transport.BACKOFF_S", 0.0)
    ran = runner.run("post-ci", "--pr", "1", around=lambda _: None)
    assert ran.code in (2, 6), ran.stderr
    assert "Traceback" not in ran.stderr
    if variable == "SSL_CERT_FILE":
        assert "The certificates cannot be read" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="no pipes there")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_certificates_in_no_regular_file(tmp_path: Path, runner: Runner, kind: str) -> None:
    """A pipe would be waited for."""
    path = {"device": "/dev/zero", "folder": str(tmp_path)}.get(kind, str(tmp_path / "pipe"))
    if kind == "pipe":
        os.mkfifo(path)
    runner.monkeypatch.setenv("SSL_CERT_FILE", path)
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", "https://127.0.0.1:9/graphql")
    ran = runner.run("post-ci", "--pr", "1", around=lambda _: None)
    assert (ran.code, "The certificates cannot be read: it is not a regular file." in ran.stderr) == (2, True)


def test_no_certificates_where_none_are_needed(runner: Runner) -> None:
    """Plain HTTP to this machine needs none."""
    runner.monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", "http://127.0.0.1:9/graphql")
    runner.monkeypatch.setattr("hygiene.github.transport.BACKOFF_S", 0.0)
    ran = runner.run("post-ci", "--pr", "1", around=lambda _: None)
    assert (ran.code, "cannot be reached" in ran.stderr) == (6, True)
