"""``hygiene init``: set a repository up."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.options import INPUT, RepositoryRoot

Workflow = Annotated[
    str,
    typer.Option(
        "--workflow",
        metavar="FILE",
        help="The workflow that tests pull requests. Default: the likeliest one.",
        rich_help_panel=INPUT,
    ),
]


def init(
    *,
    action: Annotated[
        str,
        typer.Option(
            "--action",
            metavar="OWNER/NAME@REF",
            help="What the workflow uses. Default: the repository and commit that hygiene was installed from.",
        ),
    ] = "",
    workflow: Workflow = "",
    reusable: Annotated[
        bool, typer.Option("--reusable", help="Call the reusable workflow instead of using the action in a step.")
    ] = False,
    probe: Annotated[
        bool,
        typer.Option(
            "--probe", help="Write only the workflow that runs hygiene doctor --probe, in a scratch repository."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist with other text.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the diff and write nothing.")] = False,
    root: RepositoryRoot = None,
) -> None:
    """Write a configuration, and a workflow that runs hygiene after the one that tests pull requests (the Gate).

    Shows a diff first, and never overwrites without --force. Running it again shows what differs.

    Examples: `hygiene init --dry-run`, `hygiene init --workflow ci.yml`, `hygiene init --action octo-org/hygiene@v0`,
    `hygiene init --probe`
    """
    from hygiene.audit.checkout import existing_folder, repository_root
    from hygiene.audit.init import (
        action_for,
        closing_text,
        opening_text,
        propose,
        propose_probe,
        remote,
        server,
        write_probe,
        write_proposal,
    )
    from hygiene.cli.output import print_text
    from hygiene.errors import UsageError
    from hygiene.settings.working_directory import from_working_directory

    if probe and reusable:
        raise UsageError("--probe and --reusable exclude each other.", hint="Leave one of them out.")
    root = repository_root(from_working_directory()) if root is None else existing_folder(from_working_directory(root))
    host, repository = remote(root)
    if probe:
        file = propose_probe(root, action_for(action, host), repository, workflow=workflow)
        print_text(file.diff or f"{file.path} needs no change.\n")
        print_text(write_probe(root, file, repository, force=force, dry_run=dry_run))
        return
    proposal = propose(root, action_for(action, host), workflow=workflow, reusable=reusable)
    print_text(opening_text(proposal))
    written = () if dry_run else write_proposal(root, proposal, force=force)
    print_text(closing_text(proposal, written, dry_run=dry_run, repository=repository, host=server(host)))
