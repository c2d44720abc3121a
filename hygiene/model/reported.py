"""What reported on one commit, and what its branch waits for: the facts that an audit compares names with."""

from __future__ import annotations

from hygiene.values import dataclass


@dataclass(frozen=True, slots=True)
class SeenRun:
    """A check run by name. ``workflow`` is the path of the workflow file, empty for other apps."""

    name: str
    workflow: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class SeenChecks:
    """One commit. ``unfinished`` are workflows whose jobs may still appear, or of which only a page was read.

    ``required`` is what the branch's rule waits for, None without a rule. ``by_pull_request`` is whether it was
    requested for each run if the pull request needs it. ``refused`` are sentences on what the token may not see.
    """

    where: str
    oid: str = ""
    runs: tuple[SeenRun, ...] = ()
    statuses: tuple[str, ...] = ()
    unfinished: frozenset[str] = frozenset()
    required: tuple[str, ...] | None = None
    by_pull_request: bool = False
    refused: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that reported, check runs and statuses, each name once."""
        return tuple(dict.fromkeys([*(run.name for run in self.runs), *self.statuses]))
