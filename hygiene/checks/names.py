"""Parts of the names of check runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Between the name of a job that calls a workflow, and that of the called job.
CALLS = " / "


def top_level(name: str) -> str:
    """The name of the job in the workflow file: a job that calls a reusable workflow reports as ``caller / inner``."""
    return name.split(CALLS, 1)[0] or name


def without_matrix(name: str) -> str:
    """The name without its matrix part: ``python ci`` for ``python ci (3.11)``."""
    head, parenthesis, _ = name.rpartition(" (")
    return head if parenthesis and name.endswith(")") and head else name


def prefixes(name: str) -> Iterable[str]:
    """The name of a check run, of the job that calls its workflow, and so on: the longest first."""
    while name:
        yield name
        name = name.rpartition(CALLS)[0]
