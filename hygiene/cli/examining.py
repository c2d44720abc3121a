"""The doctor's round: collect, diagnose, probe when it was confirmed, and say it all."""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from hygiene.compose import connect
from hygiene.doctor.check import Level
from hygiene.doctor.collect import collect
from hygiene.doctor.diagnosis import diagnose
from hygiene.doctor.probe import Answer, probe
from hygiene.doctor.report import answers_table, as_json, table
from hygiene.errors import UsageError
from hygiene.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.doctor.collect import Surroundings


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for beside the rows."""

    probe: bool = False
    confirmed: bool = False
    as_json: bool = False


def examine(around: Surroundings, wish: Wish) -> bool:
    """Whether nothing failed; everything that is to be said has been said."""
    if wish.probe:
        _agreed(around, wish)
    checks = diagnose(collect(around))
    answers = _probed(around) if wish.probe else None
    if wish.as_json:
        typer.echo(json.dumps(as_json(checks, answers), indent=2, ensure_ascii=False))
    else:
        typer.echo(table(checks))
        if answers is not None:
            typer.echo(f"\n{answers_table(answers)}")
    return all(check.level is not Level.FAIL for check in checks)


def _agreed(around: Surroundings, wish: Wish) -> None:
    name = around.flags.repository
    if not name:
        raise UsageError("--probe writes, so it wants the repository by name.", mend="Pass --repo OWNER/NAME.")
    if not wish.confirmed:
        raise UsageError(
            f"--probe writes to {name}: two labels, two issues, two comments, all deleted or closed at its end.",
            mend="Choose a repository where that disturbs nobody, and confirm with --yes.",
        )


def _probed(around: Surroundings) -> tuple[Answer, ...]:
    settings = load(replace(around.flags, config=""), folder=around.root)
    connection = connect(settings, around.clock, around.inner)
    try:
        with _ended_like_interrupted():
            return probe(connection, settings.repository)
    finally:
        connection.close()


@contextmanager
def _ended_like_interrupted() -> Iterator[None]:
    """Let the runner's SIGTERM tidy up as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
