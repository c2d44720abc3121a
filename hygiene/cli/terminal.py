"""What ``demo`` and ``drill`` share: the extra that they need, and text for any terminal."""

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
    from hygiene.drills.show import Page

_NEEDED, _PAGES = ("graphql",), ("markdown_it", "linkify_it", "nh3")
# The runner takes `::` at the start of a line and `##[` anywhere in it for a command.
_COMMAND = re.compile(r"(?m)^(?=[^\S\n]*::)|(?<=#)(?=#\[)")
_ASCII = str.maketrans("○●◇✗│─┌└▶·“”\u00a0", 'o#=x|-++>-"" ', "")


def require_sandbox_extra(*, pages: bool = False) -> None:
    """Raise ``MissingExtraError`` if the extra ``sandbox`` is not installed; ``pages`` needs what renders pages too."""
    if not all(map(_installed, (*_NEEDED, *(_PAGES if pages else ())))):
        raise MissingExtraError("The sandbox", "sandbox")


def _installed(name: str) -> bool:
    """Whether there is such a package; a folder of that name without code is none."""
    with suppress(ValueError):
        found = getattr(sys.modules[name], "__spec__", None) if name in sys.modules else find_spec(name)
        return found is not None and found.origin is not None
    return False


def page(*, watched: bool = False) -> Page:
    """Standard output as a page; in colour only on a terminal, unless the environment asks for none.

    ``watched``: a browser shows the same on a page.
    """
    from hygiene.drills.show import Page

    # A process may be started without standard output.
    color = bool(sys.stdout) and sys.stdout.isatty() and wants_color()
    if not watched:
        return Page(print_text, color=color)
    from hygiene.drills.watch import Watched

    return Watched(print_text, color=color)


def print_text(text: str) -> None:
    """Print text; characters that the encoding lacks become similar ones, else question marks."""
    if in_actions():
        text = _COMMAND.sub("\u200b\\g<0>", text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    typer.echo(text)
