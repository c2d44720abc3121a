"""Asking GitHub, for an audit, what reported and what the branch waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.actions.configured import read_configured
from hygiene.actions.gate import gate_paths
from hygiene.actions.reported import reported_by
from hygiene.compose import connect
from hygiene.github.reported import read_reported
from hygiene.settings import load
from hygiene.settings.presence import connected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hygiene.actions.reported import Reported
    from hygiene.cli.ports import Ports
    from hygiene.settings import Flags


def reported(
    root: Path, workflows: Sequence[str], flags: Flags, pull_request: int | None, ports: Ports
) -> Reported | None:
    """The names that GitHub saw; None without a token and a repository, when nobody is asked."""
    if not connected(flags):
        return None
    paths = gate_paths(root, read_configured(root), workflows)
    settings = load(flags, folder=root)
    connection = connect(settings, ports.clock, ports.inner)
    try:
        seen = read_reported(connection, settings.repository, pull_request or 0)
    finally:
        connection.close()
    return reported_by(seen, paths)
