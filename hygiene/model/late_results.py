"""Results that GitHub shows later than it announces the end of their run.

A ``workflow_run`` event with the action ``completed`` may arrive before the results of the run can be read: check runs
were still unfinished 67 s later (https://github.com/koala73/worldmonitor/issues/5479) and 25 min later
(https://github.com/Twodragon0/claudesec/issues/427).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckState
from hygiene.patterns import pattern
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.checks import CheckRun, Checks, Suite

_CONCLUSION = pattern(r"[a-z_]{1,40}")
_FAILED = ("failure", "timed_out", "startup_failure")
_UNFINISHED = (CheckState.PENDING, CheckState.WAITING)


@dataclass(frozen=True, slots=True, order=True)
class RunEnd:
    """The end of an attempt of a workflow run, as its event reports it; ``conclusion`` is GitHub's word."""

    run_id: int
    attempt: int
    conclusion: str

    @property
    def failed(self) -> bool:
        """Whether a job of the run must have failed, or the run could not start."""
        return self.conclusion in _FAILED


class NotShown(Enum):
    """What GitHub does not show of a run that has ended."""

    RUN = "run"
    ATTEMPT = "attempt"
    JOBS = "jobs"
    FAILURE = "failure"
    END = "end"


@dataclass(frozen=True, slots=True)
class LateResults:
    """A run that has ended, and what GitHub does not show of it; ``jobs`` are the names of unfinished check runs."""

    end: RunEnd
    not_shown: NotShown
    jobs: tuple[str, ...] = ()


def is_conclusion(text: str) -> bool:
    """Whether a text has the form of GitHub's conclusions: nothing else of an event or a comment is used."""
    return _CONCLUSION.fullmatch(text) is not None


def merge_ends(*several: Iterable[RunEnd]) -> tuple[RunEnd, ...]:
    """The last attempt of each run. Commutative, associative and idempotent."""
    last: dict[int, RunEnd] = {}
    for end in sorted(end for ends in several for end in ends):
        last[end.run_id] = end
    return tuple(last[run_id] for run_id in sorted(last))


def late_results(checks: Checks, ends: Iterable[RunEnd]) -> tuple[LateResults, ...]:
    """What these checks, which are those of the runs' commit, do not show of runs that have ended."""
    return tuple(late for end in ends if (late := _late(checks, end)) is not None)


def _late(checks: Checks, end: RunEnd) -> LateResults | None:
    suite = next((suite for suite in checks.suites if suite.run_id == end.run_id), None)
    if suite is None:
        return LateResults(end, NotShown.RUN)
    if max([suite.run_attempt, *(run.attempt for run in checks.runs if run.suite.id == suite.id)]) > end.attempt:
        # A newer attempt has its own event. Check runs show it where the host does not number attempts.
        return None
    if 0 < suite.run_attempt < end.attempt:
        return LateResults(end, NotShown.ATTEMPT)
    runs = _latest(checks, suite)
    unfinished = sorted({run.name for run in runs if run.state in _UNFINISHED})
    if unfinished or (suite.state in _UNFINISHED and not runs):
        return LateResults(end, NotShown.JOBS, tuple(unfinished))
    passed = all(run.state.passed and run.state is not CheckState.ALLOWED_FAILURE for run in runs)
    if end.failed and passed and suite.state is not CheckState.STARTUP_FAILURE:
        return LateResults(end, NotShown.FAILURE)
    return LateResults(end, NotShown.END) if suite.state in _UNFINISHED else None


def _latest(checks: Checks, suite: Suite) -> list[CheckRun]:
    """The newest check run of each name in one suite. Another run of the workflow does not count here."""
    runs = (run for run in checks.runs if run.suite.id == suite.id)
    return list({run.name: run for run in sorted(runs, key=lambda run: (run.database_id, run.id))}.values())


def without_stale_results(checks: Checks, late: Iterable[LateResults]) -> Checks:
    """The checks without states that their runs' ends contradict: what is not shown is unknown, not unfinished.

    Of an attempt that is not shown, what passed before may not have run again; everything else has.
    """
    by_run = {each.end.run_id: each for each in late}

    def stale_suite(suite: Suite) -> bool:
        found = by_run.get(suite.run_id)
        return found is not None and (suite.state in _UNFINISHED or found.not_shown is NotShown.ATTEMPT)

    def stale(run: CheckRun) -> bool:
        found = by_run.get(run.suite.run_id)
        if found is None:
            return False
        return run.state in _UNFINISHED or (found.not_shown is NotShown.ATTEMPT and not run.state.passed)

    suites = {
        suite.id: replace(suite, state=CheckState.UNKNOWN) if stale_suite(suite) else suite for suite in checks.suites
    }
    runs = (
        replace(run, suite=suites.get(run.suite.id, run.suite), state=CheckState.UNKNOWN if stale(run) else run.state)
        for run in checks.runs
    )
    return replace(checks, suites=tuple(suites.values()), runs=tuple(runs)) if by_run else checks
