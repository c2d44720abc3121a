"""`hygiene init --probe` on the command line; tests/docs/test_recipes.py runs the workflow that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import PROBE_PATH
from hygiene.settings.origin import git
from tests.audit.repository import ACTION, CONFIGURATION, GATE, GATE_TEXT, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflow_runner import Ran, Runner

ORIGIN = "https://github.com/{}.git"


@pytest.fixture
def checkout(runner: Runner) -> Path:
    """A clone of ``o/r`` with a Gate."""
    root = write(runner.folder / "clone", {GATE: GATE_TEXT})
    git(root, "init")
    git(root, "remote", "add", "origin", ORIGIN.format("o/r"))
    return root


def init(runner: Runner, root: Path, *arguments: str) -> Ran:
    """Run the command."""
    return runner.run("init", "--probe", "--root", str(root), "--action", ACTION, *arguments)


def test_writes_one_workflow(runner: Runner, checkout: Path) -> None:
    """The diff, then what to do next; the configuration and the workflow of hygiene are not touched."""
    ran = init(runner, checkout)
    assert ran.code == 0, ran.stderr
    assert ran.stdout.startswith(f"--- /dev/null\n+++ b/{PROBE_PATH}")
    assert "gh workflow run hygiene-probe.yml --repo o/r" in ran.stdout
    assert 'workflows: ["Gate"]' in (checkout / PROBE_PATH).read_text(encoding="utf-8")
    assert not (checkout / CONFIGURATION).exists()
    again = init(runner, checkout)
    assert (again.code, again.stdout) == (0, f"{PROBE_PATH} needs no change.\n\nNothing was written.\n")


def test_never_overwrites(runner: Runner, checkout: Path) -> None:
    """A file with other text is kept without --force, and --dry-run writes nothing."""
    write(checkout, {PROBE_PATH: "mine: 1\n"})
    kept, shown = init(runner, checkout), init(runner, checkout, "--force", "--dry-run")
    assert f"Kept {PROBE_PATH}" in kept.stdout
    assert shown.stdout.endswith("Nothing was written.\n")
    assert (checkout / PROBE_PATH).read_text(encoding="utf-8") == "mine: 1\n"
    assert "Wrote" in init(runner, checkout, "--force").stdout
    assert "--confirm o/r" in (checkout / PROBE_PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "origin", "expected"),
    [
        ((), "", "there is no remote origin on GitHub. Add it: git remote add origin"),
        ((), "../elsewhere", "there is no remote origin on GitHub"),
        (("--workflow", "no.yml"), "o/r", "no.yml"),
        ((), "two", "Choose one: `hygiene init --workflow FILE`"),
    ],
)
def test_bad_input(runner: Runner, checkout: Path, arguments: tuple[str, ...], origin: str, expected: str) -> None:
    """Nothing is written for a repository or Gate that is not known."""
    git(checkout, "remote", "remove", "origin")
    if origin:
        git(checkout, "remote", "add", "origin", origin if "elsewhere" in origin else ORIGIN.format("o/r"))
    if origin == "two":
        (checkout / GATE).unlink()
        write(checkout, {f".github/workflows/{name}.yml": GATE_TEXT.replace("Gate", name) for name in ("one", "two")})
    ran = init(runner, checkout, *arguments)
    assert (ran.code, expected in " ".join(ran.stderr.split())) == (2, True), ran.stderr
    assert not (checkout / PROBE_PATH).exists()


def test_without_a_gate(runner: Runner, checkout: Path) -> None:
    """It is only started manually."""
    (checkout / GATE).unlink()
    assert "There is no Gate" in init(runner, checkout).stdout
    assert "workflow_run" not in (checkout / PROBE_PATH).read_text(encoding="utf-8")
