"""``hygiene audit``: the configured labels against the workflow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hygiene.errors import ExitCode


def audit(
    workflow: Annotated[
        list[str] | None,
        typer.Option("--workflow", metavar="FILE", help="Workflow file to audit; may be repeated. Default: the Gate."),
    ] = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite the labels in hygiene.toml; shows the diff.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    annotate: Annotated[
        bool, typer.Option(envvar=["HYGIENE_ANNOTATE", "GITHUB_ACTIONS"], help="Annotate findings in a run's log.")
    ] = False,
    root: Annotated[Path, typer.Option("--root", help="The repository's root folder.")] = Path(),
) -> None:
    """Compare the configured labels with the names under which the workflow's jobs report.

    Exit code 0: clean, notices at most. Exit code 8: findings.

    Examples: `hygiene audit`, `hygiene audit --workflow .github/workflows/ci.yml --json`, `hygiene audit --fix`.
    """
    from hygiene.actions.audit import audit_files
    from hygiene.actions.audit_text import annotation_lines, json_text, plain_text
    from hygiene.actions.configured import read_configured
    from hygiene.actions.label_fix import fix_labels, write_fix

    report = audit_files(root, workflows=workflow or ())
    if fix:
        change = fix_labels(root, read_configured(root), report.findings)
        write_fix(root, change)
        typer.echo("\n".join([change.diff, *change.changes]) if change.changes else "Nothing to fix.", err=json)
        report = audit_files(root, workflows=workflow or ())
    typer.echo(json_text(report) if json else plain_text(report))
    for line in annotation_lines(report) if annotate else ():
        typer.echo(line, err=json)
    raise typer.Exit(ExitCode.FINDINGS if report.failed else ExitCode.OK)
