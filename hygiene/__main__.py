"""``hygiene`` and ``python -m hygiene``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from hygiene.cli.main import run_command_line  # noqa: PLC0415 - importing this module costs nothing

    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
