"""Completion for the shells that people have."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

# `--show-completion` detects the shell from its parent processes; a test names it.
SCRIPTS = {
    "bash": ("complete_bash", "complete -o default -F _hygiene_completion hygiene"),
    "zsh": ("complete_zsh", "compdef _hygiene_completion hygiene"),
    "fish": ("complete_fish", "complete --command hygiene"),
}


def run(arguments: list[str], **variables: str) -> str:
    """Run the installed command as a shell would, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "HYGIENE_"))}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "hygiene", *arguments],
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def script(shell: str) -> str:
    """The completion script for a shell, by the command of the reference."""
    return run([], _HYGIENE_COMPLETE=f"source_{shell}")


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script(shell: str) -> None:
    """One variable makes it print a script for any shell, without anything being installed."""
    variable, line = SCRIPTS[shell]
    text = script(shell)
    assert variable in text
    assert line in text


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_shell_takes_it(shell: str) -> None:
    """Where the shell is installed, it reads the script without an error."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed here")
    prelude = "compdef() { :; }\n" if shell == "zsh" else ""
    command = [found, "-c", prelude + script(shell)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - a shell
    assert (done.returncode, done.stderr) == (0, "")


def test_commands_are_completed() -> None:
    """What bash completes after `hygiene s` are the commands that begin so."""
    asked = {"COMP_WORDS": "hygiene s", "COMP_CWORD": "1", "_HYGIENE_COMPLETE": "complete_bash"}
    assert run([], **asked).split() == ["section", "sweep", "snapshot", "sandbox", "schema"]


def test_options_are_completed() -> None:
    """And after a command its options."""
    asked = {"COMP_WORDS": "hygiene post-ci --d", "COMP_CWORD": "2", "_HYGIENE_COMPLETE": "complete_bash"}
    assert run([], **asked).split() == ["--dry-run"]
