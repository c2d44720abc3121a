"""A whole drill: played, told while it is played, kept in a folder and in the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.drill import play
from hygiene.drills.narrative import summary
from hygiene.drills.pack import check_place, pack_of, write_pack
from hygiene.drills.told import concluded, told
from hygiene.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hygiene.drills.drill import Played
    from hygiene.drills.scenario import Scenario
    from hygiene.drills.show import Page


def session(
    page: Page,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    version: str,
    folder: Path | None,
    summarize: Callable[[str], object] = lambda _markdown: None,
) -> ExitCode:
    """The exit code of a drill. A folder that cannot be written to is refused before anything is played.

    ``summarize`` is given the result as Markdown for the step summary.
    """
    if folder is not None:
        check_place(folder)
    drill: list[Played] = []
    for scenario in scenarios:
        drill.append(play(scenario, seed))
        told(page, drill[-1])
    evidence, files = pack_of(drill, seed, version, pages=folder is not None)
    if folder is not None:
        write_pack(folder, files)
        page.say(f"The evidence is in {folder}: {', '.join(sorted(files))}.")
        page.say("")
    summarize(f"### hygiene drill, seed {seed}\n\n{summary(evidence)}\n")
    concluded(page, drill)
    return ExitCode.OK if evidence.holds else ExitCode.CLAIM_FAILED
