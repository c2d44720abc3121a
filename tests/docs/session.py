"""A reader at a terminal: runs the commands of a page one after the other, and compares what they print."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.docs.pages import Command

COMMAND_S_MAX = 60
PORT = "8000"
ANYTHING = "…"


def free_port() -> str:
    """A port of this machine that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def differs(shown: Sequence[str], output: str) -> str:
    """What is missing: the lines of a page in their order, where ``…`` means any lines, or any end of a line."""
    lines = output.splitlines()
    at, anywhere = 0, False
    for line in shown:
        if line == ANYTHING:
            anywhere = True
            continue
        places = range(at, len(lines) if anywhere else min(at + 1, len(lines)))
        found = next((place for place in places if _same(line, lines[place])), None)
        if found is None:
            return f"{line!r} is not in line {at + 1} or after it of:\n{output}"
        at, anywhere = found + 1, False
    return "" if anywhere or at == len(lines) or not shown else f"{lines[at]!r} is not shown"


def _same(shown: str, output: str) -> bool:
    start, mark, end = shown.partition(ANYTHING)
    return output.startswith(start) and output.endswith(end) if mark else shown.rstrip() == output.rstrip()


@dataclass
class Session:
    """A folder and an environment; ``port`` takes the place of the sandbox's own, which somebody may have."""

    folder: Path
    port: str = field(default_factory=free_port)
    variables: dict[str, str] = field(default_factory=dict)
    servers: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let the package be one that was installed from a tag of the repository ``acme/hygiene``."""
        package = self.folder.parent / f"{self.folder.name}-packages" / "ci_hygiene-0.dist-info"
        package.mkdir(parents=True)
        (package / "METADATA").write_text("Name: ci-hygiene\nVersion: 0\n", encoding="utf-8")
        installed = {"url": "https://github.com/acme/hygiene", "vcs_info": {"vcs": "git", "commit_id": "0" * 40}}
        (package / "direct_url.json").write_text(json.dumps(installed), encoding="utf-8")
        self.packages = package.parent

    def environment(self) -> dict[str, str]:
        """That of a terminal in which hygiene is installed, and nothing of GitHub is set."""
        kept = {
            name: value for name, value in os.environ.items() if not re.match(r"GITHUB_|GH_|HYGIENE_|RUNNER_", name)
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return (
            kept
            | {"PATH": path, "PYTHONPATH": f"{self.packages}{os.pathsep}{ROOT}", "PYTHONUTF8": "1"}
            | self.variables
        )

    def run(self, command: Command) -> str:
        """Run one command; the empty text when it printed what the page shows."""
        text = re.sub(rf"\b{PORT}\b", self.port, command.text)
        shown = [line.replace(PORT, self.port) for line in command.shown]
        if text.startswith("hygiene sandbox serve"):
            return self._serve(f"{text} --port {self.port}", shown)
        if text.startswith("export "):
            self.variables |= dict(pair.split("=", 1) for pair in text.removeprefix("export ").split())
            return ""
        ended = subprocess.run(  # noqa: S603 - the commands of our own pages
            ["/bin/bash", "-c", text],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=COMMAND_S_MAX,
            check=False,
        )
        if ended.returncode:
            return f"{text!r} ended with {ended.returncode}: {ended.stderr}"
        return differs(shown, ended.stdout)

    def _serve(self, text: str, shown: list[str]) -> str:
        """Start a server, and read as many lines as the page shows."""
        server = subprocess.Popen(  # noqa: S603 - the same
            [sys.executable, "-u", "-m", *text.split()],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.servers.append(server)
        assert server.stdout is not None
        printed = [server.stdout.readline() for line in shown if line != ANYTHING]
        return differs(shown, "".join(printed))

    def close(self) -> None:
        """End what is still running."""
        for server in self.servers:
            server.terminate()
            server.wait(COMMAND_S_MAX)
            if server.stdout is not None:
                server.stdout.close()
