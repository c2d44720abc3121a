"""``hygiene demo``: the first minute, on the embedded sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

From = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="RUN.json", help="Replay a real run instead; repeat for several, in their order."),
]


def demo(recorded: From = None) -> int:
    """See what hygiene does, on a small GitHub in memory: no token, no network, nothing is written.

    With a run of your own, as `gh run view ID --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url`
    prints it, it replays that.

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
