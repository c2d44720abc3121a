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
    from hygiene.actions.audit import audit_files
    from hygiene.actions.audit_text import annotation_lines, json_text, plain_text
    from hygiene.actions.configured import read_configured
    from hygiene.actions.label_fix import fix_labels, write_fix

    given = workflow or ()
    names, required, note = _seen(wired, root, given, repo, pr, offline=offline)
    report = audit_files(root, workflows=given, reported=names, required_by_branch=required)
    if fix:
        change = fix_labels(root, read_configured(root), report.findings)
        write_fix(root, change)
        typer.echo("\n".join([change.diff, *change.changes]) if change.changes else "Nothing to fix.", err=json)
        report = audit_files(root, workflows=given, reported=names, required_by_branch=required)
    if note:
        typer.echo(f"{note}\n", err=json)
    typer.echo(json_text(report) if json else plain_text(report))
    for line in annotation_lines(report) if annotate else ():
        typer.echo(line, err=json)
    raise typer.Exit(ExitCode.FINDINGS if report.failed else ExitCode.OK)


def _seen(
    wired: typer.Context,
    root: Path,
    workflows: list[str] | tuple[str, ...],
    repo: str,
    pr: int | None,
    *,
    offline: bool,
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, str]:
    """What GitHub saw, if it is to be asked: names, required names, and a sentence on where they are from."""
    if offline:
        return None, None, ""
    from hygiene.cli.ports import Ports
    from hygiene.cli.reporting import reported
    from hygiene.settings import Flags

    seen = reported(root, workflows, Flags(repository=repo), pr, wired.obj or Ports())
    return (seen.names, seen.required, seen.note) if seen else (None, None, "")
