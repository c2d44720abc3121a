"""``hygiene drill``: simulated failures, and evidence about what hygiene does with them."""

from __future__ import annotations

from contextlib import closing, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from hygiene.cli.options import whole_number
from hygiene.errors import ExitCode

Names = Annotated[list[str] | None, typer.Argument(metavar="SCENARIO", help="Names of scenarios. Default: all.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Write evidence.html, .json and .md, and transcript.jsonl to this folder."
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        parser=whole_number(0),
        help="Number that determines the order of concurrent requests.",
    ),
]
ListThem = Annotated[bool, typer.Option("--list", help="List the scenarios and exit.")]


def drill(scenarios: Names = None, out: Out = None, seed: Seed = 0, *, list_them: ListThem = False) -> int:
    """Run hygiene against a simulated GitHub in memory, and check the result.

    Each scenario simulates a failure and checks claims about what hygiene wrote. No token and no network are needed.
    The same version and seed print the same bytes on every machine.

    Exit code 0: all claims hold. Exit code 9: a claim does not hold; the last line names it.

    Examples: `hygiene drill`, `hygiene drill concurrent-runs --seed 7 --out evidence`
    """
    from hygiene.cli.terminal import require_sandbox_extra, terminal

    require_sandbox_extra()
    from hygiene import __version__
    from hygiene.cli.output import OutputFile
    from hygiene.drills.drill import list_scenarios, run_drill, select
    from hygiene.runner.commands import summary_text
    from hygiene.settings.variables import step_summary

    selected = select(scenarios or ())
    if list_them:
        list_scenarios(terminal(), selected)
        return ExitCode.OK
    path = step_summary()
    with closing(OutputFile(path, "GITHUB_STEP_SUMMARY")) if path else nullcontext() as file:
        summarize = (lambda text: file.append(summary_text(text))) if file else (lambda _text: None)
        return run_drill(terminal(), selected, seed=seed, version=__version__, folder=out, summarize=summarize)
