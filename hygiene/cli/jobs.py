"""Running the jobs of the command line, from flags to exit code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hygiene.cli.output import show_plan, tell, write_json, write_markdown
from hygiene.errors import ExitCode, UsageError
from hygiene.post_ci.run import connect, contributing, post_ci, section, trigger_of
from hygiene.settings import load

if TYPE_CHECKING:
    import httpx

    from hygiene.post_ci.reconcile import Clock
    from hygiene.settings import Flags


def run_post_ci(
    flags: Flags,
    pull_request: int | None,
    *,
    markdown_path: str = "",
    junit: str = "",
    snapshot_path: str = "",
    dry_run: bool = False,
    as_json: bool = False,
    clock: Clock | None = None,
    inner: httpx.BaseTransport | None = None,
) -> int:
    """The whole main job from settings to exit code. Ports default to the real clock and network."""
    settings = load(flags)
    trigger = trigger_of(settings, pull_request)
    sections = {"tests": _failing_tests(junit)} if junit else {}
    connection = connect(settings, clock, inner)
    try:
        decider = contributing(connection, sections)
        report = post_ci(settings, trigger, connection, dry_run=dry_run, decider=decider)
    finally:
        connection.close()
    if dry_run:
        show_plan(report, settings, as_json=as_json)
    if snapshot_path:
        write_json(report.described, snapshot_path)
    tell(report, settings, as_json=as_json, written="" if dry_run else write_markdown(report, settings, markdown_path))
    return ExitCode.OK


def run_section(
    flags: Flags,
    pull_request: int | None,
    name: str,
    text: str | None,
    *,
    dry_run: bool = False,
    as_json: bool = False,
    clock: Clock | None = None,
    inner: httpx.BaseTransport | None = None,
) -> int:
    """Set a section, or remove it when there is no text; the trackers are left alone."""
    settings = load(replace(flags, only="status-comment"))
    trigger = trigger_of(settings, pull_request)
    if trigger.branch:
        raise UsageError(
            f"The event is of the branch {trigger.branch}, which has no status comment.",
            hint="Contribute sections in runs of pull requests, or pass --pr NUMBER.",
        )
    connection = connect(settings, clock, inner)
    try:
        report = section(settings, trigger, connection, name, text, dry_run=dry_run)
    finally:
        connection.close()
    if dry_run:
        show_plan(report, settings, as_json=as_json)
    tell(report, settings, as_json=as_json, written="")
    return ExitCode.OK


def run_sweep(
    flags: Flags, *, dry_run: bool, as_json: bool, clock: Clock | None = None, inner: httpx.BaseTransport | None = None
) -> int:
    """Heal every tracker without an event; progress goes to standard error."""
    from hygiene.post_ci.sweep import sweep

    settings = load(replace(flags, only="failure-tracker"))
    connection = connect(settings, clock, inner)
    try:
        report = sweep(settings, connection, lambda line: typer.echo(line, err=True), dry_run=dry_run)
    finally:
        connection.close()
    if dry_run:
        show_plan(report, settings, as_json=as_json)
    tell(report, settings, as_json=as_json, written="")
    return ExitCode.OK


def run_snapshot(
    flags: Flags, output: str, *, clock: Clock | None = None, inner: httpx.BaseTransport | None = None
) -> int:
    """Print or write all open trackers as JSON."""
    from hygiene.post_ci.sweep import snapshot_of_trackers

    settings = load(flags)
    connection = connect(settings, clock, inner)
    try:
        described = snapshot_of_trackers(settings, connection)
    finally:
        connection.close()
    write_json(described, output)
    return ExitCode.OK


def _failing_tests(pattern: str) -> str:
    from hygiene.runner.junit import read_junit
    from hygiene.status_comment.junit import render_junit

    return render_junit(read_junit(pattern, Path()))
