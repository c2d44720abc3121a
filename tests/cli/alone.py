"""One command through the door, as the command line runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hygiene.cli.errors import run

if TYPE_CHECKING:
    from collections.abc import Callable


def run_alone(command: Callable[..., int], *arguments: str) -> int:
    """The exit code of a command."""
    app = typer.Typer()
    app.command()(command)
    return run(lambda: app(list(arguments), standalone_mode=False), in_actions=False, advisory=False, secret="")
