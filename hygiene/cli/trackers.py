"""``hygiene sweep`` and ``hygiene snapshot``: all trackers, without an event."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.options import Advisory, Config, DryRun, Json, Repository


def sweep(
    wired: typer.Context,
    repo: Repository = "",
    config: Config = "",
    *,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Heal all trackers: closed pull requests that nobody saw close, duplicates, what nothing feeds any more.

    Made for a scheduled workflow; --dry-run looks first.

    Examples: `hygiene sweep`, `hygiene sweep --dry-run`
    """
    from hygiene.cli.jobs import run_sweep
    from hygiene.settings import Flags

    del advisory  # the door reads it
    ports = wired.obj
    return run_sweep(Flags(repo, config=config), dry_run=dry_run, as_json=json, clock=ports.clock, inner=ports.inner)


def snapshot(
    wired: typer.Context,
    repo: Repository = "",
    config: Config = "",
    output: Annotated[str, typer.Option("--output", metavar="FILE", help="Default: standard output.")] = "",
    *,
    advisory: Advisory = False,
) -> int:
    """Print all open trackers as one JSON document.

    Example: `hygiene snapshot --output trackers.json`
    """
    from hygiene.cli.jobs import run_snapshot
    from hygiene.settings import Flags

    del advisory  # the door reads it
    return run_snapshot(Flags(repo, config=config), output, clock=wired.obj.clock, inner=wired.obj.inner)
