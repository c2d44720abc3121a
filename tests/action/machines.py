"""Machines that a step may run on: without an index, with one interpreter, with a replacement for one; and a host."""

from __future__ import annotations

import os
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.server import open_server
from tests.action.bundle import THIS_PYTHON
from tests.workflow_runner import REPOSITORY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hygiene.sandbox.world import World

# No server is there: a request to the package index fails, and hygiene uses no proxy for the sandbox.
NO_INDEX = {
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
    "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple",
    "UV_HTTP_RETRIES": "0",
    "UV_NO_CACHE": "1",
}


@contextmanager
def served(world: World) -> Iterator[str]:
    """A world over HTTP on loopback, and its address."""
    server = open_server(world, port=0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def proposal(world: World, jobs: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - the seed's own type of jobs
    """A pull request whose Gate has completed, and the event of it."""
    world.token(TOKEN)
    repository = world.repository(REPOSITORY)
    head = repository.push("feature", {"README.md": "text"})
    number = repository.pull_request("feature")
    return number, repository.run_event(repository.workflow_run(head=head, jobs=jobs))


def only(python: str, folder: Path) -> dict[str, str]:
    """The variables of a machine that has one interpreter, called python3."""
    (folder / "bin").mkdir()
    (folder / "bin" / "python3").symlink_to(python)
    return {"PATH": str(folder / "bin")}


def stub(folder: Path, *lines: str, otherwise: str = "exit 1", asked: str = ":") -> Path:
    """A folder with a python3 that prints what the entry point reads of an interpreter: ``lines``, after its own path.

    ``asked`` is run before it answers, ``otherwise`` when it is to run a program.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "python3"
    answer = "".join(f"echo '{line}'\n" for line in (str(file), *lines))
    which = f'case "$*" in *_imp*) {asked} ;; *) {otherwise} ;; esac'
    file.write_text(f"#!/bin/sh\n{which}\n{answer}", encoding="utf-8")
    file.chmod(0o755)
    return folder


OLD = ("cpython", "3.10", "", ".cpython-310-x86_64-linux-gnu.so")
ALPINE = ("cpython", THIS_PYTHON, "", f".cpython-{THIS_PYTHON.replace('.', '')}-x86_64-linux-musl.so")


def suffix(action: Path) -> str:
    """How the names of compiled modules end for the interpreter of the tests."""
    tag = f"-{THIS_PYTHON.replace('.', '')}-"
    (name,) = [path.name for path in (action / "dist/lib/pydantic_core").iterdir() if tag in path.name]
    return name.removeprefix("_pydantic_core")
