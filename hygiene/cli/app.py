"""All commands. A command's module is imported when the command is called, so that no other one's start takes time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer

from hygiene import __version__
from hygiene.cli.command import Command, Group
from hygiene.values import dataclass

AFTER_CI, SETUP, DEVELOPMENT = "After CI", "Setup", "Try and test"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command as the help lists it, and where it is: a function or a typer application of a module."""

    module: str
    attribute: str
    rich_help_panel: str
    help: str
    hidden: bool = False

    def get_short_help_str(self, _limit: int) -> str:
        """What the command does, in a few words."""
        return self.help


ENTRIES: Mapping[str, Entry] = {
    "post-ci": Entry("post_ci", "post_ci", AFTER_CI, "Update the comment and the trackers after CI."),
    "section": Entry("section", "section_app", AFTER_CI, "Add text to the status comment."),
    "sweep": Entry("trackers", "sweep", AFTER_CI, "Update all trackers, from a scheduled workflow."),
    "trackers": Entry("trackers", "trackers", AFTER_CI, "List all open trackers."),
    "snapshot": Entry("trackers", "snapshot", AFTER_CI, "Print all open trackers as JSON."),
    "init": Entry("init", "init", SETUP, "Write a configuration and a workflow."),
    "audit": Entry("audit", "audit", SETUP, "Compare the configured jobs with the workflow."),
    "doctor": Entry("doctor", "doctor", SETUP, "Check the setup and show how to fix it."),
    "uninstall": Entry("uninstall", "uninstall", SETUP, "Remove everything that hygiene wrote."),
    "demo": Entry("demo", "demo", DEVELOPMENT, "Show what hygiene does, without GitHub."),
    "drill": Entry("drill", "drill", DEVELOPMENT, "Test what hygiene guarantees, without GitHub."),
    "sandbox": Entry("sandbox", "sandbox_app", DEVELOPMENT, "Serve a simulated GitHub on this machine."),
    "schema": Entry("schema", "schema_app", DEVELOPMENT, "Compare GitHub's API schema with hygiene's."),
}


class _Commands(Mapping[str, Any]):
    """The commands by name; one is imported and built when it is requested."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer's commands have no public type
        return _built(name)

    def __iter__(self) -> Iterator[str]:
        return iter(ENTRIES)

    def __len__(self) -> int:
        return len(ENTRIES)


@cache
def _built(name: str) -> Any:  # noqa: ANN401 - the same
    entry = ENTRIES[name]
    found = getattr(import_module(f"hygiene.cli.{entry.module}"), entry.attribute)
    if not isinstance(found, typer.Typer):
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name, cls=Command)(found)
        return typer.main.get_command(app)
    for registered in found.registered_commands:
        registered.cls = Command
    found.info.cls = Group
    return typer.main.get_command(found)


class Root(Group):
    """The group of all commands."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what typer gives
        super().__init__(**given)
        self.commands = _Commands()  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """The names, without importing anything."""
        return list(ENTRIES)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """The entries under their headings, without importing anything."""
        self.write_commands(ENTRIES, formatter)


app = typer.Typer(name="hygiene", cls=Root, rich_markup_mode=None, pretty_exceptions_enable=False)


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


@cache
def root() -> Any:  # noqa: ANN401 - typer's commands have no public type
    """The command of the whole command line, built once."""
    return typer.main.get_command(app)
