"""SIGINT and SIGTERM, at any moment and twice: no traceback, an exit code, and with ``--json`` a document."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name == "nt", reason="no such signals there")]

# Signals are sent by the process to itself, where it is known to be. A shell's background jobs ignore SIGINT.
PRELUDE = """
import os, signal, sys
if {default}:
    signal.signal(signal.SIGINT, signal.default_int_handler)
SENT = []
def send(*_):
    SENT.append(0)
    os.kill(os.getpid(), signal.{name})
class Hook:
    def find_spec(self, name, *_):
        if name == {module!r}:
            sys.meta_path.remove(self)
            send()
sys.meta_path.insert(0, Hook())
{code}
from hygiene.__main__ import main
main()
"""
SIGNALS = pytest.mark.parametrize(
    ("name", "word", "code"), [("SIGINT", "Interrupted", 130), ("SIGTERM", "Terminated", 143)]
)
POST_CI = ("post-ci", "--pr", "1", "--json")


@pytest.fixture
def silent_host() -> Iterator[str]:
    """The address of a host that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/graphql"


def run(
    *arguments: str, name: str, module: str = "", code: str = "", host: str = "", default: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run hygiene in a process that sends itself a signal when it imports ``module``."""
    prelude = PRELUDE.format(name=name, module=module, code=code, default=default)
    environment = {"PATH": os.environ["PATH"], "GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "o/r"}
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", prelude, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment | ({"GITHUB_GRAPHQL_URL": host} if host else {}),
    )


def ended(done: subprocess.CompletedProcess[str], word: str, code: int) -> None:
    """One line on standard error, the code, and a document on standard output."""
    assert (done.returncode, done.stderr) == (code, f"{word}.\n")
    assert json.loads(done.stdout) == {
        "error": {
            "name": word.upper(),
            "exit_code": code,
            "message": f"{word}.",
            "hint": "",
            "file_errors": [],
            "retry_after_s": None,
        }
    }


@SIGNALS
@pytest.mark.parametrize("module", ["hygiene.cli.main", "typer"])
def test_while_the_command_line_is_imported(name: str, word: str, code: int, module: str) -> None:
    """``--json`` has not been parsed yet; it is respected all the same."""
    done = run(*POST_CI, name=name, module=module)
    ended(done, word, code)


@SIGNALS
@pytest.mark.parametrize("module", ["httpx", "hygiene_github.read_scope"])
def test_while_the_feature_is_imported(silent_host: str, name: str, word: str, code: int, module: str) -> None:
    """An exception in the middle of an import could get lost; the command ends afterwards."""
    ended(run(*POST_CI, name=name, module=module, host=silent_host), word, code)


@SIGNALS
def test_while_waiting_for_the_host(silent_host: str, name: str, word: str, code: int) -> None:
    """A host that does not answer is not waited for."""
    sending = "import socket, threading\nreal = socket.socket.send\n"
    sending += "def sent(self, data, *a):\n    threading.Timer(0, send).start()\n    return real(self, data, *a)\n"
    sending += "socket.socket.send = sent"
    ended(run(*POST_CI, name=name, code=sending, host=silent_host), word, code)


@SIGNALS
def test_a_second_one_while_the_command_ends(silent_host: str, name: str, word: str, code: int) -> None:
    """Closing the connection is interrupted too, and the document is still printed."""
    closing = "import hygiene.github.client as c\nreal = c.Connection.close\n"
    closing += "def close(self):\n    send()\n    real(self)\nc.Connection.close = close"
    ended(run(*POST_CI, name=name, module="hygiene.cli.post_ci", code=closing, host=silent_host), word, code)


@SIGNALS
def test_a_second_one_while_it_is_reported(name: str, word: str, code: int) -> None:
    """What is left to do takes no time: it is finished."""
    reporting = "import hygiene.cli.errors as e\nreal = e._print\n"
    reporting += "def print_it(*a):\n    send()\n    real(*a)\n    send()\ne._print = print_it"
    ended(run(*POST_CI, name=name, module="hygiene.cli.post_ci", code=reporting), word, code)


@SIGNALS
def test_in_a_callback_that_loses_it(silent_host: str, name: str, word: str, code: int) -> None:
    """Python prints an exception of a finalizer and goes on, as compiled modules do; the signal is sent again."""
    losing = "import hygiene.github.client as c\nreal = c.Connection.query\n"
    losing += "class Lost:\n    def __del__(self):\n        send()\n        [0 for _ in range(9)]\n"
    losing += "def query(self, *a):\n    Lost()\n    return real(self, *a)\nc.Connection.query = query"
    ended(run(*POST_CI, name=name, module="nothing", code=losing, host=silent_host), word, code)


@SIGNALS
def test_in_a_call_that_makes_another_error_of_it(silent_host: str, name: str, word: str, code: int) -> None:
    """As building a validator does."""
    making = "import hygiene.github.client as c\n"
    making += "def query(self, *a):\n    try:\n        send()\n        [0 for _ in range(9)]\n"
    making += "    except BaseException as e:\n        raise ValueError('builder') from None\n"
    making += "c.Connection.query = query"
    ended(run(*POST_CI, name=name, module="nothing", code=making, host=silent_host), word, code)


@SIGNALS
@pytest.mark.parametrize("module", ["hygiene.cli", "hygiene.cli.signals"])
def test_before_anything_is_imported(name: str, word: str, code: int, module: str) -> None:
    """A signal that comes as soon as hygiene has begun is noted, and reported once somebody can."""
    ended(run(*POST_CI, name=name, module=module), word, code)


@SIGNALS
def test_several_before_anything_is_imported(name: str, word: str, code: int) -> None:
    """The first one counts."""
    other = "SIGTERM" if name == "SIGINT" else "SIGINT"
    several = f"real = send\ndef send():\n    real()\n    os.kill(os.getpid(), signal.{other})\n    real()"
    ended(run(*POST_CI, name=name, module="hygiene.cli.signals", code=several), word, code)


@SIGNALS
def test_before_help_is_printed(name: str, word: str, code: int) -> None:
    """A question is not worth an exception; the exit code is that of the signal."""
    done = run("--help", name=name, module="hygiene.cli.app")
    assert (done.returncode, done.stderr) == (code, f"{word}.\n")


def test_a_background_job(silent_host: str) -> None:
    """A signal that was ignored from the start stays ignored: so shells start background jobs."""
    code = "signal.signal(signal.SIGINT, signal.SIG_IGN)"
    done = run(
        "post-ci", "--pr", "0", name="SIGINT", module="hygiene.cli.app", code=code, host=silent_host, default=False
    )
    assert (done.returncode, "Interrupted" in done.stderr) == (2, False)
