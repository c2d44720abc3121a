"""What ran on a commit: check suites, check runs, steps, annotations and legacy commit statuses."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from hygiene.patterns import pattern
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from datetime import datetime


# "The job running on runner X has exceeded the maximum execution time of 360 minutes.", or "The job has … of 30m0s":
# https://github.com/actions/runner/issues/1326
_TIME_LIMIT = pattern(r"\bexceeded the maximum execution time\b")
TIMEOUT_S_MIN = 60
LINE_CHARS_MAX = 1_000


class CheckState(Enum):
    """Status and conclusion of a check run as one value, with GitHub's names. The order is that of severity.

    ``PENDING`` is every status before ``completed`` but waiting, ``WAITING`` a deployment that a person must approve,
    ``ABSENT`` a job that never reported, ``UNKNOWN`` a value unknown to this version, which neither passed nor failed.
    ``ALLOWED_FAILURE`` is a failure of a job that may fail, which counts for nothing.
    """

    FAILURE = "failure"
    TIMED_OUT = "timed_out"
    STARTUP_FAILURE = "startup_failure"
    ACTION_REQUIRED = "action_required"
    CANCELLED = "cancelled"
    STALE = "stale"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    PENDING = "pending"
    ABSENT = "absent"
    ALLOWED_FAILURE = "allowed_failure"
    SKIPPED = "skipped"
    NEUTRAL = "neutral"
    SUCCESS = "success"

    # Each state exists once, and a run looks thousands of them up: Enum would call a function of Python for each.
    __hash__ = object.__hash__

    @property
    def failed(self) -> bool:
        """Whether it ran and did not succeed, or could not start."""
        return self in _FAILED

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do about it: it succeeded, was neutral or skipped, or failed as it may."""
        return self in _PASSED

    @property
    def unfinished(self) -> bool:
        """Whether a later event will report the result."""
        return self in _UNFINISHED


_STATES = tuple(CheckState)
_FAILED = frozenset({CheckState.FAILURE, CheckState.TIMED_OUT, CheckState.STARTUP_FAILURE})
_PASSED = frozenset({CheckState.ALLOWED_FAILURE, CheckState.SKIPPED, CheckState.NEUTRAL, CheckState.SUCCESS})
_UNFINISHED = frozenset({CheckState.PENDING, CheckState.WAITING, CheckState.ACTION_REQUIRED})


@dataclass(frozen=True, slots=True)
class Suite:
    """A check suite: one run of one workflow (or of another app) on one commit.

    ``run_attempt`` is the newest attempt of the run, 0 where the host does not have that.
    """

    id: str
    app: str = ""
    workflow: str = ""
    path: str = ""
    event: str = ""
    run_id: int = 0
    run_number: int = 0
    run_url: str = ""
    created_at: datetime | None = None
    state: CheckState = CheckState.UNKNOWN
    run_attempt: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a job; ``number`` counts from 1 as in the log."""

    number: int
    name: str
    state: CheckState


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a check run; ``line`` is None when it names none."""

    level: str
    path: str
    line: int | None
    title: str
    message: str

    @property
    def by_runner(self) -> bool:
        """Whether it has the path that GitHub gives to annotations of the runner itself."""
        return self.path == ".github"

    @property
    def is_time_limit(self) -> bool:
        """Whether it states that the job was ended because it ran for too long."""
        return self.by_runner and _TIME_LIMIT.search(self.message[:LINE_CHARS_MAX]) is not None


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One attempt of one job. ``attempt`` counts the check runs of this name in this suite, oldest first, from 1.

    ``required`` is ``isRequired`` for this pull request, None where it was not requested or not answered.
    ``steps`` are the failed steps and ``annotations`` the first ones; both are read for what failed or was cancelled.
    """

    id: str
    database_id: int
    name: str
    state: CheckState
    suite: Suite
    url: str
    attempt: int = 1
    started_at: datetime | None = None
    completed_at: datetime | None = None
    required: bool | None = None
    steps: tuple[Step, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What all attempts of one job have in common: app, workflow, event and name."""
        suite = self.suite
        return suite.app, suite.path or suite.workflow, suite.event, self.name

    @property
    def duration_s(self) -> int | None:
        """Whole seconds from start to completion; None unless both are known."""
        if self.started_at is None or self.completed_at is None:
            return None
        return max(0, int((self.completed_at - self.started_at).total_seconds()))

    @property
    def may_have_timed_out(self) -> bool:
        """Whether it was cancelled, perhaps by its time limit, which is at least a minute."""
        return self.state is CheckState.CANCELLED and (self.duration_s or 0) >= TIMEOUT_S_MIN

    def with_details(self, steps: tuple[Step, ...], annotations: tuple[Annotation, ...]) -> CheckRun:
        """The same with those of its steps that did not pass, and its annotations.

        GitHub concludes a job that its ``timeout-minutes`` ended as cancelled, and only an annotation states why.
        """
        if self.state is CheckState.CANCELLED and any(one.is_time_limit for one in annotations):
            ended = CheckState.TIMED_OUT
            steps = tuple(replace(one, state=ended) if one.state is CheckState.CANCELLED else one for one in steps)
            return replace(self, state=ended, steps=steps, annotations=annotations)
        return replace(self, steps=tuple(one for one in steps if one.state.failed), annotations=annotations)


@dataclass(frozen=True, slots=True)
class LegacyStatus:
    """A commit status, which counts as a check run named by its context."""

    id: str
    context: str
    state: CheckState
    description: str = ""
    url: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything that reported on one commit: all attempts, in no particular order."""

    oid: str
    suites: tuple[Suite, ...] = ()
    runs: tuple[CheckRun, ...] = ()
    statuses: tuple[LegacyStatus, ...] = ()
    committed_at: datetime | None = None
    url: str = ""
    _latest: list[tuple[CheckRun, ...]] = field(default_factory=list, init=False, repr=False, compare=False)

    def latest(self) -> tuple[CheckRun, ...]:
        """The newest check run of each (app, workflow, event, name): highest run number, then database id.

        One that a later run skipped does not hide the result of an earlier run. Of several jobs of one name in one
        attempt, the most severe counts that was not skipped.
        """
        if not self._latest:
            self._latest.append(self._newest())
        return self._latest[0]

    def _newest(self) -> tuple[CheckRun, ...]:
        newest: dict[tuple[str, str, str, str], CheckRun] = {}
        for run in sorted(self.runs, key=_age):
            previous = newest.get(run.identity)
            if previous is None or not _stays(previous, run):
                newest[run.identity] = run
        return tuple(sorted(newest.values(), key=lambda run: (run.name, run.suite.path, run.suite.event, run.id)))


def _stays(previous: CheckRun, run: CheckRun) -> bool:
    """Whether an earlier check run still counts beside a later one of its job."""
    if previous.suite.id == run.suite.id and previous.attempt == run.attempt:
        return _severity(previous) <= _severity(run)
    # Where the number of attempts is not known, the later one may be another job of this name.
    other_job = previous.suite.id != run.suite.id or not run.suite.run_attempt
    return run.state is CheckState.SKIPPED and other_job


def _severity(run: CheckRun) -> tuple[bool, int]:
    return run.state is CheckState.SKIPPED, _STATES.index(run.state)


def _age(run: CheckRun) -> tuple[int, int, str]:
    return run.suite.run_number, run.database_id, run.id
