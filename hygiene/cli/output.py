"""Results of a run: on standard output, as step outputs, in the step summary, in files."""

from __future__ import annotations

import json
import os
import stat
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hygiene.errors import OutputError, UsageError
from hygiene.markdown.printable import one_line, printable
from hygiene.model.report import Outcome
from hygiene.report.json_text import json_text
from hygiene.report.text import action_word, result_json, result_lines, summary
from hygiene.runner.commands import command, fenced, outputs_text, summary_text
from hygiene.settings.variables import in_actions
from hygiene.settings.working_directory import from_working_directory, leads_through_a_link
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.model.report import Report
    from hygiene.settings import Settings

# Without O_NONBLOCK, opening a pipe waits for a reader.
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_HINT = "Name a writable file."


class OutputFile:
    """A file for a result, opened before a command writes to GitHub and written when it is done.

    So a file that cannot be written is a usage error before anything happens. ``name`` is what errors call it.
    """

    def __init__(self, path: str, name: str = "") -> None:
        self.path, self.name = path, name or path
        self._place = from_working_directory(path)
        try:
            linked = leads_through_a_link(path)
            self._empty = not self._place.exists()
            descriptor = -1 if linked else os.open(self._place, _FLAGS, 0o666)
        except OSError as error:
            raise UsageError(f"{self.name} cannot be written: {error.strerror}.", hint=_HINT) from None
        if linked:
            raise UsageError(f"{self.name} is a link, or in a linked folder.", hint=_HINT)
        if hasattr(os, "set_blocking"):
            os.set_blocking(descriptor, True)
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def append(self, text: str) -> None:
        """Write after what is there. Raises ``OutputError`` when that fails."""
        try:
            self._file.write(text)
            self._file.flush()
        except OSError as error:
            raise OutputError(f"{self.name} cannot be written: {error.strerror}.", hint=_HINT) from None
        self._empty = False

    def replace(self, text: str) -> None:
        """Write instead of what is there. Raises ``OutputError`` when that fails."""
        with suppress(OSError):
            if stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
                self._file.truncate(0)
        self.append(text)

    def close(self) -> None:
        """Close the file; one that did not exist before and was not written is deleted."""
        with suppress(OSError):
            self._file.close()
        if self._empty:
            with suppress(OSError):
                self._place.unlink()


@dataclass(frozen=True, slots=True)
class OutputFiles:
    """The files of one command; None for those that were not requested."""

    markdown: OutputFile | None = None
    snapshot: OutputFile | None = None
    outputs: OutputFile | None = None
    summary: OutputFile | None = None


@contextmanager
def open_files(settings: Settings, *, markdown: str = "", snapshot: str = "") -> Iterator[OutputFiles]:
    """Open the files that options and the runner name. Raises ``UsageError`` for one that cannot be written."""
    with ExitStack() as stack:

        def opened(path: str, name: str = "") -> OutputFile | None:
            return stack.enter_context(closing(OutputFile(path, name))) if path else None

        yield OutputFiles(
            opened(markdown),
            opened(snapshot),
            opened(settings.output_path, "GITHUB_OUTPUT"),
            opened(settings.summary_path, "GITHUB_STEP_SUMMARY"),
        )


def markdown_path(settings: Settings, path: str, *, dry_run: bool) -> str:
    """Where the comment's text is written: the file of the option, else one in the runner's temporary folder."""
    if path or dry_run or not settings.temp_path:
        return path
    return str(Path(settings.temp_path) / f"hygiene-{os.urandom(4).hex()}.md")


def print_report(report: Report, settings: Settings, files: OutputFiles, *, as_json: bool) -> None:
    """Print what a run did and write it to its files; a dry run is preceded by its plan.

    Raises ``OutputError`` for the first file that could not be written, after all others have been.
    """
    if report.dry_run:
        from hygiene.report.plan_diff import plan_diff

        print_lines(plan_diff(report.plan).splitlines(), fence=settings.in_actions, err=as_json)
    lines = result_lines(report)
    if report.outcome is Outcome.DEGRADED:
        lines.append(_saved_in(files))
    print_lines(lines, fence=settings.in_actions, err=as_json)
    if report.outcome is Outcome.DEGRADED and settings.in_actions:
        why = " ".join([lines[0], *map(one_line, report.notices)])
        typer.echo(command("warning", why, {"title": "hygiene"}), err=True)
    errors = list(_write(report, files))
    if errors:
        raise errors[0]
    if as_json:
        # Last, so that standard output never holds a result and an error.
        typer.echo(json_text(result_json(report)))


def _write(report: Report, files: OutputFiles) -> Iterator[OutputError]:
    """Write each file, and give the error of each that could not be written."""
    markdown_file = files.markdown.path if files.markdown else ""
    try:
        if files.markdown:
            files.markdown.replace(f"{report.markdown.rstrip()}\n")
    except OutputError as error:
        markdown_file = ""
        yield error
    try:
        if files.snapshot:
            files.snapshot.replace(f"{json_text(report.described())}\n")
    except OutputError as error:
        yield error
    try:
        if files.outputs:
            outputs = step_outputs(report, markdown_file)
            files.outputs.append(outputs_text(outputs, f"hygiene-{os.urandom(16).hex()}"))
    except OutputError as error:
        yield error
    try:
        if files.summary:
            files.summary.append(summary_text(summary(report)))
    except OutputError as error:
        yield error


def _saved_in(files: OutputFiles) -> str:
    """Where the text of a comment is that could not be posted."""
    places = [*(["the step summary"] if files.summary else []), *([files.markdown.path] if files.markdown else [])]
    return f"  the comment is in {' and '.join(places)}" if places else "  use --markdown FILE to save the comment"


def print_lines(lines: list[str], *, fence: bool, err: bool = False) -> None:
    """Print lines with words of others; with ``fence``, the runner carries out no command in them."""
    shown = [printable(line) for line in lines]
    for line in fenced(shown, os.urandom(16).hex()) if fence else shown:
        typer.echo(line, err=err)


def print_text(text: str, *, err: bool = False) -> None:
    """Print a text with words of others, in Actions as ``print_lines`` does."""
    print_lines(text.split("\n"), fence=in_actions(), err=err)


def print_progress(line: str) -> None:
    """Print a line on standard error; when that is impossible, the work goes on without it."""
    with suppress(OSError):
        typer.echo(line, err=True)


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
