"""``hygiene sandbox serve``: its output, its errors, and how it ends."""

from __future__ import annotations

import json
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
from hygiene.settings.origin import install_command

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


def test_it_serves_until_interrupted() -> None:
    """The printed address and tokens work, and Ctrl-C ends it with 130 and one line."""
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
    """It has the repositories and tokens of the file, and no others."""
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


def test_a_port_in_use() -> None:
    """The message has the port, the hint what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        error = _refused(port=port)
    assert error.message == f"Port {port} on 127.0.0.1 cannot be opened: Address already in use."
    assert "--port" in error.hint


@pytest.mark.parametrize("host", ["0.0.0.0", "example.com", "192.168.1.1"])  # noqa: S104 - refused
def test_other_machines_cannot_reach_it(host: str) -> None:
    """Loopback only; the hint has the hosts."""
    error = _refused(host=host)
    assert error.message == f"The sandbox listens on loopback only, not on {host}."
    assert "127.0.0.1" in error.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read: No such file or directory."),
        ("{", "This is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."),
        ("{}", '"sandbox": 1'),
        (
            '{"sandbox": 1, "repositories": [{"name": "o/r", "label": []}]}',
            "repositories[0]: 'label' is not a known key.",
        ),
    ],
)
def test_an_invalid_world_file(tmp_path: Path, text: str | None, message: str) -> None:
    """The message has the path and the place."""
    path = tmp_path / "world.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    error = _refused(world=path)
    assert str(path) in error.message
    assert message in error.message


@pytest.mark.parametrize("folder", [False, True], ids=["nothing", "a folder named graphql"])
def test_without_the_extra_it_names_what_to_install(tmp_path: Path, *, folder: bool) -> None:
    """Exit code 2 and the command, without a traceback."""
    if folder:
        (tmp_path / "graphql").mkdir()
    hidden = "import sys, types; sys.modules['graphql'] = " + ("types.ModuleType('graphql')" if folder else "None")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", hidden + RUN, "serve", "--port", "0"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "The sandbox needs the extra `sandbox`, which is not installed." in done.stderr
    assert install_command("sandbox") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--world", "missing.json"), "The world file missing.json cannot be read"),
        (("--port", "70000"), "--port"),
        (("--host", "example.com"), "not on example.com"),
    ],
)
def test_mistakes_end_with_exit_code_2(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    """As a process: one message, no traceback, and nothing listens."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", RUN, "serve", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_it_listens_on_ipv6(tmp_path: Path) -> None:
    """The hint for other hosts names ::1."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    (tmp_path / "world.json").write_text('{"sandbox": 1}', encoding="utf-8")
    server = command._listen(command._world(tmp_path / "world.json"), "::1", 0)
    server.server_close()
    assert server.url.startswith("http://[::1]:")


def test_a_socket_without_a_response_is_a_time_out(tmp_path: Path) -> None:
    """The client waits until its own time-out; the next request is answered."""
    world = {
        "sandbox": 1,
        "tokens": {"mine": {}},
        "faults": [{"fault": "timeout", "operation": "Silent"}, {"fault": "reset", "operation": "Broken"}],
    }
    (tmp_path / "world.json").write_text(json.dumps(world), encoding="utf-8")
    with _serving("--world", str(tmp_path / "world.json")) as (_, lines):
        headers = {"authorization": "bearer mine"}
        with httpx.Client(headers=headers, timeout=60, trust_env=False) as client:
            with pytest.raises(httpx.ReadTimeout):
                client.post(_url(lines), json={"query": "query Silent { id }"}, timeout=httpx.Timeout(60, read=0.5))
            with pytest.raises(httpx.RemoteProtocolError):
                client.post(_url(lines), json={"query": "query Broken { id }"})
            answer = client.post(_url(lines), json=WHO)
    assert answer.json() == {"data": {"viewer": {"login": "github-actions[bot]"}}}


def test_a_world_without_repositories(tmp_path: Path) -> None:
    """The printed commands have a placeholder."""
    (tmp_path / "world.json").write_text('{"sandbox": 1}', encoding="utf-8")
    server = command._listen(command._world(tmp_path / "world.json"), "localhost", 0)
    server.server_close()
    assert "GITHUB_REPOSITORY=OWNER/NAME" in command._welcome(server)
