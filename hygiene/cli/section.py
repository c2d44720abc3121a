"""``hygiene section``: other steps contribute to the one status comment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hygiene.cli.options import Advisory, Config, DryRun, Event, Json, Key, PullRequestNumber, Repository
from hygiene.errors import UsageError

section_app = typer.Typer(
    name="section",
    help="Named sections that other steps and matrix legs contribute to the one status comment.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Lower-case letters, digits and hyphens, at most 41.")]
File = Annotated[str, typer.Option("--file", metavar="FILE", help="Its Markdown; - reads standard input.")]


@section_app.command("set")
def set_section(
    wired: typer.Context,
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
    from hygiene.cli.jobs import run_section
    from hygiene.settings import Flags

    del advisory  # the door reads it
    flags, ports = Flags(repo, event, config, key=key), wired.obj
    text = read_section(file)
    return run_section(flags, pr, name, text, dry_run=dry_run, as_json=json, clock=ports.clock, inner=ports.inner)


@section_app.command("remove")
def remove_section(
    wired: typer.Context,
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
    from hygiene.cli.jobs import run_section
    from hygiene.settings import Flags

    del advisory  # the door reads it
    flags, ports = Flags(repo, event, config, key=key), wired.obj
    return run_section(flags, pr, name, None, dry_run=dry_run, as_json=json, clock=ports.clock, inner=ports.inner)


SECTION_BYTES_MAX = 1_000_000


def read_section(path: str) -> str:
    """The text; ``-`` is standard input. Raises ``UsageError`` for what is no readable, bounded, non-empty text."""
    try:
        raw = sys.stdin.buffer.read(SECTION_BYTES_MAX + 1) if path == "-" else _bounded(Path(path))
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
