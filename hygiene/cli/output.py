"""Handing out the facts of a run: standard output, step outputs, step summary, files."""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hygiene.errors import UsageError
from hygiene.model.report import Outcome
from hygiene.report.text import action_word, result_json, result_lines, summary
from hygiene.runner.commands import append_summary, command, fenced, write_outputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hygiene.model.report import Report
    from hygiene.settings import Settings


def tell(report: Report, settings: Settings, *, as_json: bool, written: str) -> None:
    """Say the same facts to everybody who asks."""
    lines = result_lines(report)
    if report.outcome is Outcome.DEGRADED:
        lines.append(_where(settings, written))
    _say(lines, settings, err=as_json)
    if report.outcome is Outcome.DEGRADED and settings.in_actions:
        typer.echo(command("warning", lines[0], {"title": "hygiene"}), err=True)
    if settings.output_path:
        write_outputs(settings.output_path, outputs(report, written), f"hygiene-{secrets.token_hex(16)}")
    if settings.summary_path:
        append_summary(settings.summary_path, summary(report))
    if as_json:
        # Last, so that standard output never holds a result and an error.
        typer.echo(json_text(result_json(report)))


def _where(settings: Settings, written: str) -> str:
    """Where the text of a comment that could not be written is to be found."""
    places = [*(["the step summary"] if settings.summary_path else []), *([written] if written else [])]
    return f"  the text is in {' and '.join(places)}" if places else "  pass --markdown FILE to have the text"


def show_plan(report: Report, settings: Settings, *, as_json: bool) -> None:
    """Print what would be written."""
    from hygiene.report.plan_diff import plan_diff

    _say(plan_diff(report.plan).splitlines(), settings, err=as_json)


def _say(lines: list[str], settings: Settings, *, err: bool) -> None:
    for line in fenced(lines, secrets.token_hex(16)) if settings.in_actions else lines:
        typer.echo(line, err=err)


def outputs(report: Report, written: str) -> dict[str, str]:
    """The step outputs; those of a comment are empty when there is none."""
    comment = report.status_comments[0] if report.status_comments else None
    return {
        "outcome": report.outcome.value,
        "state": report.state,
        "comment-id": comment.id if comment else "",
        "comment-url": comment.url if comment else "",
        "comment-action": action_word(comment.action, report) if comment else "",
        "trackers": json.dumps(result_json(report)["trackers"], ensure_ascii=False),
        "markdown-file": written,
    }


def write_markdown(report: Report, settings: Settings, path: str) -> str:
    """The file that holds the comment's text: the one asked for, else one in the runner's temporary folder."""
    if not path and settings.temp_path:
        path = str(Path(settings.temp_path) / f"hygiene-{secrets.token_hex(4)}.md")
    if not path:
        return ""
    try:
        Path(path).write_text(f"{report.markdown.rstrip()}\n", encoding="utf-8", newline="\n")
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
        Path(path).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Name a writable file.") from None


SPELLINGS = ("-v", "--verbose")


def without_verbose(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """The command line without -v, which may stand anywhere in it, and whether it was there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [word for word in arguments[:end] if word not in SPELLINGS]
    return [*kept, *arguments[end:]], len(kept) < end


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON
    """JSON in which the runner finds no command: it looks for ``##[`` anywhere in a line."""
    import json

    return json.dumps(document, indent=2, ensure_ascii=False).replace("##[", "#\\u0023[")


@contextmanager
def told(verbose: bool) -> Iterator[None]:  # noqa: FBT001 - the one question there is
    """Write what hygiene logs to standard error while the command runs."""
    if not verbose:
        yield
        return
    import logging

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            typer.echo(f"  {record.getMessage()}", err=True)

    log, handler = logging.getLogger("hygiene"), Telling()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
