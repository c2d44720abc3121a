"""All commands, each imported when it is used: the start-up of one does not pay for the others."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.audit import audit
from hygiene.cli.demo import demo
from hygiene.cli.doctor import doctor
from hygiene.cli.drill import drill
from hygiene.cli.errors import version
from hygiene.cli.help import Command, Group
from hygiene.cli.init import init
from hygiene.cli.post_ci import post_ci
from hygiene.cli.sandbox import sandbox_app
from hygiene.cli.schema import schema_app
from hygiene.cli.section import section_app
from hygiene.cli.trackers import snapshot, sweep
from hygiene.cli.uninstall import uninstall

AFTER_CI, SETTING_UP, TRYING_OUT = "After CI", "Set up, look after, take away", "Try out, look inside"

app = typer.Typer(
    name="hygiene",
    cls=Group,
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
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Tell every request on standard error; may stand anywhere.")
    ] = False,
) -> None:
    """One status comment per pull request, one rolling issue per failure category, whatever races.

    Examples: `hygiene demo`, `hygiene init`, `hygiene post-ci --pr 7 --dry-run`, `hygiene doctor`
    """
    del show_version, verbose  # main reads -v


app.command("post-ci", rich_help_panel=AFTER_CI, short_help="Keep the status comment and the trackers.")(post_ci)
app.add_typer(section_app, cls=Group, rich_help_panel=AFTER_CI, short_help="Contribute to the status comment.")
app.command("sweep", rich_help_panel=AFTER_CI, short_help="Heal trackers that no run comes by.")(sweep)
app.command("snapshot", rich_help_panel=AFTER_CI, short_help="Print all open trackers as JSON.")(snapshot)
app.command("init", rich_help_panel=SETTING_UP, short_help="Write configuration and workflow.")(init)
app.command("audit", rich_help_panel=SETTING_UP, short_help="Compare configured jobs with the workflow.")(audit)
app.command("doctor", rich_help_panel=SETTING_UP, short_help="Say what is wrong and how to mend it.")(doctor)
app.command("uninstall", rich_help_panel=SETTING_UP, short_help="Take away everything it wrote.")(uninstall)
app.command("demo", rich_help_panel=TRYING_OUT, short_help="See what it does, in memory.")(demo)
app.command("drill", rich_help_panel=TRYING_OUT, short_help="Failures on purpose, with evidence.")(drill)
app.add_typer(sandbox_app, cls=Group, rich_help_panel=TRYING_OUT, short_help="A small GitHub on this machine.")
app.add_typer(
    schema_app, cls=Group, rich_help_panel=TRYING_OUT, short_help="GitHub's schema and the client made of it."
)
for one in (app, section_app, sandbox_app, schema_app):
    for registered in one.registered_commands:
        registered.cls = Command
