"""``hygiene sweep`` and ``hygiene snapshot``: all trackers, without an event."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from hygiene.cli.options import Advisory, Config, DryRun, Json, Repository
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
    from hygiene.cli.output import print_plan, print_report
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.sweep import sweep as run
    from hygiene.settings import Flags, load

    del advisory  # the error handler reads it
    settings = load(Flags(repo, config=config, only="failure-tracker"))
    with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
        report = run(settings, connection, lambda line: typer.echo(line, err=True), dry_run=dry_run)
    if dry_run:
        print_plan(report, settings, as_json=json)
    print_report(report, settings, as_json=json)
    return ExitCode.OK


def snapshot(
    context: typer.Context,
    repo: Repository = "",
    config: Config = "",
    output: Annotated[str, typer.Option("--output", metavar="FILE", help="Default: standard output.")] = "",
    *,
    advisory: Advisory = False,
) -> int:
    """Print all open trackers as one JSON document.

    Example: `hygiene snapshot --output trackers.json`
    """
    from hygiene.cli.output import write_json
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.sweep import snapshot_of_trackers
    from hygiene.settings import Flags, load

    del advisory  # the error handler reads it
    settings = load(Flags(repo, config=config))
    with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
        described = snapshot_of_trackers(settings, connection)
    write_json(described, output)
    return ExitCode.OK
