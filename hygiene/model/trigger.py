"""The event, reduced to what selects the objects to read. Results are read from GitHub, not taken from the event."""

from __future__ import annotations

from hygiene.model.late_results import RunEnd
from hygiene.values import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """An attempt of a workflow run as its event names it.

    ``conclusion`` is GitHub's word, empty while the run has not ended; ``suite_id`` is the node id of its check suite.
    """

    id: int
    number: int
    attempt: int
    workflow: str = ""
    path: str = ""
    url: str = ""
    conclusion: str = ""
    suite_id: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What to read. One of ``pull_requests``, ``head_ref`` with ``head_repository``, or ``branch`` selects the objects.

    ``event`` is the event that started the run (``pull_request``, ``push``, ``schedule``, ``merge_group`` …), or
    ``manual`` for a command outside of an event. ``head_oid`` is empty where no commit is named: the pull request's
    current head is read. ``closed`` is true when a pull request's own event reports that it was closed or merged.
    ``wrote`` is true once this run has written: from then on it also reports on a head that is no longer the newest.
    ``base_ref`` is the branch to merge into, empty if it is the default one or not named.
    ``contributes`` is true for a command about sections: its run is that of the Gate only if no comment remembers one.
    """

    repository: str
    event: str
    pull_requests: tuple[int, ...] = ()
    head_oid: str = ""
    head_ref: str = ""
    head_repository: str = ""
    branch: str = ""
    base_ref: str = ""
    run: Run | None = None
    closed: bool = False
    wrote: bool = False
    contributes: bool = False

    @property
    def ends(self) -> tuple[RunEnd, ...]:
        """The end of the run that the event names; empty where it names none, or one that has not ended."""
        run = self.run
        return (RunEnd(run.id, run.attempt, run.conclusion),) if run and run.id and run.conclusion else ()

    @property
    def owner(self) -> str:
        """The first half of ``OWNER/NAME``."""
        return self.repository.partition("/")[0]

    @property
    def name(self) -> str:
        """The second half of ``OWNER/NAME``."""
        return self.repository.partition("/")[2]
