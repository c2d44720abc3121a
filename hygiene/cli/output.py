"""Results of a run: on standard output, as step outputs, in the step summary, in files."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hygiene.errors import UsageError
from hygiene.model.report import Outcome
from hygiene.report.text import action_word, result_json, result_lines, summary
from hygiene.runner.commands import append_summary, command, fenced, write_outputs
from hygiene.settings.working_directory import from_working_directory

if TYPE_CHECKING:
    from hygiene.model.report import Report
    from hygiene.settings import Settings


def print_report(report: Report, settings: Settings, *, as_json: bool, markdown_file: str = "") -> None:
    """Print what a run did, and write it as step outputs and into the step summary where the runner names the files."""
    lines = result_lines(report)
    if report.outcome is Outcome.DEGRADED:
        lines.append(_saved_in(settings, markdown_file))
    _print_lines(lines, settings, err=as_json)
    if report.outcome is Outcome.DEGRADED and settings.in_actions:
        typer.echo(command("warning", lines[0], {"title": "hygiene"}), err=True)
    if settings.output_path:
        write_outputs(settings.output_path, step_outputs(report, markdown_file), f"hygiene-{secrets.token_hex(16)}")
    if settings.summary_path:
        append_summary(settings.summary_path, summary(report))
    if as_json:
        # Last, so that standard output never holds a result and an error.
        typer.echo(json_text(result_json(report)))


def _saved_in(settings: Settings, markdown_file: str) -> str:
    """Where the text of a comment is that could not be posted."""
    places = [*(["the step summary"] if settings.summary_path else []), *([markdown_file] if markdown_file else [])]
    return f"  the comment is in {' and '.join(places)}" if places else "  use --markdown FILE to save the comment"


def print_plan(report: Report, settings: Settings, *, as_json: bool) -> None:
    """Print what would be written."""
    from hygiene.report.plan_diff import plan_diff

    _print_lines(plan_diff(report.plan).splitlines(), settings, err=as_json)


def _print_lines(lines: list[str], settings: Settings, *, err: bool) -> None:
    for line in fenced(lines, secrets.token_hex(16)) if settings.in_actions else lines:
        typer.echo(line, err=err)


def step_outputs(report: Report, markdown_file: str) -> dict[str, str]:
    """The step outputs; those of a comment are empty when there is none."""
    comment = report.status_comments[0] if report.status_comments else None
    return {
        "outcome": report.outcome.value,
        "state": report.state,
        "comment-id": comment.id if comment else "",
        "comment-url": comment.url if comment else "",
        "comment-action": action_word(comment.action, report) if comment else "",
        "trackers": json.dumps(result_json(report)["trackers"], ensure_ascii=False),
        "markdown-file": markdown_file,
    }


def write_markdown(report: Report, settings: Settings, path: str) -> str:
    """Write the comment's text to ``path``, else to a file in the runner's temporary folder; return the file's path."""
    if not path and settings.temp_path:
        path = str(Path(settings.temp_path) / f"hygiene-{secrets.token_hex(4)}.md")
    if not path:
        return ""
    try:
        from_working_directory(path).write_text(f"{report.markdown.rstrip()}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Name a writable file.") from None
    return path


def write_json(document: Any, path: str) -> None:  # noqa: ANN401 - any JSON
    """Print a JSON document, or write it to the file that was asked for."""
    text = json_text(document)
    if not path:
        typer.echo(text)
        return
    try:
        from_working_directory(path).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Name a writable file.") from None


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON
    """JSON without ``##[``, which the runner would take for a command anywhere in a line."""
    return json.dumps(document, indent=2, ensure_ascii=False).replace("##[", "#\\u0023[")
