"""``hygiene audit``: the configured labels against the workflow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.cli.options import PullRequestNumber, Repository
from hygiene.errors import ExitCode


def audit(
    wired: typer.Context,
    workflow: Annotated[
        list[str] | None,
        typer.Option("--workflow", metavar="FILE", help="Workflow file to audit; may be repeated. Default: the Gate."),
    ] = None,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Compare files alone, even where there is a token.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite the labels in hygiene.toml; shows the diff.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    annotate: Annotated[
        bool, typer.Option(envvar=["HYGIENE_ANNOTATE", "GITHUB_ACTIONS"], help="Annotate findings in a run's log.")
    ] = False,
    root: Annotated[Path, typer.Option("--root", help="The repository's root folder.")] = Path(),
) -> None:
    """Compare the configured labels with the names under which the workflow's jobs report.

    With a token and a repository it also compares them with the check runs that GitHub saw, on the default branch's
    head or on --pr, and with what the branch requires.

    Exit code 0: clean, notices at most. Exit code 8: findings.

    Examples: `hygiene audit`, `hygiene audit --workflow .github/workflows/ci.yml --json`, `hygiene audit --fix`,
    `GITHUB_TOKEN=… hygiene audit --repo octo/app --pr 7`.
    """
    from hygiene.cli.ports import Ports
    from hygiene.cli.reporting import Comparing, compare
    from hygiene.settings import Flags

    asked = Comparing(root, tuple(workflow or ()), Flags(repository=repo), pr, offline=offline, fix=fix)
    failed = compare(asked, wired.obj or Ports(), as_json=json, annotate=annotate)
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.OK)
