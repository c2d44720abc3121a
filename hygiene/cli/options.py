"""Options that several commands share, each with its environment variable."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable


class Feature(StrEnum):
    """The values of ``--only``."""

    STATUS_COMMENT = "status-comment"
    FAILURE_TRACKER = "failure-tracker"


def whole_number(least: int, most: int | None = None) -> Callable[[str | int], int]:
    """The ``parser`` of an option that takes an integer of this range, with messages that do not depend on typer."""

    def parsed(value: str | int) -> int:
        try:
            number = int(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a whole number.") from None
        if number < least:
            raise typer.BadParameter(f"{number} is less than {least}.")
        if most is not None and number > most:
            raise typer.BadParameter(f"{number} is more than {most}.")
        return number

    return parsed


INPUT, BEHAVIOR, OUTPUT = "Input", "Behavior", "Output"

Repository = Annotated[
    str,
    typer.Option(
        "--repo",
        metavar="OWNER/NAME",
        envvar="HYGIENE_REPO",
        help="The repository. Default: GITHUB_REPOSITORY.",
        rich_help_panel=INPUT,
    ),
]
PullRequestNumber = Annotated[
    int | None,
    typer.Option(
        "--pr",
        metavar="N",
        parser=whole_number(1),
        envvar="HYGIENE_PR",
        help="The pull request. Default: the one in the event.",
        rich_help_panel=INPUT,
    ),
]
Event = Annotated[
    str,
    typer.Option(
        "--event",
        metavar="FILE",
        envvar="HYGIENE_EVENT",
        help="The event's payload, a JSON file. Default: GITHUB_EVENT_PATH.",
        rich_help_panel=INPUT,
    ),
]
Only = Annotated[
    Feature | None,
    typer.Option(
        "--only",
        envvar="HYGIENE_ONLY",
        help="Update only the status comment, or only the failure trackers.",
        rich_help_panel=BEHAVIOR,
    ),
]
Config = Annotated[
    str,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="HYGIENE_CONFIG",
        help="The configuration file. Default: .github/hygiene.toml, hygiene.toml or pyproject.toml.",
        rich_help_panel=INPUT,
    ),
]
Key = Annotated[
    str,
    typer.Option(
        "--key",
        metavar="NAME",
        envvar="HYGIENE_KEY",
        help="Keep a separate status comment under this name. For repositories in which several workflows "
        "report on one pull request: give each a name of its own.",
        rich_help_panel=BEHAVIOR,
    ),
]
Adopt = Annotated[
    str,
    typer.Option(
        "--adopt",
        metavar="TEXT",
        envvar="HYGIENE_ADOPT",
        help="Replace the comment of another tool instead of adding one: the comment of the same account that "
        "contains this text, such as the tool's hidden HTML comment.",
        rich_help_panel=BEHAVIOR,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        envvar="HYGIENE_DRY_RUN",
        help="Show what would be written, as a diff, and write nothing.",
        rich_help_panel=BEHAVIOR,
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print the result as one JSON document. Everything else goes to standard error.",
        rich_help_panel=OUTPUT,
    ),
]
Advisory = Annotated[
    bool,
    typer.Option(
        "--advisory",
        envvar="HYGIENE_ADVISORY",
        help="Exit with 0 and a warning if GitHub is unavailable or refuses a request, or if hygiene has a bug.",
        rich_help_panel=BEHAVIOR,
    ),
]
RepositoryRoot = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="DIR",
        help="Root folder of the repository. Default: that of the working folder.",
        rich_help_panel=INPUT,
    ),
]
