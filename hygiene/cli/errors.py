"""The one door: prints, annotates and chooses the exit code. Nobody else exits or prints."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from hygiene.cli.output import json_text
from hygiene.errors import ExitCode, HygieneError, UnavailableError
from hygiene.runner.commands import command, fenced

if TYPE_CHECKING:
    from collections.abc import Callable

_HELP = "Try 'hygiene --help', or --help after the command."
ADVISED = (ExitCode.REJECTED, ExitCode.UNAVAILABLE, ExitCode.UNSETTLED)


def run(call: Callable[[], object], *, in_actions: bool, advisory: bool, secret: str, as_json: bool = False) -> int:
    """The exit code of a command line; whatever went wrong has been said on standard error.

    ``advisory`` turns refusals, outages and unsettled runs into exit 0 with a warning, so that a required check keeps
    its result. ``secret`` fences the words of others from the runner. ``as_json`` says it on standard output as well.
    """
    try:
        code = call()
    except HygieneError as error:
        code = _operating(error, in_actions=in_actions, advisory=advisory, secret=secret)
        failed = _failed(error.exit_code, code, _line(error.message), _line(error.hint), _advice(error))
    except TyperException as error:
        typer.echo(f"Error: {error.format_message()}\n{_HELP}", err=True)
        code = ExitCode.USAGE
        failed = _failed(ExitCode.USAGE, code, _line(error.format_message()), _HELP)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
        failed = None
    except SystemExit:
        # typer ends so when the reader of a pipe went away; the work itself was done before anything was printed.
        return ExitCode.OK
    except Exception:  # noqa: BLE001 - the last resort: a bug ends here and nowhere else
        code = ExitCode.BUG
        failed = _failed(ExitCode.BUG, code, _bug(in_actions=in_actions, secret=secret))
    else:
        failed = None
    if code == ExitCode.INTERRUPTED:
        typer.echo("Interrupted.", err=True)
        failed = _failed(ExitCode.INTERRUPTED, ExitCode.INTERRUPTED, "Interrupted.")
    if as_json and failed:
        typer.echo(json_text(failed))
    return code if isinstance(code, int) else ExitCode.OK


def _operating(error: HygieneError, *, in_actions: bool, advisory: bool, secret: str) -> int:
    advised = advisory and error.exit_code in ADVISED
    word = "Warning" if advised else "Error"
    lines = [f"{word}: {_line(error.message)}"]
    if error.hint:
        lines.append(f"  {_line(error.hint)}")
    advice = _advice(error)
    if advice is not None:
        lines.append(f"  retry after: {advice} s")
    for line in fenced(lines, secret) if in_actions else lines:
        typer.echo(line, err=True)
    if in_actions:
        typer.echo(command(word.lower(), _line(str(error)), {"title": f"hygiene: {error.title}"}), err=True)
    return ExitCode.OK if advised else error.exit_code


def _advice(error: HygieneError) -> int | None:
    return error.retry_after_s if isinstance(error, UnavailableError) else None


def _failed(
    kind: ExitCode, code: int, message: str, hint: str = "", retry_after_s: int | None = None
) -> dict[str, object]:
    """What takes the place of the result; docs/reference/error.schema.json describes it."""
    said = {"name": kind.name, "exit_code": int(code), "message": message, "hint": hint}
    return {"error": {**said, "retry_after_s": retry_after_s}}


def _bug(*, in_actions: bool, secret: str) -> str:
    lines = traceback.format_exc().splitlines()
    for line in fenced(lines, secret) if in_actions else lines:
        typer.echo(line, err=True)
    versions = f"hygiene {version()}, Python {platform.python_version()}, {sys.platform}"
    plea = f"This is a bug in hygiene. Please report it with the lines above ({versions})."
    typer.echo(plea, err=True)
    if in_actions:
        typer.echo(command("error", plea, {"title": "hygiene: a bug"}), err=True)
    return plea


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
