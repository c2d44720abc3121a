"""All commands, each imported when it is used: the start-up of one does not pay for the others."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.audit import audit
from hygiene.cli.demo import demo
from hygiene.cli.doctor import doctor
from hygiene.cli.door import version
from hygiene.cli.init import init
from hygiene.cli.post_ci import post_ci
from hygiene.cli.sandbox import sandbox_app
from hygiene.cli.schema import schema_app
from hygiene.cli.section import section_app
from hygiene.cli.trackers import snapshot, sweep
from hygiene.cli.uninstall import uninstall

app = typer.Typer(
    name="hygiene",
    help="One status comment per pull request, one rolling issue per failure category, whatever races.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        typer.echo(f"hygiene {version()}")
        raise typer.Exit


@app.callback()
def hygiene(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """One status comment per pull request, one rolling issue per failure category, whatever races."""
    del show_version


app.command("demo")(demo)
app.command("post-ci")(post_ci)
app.add_typer(section_app)
app.command("sweep")(sweep)
app.command("snapshot")(snapshot)
app.command("audit")(audit)
app.command("init")(init)
app.command("doctor")(doctor)
app.command("uninstall")(uninstall)
app.add_typer(sandbox_app)
app.add_typer(schema_app)
