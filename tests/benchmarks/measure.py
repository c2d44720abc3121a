"""Whole processes: processor time, wall time and peak memory, and ratios of two that run in turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmarks.server import BenchmarkServer

LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True)
class Figures:
    """What one process used. Requests and bytes are those that its server counted, with headers."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    requests: int = 0
    sent: int = 0
    received: int = 0
    connections: int = 0


def median_of(runs: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(
        median(run.cpu_s for run in runs),
        median(run.wall_s for run in runs),
        median(run.peak_mb for run in runs),
        *(int(median(getattr(run, name) for run in runs)) for name in ("requests", "sent", "received", "connections")),
    )


class Launcher:
    """Starts commands in ``folder`` with byte code, as a release has it, and without anything of the caller's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "NO_COLOR": "1",
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-I", "-S", str(LAUNCHER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End the launcher."""
        self._process.communicate(timeout=60)

    def run(
        self,
        arguments: Sequence[str],
        variables: Mapping[str, str] | None = None,
        server: BenchmarkServer | None = None,
    ) -> Figures:
        """The figures of one run. Raises ``RuntimeError`` if it fails."""
        before = server.counted() if server else (0, 0, 0, 0)
        assert self._process.stdin
        assert self._process.stdout
        line = json.dumps([list(arguments), {**self.base, **(variables or {})}, str(self.folder)])
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        if found["code"]:
            raise RuntimeError(f"{' '.join(arguments)[:200]} ended with {found['code']}:\n{found['output']}")
        after = server.counted() if server else (0, 0, 0, 0)
        counted = [now - then for now, then in zip(after, before, strict=True)]
        return Figures(found["cpu_s"], found["wall_s"], found["peak_mb"], *counted)

    def in_turn(
        self, first: Callable[[], Figures], second: Callable[[], Figures], pairs: int
    ) -> tuple[Figures, Figures, float]:
        """Both medians, and the median of the ratios of processor time pair by pair, after one run of each."""
        first(), second()
        found = [(first(), second()) for _ in range(pairs)]
        ratio = median(one.cpu_s / other.cpu_s for one, other in found)
        return median_of([one for one, _ in found]), median_of([other for _, other in found]), ratio
