"""The error handler: the only place that turns an exception into a message, an annotation and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from hygiene import __version__
from hygiene.cli import signals
from hygiene.cli.streams import broken_stream
from hygiene.errors import (
    ExitCode,
    FileError,
    HygieneError,
    MissingExtraError,
    OutputError,
    Terminated,
    UnavailableError,
    UsageError,
)
from hygiene.markdown.printable import one_line
from hygiene.report.json_text import json_text
from hygiene.runner.commands import command, fenced
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.cli.context import Invocation

_HELP = "Run 'hygiene --help', or the command with --help."
ADVISED = (ExitCode.BUG, ExitCode.REJECTED, ExitCode.UNAVAILABLE, ExitCode.UNSETTLED)
_KINDS = {"bool": "boolean", "int": "int", "float": "float"}
_NO_FOLDER = UsageError("The working folder does not exist any more.", hint="Run the command in another folder.")
_SIGNALS = (KeyboardInterrupt, Terminated, typer.Abort)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a command failed. ``traceback`` is empty except for a bug."""

    code: ExitCode
    message: str
    hint: str = ""
    title: str = ""
    retry_after_s: int | None = None
    file_errors: tuple[FileError, ...] = ()
    traceback: tuple[str, ...] = ()


def exit_code_of(call: Callable[[], object], invocation: Invocation, *, in_actions: bool, fence: str) -> int:
    """Run a command and return its exit code; a failure is printed on standard error.

    With ``invocation.advisory``, a refusal, an outage, an unsettled run or a bug is a warning and exit code 0. With
    ``invocation.as_json`` a failure is also printed as JSON on standard output. ``fence`` is a random word: it ends
    the part of the log in which the runner ignores workflow commands.
    """
    signals.forget()
    try:
        outcome = _outcome(call)
    except _SIGNALS as error:
        outcome = _failure(error)
    signals.ignore()
    if not isinstance(outcome, Failure):
        return outcome
    if (interrupted := signals.raised()) is not None:
        outcome = _failure(interrupted)
    advised = invocation.advisory and outcome.code in ADVISED
    code = ExitCode.OK if advised else outcome.code
    with suppress(OSError):
        _print(outcome, "Warning" if advised else "Error", fence if in_actions else "")
    if invocation.as_json:
        with suppress(OSError):
            typer.echo(json_text(_as_json(outcome, code)))
    return code


def _outcome(call: Callable[[], object]) -> Failure | int:
    """The exit code that a command returns, or why it failed."""
    try:
        returned = call()
        signals.release()
    except (HygieneError, TyperException, *_SIGNALS) as error:
        return _failure(error)
    except OSError as error:
        broken = broken_stream()
        if broken is None:
            return _failure(_NO_FOLDER) if _folder_is_gone() else _bug()
        return _failure(OutputError(f"{broken.name} cannot be written: {error.strerror}.", hint="Redirect it."))
    except Exception:  # noqa: BLE001 - a bug ends here
        return _bug()
    if returned == ExitCode.INTERRUPTED:
        # typer's name for KeyboardInterrupt.
        return _failure(KeyboardInterrupt())
    return returned if isinstance(returned, int) else ExitCode.OK


def _folder_is_gone() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - nothing but whether it is there
    except OSError:
        return True
    return False


def _failure(error: BaseException) -> Failure:
    match error:
        case MissingExtraError():
            from hygiene.settings.origin import install_command

            hint = f"Install it with `{install_command(error.extra)}`."
            return Failure(error.exit_code, one_line(error.message), one_line(hint), error.title)
        case HygieneError():
            retry_after_s = error.retry_after_s if isinstance(error, UnavailableError) else None
            file_errors = tuple(replace(one, message=one_line(one.message)) for one in error.file_errors)
            message, hint = one_line(error.message), one_line(error.hint)
            return Failure(error.exit_code, message, hint, error.title, retry_after_s, file_errors)
        case TyperException():
            return Failure(ExitCode.USAGE, one_line(_in_plain_words(error).format_message()), _HELP, "Usage")
        case Terminated():
            return Failure(ExitCode.TERMINATED, "Terminated.")
        case _:
            return Failure(ExitCode.INTERRUPTED, "Interrupted.")


def _in_plain_words(error: TyperException) -> TyperException:
    """The error of a value that typer 0.29 or later validated with pydantic, whose messages address programmers."""
    if error.__cause__ is None:
        return error
    from pydantic import ValidationError

    cause: object = error.__cause__
    while isinstance(cause, ValidationError):
        problem = cause.errors()[0]
        kind = problem["type"].partition("_")[0]
        # What a function raised, such as an item of a list that has an error of its own.
        cause = problem["ctx"]["error"] if kind == "value" else None
        error.message = (
            f"{problem['input']!r} is not a valid {_KINDS[kind]}." if kind in _KINDS else str(cause or problem["msg"])
        )
    return error


def _bug() -> Failure:
    import platform
    import traceback

    versions = f"hygiene {__version__}, Python {platform.python_version()}, {sys.platform}"
    message = f"This is a bug in hygiene. Please report it with the lines above ({versions})."
    return Failure(ExitCode.BUG, message, title="Bug", traceback=tuple(traceback.format_exc().splitlines()))


def _print(failure: Failure, severity: str, fence: str) -> None:
    """Print a failure on standard error; in Actions, where there is a ``fence``, as an annotation too."""
    if failure.code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
        typer.echo(failure.message, err=True)
        return
    lines = [*failure.traceback, f"{severity}: {failure.message}"]
    lines += [f"  {one_line(str(one))}" for one in failure.file_errors] if len(failure.file_errors) > 1 else []
    lines += [f"  {failure.hint}"] if failure.hint else []
    lines += [] if failure.retry_after_s is None else [f"  retry after: {failure.retry_after_s} s"]
    for line in fenced(lines, fence) if fence else lines:
        typer.echo(line, err=True)
    if fence:
        title = {"title": f"hygiene: {failure.title}"}
        for one in failure.file_errors:
            where: dict[str, str | int] = {"file": one.file, "line": one.line, "col": one.column}
            typer.echo(command(severity.lower(), f"{one.message} {failure.hint}".strip(), where | title), err=True)
        if not failure.file_errors:
            typer.echo(command(severity.lower(), f"{failure.message} {failure.hint}".strip(), title), err=True)


def _as_json(failure: Failure, code: int) -> dict[str, object]:
    """The document that is printed instead of a result; docs/reference/error.schema.json describes it."""
    return {
        "error": {
            "name": failure.code.name,
            "exit_code": int(code),
            "message": failure.message,
            "hint": failure.hint,
            "file_errors": [
                {
                    "file": one.file,
                    "line": one.line,
                    "column": one.column,
                    "message": one.message,
                }
                for one in failure.file_errors
            ],
            "retry_after_s": failure.retry_after_s,
        }
    }
