"""``hygiene sandbox serve``: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.cli import sandbox as command
from hygiene.cli.sandbox import serve
from hygiene.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WIDTH = 80
WHO = {"query": "{ viewer { login } }"}
# A shell's background jobs ignore interrupts, and so would their children.
RUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from hygiene.cli.main import run_command_line
sys.exit(run_command_line(["sandbox", *sys.argv[1:]]))
"""


@contextmanager
def _serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-u", "-c", RUN, "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": str(WIDTH)},
    )
    try:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if "Ctrl-C" in line:
                break
        yield process, lines
    finally:
        process.kill()
        process.communicate()


def _url(lines: list[str]) -> str:
    found = re.search(r"http://\S+/graphql", lines[0])
    assert found, lines
    return found[0]


def test_it_says_where_it_listens_and_serves_until_interrupted() -> None:
    """The address answers, every printed token works, and Ctrl-C ends it with 130 and one line."""
    with _serving() as (process, lines):
        tokens = [line.split()[0] for line in lines if re.match(r"  \w+-token ", line)]
        logins = {
            token: httpx.post(
                _url(lines), json=WHO, headers={"authorization": f"bearer {token}"}, trust_env=False
            ).json()["data"]["viewer"]["login"]
            for token in tokens
        }
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert logins == {
        "workflow-token": "github-actions[bot]",
        "fork-token": "github-actions[bot]",
        "maintainer-token": "octocat",
    }
    assert process.returncode == ExitCode.INTERRUPTED
    assert (output, errors) == ("", "Interrupted.\n")
    assert max(len(line) for line in lines) <= WIDTH
    assert any("hygiene post-ci --pr 1" in line for line in lines)


def test_it_starts_from_a_world_file(tmp_path: Path) -> None:
    """The file's repositories and tokens, and no others."""
    text = '{"sandbox": 1, "tokens": {"mine": {"login": "alice", "kind": "user"}}, "repositories": [{"name": "a/b"}]}'
    (tmp_path / "world.json").write_text(text, encoding="utf-8")
    with _serving("--world", str(tmp_path / "world.json")) as (_, lines):
        headers = {"authorization": "bearer mine"}
        query = {"query": '{ viewer { login } repository(owner: "a", name: "b") { nameWithOwner } }'}
        answer = httpx.post(_url(lines), json=query, headers=headers, trust_env=False).json()
    assert answer["data"] == {"viewer": {"login": "alice"}, "repository": {"nameWithOwner": "a/b"}}
    assert any("GITHUB_TOKEN=mine GITHUB_REPOSITORY=a/b" in line for line in lines)
    assert not any("workflow-token" in line for line in lines)


def _refused(**how: Any) -> UsageError:  # noqa: ANN401 - options of the command
    with pytest.raises(UsageError) as caught:
        serve(**{"port": 0, **how})
    return caught.value


def test_a_port_that_is_taken() -> None:
    """One sentence with the port, one on what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        error = _refused(port=port)
    assert error.message == f"Port {port} on 127.0.0.1 cannot be opened: Address already in use."
    assert "--port" in error.hint


@pytest.mark.parametrize("host", ["0.0.0.0", "example.com", "192.168.1.1"])  # noqa: S104 - refused
def test_other_machines_cannot_reach_it(host: str) -> None:
    """Loopback only, and the error says which hosts are."""
    error = _refused(host=host)
    assert error.message == f"The sandbox listens on loopback only, not on {host}."
    assert "127.0.0.1" in error.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [(None, "cannot be read: No such file or directory."), ("{", "This is not JSON"), ("{}", '"sandbox": 1')],
)
def test_a_wrong_world_file_is_a_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    """With the path in it, and nothing listens."""
    path = tmp_path / "world.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    error = _refused(world=path)
    assert str(path) in error.message
    assert said in error.message


def test_without_the_extra_it_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install, literally."""
    monkeypatch.setitem(sys.modules, "hygiene.sandbox.example", None)
    error = _refused()
    assert "extra `sandbox`" in error.message
    assert error.hint == "Install it with `pip install 'ci-hygiene[sandbox]'`."


def test_a_world_without_repositories_is_welcome(tmp_path: Path) -> None:
    """The greeting has a place to fill in."""
    (tmp_path / "world.json").write_text('{"sandbox": 1}', encoding="utf-8")
    server = command._listen(command._world(tmp_path / "world.json"), "localhost", 0)
    server.server_close()
    assert "GITHUB_REPOSITORY=OWNER/NAME" in command._welcome(server)
