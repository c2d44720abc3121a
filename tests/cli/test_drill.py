"""`hygiene drill` on the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from hygiene.cli.drill import drill
from hygiene.drills.evidence_files import FILES
from tests.cli.alone import run_alone

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No token, no runner, no checkout."""
    for name in [name for name in os.environ if name.startswith(("GITHUB_", "GH_", "HYGIENE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.long
def test_all_of_them(capsys: Capture, tmp_path: Path) -> None:
    """Without names every scenario runs, all claims hold, and nothing is written."""
    assert run_alone(drill) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].startswith("19 scenarios, ")
    assert printed.out.splitlines()[-1].endswith("claims: all hold.")
    assert printed.err == ""
    assert list(tmp_path.iterdir()) == []


def test_some_of_them(capsys: Capture) -> None:
    """Named ones run in the order of their names."""
    assert run_alone(drill, "fork", "recovery") == 0
    printed = capsys.readouterr().out
    assert printed.index("fork: ") < printed.index("recovery: ")
    assert "stale-run" not in printed


def test_list(capsys: Capture) -> None:
    """--list lists them and runs none."""
    assert run_alone(drill, "--list") == 0
    printed = capsys.readouterr().out
    assert "concurrent-runs" in printed
    assert "holds" not in printed


def test_out(capsys: Capture, tmp_path: Path) -> None:
    """--out writes the evidence; the same seed gives the same bytes."""
    for folder in ("one", "two"):
        assert run_alone(drill, "concurrent-runs", "--seed", "7", "--out", folder) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "one: evidence.html, evidence.json, evidence.md, transcript.jsonl." in printed
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_failed_claim(capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a guard flipped it ends with 9, and the first failed claim is the last line of standard output."""
    monkeypatch.setattr("hygiene.post_ci.decide.superseded", lambda _snapshot, _trigger: False)
    assert run_alone(drill, "stale-run", "--out", "evidence") == 9
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].startswith("Failed: stale-run/no-writes: ")
    assert (tmp_path / "evidence" / "evidence.json").is_file()


def test_unknown_scenario(capsys: Capture) -> None:
    """A name that does not exist: the nearest one, exit 2."""
    assert run_alone(drill, "hostile-nme") == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: There is no scenario 'hostile-nme'.",
        "  Did you mean hostile-name? `hygiene drill --list` lists all.",
    ]


def test_folder_with_other_files(capsys: Capture, tmp_path: Path) -> None:
    """A folder with other files: exit 2, before the first scenario."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").touch()
    assert run_alone(drill, "fork", "--out", "mine") == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("Error: mine contains thesis.tex.")
    assert printed.out == ""


@pytest.mark.parametrize("seed", ["-1", "x"])
def test_bad_seed(capsys: Capture, seed: str) -> None:
    """A seed is a whole number from 0."""
    assert run_alone(drill, "--seed", seed) == 2
    assert "--seed" in capsys.readouterr().err


def test_step_summary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In Actions the result is appended to the step summary; one that cannot be written is refused at once."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run_alone(drill, "fork") == 0
    assert summary.read_text(encoding="utf-8").startswith("before\n### hygiene drill, seed 0\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert run_alone(drill, "fork") == 2
