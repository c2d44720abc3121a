"""``hygiene demo``: what hygiene does, in the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

From = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        metavar="RUN.json",
        help="Report a run of your own instead of the example. Can be repeated; runs are reported in this order.",
    ),
]
Page = Annotated[bool, typer.Option("--page", help="Also show the pages in a browser, step by step, until Ctrl-C.")]


def demo(recorded: From = None, *, page: Page = False) -> int:
    """Show what hygiene does, on a simulated GitHub in memory. No token and no network are needed.

    To report a run of your own, save it with
    `gh run view ID --json conclusion,displayTitle,headSha,jobs,updatedAt,url` and pass the file with --from.

    Examples: `hygiene demo`, `hygiene demo --page`, `hygiene demo --from red.json --from green.json`
    """
    from hygiene.cli import terminal

    terminal.require_sandbox_extra()
    from hygiene.drills.demo import demo as run_demo
    from hygiene.drills.replay import replay

    with terminal.terminal(pages=page) as output:
        if recorded:
            replay(output, recorded)
        else:
            run_demo(output)
    return 0
