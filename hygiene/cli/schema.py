"""``hygiene schema``: refresh, check, diff. The extra is imported when one of them runs, never before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.errors import ExitCode

schema_app = typer.Typer(
    name="schema",
    help="GitHub's schema, pruned to what hygiene uses, and the client generated from it.",
    rich_markup_mode=None,
)

Root = Annotated[Path, typer.Option("--root", help="The root folder of a working tree of hygiene.")]


@schema_app.command()
def refresh(
    source: Annotated[str, typer.Option("--from", metavar="npm|docs|endpoint|FILE", help="Where to take it.")] = "npm",
    endpoint: Annotated[str, typer.Option(envvar="GITHUB_GRAPHQL_URL", help="What --from endpoint asks.")] = "",
    root: Root = Path(),
) -> None:
    """Bring schema and client up to date, and say what changed for us.

    Exit code 2: the new schema lacks what a feature needs, and nothing was changed.

    Examples: `hygiene schema refresh`, `hygiene schema refresh --from schema.graphql`.
    """
    from hygiene.schema.refresh import refreshed
    from hygiene.settings.variables import token

    typer.echo(refreshed(root, source, endpoint=endpoint, token=token()))


@schema_app.command()
def check(
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="The GraphQL URL of the host.")] = "",
    schema: Annotated[Path | None, typer.Option("--schema", metavar="FILE", help="A schema of the host.")] = None,
    root: Root = Path(),
) -> None:
    """Say per feature what works on another host, and what degrades there.

    Exit code 0: everything works. Exit code 8: something is missing.

    Examples: `hygiene schema check --schema ghes.graphql`, `hygiene schema check --endpoint https://HOST/api/graphql`.
    """
    from hygiene.schema.refresh import checked
    from hygiene.settings.variables import token

    text, found = checked(root, schema, endpoint=endpoint, token=token())
    typer.echo(text)
    raise typer.Exit(ExitCode.FINDINGS if found else ExitCode.OK)


@schema_app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A schema, full or pruned.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A schema, full or pruned.")],
    root: Root = Path(),
) -> None:
    """Write what changed for us between two schemas, as Markdown.

    Exit code 0: nothing that breaks. Exit code 8: something breaks.

    Example: `hygiene schema diff graphql/schema.graphql new.graphql`.
    """
    from hygiene.schema.refresh import compared

    text, found = compared(root, old, new)
    typer.echo(text, nl=False)
    raise typer.Exit(ExitCode.FINDINGS if found else ExitCode.OK)
