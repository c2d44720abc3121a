"""``hygiene doctor``: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

import json as json_module
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import Config, Event, Repository
from hygiene.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.doctor.collect import Surroundings
    from hygiene.doctor.probe import Answer


def doctor(
    context: typer.Context,
    repo: Repository = "",
    event: Event = "",
    config: Config = "",
    workflow: Annotated[
        str, typer.Option("--workflow", metavar="FILE", help="The workflow that runs hygiene.")
    ] = ".github/workflows/post-ci.yml",
    *,
    probe: Annotated[bool, typer.Option("--probe", help="Ask by writing to --repo, and tidy up. Needs --yes.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Confirm that --probe may write.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The repository's root folder.")] = Path(),
) -> int:
    """Look at token, host, event, configuration and workflow, and say how to mend what is wrong.

    Without --probe nothing is written. Exit code 0: passes and warnings. Exit code 8: a failure.

    Examples: `hygiene doctor`, `GITHUB_TOKEN=… hygiene doctor --repo octo/app --json`,
    `hygiene doctor --repo octo/playground --probe --yes`.
    """
    from hygiene.cli.context import Invocation
    from hygiene.doctor.check import Level
    from hygiene.doctor.collect import Surroundings, collect, diagnose
    from hygiene.doctor.report import answers_table, as_json, table
    from hygiene.settings import Flags

    if probe:
        _confirm_probe(repo, confirmed=yes)
    invocation = context.obj or Invocation()
    around = Surroundings(
        Flags(repository=repo, event=event, config=config), root, workflow, invocation.clock, invocation.transport
    )
    checks = diagnose(collect(around))
    answers = _probe(around) if probe else None
    if json:
        typer.echo(json_module.dumps(as_json(checks, answers), indent=2, ensure_ascii=False))
    else:
        typer.echo(table(checks))
        if answers is not None:
            typer.echo(f"\n{answers_table(answers)}")
    return ExitCode.FINDINGS if any(check.level is Level.FAIL for check in checks) else ExitCode.OK


def _confirm_probe(repository: str, *, confirmed: bool) -> None:
    if not repository:
        raise UsageError("--probe writes, so it wants the repository by name.", hint="Pass --repo OWNER/NAME.")
    if not confirmed:
        raise UsageError(
            f"--probe writes to {repository}: two labels, two issues, two comments, all deleted or closed at its end.",
            hint="Choose a repository where that disturbs nobody, and confirm with --yes.",
        )


def _probe(around: Surroundings) -> tuple[Answer, ...]:
    from dataclasses import replace

    from hygiene.doctor.probe import probe
    from hygiene.post_ci.run import connect
    from hygiene.settings import load

    settings = load(replace(around.flags, config=""), folder=around.root)
    connection = connect(settings, around.clock, around.inner)
    try:
        with _sigterm_as_interrupt():
            return probe(connection, settings.repository)
    finally:
        connection.close()


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    """Let SIGTERM, which the runner sends when a job is cancelled, clean up as Ctrl-C does."""
    import signal

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
