"""``hygiene doctor``: problems of a setup, and how to fix them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import Config, Event, Repository
from hygiene.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from hygiene.doctor.collect import Surroundings
    from hygiene.doctor.probe import Answer


def doctor(
    context: typer.Context,
    repo: Repository = "",
    event: Event = "",
    config: Config = "",
    workflow: Annotated[
        str, typer.Option("--workflow", metavar="FILE", help="Workflow file that runs hygiene.")
    ] = ".github/workflows/post-ci.yml",
    *,
    probe: Annotated[
        bool, typer.Option("--probe", help="Also test by writing to --repo, and clean up. Needs --yes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Allow --probe to write.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")] = False,
    root: Annotated[
        Path | None,
        typer.Option("--root", metavar="DIR", help="Root folder of the repository. Default: the working folder."),
    ] = None,
) -> int:
    """Check token, host, event, configuration and workflow, and say how to fix what is wrong.

    Nothing is written, unless --probe is given. Exit code 0: no failure. Exit code 8: at least one failure.

    Examples: `hygiene doctor`, `GITHUB_TOKEN=… hygiene doctor --repo octo/app --json`,
    `hygiene doctor --repo octo/playground --probe --yes`.
    """
    from hygiene.cli.context import Invocation
    from hygiene.doctor.check import Level
    from hygiene.doctor.collect import NO_FOLDER, Surroundings, collect, diagnose
    from hygiene.doctor.report import answers_table, as_json, table
    from hygiene.report.json_text import json_text
    from hygiene.settings import Flags
    from hygiene.settings.variables import trusts_working_folder
    from hygiene.settings.working_directory import from_working_directory

    if probe:
        _confirm_probe(repo, confirmed=yes)
    invocation = context.obj or Invocation()
    flags = Flags(repository=repo, event=event, config=config)
    folder = from_working_directory(root or Path()) if root or trusts_working_folder() else NO_FOLDER
    around = Surroundings(flags, folder, workflow, invocation.clock, invocation.transport)
    checks = diagnose(collect(around))
    answers = _probe(around) if probe else None
    if json:
        typer.echo(json_text(as_json(checks, answers)))
    else:
        typer.echo(table(checks))
        if answers is not None:
            typer.echo(f"\n{answers_table(answers)}")
    return ExitCode.FINDINGS if any(check.level is Level.FAIL for check in checks) else ExitCode.OK


def _confirm_probe(repository: str, *, confirmed: bool) -> None:
    if not repository:
        raise UsageError("--probe writes to a repository, so it has to be named.", hint="Pass --repo OWNER/NAME.")
    if not confirmed:
        raise UsageError(
            f"--probe creates two labels, two issues and two comments in {repository}, and removes or closes them.",
            hint="Choose a repository in which nobody minds, and confirm with --yes.",
        )


def _probe(around: Surroundings) -> tuple[Answer, ...]:
    from dataclasses import replace

    from hygiene.doctor.probe import probe
    from hygiene.post_ci.connect import connect
    from hygiene.settings import load

    settings = load(replace(around.flags, config=""), folder=around.root)
    connection = connect(settings, around.clock, around.inner)
    try:
        return probe(connection, settings.repository)
    finally:
        connection.close()
