"""What the commands on the sandbox share: the extra that they need, and a page on this terminal."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import typer

from hygiene.errors import UsageError
from hygiene.settings.variables import in_actions, wants_color

if TYPE_CHECKING:
    from hygiene.drills.show import Page

_NEEDED = "graphql"
# The runner looks for `::` where a line begins and for `##[` anywhere, also in the words of others.
_COMMAND = re.compile(r"(?m)^(?=[^\S\n]*::)|(?<=#)(?=#\[)")
_ALIKE = str.maketrans("○●✗│─┌└▶·“”\u00a0", 'o#x|-++>-"" ', "")


def require_sandbox_extra() -> None:
    """Raise ``UsageError`` when the sandbox cannot be had here."""
    if find_spec(_NEEDED) is None:
        raise UsageError(
            "The sandbox needs the extra `sandbox`, which is not installed.",
            hint="Install it with `pip install 'ci-hygiene[sandbox]'`.",
        )


def page() -> Page:
    """A page on standard output; colour only where a person looks and did not ask for none."""
    from hygiene.drills.show import Page

    return Page(print_text, color=sys.stdout.isatty() and wants_color())


def print_text(text: str) -> None:
    """A line; where the terminal's encoding lacks our drawings, others that look alike, and question marks."""
    if in_actions():
        text = _COMMAND.sub("\u200b\\g<0>", text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ALIKE).encode(encoding, "replace").decode(encoding)
    typer.echo(text)
