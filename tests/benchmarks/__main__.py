"""``python -m tests.benchmarks`` prints what runs cost, and whether each figure is within its limit.

The exit code is 1 when one is not. ``--write`` also writes docs/reference/performance.json, of which the page is made;
``--quick`` measures less often, to try the benchmark itself.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.deciding import deciding
from tests.benchmarks.measure import Figures, Launcher, median_of
from tests.benchmarks.scenes import now, scene
from tests.benchmarks.server import BenchmarkServer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.scenes import Scene

ROOT = Path(__file__).parents[2]
CLIENTS = Path(__file__).parent / "clients"
DATA = ROOT / "docs" / "reference" / "performance.json"
LATENCY_S = 0.08
IMPORT_HTTPX = "import httpx"
WITHOUT_COMMAND_LINE = "import sys; sys.modules['httpx._main'] = None; import httpx"
EMPTY_APP = "import typer\napp = typer.Typer({})\n@app.command()\ndef main() -> None: pass\napp()"
PLAIN = "rich_markup_mode=None, pretty_exceptions_enable=False"
# The status comment is there already, from an earlier run: a section is in it.
USUAL: dict[str, int] = {"jobs": 100, "failing": 2, "comments": 50, "sections": 1}
# What varies, from its least to its most; a curve has five points.
GROWTH: Mapping[str, tuple[str, tuple[int, int], Callable[[int], dict[str, int]]]] = {
    # GitHub refuses a new comment after 2,500, so that hygiene's is there before.
    "comments": ("comments on the pull request", (0, 3_000), lambda n: {"comments": n, "sections": 1}),
    "check-runs": ("check runs of its head", (4, 2_000), lambda n: {"jobs": n}),
    "trackers": ("open trackers of other pull requests", (0, 500), lambda n: {"trackers": n}),
    "sections": ("sections of the status comment", (0, 40), lambda n: {"sections": n}),
    "fingerprints": ("failing jobs, each with an error of its own", (0, 200), lambda n: {"jobs": n + 4, "failing": n}),
}
# As most repositories are after `hygiene init`; the limits are for repositories without these files.
WITH_FILES = "changed, with the Gate's file and a configuration file"
RATIO_MAX = {"changed": 1.6, "unchanged": 1.4, "--help": 1.2, "--version": 1.2}
PEAK_MB_MAX = 45.0
DECIDING_S_MAX = 0.2
# A curve bends upwards when its second half grows by so much more than its first half.
BEND_MAX, NOISE_S, NOISE_MB = 1.5, 0.04, 2.0


def client_commands() -> dict[str, list[str] | None]:
    """The programs that do the same task, each as a command; None where this machine lacks what runs it."""
    node, gh = shutil.which("node"), shutil.which("gh")
    return {
        "Python, sequential REST requests (httpx)": [sys.executable, str(CLIENTS / "sequential.py")],
        "Node.js, sequential REST requests (fetch)": [node, str(CLIENTS / "sequential.mjs")] if node else None,
        "gh, a `gh api` command for each request": ["sh", str(CLIENTS / "sequential.sh")] if gh else None,
    }


class Benchmark:
    """Measures everything against one server. ``repeats`` is how often each figure is taken."""

    def __init__(self, launcher: Launcher, server: BenchmarkServer, repeats: int) -> None:
        self.launcher, self.server, self.repeats = launcher, server, repeats

    def python(self, code: str) -> Figures:
        """A Python process that runs a line of code."""
        return self.launcher.run([sys.executable, "-c", code])

    def hygiene(self, *arguments: str) -> Figures:
        """One run of hygiene on the server's scene as it is."""
        variables = self.server.scene.variables(self.server.address, self.launcher.folder)
        command = [sys.executable, "-m", "hygiene", *arguments]
        return self.launcher.run(command, {**variables, "PYTHONPATH": str(ROOT)}, self.server)

    def changed(self) -> Figures:
        """A run that writes."""
        self.server.scene.reset()
        return self.hygiene("post-ci")

    def place(self, where: Scene, latency_s: float = 0.0) -> None:
        """Serve another repository."""
        self.server.scene, self.server.latency_s = where, latency_s

    def kinds(self) -> list[dict[str, Any]]:
        """Each kind of run against what it is compared with, in turn."""
        self.place(scene(**USUAL))
        found = []
        for name, run in (("changed", self.changed), ("unchanged", lambda: self.hygiene("post-ci"))):
            found += [self._compared(name, run, compared) for compared in (IMPORT_HTTPX, WITHOUT_COMMAND_LINE)]
        self.place(scene(**USUAL, files=1))
        found.append(self._compared(WITH_FILES, self.changed, IMPORT_HTTPX))
        for option in ("--help", "--version"):
            for given in ("", PLAIN):
                code = EMPTY_APP.format(given)
                found.append(self._compared(option, partial(self.hygiene, option), code))
        return found

    def _compared(self, name: str, run: Callable[[], Figures], code: str) -> dict[str, Any]:
        figures, other, ratio = self.launcher.in_turn(run, lambda: self.python(code), self.repeats)
        return {"kind": name, "figures": asdict(figures), "code": code, "other": asdict(other), "ratio": ratio}

    def curve(self, name: str) -> dict[str, Any]:
        """Runs that write, from the least to the most of one thing, without and with latency."""
        what, (least, most), sizes = GROWTH[name]
        points = []
        for at in range(5):
            size = least + (most - least) * at // 4
            where = scene(**({"jobs": 4} | sizes(size)))
            both = []
            for latency_s in (0.0, LATENCY_S):
                self.place(where, latency_s)
                both.append(asdict(median_of([self.changed() for _ in range(max(1, self.repeats // 2))])))
            points.append({"size": size, "without": both[0], "with": both[1]})
        return {"name": name, "what": what, "points": points}

    def programs(self) -> list[dict[str, Any]]:
        """What people use, on the same repository at the same latency."""
        self.place(scene(**USUAL), LATENCY_S)
        found = [self._program("hygiene post-ci", self.changed)]
        found.append(self._program("hygiene post-ci, nothing to write", lambda: self.hygiene("post-ci")))
        for name, command in client_commands().items():
            found.append(self._program(name, partial(self._client, command) if command else None))
        return found

    def _client(self, command: list[str]) -> Figures:
        self.server.scene.reset()
        variables = self.server.scene.variables(self.server.address, self.launcher.folder)
        return self.launcher.run(command, variables, self.server)

    def _program(self, name: str, run: Callable[[], Figures] | None) -> dict[str, Any]:
        if run is None:
            return {"name": name, "figures": None}
        run()
        return {"name": name, "figures": asdict(median_of([run() for _ in range(self.repeats)]))}


def checks(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Each figure that has a limit, with whether it is within it."""
    result = []

    def check(what: str, value: float, limit: float, unit: str) -> None:
        result.append({"what": what, "value": value, "limit": limit, "unit": unit, "passed": value <= limit})

    for row in found["kinds"]:
        if row["kind"] in RATIO_MAX and row["code"] in (IMPORT_HTTPX, EMPTY_APP.format("")):
            than = "import httpx" if row["code"] == IMPORT_HTTPX else "an empty typer app"
            check(f"{row['kind']}: processor time of `{than}`", row["ratio"], RATIO_MAX[row["kind"]], "times")
    changed = next(row for row in found["kinds"] if row["kind"] == "changed")
    check("changed: peak memory", changed["figures"]["peak_mb"], PEAK_MB_MAX, "MB")
    check("deciding over 500 trackers, first pass", found["deciding"]["first_s"], DECIDING_S_MAX, "s")
    check("deciding over 500 trackers, later pass", found["deciding"]["later_s"], DECIDING_S_MAX, "s")
    for curve in found["curves"]:
        for figure, noise, unit in (("cpu_s", NOISE_S, "s"), ("peak_mb", NOISE_MB, "MB")):
            first, middle, last = (curve["points"][at]["without"][figure] for at in (0, 2, 4))
            bend = max(0.0, last - middle - noise) / max(middle - first, noise)
            what = f"{curve['name']}: {figure}, growth of the second half, less {noise:g} {unit} of noise, by the first"
            check(what, bend, BEND_MAX, "times")
    return result


def measured(repeats: int) -> dict[str, Any]:
    """Everything, as JSON has it."""
    # First, while this process is small: collecting the garbage of what the others keep would count as deciding.
    decided = deciding(500)
    with tempfile.TemporaryDirectory() as folder:
        launcher, server = Launcher(Path(folder)), BenchmarkServer()
        try:
            benchmark = Benchmark(launcher, server, repeats)
            found: dict[str, Any] = {
                "date": now(),
                "machine": f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}",
                "python": platform.python_version(),
                "latency_s": LATENCY_S,
                "usual": USUAL,
                "kinds": benchmark.kinds(),
                "programs": benchmark.programs(),
                "curves": [benchmark.curve(name) for name in GROWTH],
                "deciding": decided,
            }
        finally:
            launcher.close()
            server.shutdown()
            server.server_close()
    found["checks"] = checks(found)
    return found


def main() -> None:
    """Measure, print, and write with ``--write``."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/reference/performance.json and the page")
    parser.add_argument("--quick", action="store_true", help="measure less often")
    given = parser.parse_args()
    found = measured(3 if given.quick else 9)
    sys.path.insert(0, str(ROOT / "docs" / "tools"))
    import performance_page  # noqa: PLC0415 - docs/tools is no package

    print(performance_page.tables(found))  # noqa: T201 - what this command is for
    if given.write:
        DATA.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        performance_page.write(DATA)
    sys.exit(not all(check["passed"] for check in found["checks"]))


if __name__ == "__main__":
    main()
