"""Values of the wrong type: a message in plain words and exit code 2, whichever version of typer is installed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads annotations at run time
from typing import Annotated

import pytest
import typer

from hygiene.cli.command import Command
from hygiene.cli.context import Invocation
from hygiene.cli.errors import exit_code_of
from hygiene.cli.main import run_command_line
from hygiene.cli.options import whole_number
from hygiene.errors import ExitCode

# Words of pydantic, which validates values in typer 0.29 and later.
FOREIGN = ("Input should", "Value error", "pydantic", "validation error", "unable to")


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


def command(  # noqa: PLR0913 - one for each kind
    *,
    number: Annotated[int, typer.Option("--number", parser=whole_number(1, 9))] = 1,
    any_number: Annotated[int, typer.Option("--any")] = 1,
    share: Annotated[float, typer.Option("--share")] = 0.5,
    colour: Annotated[Colour, typer.Option("--colour")] = Colour.RED,
    several: Annotated[list[int] | None, typer.Option("--several")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", exists=True)] = None,
    flag: Annotated[bool, typer.Option("--flag", envvar="EXAMPLE_FLAG")] = False,
) -> None:
    """Every kind of value that an option can have."""
    del any_number, share, colour, several, folder, flag
    assert 1 <= number <= 9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--number", "abc"], "'abc' is not a whole number."),
        (["--number", "1.5"], "'1.5' is not a whole number."),
        (["--number", ""], "'' is not a whole number."),
        (["--number", "0"], "0 is less than 1."),
        (["--number", "10"], "10 is more than 9."),
        (["--any", "abc"], "'abc' is not a valid int."),
        (["--share", "half"], "'half' is not a valid float."),
        (["--colour", "green"], "'green' is not one of 'red', 'blue'."),
        (["--several", "1", "--several", "x"], "'x' is not a valid int."),
        (["--folder", "/does/not/exist"], "path '/does/not/exist' does not exist."),
    ],
)
def test_every_kind(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message quotes the value, names the option and states what is wrong."""
    assert _run(arguments) == ExitCode.USAGE
    # typer 0.28 writes "Path" where later versions write "path".
    printed = capsys.readouterr().err.splitlines()[0].replace(": Path", ": path")
    assert printed == f"Error: Invalid value for '{arguments[0]}': {message}"


def test_variable_of_a_flag(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A flag takes no value, but its variable does."""
    monkeypatch.setenv("EXAMPLE_FLAG", "maybe")
    assert _run([]) == ExitCode.USAGE
    message = capsys.readouterr().err
    assert "'maybe' is not a valid boolean." in message
    assert [word for word in FOREIGN if word in message] == []


def _run(arguments: list[str]) -> int:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(cls=Command)(command)
    built = typer.main.get_command(app)
    call = lambda: built(arguments, standalone_mode=False)  # noqa: E731 - as the command line does
    return exit_code_of(call, Invocation(), in_actions=False, fence="x")


@pytest.mark.parametrize(
    ("arguments", "variables", "message"),
    [
        (["post-ci", "--pr", "abc"], {}, "'--pr' (env var: 'HYGIENE_PR'): 'abc' is not a whole number."),
        (["post-ci"], {"HYGIENE_PR": "-1"}, "'--pr' (env var: 'HYGIENE_PR'): -1 is less than 1."),
        (["sandbox", "serve", "--port", "65536"], {}, "'--port': 65536 is more than 65535."),
        (["drill", "--seed", "x"], {}, "'--seed': 'x' is not a whole number."),
        (
            ["post-ci", "--only", "x"],
            {},
            "'--only' (env var: 'HYGIENE_ONLY'): 'x' is not one of 'status-comment', 'failure-tracker'.",
        ),
        (["post-ci"], {"HYGIENE_DRY_RUN": "maybe"}, "(env var: 'HYGIENE_DRY_RUN'): 'maybe' is not a valid boolean."),
    ],
)
def test_own_commands(
    arguments: list[str],
    variables: dict[str, str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The options of hygiene itself, also from the variables that the action sets."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run_command_line(arguments) == ExitCode.USAGE
    assert message in capsys.readouterr().err
