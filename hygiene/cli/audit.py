"""``hygiene audit``: compare the configured job names with the workflow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import INPUT, Json, PullRequestNumber, Repository, RepositoryRoot
from hygiene.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.audit.compare import Reported
    from hygiene.cli.context import Invocation
    from hygiene.settings import Flags


Workflows = Annotated[
    list[str] | None,
    typer.Option(
        "--workflow",
        metavar="FILE",
        help="Workflow file to audit; may be repeated. Default: the Gate.",
        rich_help_panel=INPUT,
    ),
]


def audit(
    context: typer.Context,
    workflow: Workflows = None,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Compare files alone, even where there is a token.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite the job names in hygiene.toml; shows the diff.")] = False,
    json: Json = False,
    annotate: Annotated[
        bool, typer.Option(envvar=["HYGIENE_ANNOTATE", "GITHUB_ACTIONS"], help="Annotate findings in a run's log.")
    ] = False,
    root: RepositoryRoot = None,
) -> None:
    """Compare the configured job names with the check runs of the Gate, the workflow that tests pull requests.

    With a token and a repository the names are also compared with the check runs of the default branch's head or of
    --pr, and with the checks that the branch requires.

    Exit code 0: no findings, or only notices. Exit code 8: findings.

    Examples: `hygiene audit`, `hygiene audit --workflow .github/workflows/ci.yml --json`, `hygiene audit --fix`,
    `GITHUB_TOKEN=… hygiene audit --repo octo/app --pr 7`.
    """
    import textwrap

    from hygiene.audit.compare import NOT_ASKED, audit_files
    from hygiene.audit.configured import read_configured
    from hygiene.audit.fix import plan_fix, write_fix
    from hygiene.audit.text import WIDTH_COLUMNS, annotation_lines, json_text, plain_text
    from hygiene.cli.context import Invocation
    from hygiene.cli.output import print_text
    from hygiene.settings import Flags
    from hygiene.settings.variables import can_connect

    root = _root(root)
    workflows, flags = tuple(workflow or ()), Flags(repository=repo)
    reported = NOT_ASKED
    if not offline and can_connect(flags):
        reported = _reported(root, workflows, flags, pr or 0, context.obj or Invocation())
    report = audit_files(root, workflows=workflows, reported=reported.names, required_by_branch=reported.required)
    if fix:
        change = plan_fix(root, read_configured(root), report.findings)
        write_fix(root, change)
        fixed = "\n".join([change.diff, *change.changes]) if change.changes else "Nothing to fix."
        print_text(fixed, err=json)
        report = audit_files(root, workflows=workflows, reported=reported.names, required_by_branch=reported.required)
    if reported.note:
        print_text(f"{textwrap.fill(reported.note, WIDTH_COLUMNS)}\n", err=json)
    if json:
        typer.echo(json_text(report))
    else:
        print_text(plain_text(report))
    for line in annotation_lines(report) if annotate else ():
        typer.echo(line, err=json)
    raise typer.Exit(ExitCode.FINDINGS if report.failed else ExitCode.OK)


def _root(given: Path | None) -> Path:
    """The folder that is given, else the root of the repository that the working folder is in."""
    from hygiene.audit.checkout import existing_folder, repository_root
    from hygiene.settings.variables import trusts_working_folder
    from hygiene.settings.working_directory import from_working_directory

    if given:
        return existing_folder(from_working_directory(given))
    if not trusts_working_folder():
        raise UsageError(
            "In this event the working folder may hold untrusted files, so it is not audited.",
            hint="Name the folder that is to be audited: --root DIR.",
        )
    return repository_root(from_working_directory())


def _reported(
    root: Path, workflows: Sequence[str], flags: Flags, pull_request: int, invocation: Invocation
) -> Reported:
    """The names of the check runs that GitHub reports, and those that the branch requires."""
    from hygiene.audit.compare import reported_by
    from hygiene.audit.configured import read_configured
    from hygiene.audit.gate import gate_paths
    from hygiene.github.diagnose.reported import read_reported
    from hygiene.post_ci.connect import connect
    from hygiene.settings import load

    settings = load(flags, folder=root)
    connection = connect(settings, invocation.clock, invocation.transport)
    try:
        found = read_reported(connection, settings.repository, pull_request)
    finally:
        connection.close()
    return reported_by(found, gate_paths(root, read_configured(root), tuple(workflows)))
