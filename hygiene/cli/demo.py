"""``hygiene demo``: what hygiene does, shown on the embedded sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

From = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        metavar="RUN.json",
        help="Replay a run of your own instead of the example. May be repeated; the order counts.",
    ),
]
Page = Annotated[bool, typer.Option("--page", help="Show it in a browser too, step by step, until Ctrl-C.")]


def demo(recorded: From = None, *, page: Page = False) -> int:
    """Show what hygiene does, on a GitHub that is simulated in memory. No token and no network are needed.

    To replay a run of your own, save it with
    `gh run view ID --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url` and pass the file with --from.

    Examples: `hygiene demo`, `hygiene demo --page`, `hygiene demo --from red.json --from green.json`
    """
    from hygiene.cli import terminal

    terminal.require_sandbox_extra(pages=page)
    from hygiene.drills.demo import demo as play
    from hygiene.drills.replay import replay

    with terminal.page(watched=page) as shown:
        if recorded:
            replay(shown, recorded)
        else:
            play(shown)
    return 0
