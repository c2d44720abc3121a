"""``hygiene post-ci``: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from hygiene.cli.options import (
    OUTPUT,
    WHAT,
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

MarkdownFile = Annotated[
    str,
    typer.Option(
        "--markdown",
        metavar="FILE",
        envvar="HYGIENE_MARKDOWN",
        help="Also write the comment's text there.",
        rich_help_panel=OUTPUT,
    ),
]
Junit = Annotated[
    str,
    typer.Option(
        "--junit",
        metavar="GLOB",
        envvar="HYGIENE_JUNIT",
        help="Failing tests of these files as a section.",
        rich_help_panel=WHAT,
    ),
]
SnapshotFile = Annotated[
    str,
    typer.Option(
        "--snapshot",
        metavar="FILE",
        envvar="HYGIENE_SNAPSHOT",
        help="Also write all open trackers as JSON.",
        rich_help_panel=OUTPUT,
    ),
]


def post_ci(
    wired: typer.Context,
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
    """Keep one status comment and one tracker per failure category, after CI has run.

    In a workflow on `workflow_run: completed` it needs no flags; by hand, name a pull request.

    Examples: `hygiene post-ci`, `hygiene post-ci --repo octo/app --pr 7 --dry-run`,
    `hygiene post-ci --junit 'reports/*.xml' --json`
    """
    from hygiene.cli.jobs import run_post_ci
    from hygiene.settings import Flags

    del advisory  # the door reads it
    flags = Flags(repo, event, config, only.value if only else "", key, adopt)
    return run_post_ci(
        flags,
        pr,
        markdown_path=markdown,
        junit=junit,
        snapshot_path=snapshot,
        dry_run=dry_run,
        as_json=json,
        clock=wired.obj.clock,
        inner=wired.obj.inner,
    )
