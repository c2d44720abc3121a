"""Options that several commands share, each with its environment variable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Part(StrEnum):
    """The two promises, for ``--only``."""

    STATUS_COMMENT = "status-comment"
    FAILURE_TRACKER = "failure-tracker"


WHERE, WHAT, OUTPUT = "Where to look", "What to do", "What to hand out"

Repository = Annotated[
    str,
    typer.Option(
        "--repo", metavar="OWNER/NAME", envvar="HYGIENE_REPO", help="Default: GITHUB_REPOSITORY.", rich_help_panel=WHERE
    ),
]
PullRequestNumber = Annotated[
    int | None,
    typer.Option(
        "--pr", metavar="N", min=1, envvar="HYGIENE_PR", help="By hand: this pull request.", rich_help_panel=WHERE
    ),
]
Event = Annotated[
    str,
    typer.Option(
        "--event", metavar="FILE", envvar="HYGIENE_EVENT", help="Default: GITHUB_EVENT_PATH.", rich_help_panel=WHERE
    ),
]
Only = Annotated[
    Part | None, typer.Option("--only", envvar="HYGIENE_ONLY", help="Keep only one of the two.", rich_help_panel=WHAT)
]
Config = Annotated[
    str,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="HYGIENE_CONFIG",
        help="Default: .github/hygiene.toml, and others.",
        rich_help_panel=WHERE,
    ),
]
Key = Annotated[
    str,
    typer.Option(
        "--key",
        metavar="KEY",
        envvar="HYGIENE_KEY",
        help="A slot for each of several Gate workflows.",
        rich_help_panel=WHAT,
    ),
]
Adopt = Annotated[
    str,
    typer.Option(
        "--adopt",
        metavar="MARKER",
        envvar="HYGIENE_ADOPT",
        help="Take over our comment with this marker.",
        rich_help_panel=WHAT,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", envvar="HYGIENE_DRY_RUN", help="Print the plan as a diff and write nothing.", rich_help_panel=WHAT
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON document; all else goes to standard error.", rich_help_panel=OUTPUT),
]
Advisory = Annotated[
    bool,
    typer.Option(
        "--advisory", envvar="HYGIENE_ADVISORY", help="Exit 0 with a warning where GitHub failed.", rich_help_panel=WHAT
    ),
]
