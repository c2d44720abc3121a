"""The command line as a page of the documentation: docs/reference/command-line.md is made of this."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer

from hygiene.cli.help import OPTIONS, examples_of, grouped, purpose_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.core import TyperGroup

HEAD = """\
# Command line

Every command, with its options. This page is made from the commands: `hygiene COMMAND --help` prints the same.

Options may be variables as well; the option comes first. A variable that is empty counts as not set, and a switch is on
with `1`, `true`, `yes` or `on`. The [configuration](configuration.md) lists the variables that a runner sets. Codes are
in [exit codes](exit-codes.md), the JSON of `--json` is in [outputs](outputs.md) and in the schemas
[result](result.schema.json), [audit](audit.schema.json), [doctor](doctor.schema.json) and [error](error.schema.json).

Output is plain text for eighty columns. Colour is disabled when the output is not a terminal, and with `NO_COLOR`.

## Completion

`hygiene --install-completion` sets the shell up that it is called from. To place the script yourself, let hygiene print
it:

```sh
_HYGIENE_COMPLETE=source_bash hygiene > ~/.local/share/bash-completion/completions/hygiene
_HYGIENE_COMPLETE=source_zsh hygiene > ~/.zfunc/_hygiene
_HYGIENE_COMPLETE=source_fish hygiene > ~/.config/fish/completions/hygiene.fish
```
"""
_VARIABLES = re.compile(r"\s*\[(?:env var|default|required)[^\]]*\]")


def reference(root: TyperGroup) -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(name, command) for name, command in _walk("hygiene", root))])


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer's commands have no public type
    yield name, command
    for below, one in getattr(command, "commands", {}).items():
        if not one.hidden:
            yield from _walk(f"{name} {below}", one)


def _section(name: str, command: Any) -> str:  # noqa: ANN401 - the same
    below = getattr(command, "commands", {})
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    where = typer.Context(command, info_name=name)
    words = [name, *(["COMMAND"] if below else []), *(one.metavar for one in arguments), "[OPTIONS]"]
    blocks = [f"## `{name}`", purpose_of(command.help or ""), f"```text\n{' '.join(words)}\n```"]
    if below:
        blocks.append("\n".join(f"- [`{name} {one}`](#{_anchor(f'{name} {one}')})" for one in below))
    if arguments:
        rows = [f"| `{one.metavar}` | {_cell(one.help)} |" for one in arguments]
        blocks.append("\n".join(["| Argument | Meaning |", "| --- | --- |", *rows]))
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    blocks += [_options(title, entries, where) for title, entries in grouped(options, OPTIONS).items()]
    if examples := examples_of(command.help or ""):
        blocks.append("\n".join(["```sh", *examples, "```"]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _options(title: str, options: list[Any], where: typer.Context) -> str:
    rows = []
    for option in options:
        spelled = option.get_help_record(where)[0].replace("|", "\\|")
        given = option.envvar if isinstance(option.envvar, list) else [option.envvar] if option.envvar else []
        variables = ", ".join(f"`{name}`" for name in given)
        rows.append(f"| `{spelled}` | {_cell(option.help)}{_default(option)} | {variables} |")
    return "\n".join([f"| {title} | Meaning | Variable |", "| --- | --- | --- |", *rows])


def _default(option: Any) -> str:  # noqa: ANN401 - the same
    if option.required:
        return " Required."
    shown = not option.is_flag and option.default not in (None, "", ())
    return f" Default: `{option.default}`." if shown else ""


def _cell(text: str | None) -> str:
    return _VARIABLES.sub("", " ".join((text or "").split())).replace("|", "\\|")


def _anchor(name: str) -> str:
    return name.replace(" ", "-")
