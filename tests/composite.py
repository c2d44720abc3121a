"""A composite action carried out as the runner does: inputs filled in, each step a bash script with the runner's files.

https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
# What a runner downloads of an action is the repository at a tag; these are the parts that an installation reads.
DOWNLOADED = ("action.yml", "pyproject.toml", "README.md", "LICENSE", "hygiene", "generated", "graphql")
STEP_TIMEOUT_S = 240
_EXPRESSION = re.compile(r"\$\{\{\s*(?P<where>[a-z]+)\.(?P<what>[a-z0-9.-]+)\s*\}\}")
_OURS = ("GITHUB_", "HYGIENE_", "RUNNER_", "GH_TOKEN", "VIRTUAL_ENV", "COV_", "PYTEST_", "COVERAGE_")


def definition() -> dict[str, Any]:
    """The action's metadata."""
    found = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@dataclass(frozen=True, slots=True)
class Finished:
    """What a run of all steps left behind."""

    codes: tuple[int, ...]
    log: str
    outputs: Mapping[str, str]
    summary: str


class Job:
    """One job on a runner whose temporary folder stays from run to run, as the steps of one job see it."""

    def __init__(self, folder: Path, graphql_url: str, token: str) -> None:
        self.folder, self.graphql_url, self.token = folder, graphql_url, token
        self.action = folder / "_actions" / "hygiene"
        for name in ("_temp", "work"):
            (folder / name).mkdir(parents=True)
        self.action.mkdir(parents=True)
        for name in DOWNLOADED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.action / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, self.action / name)

    def run(self, event: Mapping[str, Any], steps: slice = slice(None), **inputs: str) -> Finished:
        """Carry out the steps until one of them fails; ``inputs`` have underscores for hyphens."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = self._environment(event)
        filled = self._inputs(given)
        codes, logs = [], []
        for step in definition()["runs"]["steps"][steps]:
            own = {name: self._fill(value, filled) for name, value in step.get("env", {}).items()}
            done = self._bash(step["run"], environment | own)
            codes.append(done.returncode)
            logs.append(done.stdout)
            if done.returncode:
                break
        return Finished(tuple(codes), "".join(logs), _outputs(self._text("output")), self._text("summary"))

    def _environment(self, event: Mapping[str, Any]) -> dict[str, str]:
        """The variables of a job on `workflow_run`, beside those that lead to the package index."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        (self.folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
        for name in ("output", "summary"):
            (self.folder / name).write_text("", encoding="utf-8")
        return inherited | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_GRAPHQL_URL": self.graphql_url,
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_REPOSITORY": event["repository"]["full_name"],
            "GITHUB_RUN_ID": "4711",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "RUNNER_TEMP": str(self.folder / "_temp"),
        }

    def _inputs(self, given: Mapping[str, str]) -> dict[str, str]:
        declared = definition()["inputs"]
        assert set(given) <= set(declared), "GitHub only warns about an unknown input; a test has none"
        return {name: given.get(name, self._fill(one["default"], {})) for name, one in declared.items()}

    def _fill(self, text: str, inputs: Mapping[str, str]) -> str:
        def worth(found: re.Match[str]) -> str:
            known = {"inputs": inputs, "github": {"token": self.token}}
            return known[found["where"]][found["what"]]

        return _EXPRESSION.sub(worth, text)

    def _bash(self, script: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a script with the options that GitHub gives bash."""
        file = self.folder / "step.sh"
        file.write_text(script, encoding="utf-8")
        return subprocess.run(  # noqa: S603 - the action's own script
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],  # noqa: S607 - the runner's bash
            cwd=self.folder / "work",
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=STEP_TIMEOUT_S,
            check=False,
        )

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
