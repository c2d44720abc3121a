"""The workflows of the pages, carried out step by step as a runner does, against the sandbox.

Steps of other actions do what their documentation states. A step of hygiene runs the action from the archive of a
release, as a process that asks a sandbox over HTTP. The token has the permissions that the job lists, and no other.
"""

from __future__ import annotations

import fnmatch
import itertools
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from hygiene.audit.init_text import EXAMPLE
from hygiene.audit.workflows.evaluate import evaluate, fill
from hygiene.audit.workflows.values import Unknown
from tests.action.machines import served
from tests.docs.pages import ROOT
from tests.workflow_runner import REPOSITORY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.action.runner import Finished, Job
    from tests.workflow_runner import Runner

OWN_ACTION = "$/.github/action"
RUN_S_MAX = 60
# Of a fragment without `permissions:`.
ALL = {
    "contents": "read",
    "issues": "write",
    "pull-requests": "write",
    "checks": "read",
    "statuses": "read",
    "actions": "read",
}


def every_leg(matrix: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """The legs of a matrix without `include` and `exclude`."""
    for values in itertools.product(*matrix.values()):
        yield dict(zip(matrix, values, strict=True))


@dataclass
class Machine:
    """Runs the jobs of a workflow one after the other. ``programs`` are shell scripts that the jobs call.

    ``own`` is the name under which the workflow uses the action.
    """

    runner: Runner
    job: Job
    programs: dict[str, str] = field(default_factory=dict)
    checkout: Path | None = None
    artifacts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    own: str = EXAMPLE
    ran: list[Finished] = field(default_factory=list)

    def run(self, text: str, event: str, payload: dict[str, Any]) -> list[Finished]:
        """Run all jobs of a workflow, or of a fragment of one, whose `if:` holds; what hygiene did in its steps."""
        self.ran = []
        document = yaml.safe_load(text)
        jobs = document.get("jobs") or {"job": document}
        self.payload = payload
        self.job.environment["GITHUB_EVENT_NAME"] = event
        for job in jobs.values():
            for leg in every_leg(job.get("strategy", {}).get("matrix", {})):
                github: dict[str, Any] = {
                    "event": payload,
                    "event_name": event,
                    "token": TOKEN,
                    "repository": REPOSITORY,
                }
                if "if" in job and not evaluate(str(job["if"]), {"github": github}):
                    continue
                self._job(job, {"github": github, "matrix": leg, "inputs": payload.get("inputs", {})})
        return self.ran

    def _job(self, job: dict[str, Any], scope: dict[str, Any]) -> None:
        levels = {name.replace("-", "_"): level for name, level in job.get("permissions", ALL).items()}
        areas = ("contents", "issues", "pull_requests", "checks", "statuses", "actions")
        self.runner.world.token(TOKEN, **{area: levels.get(area, "none") for area in areas})
        if "uses" in job:
            called = job["uses"].partition("@")[0]
            assert called == f"{self.own}/.github/workflows/post-ci.yml"
            document = yaml.safe_load((ROOT / ".github/workflows/post-ci.yml").read_text(encoding="utf-8"))
            (inner,) = document["jobs"].values()
            assert set(inner["permissions"].items()) <= set(job["permissions"].items())
            given = document[True]["workflow_call"]["inputs"]
            scope |= {"inputs": {name: one["default"] for name, one in given.items()} | job.get("with", {})}
            job = inner
        for place in (self.job.workspace, self.job.temporary):
            shutil.rmtree(place)
            place.mkdir()
        self.steps: dict[str, Any] = {}
        failed = False
        for step in job["steps"]:
            now = scope | {"runner": {"temp": str(self.job.temporary)}, "steps": self.steps}
            condition = str(step.get("if", "success()")).removeprefix("${{").removesuffix("}}").strip()
            if condition == "success()" and failed:
                continue
            assert condition in ("success()", "!cancelled()"), condition
            failed |= not self._step(step, now) and not step.get("continue-on-error")

    def _step(self, step: dict[str, Any], scope: dict[str, Any]) -> bool:
        given: dict[str, Any] = {name: fill(str(value), scope) for name, value in step.get("with", {}).items()}
        assert not any(isinstance(value, Unknown) for value in given.values()), given
        uses = step.get("uses", "")
        if "run" in step:
            return self._command(step, {name: fill(str(value), scope) for name, value in step.get("env", {}).items()})
        action, _, ref = uses.partition("@")
        assert uses == OWN_ACTION or len(ref) == 40 or uses.startswith(f"{self.own}@v"), f"{uses} is not pinned"
        match action:
            case "actions/checkout":
                if self.checkout:
                    shutil.copytree(self.checkout, self.job.workspace, dirs_exist_ok=True)
                return True
            case "actions/upload-artifact":
                found = list(self.job.workspace.glob(given["path"]))
                self.artifacts[given["name"]] = {path.name: path.read_bytes() for path in found}
                return True
            case "actions/download-artifact":
                return self._download(given)
            case self.own:
                return self._hygiene(given, "action.yml")
            case _ if action == OWN_ACTION:
                return self._hygiene(given, ".github/action/action.yml")
        raise AssertionError(uses)

    def _download(self, given: Mapping[str, Any]) -> bool:
        wanted = given.get("name") or given["pattern"]
        names = [name for name in self.artifacts if fnmatch.fnmatch(name, wanted)]
        for name in names:
            folder = os.path.join(given["path"], "" if "name" in given else name)  # noqa: PTH118 - as the action does
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the same
            for file, content in self.artifacts[name].items():
                with open(os.path.join(folder, file), "wb") as stream:  # noqa: PTH118, PTH123 - the same
                    stream.write(content)
        return bool(names)

    def _command(self, step: dict[str, Any], environment: Mapping[str, Any]) -> bool:
        assert "hygiene" not in step["run"], "the command is not installed in a job"
        programs, output = self.runner.folder / "_bin", self.runner.folder / "_output"
        programs.mkdir(exist_ok=True)
        for name, text in self.programs.items():
            (programs / name).write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
        output.write_text("", encoding="utf-8")
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        ended = subprocess.run(  # noqa: S603 - the commands of our own pages
            ["/bin/bash", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.job.workspace,
            env=os.environ | {"PATH": path, "GITHUB_OUTPUT": str(output)} | dict(environment),
            timeout=RUN_S_MAX,
            check=False,
        )
        lines = output.read_text(encoding="utf-8").splitlines()
        self.steps[step.get("id", "")] = {"outputs": dict(line.split("=", 1) for line in lines)}
        return ended.returncode == 0

    def _hygiene(self, given: Mapping[str, Any], metadata: str) -> bool:
        # Null becomes an empty text:
        # https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators
        texts = {name: "" if value is None else str(value) for name, value in given.items()}
        inputs = {name.replace("-", "_"): text for name, text in texts.items()}
        with served(self.runner.world) as self.job.graphql_url:
            self.ran.append(self.job.run(self.payload, metadata=metadata, **inputs))
        return self.ran[-1].code == 0
