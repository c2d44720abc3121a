"""`hygiene demo` on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

import httpx
import pytest

from hygiene.cli.main import run_command_line
from hygiene.drills import browser
from hygiene.drills.browser import TerminalWithPages

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
    printed = capsys.readouterr()
    assert "eight runs report it at the same time" in printed.out
    assert printed.err == ""
    assert list(tmp_path.iterdir()) == []


def test_no_color_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Into a pipe there is no colour."""
    run_command_line(["demo"])
    assert "\x1b" not in capsys.readouterr().out


def test_from(capsys: pytest.CaptureFixture[str]) -> None:
    """Several files are reported in their order."""
    assert run_command_line(["demo", "--from", RED, "--from", GREEN]) == 0
    printed = capsys.readouterr().out
    assert printed.index("gate-failure-run.json") < printed.index("gate-success-run.json")
    assert "stranske/Trend_Model_Project" in printed


def test_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there: an error message, exit code 2, no output."""
    assert run_command_line(["demo", "--from", "nowhere.json"]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("Error: nowhere.json cannot be read: No such file or directory.")
    assert printed.out == ""


def test_configuration_here_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo shows hygiene, not the folder that one happens to be in."""
    run_command_line(["demo"])
    before = capsys.readouterr().out
    (tmp_path / "hygiene.toml").write_text("nonsense", encoding="utf-8")
    assert run_command_line(["demo"]) == 0
    assert capsys.readouterr().out == before


@pytest.mark.long
def test_terminal_without_unicode() -> None:
    """A terminal that has ASCII only gets similar characters, and no error."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-m", "hygiene", "demo"], env=env, capture_output=True, check=False, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.isascii()
    assert b"|  * ? python ci (3.11) - " in ran.stdout


def test_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A browser is opened before the second step; pages are served during the demo and after it, until Ctrl-C."""
    seen: list[tuple[int, bool]] = []
    opened: list[str] = []

    def look() -> None:
        found = httpx.get(f"{opened[0]}octo/demo/pull/1", trust_env=False)
        seen.append((found.status_code, "refresh" in found.headers))

    def rest(_terminal: TerminalWithPages) -> None:
        look()
        raise KeyboardInterrupt

    monkeypatch.setattr(browser, "open_browser", opened.append)
    monkeypatch.setattr("time.sleep", lambda _seconds: look())
    monkeypatch.setattr(TerminalWithPages, "wait", rest)
    assert run_command_line(["demo", "--page"]) == 130
    printed = capsys.readouterr()
    assert seen == [(200, True)] * 5 + [(200, False)]
    assert f"Pages: {opened[0].rstrip('/')}" in printed.out
    assert "until you press Ctrl-C" in printed.out
    assert printed.err == "Interrupted.\n"
    with pytest.raises(httpx.ConnectError):
        look()


@pytest.mark.parametrize(
    ("kind", "expected"), [(webbrowser.GenericBrowser, False), (webbrowser.BackgroundBrowser, True), (None, False)]
)
def test_browsers(
    monkeypatch: pytest.MonkeyPatch, kind: type[webbrowser.GenericBrowser] | None, *, expected: bool
) -> None:
    """A browser that runs in the terminal is not opened, and none at all is no error."""

    def get() -> webbrowser.BaseBrowser:
        if kind is None:
            raise webbrowser.Error
        return kind("true")

    monkeypatch.setattr(webbrowser, "get", get)
    monkeypatch.setattr(webbrowser.BackgroundBrowser, "open", lambda _browser, _url: True)
    assert browser.open_browser("http://127.0.0.1:1/") is expected
