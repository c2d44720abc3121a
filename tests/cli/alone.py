"""One command and the error handler, without the rest of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from hygiene.cli.context import Invocation
from hygiene.cli.errors import exit_code_of

if TYPE_CHECKING:
    from collections.abc import Callable


def run_alone(command: Callable[..., int], *arguments: str) -> int:
    """The exit code of a command."""
    app = typer.Typer()
    app.command()(command)
    return exit_code_of(lambda: app(list(arguments), standalone_mode=False), Invocation(), in_actions=False, fence="x")
