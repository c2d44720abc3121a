"""``hygiene sweep``, ``hygiene trackers`` and ``hygiene snapshot``: all trackers, without an event."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import Annotated, Any

import typer

from hygiene.cli.options import OUTPUT, Advisory, Config, DryRun, Json, Repository
from hygiene.errors import ExitCode


def sweep(
    context: typer.Context,
    repo: Repository = "",
    config: Config = "",
    *,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Update all trackers: ended pull requests and branches, duplicates, trackers that are inactive.

    Run it in a scheduled workflow. --dry-run shows what it would do.

    Examples: `hygiene sweep`, `hygiene sweep --dry-run`
    """
    from hygiene.cli.output import open_files, print_progress, print_report
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.sweep import sweep as run
    from hygiene.settings import Flags, load

    del advisory  # the error handler reads it
    settings = load(Flags(repo, config=config, only="failure-tracker"))
    with open_files(settings) as files:
        with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
            report = run(settings, connection, print_progress, dry_run=dry_run)
        print_report(report, settings, files, as_json=json)
    return ExitCode.OK


def trackers(
    context: typer.Context,
    repo: Repository = "",
    config: Config = "",
    *,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """List all open trackers: how often each failed, when last, and what keeps it open.

    With --json, the document that `hygiene snapshot` writes.

    Examples: `hygiene trackers`, `hygiene trackers --json`
    """
    from hygiene.cli.output import print_text
    from hygiene.report.json_text import json_text
    from hygiene.report.tracker_list import trackers_table

    del advisory  # the error handler reads it
    found = _described(context, repo, config)
    if json:
        typer.echo(json_text(found))
    else:
        print_text(trackers_table(found))
    return ExitCode.OK


def snapshot(
    context: typer.Context,
    repo: Repository = "",
    config: Config = "",
    output: Annotated[
        str,
        typer.Option(
            "--output", metavar="FILE", help="File to write. Default: standard output.", rich_help_panel=OUTPUT
        ),
    ] = "",
    *,
    advisory: Advisory = False,
) -> int:
    """Print all open trackers as one JSON document.

    Example: `hygiene snapshot --output trackers.json`
    """
    from hygiene.cli.output import OutputFile
    from hygiene.report.json_text import json_text

    del advisory  # the error handler reads it
    with closing(OutputFile(output)) if output else nullcontext() as file:
        text = json_text(_described(context, repo, config))
        if file:
            file.replace(f"{text}\n")
        else:
            typer.echo(text)
    return ExitCode.OK


def _described(context: typer.Context, repo: str, config: str) -> dict[str, Any]:
    """All open trackers as one JSON document."""
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.sweep import snapshot_of_trackers
    from hygiene.settings import Flags, load

    settings = load(Flags(repo, config=config))
    with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
        return snapshot_of_trackers(settings, connection)
