"""Relative paths start from HYGIENE_WORKING_DIRECTORY when it is set, whatever the current folder holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hygiene.settings.working_directory import from_working_directory
from tests.workflow_runner import GREEN, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Runner

JUNIT = '<testsuite><testcase classname="pkg" name="{}"><failure message="boom"/></testcase></testsuite>'
GATE = """
name: Gate
on: pull_request
jobs:
  gate:
    name: {}
    runs-on: ubuntu-latest
    steps: [{{run: 'true'}}]
"""


@pytest.fixture
def workspace(runner: Runner) -> Path:
    """The working directory; the current folder has files of the same names with other contents."""
    folder = runner.folder / "the workspace"
    for place, name in ((folder, "right"), (runner.folder, "wrong")):
        (place / "reports").mkdir(parents=True)
        (place / "reports" / "unit.xml").write_text(JUNIT.format(name), encoding="utf-8")
        (place / "note.md").write_text(f"note of the {name} folder", encoding="utf-8")
        (place / ".github" / "workflows").mkdir(parents=True)
        (place / ".github" / "workflows" / "gate.yml").write_text(GATE.format(f"{name} gate"), encoding="utf-8")
        (place / ".github" / "hygiene.toml").write_text('jobs = ["right gate"]\n', encoding="utf-8")
    (folder / "custom.toml").write_text(SETTINGS, encoding="utf-8")
    runner.monkeypatch.setenv("HYGIENE_WORKING_DIRECTORY", str(folder))
    return folder


def test_files_that_are_read(runner: Runner, workspace: Path) -> None:
    """Configuration, event and JUnit files; an absolute path stays what it is."""
    number, run = runner.proposal(GREEN)
    (workspace / "event.json").write_text(json.dumps(runner.repository.run_event(run)), encoding="utf-8")
    ran = runner.run("post-ci", "--config", "custom.toml", "--event", "event.json", "--junit", "reports/*.xml")
    assert ran.code == 0, ran.stderr
    (comment,) = runner.comments(number)
    assert "pkg.right" in comment.body
    assert "wrong" not in comment.body
    again = runner.run(
        "post-ci",
        "--config",
        str(workspace / "custom.toml"),
        "--event",
        "event.json",
        "--junit",
        f"{workspace}/*/*.xml",
    )
    assert again.outputs["comment-action"] == "unchanged"


def test_files_that_are_written(runner: Runner, workspace: Path) -> None:
    """The comment's text and the snapshot."""
    _, run = runner.proposal(GREEN)
    ran = runner.post_ci("--markdown", "out.md", "--snapshot", "out.json", run=run)
    assert ran.code == 0, ran.stderr
    written = {path.name for path in workspace.iterdir()} & {"out.md", "out.json"}
    assert written == {"out.md", "out.json"}
    assert not (runner.folder / "out.md").exists()


def test_section(runner: Runner, workspace: Path) -> None:
    """The text of a section."""
    number, _ = runner.proposal(GREEN)
    assert workspace.is_dir()
    assert runner.run("section", "set", "note", "--file", "note.md", "--pr", str(number)).code == 0
    (comment,) = runner.comments(number)
    assert "note of the right folder" in comment.body


@pytest.mark.parametrize(
    "arguments", [["audit"], ["audit", "--root", "."], ["audit", "--workflow", ".github/workflows/gate.yml"]]
)
def test_audit(runner: Runner, workspace: Path, arguments: list[str]) -> None:
    """The files of the repository."""
    assert runner.run(*arguments, "--offline").code == 0
    (workspace / ".github" / "workflows" / "gate.yml").write_text(GATE.format("renamed"), encoding="utf-8")
    assert runner.run(*arguments, "--offline").code == 8


def test_doctor(runner: Runner, workspace: Path) -> None:
    """The workflow that runs hygiene, and the configuration."""
    (workspace / "custom.toml").write_text("jobs = 1\n", encoding="utf-8")
    assert "custom.toml" in runner.run("doctor", "--config", "custom.toml").stdout


def test_without_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A path means what it means everywhere; an empty variable counts as unset."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    assert from_working_directory("file", {}).resolve() == tmp_path / "file"
    assert from_working_directory("file", {"HYGIENE_WORKING_DIRECTORY": ""}).resolve() == tmp_path / "file"
    assert from_working_directory(environment={}).resolve() == tmp_path
    assert from_working_directory("/file", {"HYGIENE_WORKING_DIRECTORY": "/elsewhere"}).as_posix() == "/file"
