"""``hygiene post-ci``: update the status comment and the failure trackers after a run of CI."""

# Without `from __future__ import annotations`: typer would compile the annotation of each parameter, twice.

from contextlib import closing
from typing import Annotated

import typer

from hygiene.cli.options import (
    INPUT,
    OUTPUT,
    Adopt,
    Advisory,
    Config,
    DryRun,
    Event,
    Json,
    Key,
    Only,
    PullRequestNumber,
    Repository,
)
from hygiene.values import replace

MarkdownFile = Annotated[
    str,
    typer.Option(
        "--markdown",
        metavar="FILE",
        envvar="HYGIENE_MARKDOWN",
        help="Also write the text of the status comment to this file.",
        rich_help_panel=OUTPUT,
    ),
]
Junit = Annotated[
    str,
    typer.Option(
        "--junit",
        metavar="GLOB",
        envvar="HYGIENE_JUNIT",
        help="Add the failing tests of these JUnit XML files to the comment.",
        rich_help_panel=INPUT,
    ),
]
SnapshotFile = Annotated[
    str,
    typer.Option(
        "--snapshot",
        metavar="FILE",
        envvar="HYGIENE_SNAPSHOT",
        help="Also write all open trackers to this file, as JSON.",
        rich_help_panel=OUTPUT,
    ),
]


def post_ci(
    context: typer.Context,
    repo: Repository = "",
    pr: PullRequestNumber = None,
    event: Event = "",
    only: Only = None,
    config: Config = "",
    key: Key = "",
    adopt: Adopt = "",
    markdown: MarkdownFile = "",
    junit: Junit = "",
    snapshot: SnapshotFile = "",
    *,
    dry_run: DryRun = False,
    json: Json = False,
    advisory: Advisory = False,
) -> int:
    """Update the status comment of a pull request and one issue per failure category, after CI has run.

    In a workflow that is triggered by `workflow_run: completed` no options are needed. Elsewhere pass --pr.

    Examples: `hygiene post-ci`, `hygiene post-ci --repo octo/app --pr 7 --dry-run`,
    `hygiene post-ci --junit 'reports/*.xml' --json`
    """
    from hygiene.cli.output import markdown_path, open_files, print_report
    from hygiene.errors import ExitCode
    from hygiene.post_ci.connect import connect
    from hygiene.post_ci.run import contributing, trigger_of
    from hygiene.post_ci.run import post_ci as run
    from hygiene.settings import Flags, load

    del advisory  # the error handler reads it
    settings = load(Flags(repo, event, config, only.value if only else "", key, adopt))
    trigger = trigger_of(settings, pr)
    tests, unread = _failed_tests(junit) if junit else ("", ())
    secret = settings.token.secret()
    sections = {"tests": secret.hide(tests)} if tests else {}
    with open_files(settings, markdown=markdown_path(settings, markdown, dry_run=dry_run), snapshot=snapshot) as files:
        with closing(connect(settings, context.obj.clock, context.obj.transport)) as connection:
            report = run(settings, trigger, connection, dry_run=dry_run, decider=contributing(connection, sections))
        print_report(
            replace(report, notices=(*report.notices, *map(secret.hide, unread))), settings, files, as_json=json
        )
    return ExitCode.OK


def _failed_tests(pattern: str) -> tuple[str, tuple[str, ...]]:
    """The section on failed tests, and a notice for each file that was not read to its end."""
    from hygiene.runner.junit.read import read_junit
    from hygiene.settings.working_directory import from_working_directory, leads_through_a_link
    from hygiene.status_comment.junit import render_junit

    if leads_through_a_link(pattern):
        return "", (f"JUnit: {pattern} is a link, or in a linked folder, so no file was read.",)
    results = read_junit(pattern, from_working_directory())
    return render_junit(results), tuple(f"JUnit: {reason}" for reason in results.unread)
