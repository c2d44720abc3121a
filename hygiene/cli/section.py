"""``hygiene section``: other steps contribute to the one status comment."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.options import Advisory, Config, DryRun, Event, Json, Key, PullRequestNumber, Repository

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
    from hygiene.cli.running import run_section
    from hygiene.cli.section_file import read_section
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
    from hygiene.cli.running import run_section
    from hygiene.settings import Flags

    del advisory  # the door reads it
    flags, ports = Flags(repo, event, config, key=key), wired.obj
    return run_section(flags, pr, name, None, dry_run=dry_run, as_json=json, clock=ports.clock, inner=ports.inner)
