"""``hygiene section``: other steps contribute to the one status comment."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import Advisory, Config, DryRun, Event, Json, Key, PullRequestNumber, Repository
from hygiene.errors import UsageError
from hygiene.settings.working_directory import from_working_directory

if TYPE_CHECKING:
    from hygiene.settings import Flags

section_app = typer.Typer(
    name="section",
    help="Named sections that other steps and matrix legs contribute to the one status comment.",
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Lower-case letters, digits and hyphens, at most 41.")]
File = Annotated[str, typer.Option("--file", metavar="FILE", help="Its Markdown; - reads standard input.")]


@section_app.command("set")
def set_section(
    context: typer.Context,
    name: Name,
    file: File,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    event: Event = "",
    config: Config = "",
    key: Key = "",
    *,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Set a section; whoever else writes the comment at the same time loses nothing.

    Example: `hygiene section set coverage --file coverage.md`
    """
    from hygiene.settings import Flags

    del advisory  # the error handler reads it
    text = read_section(file)
    return _write_section(context, Flags(repo, event, config, key=key), pr, name, text, dry_run=dry_run, as_json=json)


@section_app.command("remove")
def remove_section(
    context: typer.Context,
    name: Name,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    event: Event = "",
    config: Config = "",
    key: Key = "",
    *,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Remove a section, wherever it stands.

    Example: `hygiene section remove coverage --pr 7`
    """
    from hygiene.settings import Flags

    del advisory  # the error handler reads it
    return _write_section(context, Flags(repo, event, config, key=key), pr, name, None, dry_run=dry_run, as_json=json)


def _write_section(
    context: typer.Context,
    flags: Flags,
    pull_request: int | None,
    name: str,
    text: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Set a section, or remove it when there is no text; the trackers are left alone."""
    from hygiene.cli.output import open_files, print_report
    from hygiene.errors import ExitCode
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.run import section, trigger_of
    from hygiene.settings import load

    settings = load(replace(flags, only="status-comment"))
    trigger = trigger_of(settings, pull_request)
    if trigger.branch:
        raise UsageError(
            f"The event is of the branch {trigger.branch}, which has no status comment.",
            hint="Contribute sections in runs of pull requests, or pass --pr NUMBER.",
        )
    with open_files(settings) as files:
        with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
            report = section(settings, trigger, connection, name, text, dry_run=dry_run)
        print_report(report, settings, files, as_json=as_json)
    return ExitCode.OK


SECTION_BYTES_MAX = 1_000_000


def read_section(path: str) -> str:
    """The text; ``-`` is standard input. Raises ``UsageError`` for what is no readable, bounded, non-empty text."""
    try:
        raw = sys.stdin.buffer.read(SECTION_BYTES_MAX + 1) if path == "-" else _bounded(from_working_directory(path))
        text = raw.decode()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", hint="Name a readable file.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text.", hint="Write the section as UTF-8 Markdown.") from None
    if len(raw) > SECTION_BYTES_MAX:
        raise UsageError(f"{path} is larger than {SECTION_BYTES_MAX:,} bytes.", hint="Shorten it, or link to it.")
    if not text.strip():
        raise UsageError(f"{path} is empty.", hint="To take a section away, use `hygiene section remove NAME`.")
    return text


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SECTION_BYTES_MAX + 1)
