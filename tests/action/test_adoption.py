"""From nothing to the first comment: a repository is set up with `init`, and what it wrote runs as on a runner."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import yaml

from hygiene.audit.workflows.gate_file import read_gate_file
from tests.action.bundle import THIS_PYTHON, interpreters, script
from tests.action.machines import NO_INDEX, only
from tests.action.runner import Job
from tests.audit.repository import GATE_TEXT
from tests.docs.recipes import Machine
from tests.workflow_runner import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Runner

pytestmark = pytest.mark.long

ACTION = "acme/hygiene"
POST_CI = ".github/workflows/post-ci.yml"
# A called workflow, a matrix whose legs are known only in the run, and a name that no branch of hygiene's has.
CALLS = """\
name: "Tests: \\"all\\" & more"
on: {push: {branches: [main]}, pull_request: {}}
jobs:
  lint: {runs-on: ubuntu-latest, steps: [{run: make lint}]}
  core: {uses: ./.github/workflows/reusable.yml}
  wheels:
    needs: lint
    strategy: {matrix: {python: "${{ fromJSON(needs.lint.outputs.pythons) }}"}}
    runs-on: ubuntu-latest
    steps: [{run: make wheel}]
  all-green:
    if: always()
    needs: [lint, core, wheels]
    runs-on: ubuntu-latest
    steps: [{run: exit 1, if: "contains(needs.*.result, 'failure')"}]
"""
CALLED = """\
on: workflow_call
jobs:
  unit: {strategy: {matrix: {os: [linux, macos]}}, runs-on: "${{ matrix.os }}", steps: [{run: make}]}
"""
REPOSITORIES = {
    "gate": {".github/workflows/gate.yml": GATE_TEXT},
    "calls": {".github/workflows/tests.yaml": CALLS, ".github/workflows/reusable.yml": CALLED},
}


@dataclass
class Checkout:
    """A scratch repository as a newcomer has it."""

    folder: Path

    def git(self, *words: str) -> str:
        """What git prints."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=e@example.invalid", "-C", str(self.folder), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()  # noqa: S603

    def hygiene(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder of the checkout."""
        command = [sys.executable, "-m", "hygiene", *words]
        below = self.folder / ".github"
        return subprocess.run(command, cwd=below, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


@pytest.fixture(params=REPOSITORIES)
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Checkout:
    """A repository with workflows and one commit."""
    found = Checkout(tmp_path / "checkout")
    for path, text in REPOSITORIES[request.param].items():
        (found.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (found.folder / path).write_text(text, encoding="utf-8")
    found.git("init", "-q", "-b", "main")
    found.git("remote", "add", "origin", "git@github.com:o/r.git")
    found.git("add", ".")
    found.git("commit", "-q", "-m", "First")
    return found


def committed(checkout: Checkout) -> dict[str, str]:
    """The files of the newest commit."""
    names = checkout.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
    return {name: checkout.git("show", f"HEAD:{name}") for name in names}


@pytest.mark.parametrize(
    ("version", "form"), [*((version, "") for version in script().PYTHONS), (THIS_PYTHON, "--reusable")]
)
def test_the_first_comment(checkout: Checkout, runner: Runner, released: Path, version: str, form: str) -> None:
    """`init`, commit, and the written workflow from an archive of the tag, without a package index."""
    python = interpreters().get(version)
    if python is None:
        pytest.skip(f"This machine has no Python {version}.")
    done = checkout.hygiene("init", "--action", f"{ACTION}@v0", *form.split())
    assert done.returncode == 0, done.stderr
    assert "hygiene doctor --repo o/r" in done.stdout
    checkout.git("add", ".")
    checkout.git("commit", "-q", "-m", "Run hygiene after CI")
    files = committed(checkout)

    (gate_path,) = [path for path in files if path.endswith(("gate.yml", "tests.yaml"))]
    gate = read_gate_file(files[gate_path], gate_path, read_file=files.get, event="pull_request")
    names = [name.pattern for name in gate.check_runs if name.exact]
    repository = runner.repository
    repository.push("main", files)
    head = repository.push("feature", {"README.md": "text"})
    number = repository.pull_request("feature")
    jobs = dict.fromkeys(names, "success") | dict.fromkeys((names[0], names[-1]), "failure")
    run = repository.workflow_run(gate.name, head=head, jobs=jobs, path=gate_path)

    job = Job(runner.folder / "job", released, token=TOKEN, environment=NO_INDEX | only(python, runner.folder))
    machine = Machine(runner, job, own=ACTION)
    written = yaml.safe_load(files[POST_CI])
    assert written[True]["workflow_run"]["workflows"] == [gate.name]
    (first,) = machine.run(files[POST_CI], "workflow_run", repository.run_event(run))
    assert (first.code, first.outputs.get("comment-action"), first.outputs.get("state")) == (0, "created", "failure"), (
        first.log
    )
    assert "::notice" not in first.log
    (comment,) = runner.comments(number)
    assert names[0] in comment.body
    assert "opened" in [tracker["action"] for tracker in json.loads(first.outputs["trackers"])]
    (daily,) = machine.run(files[POST_CI], "schedule", {"schedule": "37 4 * * *"})
    assert daily.code == 0, daily.log


def test_what_was_written_is_in_order(checkout: Checkout) -> None:
    """`audit` finds nothing, running `init` again changes nothing, and what is changed by people is kept and shown."""
    assert checkout.hygiene("init", "--action", f"{ACTION}@v0").returncode == 0
    audit = checkout.hygiene("audit", "--offline")
    assert (audit.returncode, audit.stdout.splitlines()[-1].split(".")[0]) == (0, "Clean"), audit.stdout
    again = checkout.hygiene("init", "--action", f"{ACTION}@v0")
    assert again.stdout.endswith("Nothing to write: the repository is set up.\n")
    file = checkout.folder / POST_CI
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("timeout-minutes: 10", "timeout-minutes: 20"), encoding="utf-8")
    kept = checkout.hygiene("init", "--action", f"{ACTION}@v0")
    assert kept.returncode == 0
    assert "-    timeout-minutes: 20\n+    timeout-minutes: 10\n" in kept.stdout
    assert f"Kept {POST_CI}" in kept.stdout
    assert "timeout-minutes: 20" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("workflows: [", 'workflows: ["renamed", ', ""),
        ("issues: write", "issues: read ", "missing-permission"),
        ("checks: read", "# checks: read", "missing-permission"),
        (f"{ACTION}@v0", "OWNER/hygiene@v0", "placeholder-action"),
        (f"{ACTION}@v0", "octo-org/hygiene@v0", "placeholder-action"),
    ],
)
def test_the_audit_notices(checkout: Checkout, old: str, new: str, kind: str) -> None:
    """A missing permission and a placeholder are findings; a further workflow to wait for is none."""
    checkout.hygiene("init", "--action", f"{ACTION}@v0")
    file = checkout.folder / POST_CI
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = checkout.hygiene("audit", "--offline")
    assert (done.returncode, kind in done.stdout) == (8 if kind else 0, True), done.stdout


def test_a_renamed_workflow(checkout: Checkout) -> None:
    """The Gate has another name now, so nothing triggers hygiene any more: a finding with both names."""
    checkout.hygiene("init", "--action", f"{ACTION}@v0")
    (gate,) = (path for path in (checkout.folder / ".github/workflows").iterdir() if path.stem in ("gate", "tests"))
    lines = gate.read_text(encoding="utf-8").splitlines(keepends=True)
    gate.write_text("".join(["name: Renamed\n", *lines[1:]]), encoding="utf-8")
    done = checkout.hygiene("audit", "--offline")
    assert done.returncode == 8
    assert "unlisted-workflow" in done.stdout
    assert "Renamed" in done.stdout
