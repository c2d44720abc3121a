"""``python -m tests.benchmarks.others`` compares what runs of programs cost, and what two first runs at once leave.

Without arguments it measures hygiene and the programs of ``clients``. Further programs are named as ``NAME=COMMAND``;
the command is split as a shell splits it, and has the variables that a runner sets for a step.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hygiene.sandbox.people import BOT_LOGIN
from tests.benchmarks.__main__ import LATENCY_S, ROOT, client_commands
from tests.benchmarks.measure import Figures, Launcher
from tests.benchmarks.scenes import scene
from tests.benchmarks.server import BenchmarkServer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUNS = 9
PAIRS = 5
COLUMNS = ("Program", "Requests", "Two at once leave", "First request after", "Wall", "Processor", "Peak memory")
SIZES: Mapping[str, int] = {"jobs": 100, "failing": 1, "comments": 50}


@dataclass(frozen=True)
class Row:
    """One program: a first run, a second one of the same event, and what each pair of first runs at once leaves."""

    name: str
    first: Figures
    second: Figures
    until_first_request_s: float
    comments: tuple[int, ...]
    issues: tuple[int, ...]

    def cells(self) -> tuple[str, ...]:
        """One cell for each of the columns."""
        left = (_left(self.comments, "comment"), _left(self.issues, "issue"))
        return (
            self.name,
            f"{self.first.requests}, then {self.second.requests}",
            ", ".join(filter(None, left)) or "nothing",
            f"{self.until_first_request_s:.2f} s",
            f"{self.first.wall_s:.2f} s",
            f"{self.first.cpu_s * 1000:.0f} ms",
            f"{self.first.peak_mb:.0f} MB",
        )


class Others:
    """Runs programs in ``folder`` against one server, each for the same pull request with a failed job."""

    def __init__(self, folder: Path, runs: int = RUNS, pairs: int = PAIRS) -> None:
        self.runs, self.pairs = runs, pairs
        self.server = BenchmarkServer()
        self.server.scene, self.server.latency_s = scene(**SIZES), LATENCY_S
        # Two steps on two runners share no file.
        folders = [folder / name for name in ("first", "second")]
        for each in folders:
            each.mkdir()
        self.launchers = [Launcher(each) for each in folders]
        self.before = self._written()

    def close(self) -> None:
        """End the server and what starts the programs."""
        for launcher in self.launchers:
            launcher.close()
        self.server.shutdown()
        self.server.server_close()

    def rows(self, commands: Mapping[str, Sequence[str]]) -> list[Row]:
        """Measure programs in turn, so that other work on the machine is the same for all.

        Raises ``RuntimeError`` if one fails.
        """
        for command in commands.values():
            for at in range(2):
                self._run(command, at)  # what it compiles and caches stays
        runs = [{name: self._twice(command) for name, command in commands.items()} for _ in range(self.runs)]
        pairs = [{name: self._two_at_once(command) for name, command in commands.items()} for _ in range(self.pairs)]
        return [self._row(name, [each[name] for each in runs], [each[name] for each in pairs]) for name in commands]

    @staticmethod
    def _row(name: str, runs: Sequence[tuple[Figures, float, Figures]], left: Sequence[tuple[int, int]]) -> Row:
        firsts, waits, seconds = zip(*runs, strict=True)
        comments, issues = zip(*left, strict=True)
        return Row(name, least_of(firsts), least_of(seconds), min(waits), comments, issues)

    def _twice(self, command: Sequence[str]) -> tuple[Figures, float, Figures]:
        """A first run, the seconds until its first request, and a second run of the same event."""
        self.server.scene.reset()
        self.server.arrivals.clear()
        started = time.perf_counter()
        first = self._run(command)
        return first, self.server.arrivals[0] - started, self._run(command)

    def _run(self, command: Sequence[str], at: int = 0) -> Figures:
        server = self.server
        folder = self.launchers[at].folder
        variables = server.scene.variables(server.address, folder)
        runner = {"GITHUB_WORKSPACE": str(folder), "PYTHONPATH": str(ROOT)}
        return self.launchers[at].run(command, {**variables, **runner}, server)

    def _two_at_once(self, command: Sequence[str]) -> tuple[int, int]:
        self.server.scene.reset()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._run, (command, command), range(2)))
        comments, issues = self._written()
        return comments - self.before[0], issues - self.before[1]

    def _written(self) -> tuple[int, int]:
        """How many comments of the token's account the pull request has, and how many issues are open."""
        repository, number = self.server.scene.repository, self.server.scene.number
        comments = [one for one in repository.comments(number) if one.author == BOT_LOGIN]
        return len(comments), len([one for one in repository.issues() if one.state == "OPEN"])


def least_of(runs: Sequence[Figures]) -> Figures:
    """The least of each figure: other work on the machine only adds to them."""
    return Figures(*(min(column) for column in zip(*map(astuple, runs), strict=True)))


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    lines = [COLUMNS, ("---",) * len(COLUMNS), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def own_commands() -> dict[str, list[str]]:
    """Hygiene, and the programs of ``clients`` that this machine can run."""
    clients = {name: command for name, command in client_commands().items() if command is not None}
    return {"hygiene": [sys.executable, "-m", "hygiene", "post-ci"], **clients}


def _left(counts: Sequence[int], what: str) -> str:
    """How many were left in all the pairs, empty for none."""
    least, most = min(counts), max(counts)
    number = f"{most}" if least == most else f"{least} to {most}"
    return f"{number} {what}{'' if most == 1 else 's'}" if most else ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.others", description=__doc__)
    parser.add_argument("programs", nargs="*", metavar="NAME=COMMAND")
    given = [text.partition("=") for text in parser.parse_args().programs]
    if any(not command for _, _, command in given):
        parser.error("a program is named as NAME=COMMAND")
    commands = {**own_commands(), **{name: shlex.split(command) for name, _, command in given}}
    with tempfile.TemporaryDirectory() as folder:
        others = Others(Path(folder))
        try:
            rows = others.rows(commands)
        finally:
            others.close()
    sys.stdout.write(f"{table(rows)}\n\n{os.cpu_count()} processors, {LATENCY_S * 1000:.0f} ms for each response\n")


if __name__ == "__main__":
    main()
