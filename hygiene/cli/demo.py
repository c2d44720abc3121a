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


def demo(recorded: From = None) -> int:
    """Show what hygiene does, on a GitHub that is simulated in memory. No token and no network are needed.

    To replay a run of your own, save it with
    `gh run view ID --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url` and pass the file with --from.

    Examples: `hygiene demo`, `hygiene demo --from red.json --from green.json`
    """
    from hygiene.cli.terminal import page, require_sandbox_extra

    require_sandbox_extra()
    from hygiene.drills.demo import demo as play
    from hygiene.drills.replay import replay

    if recorded:
        replay(page(), recorded)
    else:
        play(page())
    return 0
