"""The classes of hygiene's commands: help with headings, ``--verbose`` on each, and options for the error handler."""

# Without `from __future__ import annotations`: typer would compile the annotation of each parameter, twice.

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from hygiene.cli import signals
from hygiene.cli.context import Invocation
from hygiene.cli.help import HelpSections
from hygiene.cli.options import Advisory, Json


def _log_requests(context: typer.Context, value: bool) -> None:  # noqa: FBT001 - typer calls it so
    """Write hygiene's log to standard error until the command line has ended."""
    invocation = context.obj
    if not value or context.resilient_parsing or not isinstance(invocation, Invocation) or invocation.verbose:
        return
    import logging

    class StandardError(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            with suppress(OSError):
                typer.echo(f"  {record.getMessage()}", err=True)

    invocation.verbose = True
    log, handler = logging.getLogger("hygiene"), StandardError()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    root = context.find_root()
    root.call_on_close(lambda: log.setLevel(level))
    root.call_on_close(lambda: log.removeHandler(handler))


Verbose = Annotated[
    bool,
    typer.Option(
        "-v", "--verbose", callback=_log_requests, expose_value=False, help="Log each request to standard error."
    ),
]


@cache
def _general() -> Any:  # noqa: ANN401 - typer's commands have no public type
    """A command of only those options that matter before and after any command."""

    def general(*, json: Json = False, advisory: Advisory = False, verbose: Verbose = False) -> None:
        """Never called."""

    app = typer.Typer(add_completion=False)
    app.command(cls=TyperCommand)(general)
    return typer.main.get_command(app)


def _verbose_option() -> Any:  # noqa: ANN401 - typer's options have no public type
    return next(param for param in _general().params if param.name == "verbose")


def _note_error_options(context: typer.Context, arguments: Sequence[str]) -> None:
    """Read ``--json`` and ``--advisory`` from arguments that could not be parsed, so that the error obeys them."""
    invocation = context.obj
    if isinstance(invocation, Invocation):
        found = _general().make_context(
            None,
            list(arguments),
            resilient_parsing=True,
            ignore_unknown_options=True,
            allow_extra_args=True,
        )
        invocation.as_json = bool(found.params.get("json"))
        invocation.advisory = bool(found.params.get("advisory"))


class Command(HelpSections, TyperCommand):
    """A command with hygiene's help format."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Its parameters, ``--verbose`` and ``--help``."""
        *own, help_option = super().get_params(ctx)
        return [*own, _verbose_option(), help_option]

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401
        """The words of the usage line; an argument that has to be given has no braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """The arguments that are left; what the error handler needs is noted even when parsing fails."""
        given = list(args)
        try:
            left = super().parse_args(ctx, args)
        except TyperException:
            _note_error_options(ctx, given)
            raise
        if isinstance(ctx.obj, Invocation):
            ctx.obj.as_json = bool(ctx.params.get("json"))
            ctx.obj.advisory = bool(ctx.params.get("advisory"))
        return left

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """The command's result. Signals are raised from here on: now it is known how to report them."""
        signals.release()
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Options under their headings."""
        self.write_options(self.get_params(ctx), ctx, formatter)


class Group(HelpSections, TyperGroup):
    """A group of commands with hygiene's help format; without a command it prints its help."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Its parameters, ``--verbose`` and ``--help``."""
        *own, help_option = super().get_params(ctx)
        return [*own, _verbose_option(), help_option]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """The arguments that are left."""
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help())
            ctx.exit()
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except TyperException:
            _note_error_options(ctx, given)
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        """The command that the arguments name."""
        try:
            return super().resolve_command(ctx, args)
        except TyperException:
            _note_error_options(ctx, args)
            raise

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Commands first, then options."""
        self.format_commands(ctx, formatter)
        self.write_options(self.get_params(ctx), ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Commands under their headings, in the order in which they were added."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        self.write_commands({name: one for name, one in found.items() if one and not one.hidden}, formatter)
