"""Running a removal and telling about it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import typer

from hygiene.actions.commands import fenced
from hygiene.compose import connect
from hygiene.errors import ExitCode
from hygiene.render.removal import removal_lines, removed_line
from hygiene.settings import load
from hygiene.uninstall import uninstall

if TYPE_CHECKING:
    from hygiene.cli.ports import Ports
    from hygiene.settings import Flags


def run_uninstall(flags: Flags, ports: Ports, *, write: bool, close_trackers: bool, closed: int) -> int:
    """The whole removal from settings to exit code."""
    settings = load(flags)
    connection = connect(settings, ports.clock, ports.inner)
    try:
        removed = uninstall(settings, connection, write=write, close_trackers=close_trackers, closed_max=closed)
    finally:
        connection.close()
    label = settings.policy.tracker.label
    lines = [f"What hygiene wrote in {settings.repository}:"]
    lines += removal_lines(removed.removal.plan, removed.removal.left, removed.traces.unseen)
    if write:
        lines += [removed_line(removed.done), f"The label itself stays: gh label delete {label}"]
    else:
        lines.append("Nothing was changed. Pass --yes to remove it.")
    for line in fenced(lines, secrets.token_hex(16)) if settings.in_actions else lines:
        typer.echo(line)
    return ExitCode.OK
