"""A runner in miniature: a folder, an environment, an event's file, and a sandbox where GitHub would be."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hygiene.cli.context import Invocation
from hygiene.cli.main import run_command_line
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import pytest
    from httpx import BaseTransport

    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Comment
    from hygiene.sandbox.transport import Chooser

TOKEN = "bot-token"  # noqa: S105 - a token that the sandbox accepts
REPOSITORY = "o/r"
SETTINGS = 'jobs = ["python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"]\n'
FAILING = Job("failure", steps={"Lint": "success", "Pytest": "failure"}, annotations=[Annotation("a.py", 3, "boom")])
GREEN: dict[str, str | Job] = dict.fromkeys(("python ci (3.11)", "python ci (3.12)", "docker smoke", "gate"), "success")
RED: dict[str, str | Job] = GREEN | {"python ci (3.11)": FAILING, "gate": "failure"}


class WorldClock:
    """The world's time, or so many seconds ahead of it; sleeping advances it, without a wait."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.slept: list[float] = []
        self.ahead_s = 0

    def now(self) -> datetime:
        """The world's time."""
        return datetime.fromtimestamp(self.world.now + self.ahead_s, UTC)

    def sleep(self, seconds: float) -> None:
        """Let the world's time pass."""
        self.slept.append(seconds)
        self.world.advance(int(seconds) + 1)

    def jitter(self) -> float:
        """No chance here."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Ran:
    """The result of a command: exit code, streams, step outputs and step summary."""

    code: int
    stdout: str
    stderr: str
    outputs: Mapping[str, str]
    summary: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON document on standard output."""
        found = json.loads(self.stdout)
        assert isinstance(found, dict)
        return found


@dataclass
class Runner:
    """Runs commands of the real command line in ``folder`` against ``world``, whose requests are counted."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        """Lay out the folder as a fresh workflow job finds it: no checkout, no settings."""
        self.world.token(TOKEN)
        self.clock = WorldClock(self.world)
        for name in ("GITHUB_ACTIONS", "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_RUN_ID", "GH_TOKEN"):
            self.monkeypatch.delenv(name, raising=False)
        self.monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        self.monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        self.monkeypatch.setenv("GITHUB_OUTPUT", str(self.folder / "output"))
        self.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(self.folder / "summary"))
        self.monkeypatch.setenv("RUNNER_TEMP", str(self.folder))
        self.monkeypatch.chdir(self.folder)

    @property
    def repository(self) -> RepositorySeed:
        """The repository that the environment names."""
        return self.world.repository(REPOSITORY)

    def proposal(self, jobs: Mapping[str, str | Job], branch: str = "feature") -> tuple[int, int]:
        """A pull request whose Gate reported; its number and the run's id."""
        head = self.repository.push(branch, {"README.md": branch})
        number = self.repository.pull_request(branch)
        return number, self.repository.workflow_run(head=head, jobs=jobs)

    def event(self, payload: object, name: str = "workflow_run") -> None:
        """Provide an event as the runner does: a file and two variables."""
        path = self.folder / "event.json"
        path.write_text(payload if isinstance(payload, str) else json.dumps(payload), encoding="utf-8")
        self.monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))
        self.monkeypatch.setenv("GITHUB_EVENT_NAME", name)

    def settings(self, text: str) -> None:
        """Write a configuration file and name it: without a name, none is read from the working folder."""
        (self.folder / "hygiene.toml").write_text(text, encoding="utf-8")
        self.monkeypatch.setenv("HYGIENE_CONFIG", "hygiene.toml")

    def run(
        self,
        *arguments: str,
        faults: Iterable[Fault | None] = (),
        before: Chooser | None = None,
        around: Callable[[SandboxTransport], BaseTransport | None] = lambda transport: transport,
    ) -> Ran:
        """Run a command and collect its result.

        ``around`` puts something between it and the world; without a transport it uses the network.
        """
        for name in ("output", "summary"):
            (self.folder / name).unlink(missing_ok=True)
        self.capsys.readouterr()
        invocation = Invocation(self.clock, around(SandboxTransport(self.world, faults=faults, before=before)))
        code = run_command_line(arguments, invocation)
        printed = self.capsys.readouterr()
        return Ran(code, printed.out, printed.err, _outputs(self._left("output")), self._left("summary"))

    def post_ci(self, *arguments: str, run: int | None = None, **wire: Any) -> Ran:  # noqa: ANN401 - those of run
        """Run ``hygiene post-ci``, on the event of a workflow run when one is named."""
        if run is not None:
            self.event(self.repository.run_event(run))
        return self.run("post-ci", *arguments, **wire)

    def comments(self, number: int) -> list[Comment]:
        """The comments of an issue or a pull request that hygiene wrote."""
        return [comment for comment in self.repository.comments(number) if comment.body.startswith("<!-- hygiene:")]

    def _left(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""


def _outputs(text: str) -> dict[str, str]:
    """Read a file of step outputs as the runner reads it."""
    found, lines = {}, iter(text.split("\n")[:-1])
    for line in lines:
        name, _, delimiter = line.partition("<<")
        value = []
        for inner in lines:
            if inner == delimiter:
                break
            value.append(inner)
        found[name] = "\n".join(value)
    return found
