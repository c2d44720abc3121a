"""Options that several commands share, each with its environment variable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Part(StrEnum):
    """The two promises, for ``--only``."""

    STATUS_COMMENT = "status-comment"
    FAILURE_TRACKER = "failure-tracker"


_WHERE = "Where to look"
_WHAT = "What to do"

Repository = Annotated[
    str,
    typer.Option("--repo", metavar="OWNER/NAME", envvar="HYGIENE_REPO", help="Default: GITHUB_REPOSITORY."),
]
PullRequestNumber = Annotated[
    int | None, typer.Option("--pr", metavar="N", min=1, envvar="HYGIENE_PR", help="By hand: this pull request.")
]
Event = Annotated[
    str, typer.Option("--event", metavar="FILE", envvar="HYGIENE_EVENT", help="Default: GITHUB_EVENT_PATH.")
]
Only = Annotated[Part | None, typer.Option("--only", envvar="HYGIENE_ONLY", help="Keep only one of the two.")]
Config = Annotated[
    str,
    typer.Option(
        "--config", metavar="FILE", envvar="HYGIENE_CONFIG", help="Default: .github/hygiene.toml, and others."
    ),
]
Key = Annotated[
    str, typer.Option("--key", metavar="KEY", envvar="HYGIENE_KEY", help="A slot for each of several Gate workflows.")
]
Adopt = Annotated[
    str,
    typer.Option("--adopt", metavar="MARKER", envvar="HYGIENE_ADOPT", help="Take over our comment with this marker."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", envvar="HYGIENE_DRY_RUN", help="Print the plan as a diff and write nothing.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document; all else goes to standard error.")]
Advisory = Annotated[
    bool, typer.Option("--advisory", envvar="HYGIENE_ADVISORY", help="Exit 0 with a warning where GitHub failed.")
]
