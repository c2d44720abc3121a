"""``hygiene drill``: synthetic failures, and evidence that what is promised holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.errors import ExitCode

Names = Annotated[list[str] | None, typer.Argument(metavar="[SCENARIO]...", help="Default: all of them.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write evidence.json, evidence.md and transcript.jsonl.")
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Chooses the schedules of the races.")]
ListThem = Annotated[bool, typer.Option("--list", help="Name the scenarios and do nothing.")]


def drill(scenarios: Names = None, out: Out = None, seed: Seed = 0, *, list_them: ListThem = False) -> int:
    """Play failures on a small GitHub in memory and check every claim against what it then holds.

    No token, no network. The same version and seed give the same bytes on any machine. Exit 0: all claims hold;
    9: a claim failed, the first one is the last line.

    Examples: `hygiene drill`, `hygiene drill concurrent-runs --seed 7 --out evidence`
    """
    from hygiene.cli.terminal import page, require_sandbox_extra

    require_sandbox_extra()
    from hygiene.cli.errors import version
    from hygiene.drills.drill import chosen
    from hygiene.drills.session import session
    from hygiene.drills.told import listed

    wanted = chosen(scenarios or ())
    if list_them:
        listed(page(), wanted)
        return ExitCode.OK
    return session(page(), wanted, seed=seed, version=version(), folder=out)
