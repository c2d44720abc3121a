"""What a check suite amounts to: the latest run of each name, and their common status and conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.checks import CheckRun

if TYPE_CHECKING:
    from hygiene.sandbox.checks import Suite
    from hygiene.sandbox.state import State

# The first of these that any run has is the suite's.
_WORST_FIRST = (
    "ACTION_REQUIRED",
    "STARTUP_FAILURE",
    "FAILURE",
    "TIMED_OUT",
    "CANCELLED",
    "STALE",
    "SUCCESS",
    "NEUTRAL",
)


def runs_of(state: State, suite: Suite) -> list[CheckRun]:
    """Return all runs of a suite, of every attempt, in the order of their reports."""
    return [state.get(node, CheckRun) for node in suite.check_runs]


def latest(runs: list[CheckRun]) -> list[CheckRun]:
    """Return the run with the highest id of each name, in the order in which the names first came."""
    newest: dict[str, CheckRun] = {}
    for run in runs:
        known = newest.get(run.name)
        if known is None or known.database_id < run.database_id:
            newest[run.name] = run
    return list(newest.values())


def status_of(state: State, suite: Suite) -> str:
    """Return COMPLETED when every latest run is, else IN_PROGRESS or QUEUED."""
    statuses = {run.status for run in latest(runs_of(state, suite))}
    if statuses <= {"COMPLETED"}:
        return "COMPLETED" if statuses else "QUEUED"
    return "IN_PROGRESS" if statuses & {"COMPLETED", "IN_PROGRESS"} else "QUEUED"


def conclusion_of(state: State, suite: Suite) -> str | None:
    """Return the suite's conclusion, None until all have one."""
    if status_of(state, suite) != "COMPLETED":
        return None
    conclusions = {run.conclusion for run in latest(runs_of(state, suite))}
    return next((worst for worst in _WORST_FIRST if worst in conclusions), "SKIPPED")
