"""Running the main job and handing out its facts: standard output, outputs, step summary, files."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hygiene.actions.commands import append_summary, command, fenced, write_outputs
from hygiene.actions.junit import read_junit
from hygiene.compose import connect, contributing, post_ci, section, trigger_of
from hygiene.errors import ExitCode, UsageError
from hygiene.model.report import Outcome
from hygiene.render.junit import render_junit
from hygiene.render.plan_diff import plan_diff
from hygiene.render.result import result_json, result_lines, summary
from hygiene.settings import load

if TYPE_CHECKING:
    import httpx

    from hygiene.model.report import Report
    from hygiene.reconcile import Clock
    from hygiene.settings import Flags, Settings


def run_post_ci(
    flags: Flags,
    pull_request: int | None,
    *,
    markdown_path: str = "",
    junit: str = "",
    dry_run: bool = False,
    as_json: bool = False,
    clock: Clock | None = None,
    inner: httpx.BaseTransport | None = None,
) -> int:
    """The whole main job from settings to exit code. Ports default to the real clock and network."""
    settings = load(flags)
    trigger = trigger_of(settings, pull_request)
    sections = {"tests": render_junit(read_junit(junit, Path()))} if junit else {}
    connection = connect(settings, clock, inner)
    try:
        decider = contributing(connection, sections)
        report = post_ci(settings, trigger, connection, dry_run=dry_run, decider=decider)
    finally:
        connection.close()
    if dry_run:
        typer.echo(plan_diff(report.plan), nl=False, err=as_json)
    tell(report, settings, as_json=as_json, written="" if dry_run else _write_markdown(report, settings, markdown_path))
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
            mend="Contribute sections in runs of pull requests, or pass --pr NUMBER.",
        )
    connection = connect(settings, clock, inner)
    try:
        report = section(settings, trigger, connection, name, text, dry_run=dry_run)
    finally:
        connection.close()
    if dry_run:
        typer.echo(plan_diff(report.plan), nl=False, err=as_json)
    tell(report, settings, as_json=as_json, written="")
    return ExitCode.OK


def tell(report: Report, settings: Settings, *, as_json: bool, written: str) -> None:
    """Say the same facts to everybody who asks."""
    if as_json:
        typer.echo(json.dumps(result_json(report), indent=2, ensure_ascii=False))
    lines = result_lines(report)
    for line in fenced(lines, secrets.token_hex(16)) if settings.in_actions else lines:
        typer.echo(line, err=as_json)
    if report.outcome is Outcome.DEGRADED and settings.in_actions:
        typer.echo(command("warning", lines[0], {"title": "hygiene"}), err=True)
    if settings.output_path:
        write_outputs(settings.output_path, outputs(report, written), f"hygiene-{secrets.token_hex(16)}")
    if settings.summary_path:
        append_summary(settings.summary_path, summary(report))


def outputs(report: Report, written: str) -> dict[str, str]:
    """The step outputs; those of a comment are empty when there is none."""
    comment = report.status_comments[0] if report.status_comments else None
    return {
        "outcome": report.outcome.value,
        "state": report.state,
        "comment-id": comment.id if comment else "",
        "comment-url": comment.url if comment else "",
        "comment-action": comment.action.value if comment else "",
        "trackers": json.dumps(result_json(report)["trackers"], ensure_ascii=False),
        "markdown-file": written,
    }


def _write_markdown(report: Report, settings: Settings, path: str) -> str:
    """The file that holds the comment's text: the one asked for, else one in the runner's temporary folder."""
    if not path and settings.temp_path:
        path = str(Path(settings.temp_path) / f"hygiene-{secrets.token_hex(4)}.md")
    if not path:
        return ""
    try:
        Path(path).write_text(f"{report.markdown.rstrip()}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", mend="Name a writable file.") from None
    return path
