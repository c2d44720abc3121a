"""``hygiene`` and ``python -m hygiene``."""

from __future__ import annotations

import gc
import sys

from hygiene.cli import signals

# Importing creates thousands of objects that are never garbage: checking them takes a sixth of the start-up time.
COLLECT_AFTER = 100_000


def main() -> None:
    """Run the command line and exit with its code."""
    signals.hold()
    gc.set_threshold(COLLECT_AFTER)
    from hygiene.cli.main import run_command_line  # noqa: PLC0415 - signals are held while it is imported

    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
