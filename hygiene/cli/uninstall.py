"""``hygiene uninstall``: remove everything that hygiene wrote."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from hygiene.cli.options import BEHAVIOR, INPUT, Config, Repository
from hygiene.errors import ExitCode

CLOSED_MAX = 10_000

Yes = Annotated[bool, typer.Option("--yes", help="Remove; without it nothing is changed.", rich_help_panel=BEHAVIOR)]
OnlyShow = Annotated[bool, typer.Option("--dry-run", help="Only show; the default.", rich_help_panel=BEHAVIOR)]
Trackers = Annotated[
    bool,
    typer.Option(
        "--close-trackers/--keep-trackers", help="Close open trackers, or leave them open.", rich_help_panel=BEHAVIOR
    ),
]
Closed = Annotated[
    int,
    typer.Option(
        "--closed",
        metavar="N",
        min=0,
        max=CLOSED_MAX,
        help="How many closed pull requests to search, the last updated first.",
        rich_help_panel=INPUT,
    ),
]


def uninstall(
    context: typer.Context,
    repo: Repository = "",
    config: Config = "",
    closed: Closed = 100,
    *,
    yes: Yes = False,
    dry_run: OnlyShow = False,
    close_trackers: Trackers = True,
) -> int:
    """Delete the status comments that hygiene wrote, remove its label from pull requests, and close its trackers.

    Remove the workflow first, and use the token that wrote them: what other accounts wrote is never changed.

    Examples: `hygiene uninstall --repo octo/app`, `hygiene uninstall --repo octo/app --yes --keep-trackers`
    """
    from hygiene.errors import UsageError
    from hygiene.post_ci.connect import connect
    from hygiene.runner.commands import fenced
    from hygiene.settings import Flags, load
    from hygiene.uninstall.plan import removal_lines, removed_line
    from hygiene.uninstall.run import remove_everything

    if yes and dry_run:
        raise UsageError("--yes and --dry-run exclude each other.", hint="Leave one of them out.")
    settings = load(Flags(repo, config=config))
    connection = connect(settings, context.obj.clock, context.obj.transport)
    try:
        removed = remove_everything(settings, connection, write=yes, close_trackers=close_trackers, closed_max=closed)
    finally:
        connection.close()
    lines = [f"What hygiene wrote in {settings.repository}:"]
    lines += removal_lines(removed.removal.plan, removed.removal.kept, removed.traces.remaining)
    if yes:
        label = settings.policy.tracker.label
        lines += [removed_line(removed.done), f"The label still exists. To delete it: gh label delete {label}"]
    else:
        lines.append("Nothing was changed. Pass --yes to remove this.")
    for line in fenced(lines, os.urandom(16).hex()) if settings.in_actions else lines:
        typer.echo(line)
    return ExitCode.OK
