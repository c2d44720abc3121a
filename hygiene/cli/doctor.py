"""``hygiene doctor``: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.cli.options import Config, Event, Repository
from hygiene.errors import ExitCode


def doctor(
    wired: typer.Context,
    repo: Repository = "",
    event: Event = "",
    config: Config = "",
    workflow: Annotated[
        str, typer.Option("--workflow", metavar="FILE", help="The workflow that runs hygiene.")
    ] = ".github/workflows/post-ci.yml",
    *,
    probe: Annotated[bool, typer.Option("--probe", help="Ask by writing to --repo, and tidy up. Needs --yes.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Confirm that --probe may write.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The repository's root folder.")] = Path(),
) -> int:
    """Look at token, host, event, configuration and workflow, and say how to mend what is wrong.

    Without --probe nothing is written. Exit code 0: passes and warnings. Exit code 8: a failure.

    Examples: `hygiene doctor`, `GITHUB_TOKEN=… hygiene doctor --repo octo/app --json`,
    `hygiene doctor --repo octo/playground --probe --yes`.
    """
    from hygiene.cli.examining import Wish, examine
    from hygiene.cli.ports import Ports
    from hygiene.doctor.collect import Surroundings
    from hygiene.settings import Flags

    ports = wired.obj or Ports()
    around = Surroundings(Flags(repository=repo, event=event, config=config), root, workflow, ports.clock, ports.inner)
    fit = examine(around, Wish(probe=probe, confirmed=yes, as_json=json))
    return ExitCode.OK if fit else ExitCode.FINDINGS
