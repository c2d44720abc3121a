"""What demo and drill share: the extra, and the page."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from hygiene.cli import terminal as module
from hygiene.cli.demo import demo
from hygiene.cli.drill import drill
from hygiene.errors import UsageError
from hygiene.settings.origin import install_command
from tests.cli.alone import run_alone

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


@pytest.mark.parametrize("command", [demo, drill])
def test_extra_is_missing(
    command: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the extra both commands name it, and end with 2."""
    monkeypatch.setattr(module, "_NEEDED", "a_module_that_is_not_there")
    assert run_alone(command) == 2
    assert install_command("sandbox") in capsys.readouterr().err


def test_extra_is_there() -> None:
    """With the extra nothing is printed."""
    module.require_sandbox_extra()


def test_extra_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is installed by the user."""
    monkeypatch.setattr(module, "_NEEDED", "a_module_that_is_not_there")
    with pytest.raises(UsageError, match="extra `sandbox`"):
        module.require_sandbox_extra()


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_color(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, colored: bool) -> None:
    """Colour on a terminal, unless it is disabled."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run_alone(drill, "--list") == 0
    assert ("\x1b[1m" in terminal.getvalue()) is colored


def test_no_color_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """No colour where no terminal is."""
    run_alone(drill, "--list")
    assert "\x1b" not in capsys.readouterr().out


def test_letters_that_the_encoding_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings become similar characters, the rest question marks."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    module.print_text("│ ○ looks ✅ é")
    sys.stdout.flush()
    assert raw.getvalue() == "| o looks ? é\n".encode("latin-1")


@pytest.mark.parametrize("text", ["::error::x", "words\n  ::set-output name=a::b", "a ##[error] b"])
def test_no_command_of_others(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """On a runner, words of others are no workflow commands; elsewhere they are left as they are."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    module.print_text(text)
    assert capsys.readouterr().out == f"{text}\n"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    module.print_text(text)
    escaped = capsys.readouterr().out
    assert not any(line.lstrip(" ").startswith("::") for line in escaped.splitlines())
    assert "##[" not in escaped
    assert escaped.replace("\u200b", "") == f"{text}\n"
