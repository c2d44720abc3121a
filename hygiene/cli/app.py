"""All commands. Each imports its feature when it runs, so that one command does not load the others' modules."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene import __version__
from hygiene.cli.audit import audit
from hygiene.cli.command import Command, Group
from hygiene.cli.demo import demo
from hygiene.cli.doctor import doctor
from hygiene.cli.drill import drill
from hygiene.cli.init import init
from hygiene.cli.post_ci import post_ci
from hygiene.cli.sandbox import sandbox_app
from hygiene.cli.schema import schema_app
from hygiene.cli.section import section_app
from hygiene.cli.trackers import snapshot, sweep
from hygiene.cli.uninstall import uninstall

AFTER_CI, SETUP, DEVELOPMENT = "After CI", "Setup", "Try and test"

app = typer.Typer(name="hygiene", cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        typer.echo(f"hygiene {__version__}")
        raise typer.Exit


@app.callback()
def hygiene(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Report CI results on GitHub: in one status comment per pull request, and in one issue per kind of failure.

    Such an issue is called a tracker. It stays open while any pull request or branch fails in this way.

    Examples: `hygiene demo`, `hygiene init`, `hygiene post-ci --pr 7 --dry-run`, `hygiene doctor`
    """
    del show_version


app.command("post-ci", rich_help_panel=AFTER_CI, short_help="Update the comment and the trackers after CI.")(post_ci)
app.add_typer(section_app, cls=Group, rich_help_panel=AFTER_CI, short_help="Add text to the status comment.")
app.command("sweep", rich_help_panel=AFTER_CI, short_help="Update all trackers, from a scheduled workflow.")(sweep)
app.command("snapshot", rich_help_panel=AFTER_CI, short_help="Print all open trackers as JSON.")(snapshot)
app.command("init", rich_help_panel=SETUP, short_help="Write a configuration and a workflow.")(init)
app.command("audit", rich_help_panel=SETUP, short_help="Compare the configured jobs with the workflow.")(audit)
app.command("doctor", rich_help_panel=SETUP, short_help="Check the setup and say how to fix it.")(doctor)
app.command("uninstall", rich_help_panel=SETUP, short_help="Remove everything that hygiene wrote.")(uninstall)
app.command("demo", rich_help_panel=DEVELOPMENT, short_help="Show what hygiene does, without GitHub.")(demo)
app.command("drill", rich_help_panel=DEVELOPMENT, short_help="Check what hygiene promises, without GitHub.")(drill)
app.add_typer(
    sandbox_app, cls=Group, rich_help_panel=DEVELOPMENT, short_help="Serve a simulated GitHub on this machine."
)
app.add_typer(schema_app, cls=Group, rich_help_panel=DEVELOPMENT, short_help="Compare GitHub's API schema with ours.")
for one in (app, section_app, sandbox_app, schema_app):
    for registered in one.registered_commands:
        registered.cls = Command
