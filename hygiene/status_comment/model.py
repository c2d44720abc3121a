"""The status comment as data, before it is rendered."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from hygiene.model.checks import CheckRun
    from hygiene.model.comment_state import Section
    from hygiene.model.late_results import LateResults


class Cause(Enum):
    """Why a job did not pass. ``NONE`` for one that passed and for one that has not finished."""

    NONE = "none"
    NEW = "new"
    BASE = "base"
    FLAKY = "flaky"
    KNOWN = "known"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    MISSING = "missing"


class Overall(Enum):
    """The result of the whole; its value is ``state`` in outputs and in the JSON result."""

    FAILURE = "failure"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    PENDING = "pending"
    INCOMPLETE = "incomplete"
    SUCCESS = "success"


# The states of jobs for which the result of the whole is this one, unless a more severe one has a state of its own.
STATES_OF = {
    Overall.FAILURE: frozenset(state for state in CheckState if state.failed),
    Overall.CANCELLED: frozenset({CheckState.CANCELLED}),
    Overall.WAITING: frozenset({CheckState.WAITING, CheckState.ACTION_REQUIRED}),
    Overall.PENDING: frozenset({CheckState.PENDING, CheckState.ABSENT}),
    Overall.INCOMPLETE: frozenset({CheckState.ABSENT, CheckState.STALE, CheckState.UNKNOWN}),
}


@dataclass(frozen=True, slots=True)
class KnownTracker:
    """A tracker to link to; ``number`` is 0 where only a search by its title finds it."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class FailingSince:
    """The commit of the base branch since which a job fails there; unless ``exact`` it may be an earlier one."""

    oid: str
    url: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One job. ``checks`` are its check runs, worst first, one for each event. A called job has a row of its own.

    ``step`` and ``error`` come from the worst check run; ``location`` is ``path:line``. ``log_url`` leads to the
    failing step where GitHub has an anchor for it. Durations are whole seconds. ``required`` is whether it blocks the
    merge, None where that is unknown. ``evidence`` is a sentence fragment for the cause, ``since`` where it began
    on the base, ``renamed_to`` the likely new name of a job that never reported. ``tracker`` is the tracker of the
    failure's category, on whichever head it failed. ``sums_up`` is how the names of the rows begin whose result
    this one only sums up, None for any other. ``unread``: it may be a commit status, and those could not be read.
    """

    name: str
    state: CheckState
    checks: tuple[CheckRun, ...] = ()
    cause: Cause = Cause.NONE
    evidence: str = ""
    since: FailingSince | None = None
    known: KnownTracker | None = None
    step: str = ""
    error: str = ""
    location: str = ""
    log_url: str = ""
    attempt: int = 1
    duration_s: int | None = None
    base_duration_s: int | None = None
    required: bool | None = None
    renamed_to: str = ""
    tracker: KnownTracker | None = None
    sums_up: str | None = None
    unread: bool = False

    @property
    def aggregate(self) -> bool:
        """Whether it only sums up other jobs."""
        return self.sums_up is not None

    @property
    def is_run(self) -> bool:
        """A run that never got as far as a job."""
        return not self.checks and self.state is not CheckState.ABSENT


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the comment shows about one head.

    ``rows`` are the required jobs in order, after runs that never got as far as a job; ``others`` the rest.
    ``rerun_id`` is the run whose failed jobs are worth running again, 0 for none. ``unfinished`` is whether a run of
    the Gate is still to report. ``broken`` is why the workflow file starts no run, ``unread`` that it could not
    be read. ``notices`` state what else could not be read, ``not_compared`` what of the base branch's workflow files.
    ``late`` is what GitHub does not show of the Gate's runs that have ended.
    """

    head_oid: str
    overall: Overall
    rows: tuple[Row, ...]
    others: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
    run_url: str = ""
    workflow: str = ""
    completed_at: datetime | None = None
    commit_url: str = ""
    checks_url: str = ""
    code_url: str = ""
    base_branch: str = ""
    rerun_id: int = 0
    unfinished: bool = False
    notices: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    broken: str = ""
    unread: str = ""
    late: tuple[LateResults, ...] = ()
