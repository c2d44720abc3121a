"""Pages of the sandbox: what they show, what they never run, and who may request them."""

from __future__ import annotations

import re
from html import unescape
from threading import Thread
from typing import TYPE_CHECKING

import html5lib
import httpx
import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.example import example
from hygiene.sandbox.history import RequestRecord
from hygiene.sandbox.runs import Job
from hygiene.sandbox.server import open_server
from hygiene.sandbox.threads import PullRequest
from hygiene.sandbox.web.markdown import rendered
from hygiene.sandbox.web.site import answer
from hygiene.sandbox.web.thread import diff
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.server import SandboxServer

HOSTILE = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) <style>*{}</style>\ud800"


@pytest.fixture
def world() -> World:
    """A pull request, an issue with two edits, deleted comments, a file, and text with markup in all places."""
    world = example()
    repository = world.repository("octo/demo")
    number = repository.issue(title="Title <b>", body="first\nsame")
    person = repository.person("mona")
    person.edit(number, "second\nsame")
    person.edit(number, "third\nsame #1")
    person.comment(number, HOSTILE)
    repository.workflow_run(
        head=repository.head(), jobs={HOSTILE[:20]: Job("failure", annotations=[Annotation("a<b", 1, HOSTILE)])}
    )
    return world


@pytest.fixture
def server(world: World) -> Iterator[SandboxServer]:
    """It answers on a free port."""
    server = open_server(world, port=0)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def get(server: SandboxServer, path: str, **headers: str) -> httpx.Response:
    """Ask like a browser."""
    return httpx.get(server.site + path, headers=headers, trust_env=False)


def addresses(world: World) -> list[str]:
    """Every page that links lead to, from the first one."""
    found, waiting = ["/"], ["/"]
    while waiting:
        status, html = answer(world, waiting.pop())
        assert status == 200
        for href in re.findall(r'href="(/[^"#]*)', html):
            if href not in found:
                found.append(unescape(href))
                waiting.append(unescape(href))
    return found


def test_every_link_leads_to_a_page(world: World) -> None:
    """Links of the pages, and github.com addresses of the repository in comments."""
    head = next(one.head_oid for one in world.state.nodes.values() if isinstance(one, PullRequest))
    body = f"https://github.com/octo/demo/blob/{head}/sum.py#L1 https://github.com/octo/demo/commit/{head}/checks"
    world.repository("octo/demo").person("mona").comment(1, body)
    found = addresses(world)
    assert {"/octo/demo/pull/1", "/octo/demo/issues/2", "/octo/demo/actions", "/requests"} <= {*found}
    assert any("/blob/" in one for one in found)
    assert any(one.endswith("/checks") for one in found)


def test_pages_are_valid_and_run_nothing(world: World) -> None:
    """No script, style attribute, image or handler reaches a page, and the HTML parses strictly."""
    for path in addresses(world):
        _, html = answer(world, path)
        html5lib.HTMLParser(strict=True).parse(
            html.partition("<main")[2].join(["<!DOCTYPE html><title>x</title><main", ""])
        )
        assert not re.search(
            r"<(?:script|img|iframe|form|link (?!rel=\"icon\"))|<[^>]+\s(?:style|on\w+)=|javascript:\w+\(1\)\"", html
        )
        assert html.count("<h1>") == html.count("<main ") == html.count("<nav ") == 1, path


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("| a | b |\n|---|--:|\n| 1 | 2 |", '<td align="right">2</td>'),
        ("~~old~~", "<s>old</s>"),
        ("see #12.", 'see <a href="/o/r/issues/12" rel="noopener noreferrer">#12</a>.'),
        ("a#12 `#12`", "<p>a#12 <code>#12</code></p>"),
        ("https://github.com/o/r/pull/1", 'href="/o/r/pull/1"'),
        ("https://github.com/x/y/pull/1", 'href="https://github.com/x/y/pull/1"'),
        ("a\nb", "a<br>\nb"),
        ("![alt](https://x.test/i.png)", '<a href="https://x.test/i.png" rel="noopener noreferrer">Image: alt</a>'),
        (
            "<details><summary>s</summary>\n\n**b**\n\n</details>",
            "<details><summary>s</summary>\n<p><strong>b</strong></p>",
        ),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>"),
        ('<a href="javascript:alert(1)" onclick="x">a</a>', '<p><a rel="noopener noreferrer">a</a></p>'),
        ('<p id="main" class="box">a</p>', "<p>a</p>"),
    ],
)
def test_markdown(markdown: str, expected: str) -> None:
    """As GitHub renders it, without what could load or run anything."""
    assert expected in rendered(markdown, "o/r", lambda name: name == "o/r")


def test_edits_are_a_diff(world: World) -> None:
    """Who wrote what when: both edits, with removed and added lines and the lines around them."""
    _, html = answer(world, "/octo/demo/issues/2")
    assert "Edit history (2)" in html
    assert html.count("<h3><strong>mona</strong> <time") == 2
    assert '<span class="del">-first</span><span class="add">+second</span><span> same</span>' in html
    assert "edited 2 times" in html


def test_hidden_data_is_short() -> None:
    """A long HTML comment does not fill the diff, and a change in it alone is stated."""
    long = f"<!-- {'x' * 500} -->"
    assert "x" * 60 not in diff(f"a\n{long}", f"b\n{long}")
    assert "Only hidden data changed." in diff(f"a\n{long}", f"a\n{long[:-5]}y -->")
    assert "No change." in diff("a", "a")


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/octo/demo/pull/99",
        "/octo/demo/pull/x",
        "/x/y/issues",
        "/octo/demo/commit/0",
        "/octo/demo/actions/runs/1",
        "/%3Cscript%3E",
        "/octo/demo/pull",
        "//",
    ],
)
def test_a_missing_page(server: SandboxServer, path: str) -> None:
    """Status 404 and a sentence with the way back."""
    found = get(server, path)
    if path == "//":
        assert found.status_code == 200
        return
    assert found.status_code == 404
    assert "There is no page" in found.text
    assert "<script" not in found.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:80", 421),
        ("[::2]", 421),
        ("", 421),
    ],
)
def test_dns_rebinding(server: SandboxServer, host: str, status: int) -> None:
    """Only names of this machine are answered, for pages and for the API."""
    assert get(server, "/", host=host).status_code == status
    posted = httpx.post(server.url, json={"query": "{ viewer { login } }"}, headers={"host": host}, trust_env=False)
    assert (posted.status_code == 421) is (status == 421)


def test_headers(server: SandboxServer, world: World) -> None:
    """A policy without scripts and frames; a page is no request of the API; HEAD has no body."""
    found = get(server, "/")
    policy = found.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "refresh" not in found.headers
    assert world.requests == []
    assert httpx.head(server.site, trust_env=False).content == b""


def test_reloading(server: SandboxServer) -> None:
    """While a demo runs pages reload, unless their address has ``?still``."""
    server.reload_s = 3
    assert get(server, "/").headers["refresh"] == "3"
    assert "reloads every 3 seconds" in get(server, "/").text
    assert "refresh" not in get(server, "/?still").headers


def test_a_world_without_repositories() -> None:
    """There is a first page, and a request log without requests."""
    assert answer(World(), "/")[0] == 200
    assert "No request was sent" in answer(World(), "/requests")[1]


def test_the_figures_of_the_log_add_up() -> None:
    """Each request is counted once; the number marked as conflicts is shown separately."""
    world = World()
    asked = [("query", 200, ()), ("mutation", 200, ()), ("mutation", 200, (("NOT_FOUND", "gone"),)), ("query", 502, ())]
    world.requests += [
        RequestRecord(at, world.now, "bot", "Name", kind, status, 0, client="1", errors=errors)
        for at, (kind, status, errors) in enumerate(asked, 1)
    ]
    message = "4 requests: 1 read, 1 wrote, 1 came too late to write, 1 failed. Conflicts are marked: 1."
    assert message in answer(world, "/requests")[1]


@pytest.mark.parametrize(
    ("search", "shown"),
    [
        ('is:issue label:"ci" in:title "Broken: unit"', ["Broken: unit", "Broken: unit tests"]),
        ('is:issue is:open label:"CI"', ["Broken: unit tests", "Broken: docs"]),
        ('label:"bug"', []),
        ("", ["Broken: unit", "Broken: unit tests", "Broken: docs", "Other"]),
    ],
)
def test_search_of_issues(server: SandboxServer, search: str, shown: list[str]) -> None:
    """A link of a comment into the list of issues shows those with its label and title."""
    repository = server.world.repository("octo/found")
    for title in ("Broken: unit", "Broken: unit tests", "Broken: docs"):
        repository.issue(title, labels=("ci",))
    repository.issue("Other")
    repository.person("mona").close(1)
    html = httpx.get(f"{server.site}/octo/found/issues", params={"q": search}, trust_env=False).text
    assert re.findall(r'/issues/\d+">([^<]+)</a>', html) == shown[::-1]
    assert ("Search: <code>" in html) is bool(search)
