"""`hygiene init` on the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner, Result

from hygiene.cli.init import init
from hygiene.errors import UsageError
from tests.audit.repository import ACTION, CONFIGURATION, GATE, GATE_TEXT, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workflow_runner import Runner

POST_CI = ".github/workflows/post-ci.yml"


def run(root: Path, *arguments: str) -> Result:
    """Run the command as a program of its own."""
    app = typer.Typer()
    app.command()(init)
    chosen = () if "--action" in arguments else ("--action", ACTION)
    return CliRunner().invoke(app, ["--root", str(root), *chosen, *arguments])


def test_shows_then_writes(tmp_path: Path) -> None:
    """The diff and the permissions come before the news of what was written."""
    result = run(write(tmp_path, {GATE: GATE_TEXT}))
    assert result.exit_code == 0
    whole = result.stdout
    assert whole.index("+++ b/.github/hygiene.toml") < whole.index("asks for these permissions") < whole.index("Wrote ")
    assert (tmp_path / CONFIGURATION).exists()
    assert (tmp_path / POST_CI).exists()


def test_dry_run(tmp_path: Path) -> None:
    """--dry-run shows the same and writes nothing, even where --force would."""
    result = run(write(tmp_path, {GATE: GATE_TEXT, POST_CI: "mine: 1\n"}), "--dry-run", "--force")
    assert result.exit_code == 0
    assert result.stdout.endswith("Nothing was written.\n")
    assert not (tmp_path / CONFIGURATION).exists()
    assert (tmp_path / POST_CI).read_text(encoding="utf-8") == "mine: 1\n"


def test_in_the_way(tmp_path: Path) -> None:
    """A file that exists: the diff is shown, then the error names how to continue."""
    result = run(write(tmp_path, {GATE: GATE_TEXT, POST_CI: "mine: 1\n"}))
    assert "-mine" in result.stdout
    assert isinstance(result.exception, UsageError)
    assert "hygiene init --force" in result.exception.hint
    assert not (tmp_path / CONFIGURATION).exists()


@pytest.mark.parametrize("options", [(), ("--force",), ("--probe",)])
@pytest.mark.parametrize("odd", ["folder", "pipe", "link to a folder", "link to no folder"])
@pytest.mark.parametrize("path", [CONFIGURATION, POST_CI, ".github/workflows/hygiene-probe.yml"])
def test_no_file_in_the_place(tmp_path: Path, path: str, odd: str, options: tuple[str, ...]) -> None:
    """What cannot be written is an error that names it, and nothing else is written."""
    write(tmp_path, {GATE: GATE_TEXT, ".git/config": '[remote "origin"]\n  url = https://github.com/o/scratch.git\n'})
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    for folder in ("objects", "refs"):
        (tmp_path / ".git" / folder).mkdir()
    make: dict[str, Callable[[Path], None]] = {
        "folder": lambda place: place.mkdir(),
        "pipe": os.mkfifo,
        "link to a folder": lambda place: place.symlink_to(tmp_path / ".git"),
        "link to no folder": lambda place: place.symlink_to(tmp_path / "none" / "none"),
    }
    make[odd](tmp_path / path)
    before = files(tmp_path)
    result = run(tmp_path, *options)
    if path.endswith("probe.yml") == ("--probe" in options):
        assert isinstance(result.exception, UsageError), result.exception
        assert result.exception.message.startswith(f"{path} cannot be written: ")
        assert files(tmp_path) == before
    else:
        assert result.exit_code == 0, result.exception


def files(root: Path) -> set[Path]:
    """All regular files of a checkout."""
    return {path for path in root.rglob("*") if path.is_file()}


def test_force(tmp_path: Path) -> None:
    """--force replaces what is in the way."""
    result = run(write(tmp_path, {GATE: GATE_TEXT, POST_CI: "mine: 1\n"}), "--force")
    assert result.exit_code == 0
    assert "workflow_run" in (tmp_path / POST_CI).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["init", "audit", "doctor"])
def test_a_root_that_does_not_exist(runner: Runner, command: str) -> None:
    """It is a mistake of its own, not a repository without workflows."""
    ran = runner.run(command, "--root", "nowhere")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Error: There is no folder nowhere.\n")


def test_options_that_exclude_each_other(tmp_path: Path) -> None:
    """The probe has no reusable workflow."""
    result = run(write(tmp_path, {GATE: GATE_TEXT}), "--probe", "--reusable")
    assert isinstance(result.exception, UsageError)


def test_help_teaches(tmp_path: Path) -> None:
    """The help states what is never done and shows examples."""
    text = " ".join(run(tmp_path, "--help").stdout.split())
    assert "never overwrites without --force" in text
    assert "Examples" in text


def test_the_action_is_chosen(tmp_path: Path) -> None:
    """--action is written into the workflow; what is no action is refused before anything is written."""
    root = write(tmp_path, {GATE: GATE_TEXT})
    refused = run(root, "--action", "octo/hygiene")
    assert isinstance(refused.exception, UsageError)
    assert not (root / POST_CI).exists()
    assert run(root, "--action", "octo/hygiene@v1").exit_code == 0
    assert "uses: octo/hygiene@v1" in (root / POST_CI).read_text(encoding="utf-8")
