"""An audit on the command line: files, and with a token what GitHub saw, compared, mended and told."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from hygiene.actions.audit import audit_files
from hygiene.actions.audit_text import WIDTH_COLUMNS, annotation_lines, json_text, plain_text
from hygiene.actions.configured import read_configured
from hygiene.actions.gate import gate_paths
from hygiene.actions.label_fix import fix_labels, write_fix
from hygiene.actions.reported import Reported, reported_by
from hygiene.settings import load
from hygiene.settings.presence import connected

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.actions.audit import AuditReport
    from hygiene.cli.ports import Ports
    from hygiene.settings import Flags

_FILES_ALONE = Reported(None, None, "")


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is compared: a repository on disk, and with a token the same on GitHub."""

    root: Path
    workflows: tuple[str, ...]
    flags: Flags
    pull_request: int | None = None
    offline: bool = False
    fix: bool = False


def compare(asked: Comparing, ports: Ports, *, as_json: bool, annotate: bool) -> bool:
    """Whether something was found that is more than a notice; everything that is to be said has been said."""
    seen = _seen(asked, ports)
    report = _audited(asked, seen)
    if asked.fix:
        change = fix_labels(asked.root, read_configured(asked.root), report.findings)
        write_fix(asked.root, change)
        said = "\n".join([change.diff, *change.changes]) if change.changes else "Nothing to fix."
        typer.echo(said, err=as_json)
        report = _audited(asked, seen)
    if seen.note:
        typer.echo(f"{textwrap.fill(seen.note, WIDTH_COLUMNS)}\n", err=as_json)
    typer.echo(json_text(report) if as_json else plain_text(report))
    for line in annotation_lines(report) if annotate else ():
        typer.echo(line, err=as_json)
    return report.failed


def _audited(asked: Comparing, seen: Reported) -> AuditReport:
    return audit_files(asked.root, workflows=asked.workflows, reported=seen.names, required_by_branch=seen.required)


def _seen(asked: Comparing, ports: Ports) -> Reported:
    """The names that GitHub saw; nobody is asked without a token and a repository."""
    if asked.offline or not connected(asked.flags):
        return _FILES_ALONE
    paths = gate_paths(asked.root, read_configured(asked.root), asked.workflows)
    from hygiene.compose import connect
    from hygiene.github.reported import read_reported

    settings = load(asked.flags, folder=asked.root)
    connection = connect(settings, ports.clock, ports.inner)
    try:
        found = read_reported(connection, settings.repository, asked.pull_request or 0)
    finally:
        connection.close()
    return reported_by(found, paths)
