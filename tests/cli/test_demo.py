"""`hygiene demo` on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hygiene.cli.main import run_command_line

DATA = Path(__file__).parents[1] / "data"
RED, GREEN = str(DATA / "gate-failure-run.json"), str(DATA / "gate-success-run.json")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No token, no runner, no checkout."""
    for name in [name for name in os.environ if name.startswith(("GITHUB_", "GH_", "HYGIENE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_demo(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It needs no token and no network, prints to standard output alone and leaves no file."""
    assert run_command_line(["demo"]) == 0
    said = capsys.readouterr()
    assert "eight writers race" in said.out
    assert said.err == ""
    assert list(tmp_path.iterdir()) == []


def test_no_color_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """Into a pipe there is no colour."""
    run_command_line(["demo"])
    assert "\x1b" not in capsys.readouterr().out


def test_from(capsys: pytest.CaptureFixture[str]) -> None:
    """Several files are played in their order."""
    assert run_command_line(["demo", "--from", RED, "--from", GREEN]) == 0
    said = capsys.readouterr().out
    assert said.index("gate-failure-run.json") < said.index("gate-success-run.json")
    assert "stranske/Trend_Model_Project" in said


def test_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there: one sentence, exit 2, nothing played."""
    assert run_command_line(["demo", "--from", "nowhere.json"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Error: nowhere.json cannot be read: No such file or directory.")
    assert said.out == ""


def test_configuration_here_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo shows hygiene, not the folder that one happens to be in."""
    run_command_line(["demo"])
    before = capsys.readouterr().out
    (tmp_path / "hygiene.toml").write_text("nonsense", encoding="utf-8")
    assert run_command_line(["demo"]) == 0
    assert capsys.readouterr().out == before


def test_terminal_without_unicode() -> None:
    """A terminal that knows ASCII alone gets drawings that look alike, and no error."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-m", "hygiene", "demo"], env=env, capture_output=True, check=False, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.isascii()
    assert b"| - ? python ci (3.11) [1] - Pytest" in ran.stdout
