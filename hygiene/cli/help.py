"""The format of ``--help``: options and commands under headings, examples one on a line, plain text in 80 columns."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from hygiene.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import typer

OPTIONS, COMMANDS = "General", "Commands"
# typer cuts the first sentence of a command at a limit; the table wraps it, so it is shown whole.
SENTENCE_CHARS_MAX = 1_000
_EXAMPLES = pattern(r"(?:^|\n\n)Examples?:\s+(?P<text>.*?)(?=\n\n|$)", re.DOTALL)
_CODE = pattern(r"`(?P<code>[^`]+)`", re.DOTALL)


def purpose_of(help_text: str) -> str:
    """A command's help without its examples."""
    return _EXAMPLES.sub("", inspect.cleandoc(help_text)).strip()


def examples_of(help_text: str) -> list[str]:
    """The command lines of a help text: those in back quotes in the paragraph that begins with ``Examples:``."""
    parts = _EXAMPLES.finditer(inspect.cleandoc(help_text))
    return [" ".join(match["code"].split()) for part in parts for match in _CODE.finditer(part["text"])]


def grouped(entries: Iterable[Any], default: str) -> dict[str, list[Any]]:
    """Entries by their heading, in the order of each heading's first entry; those without a heading come last."""
    found: dict[str, list[Any]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, "rich_help_panel", None) or default, []).append(entry)
    rest = found.pop(default, [])
    return {**found, default: rest} if rest else found


def _row(param: Any, ctx: typer.Context) -> tuple[str, str]:  # noqa: ANN401
    """An argument or an option, and what it is for; without the type of an argument."""
    name, text = param.get_help_record(ctx)
    return name.partition(" <")[0] if param.param_type_name == "argument" else name, text


class HelpSections:
    """Writes the parts of a help page with ``formatter``, typer's own, which has no public name."""

    help: str | None

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(purpose_of(self.help or ""))

    def write_options(self, params: Iterable[Any], ctx: typer.Context, formatter: Any) -> None:  # noqa: ANN401
        """Arguments, then options under their headings."""
        listed = [param for param in params if param.get_help_record(ctx) is not None]
        arguments = [param for param in listed if param.param_type_name == "argument"]
        options = [param for param in listed if param.param_type_name == "option"]
        for title, entries in {**({"Arguments": arguments} if arguments else {}), **grouped(options, OPTIONS)}.items():
            with formatter.section(title):
                formatter.write_dl([_row(param, ctx) for param in entries])

    def write_commands(self, commands: Mapping[str, Any], formatter: Any) -> None:  # noqa: ANN401
        """Commands under their headings, all in columns of one width."""
        width = max(map(len, commands), default=0)
        names = {id(command): name for name, command in commands.items()}
        for title, entries in grouped(commands.values(), COMMANDS).items():
            rows = [(f"{names[id(one)]:<{width}}", one.get_short_help_str(SENTENCE_CHARS_MAX)) for one in entries]
            with formatter.section(title):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Command lines to copy, at the end of the page, where they are next to the prompt."""
        lines = examples_of(self.help or "")
        if lines:
            with formatter.section("Examples"):
                for line in lines:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
