"""Help that teaches: options and commands under headings, examples one to a line, in plain text of any width."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

OPTIONS, COMMANDS = "Options", "Commands"
_EXAMPLES = re.compile(r"(?:^|\n\n)Examples?:\s+(?P<text>.*?)(?=\n\n|$)", re.DOTALL)
_CODE = re.compile(r"`(?P<code>[^`]+)`", re.DOTALL)


def purpose_of(help_text: str) -> str:
    """A command's help without its examples."""
    return _EXAMPLES.sub("", inspect.cleandoc(help_text)).strip()


def examples_of(help_text: str) -> list[str]:
    """The command lines of a help text: those in back quotes after the word Example."""
    parts = _EXAMPLES.finditer(inspect.cleandoc(help_text))
    return [" ".join(match["code"].split()) for part in parts for match in _CODE.finditer(part["text"])]


def grouped(entries: Iterable[Any], default: str) -> dict[str, list[Any]]:
    """Entries by their heading; those without one come last."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, "rich_help_panel", None) or default, []).append(entry)
    rest = found.pop(default, [])
    return {**found, default: rest} if rest else found


class _Teaching:
    """The parts of help that both kinds of commands have; ``formatter`` is typer's own, which has no public name."""

    def write_help_text(self, text: str, formatter: Any) -> None:  # noqa: ANN401
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(purpose_of(text))

    def write_options(self, params: Iterable[Any], ctx: typer.Context, formatter: Any) -> None:  # noqa: ANN401
        listed = [param for param in params if param.get_help_record(ctx) is not None]
        arguments = [param for param in listed if param.param_type_name == "argument"]
        options = [param for param in listed if param.param_type_name == "option"]
        for title, entries in {**({"Arguments": arguments} if arguments else {}), **grouped(options, OPTIONS)}.items():
            with formatter.section(title):
                formatter.write_dl([param.get_help_record(ctx) for param in entries])

    def write_examples(self, text: str, formatter: Any) -> None:  # noqa: ANN401
        lines = examples_of(text)
        if lines:
            with formatter.section("Examples"):
                for line in lines:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Command(_Teaching, TyperCommand):
    """A command whose help has headings and examples."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """What it is for."""
        self.write_help_text(self.help or "", formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Options under their headings."""
        self.write_options(self.get_params(ctx), ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Examples, last: that is where eyes rest in a terminal."""
        self.write_examples(self.help or "", formatter)


class Group(_Teaching, TyperGroup):
    """A group of commands whose help has headings too."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """What it is for."""
        self.write_help_text(self.help or "", formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Examples, last."""
        self.write_examples(self.help or "", formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Commands first, then the options that all of them have."""
        self.format_commands(ctx, formatter)
        self.write_options(self.get_params(ctx), ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Commands under their headings, in the order in which they were added."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        width = max(map(len, found), default=0)
        names = {id(command): name for name, command in found.items()}
        for title, commands in grouped((one for one in found.values() if one and not one.hidden), COMMANDS).items():
            rows = [(f"{names[id(one)]:<{width}}", one.get_short_help_str(formatter.width)) for one in commands]
            with formatter.section(title):
                formatter.write_dl(rows)
