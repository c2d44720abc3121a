"""``hygiene init``: set a repository up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist with other text.")] = False,
    action: Annotated[
        str, typer.Option("--action", metavar="OWNER/NAME@REF", help="What the workflow uses; best pinned by commit.")
    ] = "OWNER/hygiene@v0",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the diff and write nothing.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The repository's root folder.")] = Path(),
) -> None:
    """Propose the Gate, the configuration and the workflow that runs hygiene after it.

    Shows a diff first and never overwrites without --force.

    Examples: `hygiene init --dry-run`, `hygiene init`, `hygiene init --action octo/hygiene@COMMIT`
    """
    from hygiene.audit.init import closing_text, opening_text, propose, write_proposal
    from hygiene.settings.working_directory import from_working_directory

    root = from_working_directory(root)
    proposal = propose(root, action)
    typer.echo(opening_text(proposal))
    written = () if dry_run else write_proposal(root, proposal, force=force)
    typer.echo(closing_text(proposal, written, dry_run=dry_run))
