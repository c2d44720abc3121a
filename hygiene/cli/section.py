"""``hygiene section``: other steps contribute to the one status comment."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import (
    BEHAVIOR,
    INPUT,
    Advisory,
    Config,
    DryRun,
    Event,
    Json,
    Key,
    PullRequestNumber,
    Repository,
)
from hygiene.errors import UsageError
from hygiene.settings.working_directory import from_working_directory, leads_through_a_link
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.model.trigger import Trigger
    from hygiene.settings import Flags, Settings

section_app = typer.Typer(
    name="section",
    help="Set, remove and list the sections that other steps contribute to the status comment.",
    add_completion=False,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Lower-case letters, digits and hyphens, at most 41.")]
File = Annotated[
    str,
    typer.Option(
        "--file", metavar="FILE", help="File with its Markdown; - reads standard input.", rich_help_panel=INPUT
    ),
]
Untrusted = Annotated[
    bool,
    typer.Option(
        "--untrusted",
        envvar="HYGIENE_UNTRUSTED",
        help="Show the file as plain text, without mentions, references, links, images and HTML.",
        rich_help_panel=BEHAVIOR,
    ),
]


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
    untrusted: Untrusted = False,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Set a section of the status comment. Other steps may set theirs at the same time.

    The file is shown as Markdown, with its mentions and links. Pass --untrusted for a file that a pull request can
    write, such as an artifact of its run.

    Examples: `hygiene section set coverage --file coverage.md`,
    `hygiene section set coverage --file artifact/coverage.txt --untrusted`
    """
    from hygiene.markdown.text import preformatted
    from hygiene.settings import Flags

    del advisory  # the error handler reads it
    text = read_section(file)
    text = preformatted(text) if untrusted else text
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
    """Remove a section from the status comment.

    Example: `hygiene section remove coverage --pr 7`
    """
    from hygiene.settings import Flags

    del advisory  # the error handler reads it
    return _write_section(context, Flags(repo, event, config, key=key), pr, name, None, dry_run=dry_run, as_json=json)


@section_app.command("list")
def list_sections(
    context: typer.Context,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    event: Event = "",
    config: Config = "",
    key: Key = "",
    *,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """List the sections of the status comment, with the commit that each is about.

    Examples: `hygiene section list --pr 7`, `hygiene section list --pr 7 --json`
    """
    from hygiene.cli.output import print_text
    from hygiene.errors import ExitCode
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.run import list_sections as run
    from hygiene.report.json_text import json_text
    from hygiene.report.section_list import sections_json, sections_table
    from hygiene.settings import Flags, load

    del advisory  # the error handler reads it
    settings = load(Flags(repo, event, config, only="status-comment", key=key))
    trigger = _trigger(settings, pr)
    with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
        rows = run(settings, trigger, connection)
    if json:
        typer.echo(json_text(sections_json(settings.repository, rows)))
    else:
        print_text(sections_table(rows))
    return ExitCode.OK


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
    from hygiene.post_ci.run import section
    from hygiene.settings import load

    settings = load(replace(flags, only="status-comment"))
    trigger = _trigger(settings, pull_request)
    with open_files(settings) as files:
        with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
            report = section(settings, trigger, connection, name, text, dry_run=dry_run)
        print_report(report, settings, files, as_json=as_json)
    return ExitCode.OK


def _trigger(settings: Settings, pull_request: int | None) -> Trigger:
    from hygiene.post_ci.run import trigger_of

    trigger = trigger_of(settings, pull_request)
    if trigger.branch:
        raise UsageError(
            f"The event is of the branch {trigger.branch}, which has no status comment.",
            hint="Contribute sections in runs of pull requests, or pass --pr NUMBER.",
        )
    return trigger


SECTION_BYTES_MAX = 1_000_000


def read_section(path: str) -> str:
    """The text without a byte order mark; ``-`` is standard input.

    Raises ``UsageError`` for what is not a regular file, a link, too large, not UTF-8 or empty.
    """
    try:
        raw = sys.stdin.buffer.read(SECTION_BYTES_MAX + 1) if path == "-" else _start_of(from_working_directory(path))
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", hint="Name a readable file.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text.", hint="Write the section as UTF-8 Markdown.") from None
    if len(raw) > SECTION_BYTES_MAX:
        raise UsageError(f"{path} is larger than {SECTION_BYTES_MAX:,} bytes.", hint="Shorten it, or link to it.")
    if not text.strip():
        raise UsageError(f"{path} is empty.", hint="To remove a section, use `hygiene section remove NAME`.")
    return text


def _start_of(path: Path) -> bytes:
    from hygiene.files import NotRegularFileError, open_regular_file

    # A link in an artifact could name any file of the runner, such as the checkout's credentials.
    if path.is_symlink() or leads_through_a_link(path):
        raise NotRegularFileError("it is a link, or in a linked folder")
    with open_regular_file(path, path.parent) as file:
        return file.read(SECTION_BYTES_MAX + 1)
