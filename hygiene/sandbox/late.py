"""Results that GitHub shows late: a completed workflow run whose check runs cannot be read yet.

Seen on github.com: check runs unfinished 67 s after their run had completed (koala73/worldmonitor#5479), and 25 minutes
after it (Twodragon0/claudesec#427).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Commit, Suite, WorkflowRun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.checks import CheckRun, Late
    from hygiene.sandbox.state import State


def with_late_results(state: State, late: Mapping[str, Late]) -> State:
    """Return the state as it is shown while the runs with these node ids are late."""
    for node, how in late.items():
        run = state.get(node, WorkflowRun)
        suite = state.get(run.suite, Suite)
        match how.shows:
            case "missing":
                commit = state.get(suite.commit, Commit)
                suites = tuple(one for one in commit.suites if one != suite.id)
                state = state.drop(run.id, suite.id, *suite.check_runs).put(replace(commit, suites=suites))
            case "unfinished":
                state = state.put(replace(suite, conclusion=None), *_unfinished(state, run, suite, how.jobs))
            case "previous_attempt":
                state = _previous_attempt(state, run, suite)
    return state


def _unfinished(state: State, run: WorkflowRun, suite: Suite, jobs: tuple[str, ...]) -> list[CheckRun]:
    return [
        replace(one, status="IN_PROGRESS", conclusion=None, completed_at=None)
        for one in state.check_runs(suite)
        if one.attempt == run.attempt and one.status == "COMPLETED" and (not jobs or one.name in jobs)
    ]


def _previous_attempt(state: State, run: WorkflowRun, suite: Suite) -> State:
    earlier = tuple(one.id for one in state.check_runs(suite) if one.attempt < run.attempt)
    before = replace(run, attempt=max(1, run.attempt - 1))
    return state.put(before, replace(suite, check_runs=earlier, conclusion=None))
