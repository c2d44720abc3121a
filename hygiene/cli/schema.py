"""``hygiene schema``: refresh, check and diff. They import the extra ``schema`` when they run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.errors import ExitCode

schema_app = typer.Typer(
    name="schema",
    help="Compare GitHub's GraphQL schema with the one that hygiene was built for.",
    add_completion=False,
    rich_markup_mode=None,
)

Root = Annotated[Path, typer.Option("--root", metavar="DIR", help="Root folder of a checkout of hygiene.")]


@schema_app.command()
def refresh(
    source: Annotated[
        str, typer.Option("--from", metavar="docs|endpoint|FILE", help="Source of the new schema.")
    ] = "docs",
    endpoint: Annotated[
        str,
        typer.Option("--endpoint", metavar="URL", envvar="GITHUB_GRAPHQL_URL", help="GraphQL URL for --from endpoint."),
    ] = "",
    root: Root = Path(),
) -> None:
    """Update the schema and the generated client in a checkout of hygiene, and list what changed.

    Exit code 2: the new schema lacks something that hygiene needs. Nothing was changed.

    Examples: `hygiene schema refresh`, `hygiene schema refresh --from schema.graphql`.
    """
    from hygiene.schema.refresh import refreshed
    from hygiene.settings.variables import token

    typer.echo(refreshed(root, source, endpoint=endpoint, token=token()))


@schema_app.command()
def check(
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="GraphQL URL of the host; needs a token.")
    ] = "",
    schema: Annotated[
        Path | None,
        typer.Option("--schema", metavar="FILE", help="The host's schema as a file, instead of --endpoint."),
    ] = None,
    root: Root = Path(),
) -> None:
    """List the features of hygiene that work on a GitHub Enterprise Server, and what is missing for the others.

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
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Schema file, full or pruned.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Schema file, full or pruned.")],
    root: Root = Path(),
) -> None:
    """Print as Markdown what changed between two schemas in the parts that hygiene uses.

    Exit code 0: no breaking change. Exit code 8: a breaking change.

    Example: `hygiene schema diff graphql/schema.graphql new.graphql`.
    """
    from hygiene.schema.refresh import compared

    text, found = compared(root, old, new)
    typer.echo(text, nl=False)
    raise typer.Exit(ExitCode.FINDINGS if found else ExitCode.OK)
