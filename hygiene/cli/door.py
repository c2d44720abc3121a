"""The one door: prints, annotates and chooses the exit code. Nobody else exits or prints."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from hygiene.actions.commands import command, fenced
from hygiene.errors import ExitCode, HygieneError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

ADVISED = (ExitCode.REJECTED, ExitCode.UNAVAILABLE, ExitCode.UNSETTLED)


def run(call: Callable[[], object], *, in_actions: bool, advisory: bool, secret: str) -> int:
    """The exit code of a command line; whatever went wrong has been said on standard error.

    ``advisory`` turns refusals, outages and unsettled runs into exit 0 with a warning, so that a required check keeps
    its result. ``secret`` fences the words of others from the runner.
    """
    try:
        code = call()
    except HygieneError as error:
        return _operating(error, in_actions=in_actions, advisory=advisory, secret=secret)
    except TyperException as error:
        typer.echo(f"Error: {error.format_message()}", err=True)
        typer.echo("Try 'hygiene --help', or --help after the command.", err=True)
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except SystemExit:
        # typer ends so when the reader of a pipe went away; the work itself was done before anything was printed.
        code = ExitCode.OK
    except Exception:  # noqa: BLE001 - the last resort: a bug ends here and nowhere else
        return _bug(in_actions=in_actions, secret=secret)
    if code == ExitCode.INTERRUPTED:
        typer.echo("Interrupted.", err=True)
    return code if isinstance(code, int) else ExitCode.OK


def _operating(error: HygieneError, *, in_actions: bool, advisory: bool, secret: str) -> int:
    advised = advisory and error.exit_code in ADVISED
    word = "Warning" if advised else "Error"
    lines = [f"{word}: {_line(error.message)}"]
    if error.mend:
        lines.append(f"  {_line(error.mend)}")
    if isinstance(error, UnavailableError) and error.retry_after_s is not None:
        lines.append(f"  retry after: {error.retry_after_s} s")
    for line in fenced(lines, secret) if in_actions else lines:
        typer.echo(line, err=True)
    if in_actions:
        typer.echo(command(word.lower(), _line(str(error)), {"title": f"hygiene: {error.title}"}), err=True)
    return ExitCode.OK if advised else error.exit_code


def _bug(*, in_actions: bool, secret: str) -> int:
    lines = traceback.format_exc().splitlines()
    for line in fenced(lines, secret) if in_actions else lines:
        typer.echo(line, err=True)
    versions = f"hygiene {version()}, Python {platform.python_version()}, {sys.platform}"
    plea = f"This is a bug in hygiene. Please report it with the lines above ({versions})."
    typer.echo(plea, err=True)
    if in_actions:
        typer.echo(command("error", plea, {"title": "hygiene: a bug"}), err=True)
    return ExitCode.BUG


def version() -> str:
    """The installed version; asked for only when it is shown, since the look-up costs start-up time."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("ci-hygiene")
    except PackageNotFoundError:
        return "unknown"


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
