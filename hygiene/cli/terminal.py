"""What ``demo`` and ``drill`` share: the extra that they need, and standard output as a terminal."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import typer

from hygiene.errors import MissingExtraError
from hygiene.settings.variables import in_actions, wants_color

if TYPE_CHECKING:
    from hygiene.drills.terminal import Terminal

_NEEDED = ("graphql", "linkify_it", "markdown_it", "nh3", "rich")
# The runner interprets `::` at the start of a line and `##[` anywhere in it as a command.
_COMMAND = re.compile(r"(?m)^(?=[^\S\n]*::)|(?<=#)(?=#\[)")
_ASCII = str.maketrans("○●◇✗│─┌└▶·•“”\u00a0", 'o#=x|-++>-*"" ', "")


def require_sandbox_extra() -> None:
    """Raise ``MissingExtraError`` if the extra ``sandbox`` is not installed."""
    if not all(map(_installed, _NEEDED)):
        raise MissingExtraError("The sandbox", "sandbox")


def _installed(name: str) -> bool:
    """Whether there is a package of this name with code; a folder without code is not enough."""
    with suppress(ValueError):
        found = getattr(sys.modules[name], "__spec__", None) if name in sys.modules else find_spec(name)
        return found is not None and found.origin is not None
    return False


def terminal(*, pages: bool = False) -> Terminal:
    """Standard output, in colour only if it is a terminal. ``pages``: also served to a browser."""
    from hygiene.drills.terminal import Terminal

    # A process may be started without standard output.
    color = bool(sys.stdout) and sys.stdout.isatty() and wants_color()
    if not pages:
        return Terminal(print_text, color=color)
    from hygiene.drills.browser import TerminalWithPages

    return TerminalWithPages(print_text, color=color)


def print_text(text: str) -> None:
    """Print text; characters that the encoding lacks become similar ones, or question marks."""
    if in_actions():
        text = _COMMAND.sub("\u200b\\g<0>", text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    typer.echo(text)
