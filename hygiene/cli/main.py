"""The command line as a function of its arguments: returns the exit code, never exits."""

from __future__ import annotations

import io
import secrets
import sys
from typing import TYPE_CHECKING

from hygiene.cli.app import app
from hygiene.cli.context import Ports
from hygiene.cli.errors import run
from hygiene.cli.output import told, without_verbose
from hygiene.settings.runner import advisory_wished, in_actions

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_command_line(arguments: Sequence[str], ports: Ports | None = None) -> int:
    """The exit code of ``hygiene ARGUMENTS``; everything that is to be said has been said."""
    for stream in (sys.stdout, sys.stderr):
        # A console of an old code page cannot show every letter; that must not end a run whose work is done.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words, verbose = without_verbose(arguments)
    with told(verbose):
        return run(
            lambda: app(words, prog_name="hygiene", standalone_mode=False, obj=ports or Ports()),
            in_actions=in_actions(),
            advisory="--advisory" in words or advisory_wished(),
            secret=secrets.token_hex(16),
            as_json="--json" in words,
        )
