"""The command line as a function of its arguments, which returns the exit code instead of exiting."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hygiene.cli.app import root
from hygiene.cli.context import Invocation
from hygiene.cli.errors import exit_code_of
from hygiene.cli.streams import watched_streams
from hygiene.errors import ExitCode, Terminated
from hygiene.settings.variables import in_actions

if TYPE_CHECKING:
    from collections.abc import Sequence


def run_command_line(arguments: Sequence[str], invocation: Invocation | None = None) -> int:
    """Run ``hygiene ARGUMENTS`` and return its exit code; results and errors are printed."""
    invocation = invocation or Invocation()
    try:
        with watched_streams():
            return exit_code_of(
                lambda: root()(list(arguments), prog_name="hygiene", standalone_mode=False, obj=invocation),
                invocation,
                in_actions=in_actions(),
                fence=os.urandom(16).hex(),
            )
    # A second signal while the first one is being reported.
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Terminated:
        return ExitCode.TERMINATED
