"""``hygiene uninstall``: everything that hygiene wrote leaves the repository."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.options import WHAT, WHERE, Config, Repository

CLOSED_MAX = 10_000

Yes = Annotated[bool, typer.Option("--yes", help="Remove; without it nothing is changed.", rich_help_panel=WHAT)]
OnlyShow = Annotated[bool, typer.Option("--dry-run", help="Only show; the default.", rich_help_panel=WHAT)]
Trackers = Annotated[
    bool,
    typer.Option("--close-trackers/--keep-trackers", help="What becomes of our open trackers.", rich_help_panel=WHAT),
]
Closed = Annotated[
    int,
    typer.Option(
        "--closed",
        metavar="N",
        min=0,
        max=CLOSED_MAX,
        help="So many closed pull requests, the last updated first.",
        rich_help_panel=WHERE,
    ),
]


def uninstall(
    wired: typer.Context,
    repo: Repository = "",
    config: Config = "",
    closed: Closed = 100,
    *,
    yes: Yes = False,
    dry_run: OnlyShow = False,
    close_trackers: Trackers = True,
) -> int:
    """Remove our status comments, the failure label on pull requests, and close our trackers. Nobody else's.

    Remove the workflow first, and use the token that wrote: what other accounts wrote is never touched.

    Examples: `hygiene uninstall --repo octo/app`, `hygiene uninstall --repo octo/app --yes --keep-trackers`
    """
    from hygiene.cli.removing import run_uninstall
    from hygiene.errors import UsageError
    from hygiene.settings import Flags

    if yes and dry_run:
        raise UsageError("--yes and --dry-run exclude each other.", mend="Leave one of them out.")
    return run_uninstall(Flags(repo, config=config), wired.obj, write=yes, close_trackers=close_trackers, closed=closed)
