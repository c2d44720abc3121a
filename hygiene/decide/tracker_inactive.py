"""Trackers that nothing feeds any more: their checks ran and passed often enough since they last failed anywhere.

Green runs in which the job ran, never the clock alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.decide.evidence import mark_of, seconds
from hygiene.decide.fingerprint import bounded
from hygiene.model.checks import CheckState
from hygiene.model.ledger_reading import followed, last_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.ledger import Ledger, Mark
    from hygiene.model.policy import TrackerPolicy
    from hygiene.model.snapshot import PullRequestState, Snapshot

QUIET_AT_LEAST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep looks at: the repository with all of its trackers, and what became of the subjects.

    ``pull_requests`` maps node ids, as ``subjects_to_ask`` names them, to states, and to None what is not there any
    more; an id that is absent was not asked about. ``branches`` are the branches that exist, None if nobody asked.
    ``recent`` are the newest commits of the default branch.
    """

    snapshot: Snapshot
    pull_requests: Mapping[str, PullRequestState | None] = field(default_factory=dict)
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()


def passed_enough(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> dict[str, tuple[Mark, ...]]:
    """The successes that outlast what still stands, for every check of it; empty unless there are enough for each."""
    passed = {check: marks for check, (_, marks) in _since(sweep, ledger).items()}
    return passed if passed and all(_enough(marks, policy) for marks in passed.values()) else {}


def may_pass_further_back(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> bool:
    """Whether commits behind those that were read may still hold the green runs that a tracker lacks.

    A check that failed in them has to begin again there: nothing before that counts.
    """
    runs = [[run.suite.run_id or 0 for run in checks.runs] for checks in sweep.recent]
    oldest = next((max(ids) for ids in reversed(runs) if any(ids)), None)
    lacking = [last for last, marks in _since(sweep, ledger).values() if not _enough(marks, policy)]
    return bool(lacking) and (oldest is None or all(last.run_id < oldest for last in lacking))


def _enough(marks: tuple[Mark, ...], policy: TrackerPolicy) -> bool:
    return len({mark.run_id for mark in marks}) >= policy.inactive_green_runs


def _since(sweep: Sweep, ledger: Ledger) -> dict[str, tuple[Mark, tuple[Mark, ...]]]:
    """For every check that keeps a quiet tracker open, its last failure anywhere and its successes since."""
    if seconds(sweep.snapshot.read_at - QUIET_AT_LEAST) < last_at(ledger):
        return {}
    reds: dict[str, Mark] = {}
    for row in (row for subject in followed(ledger) for row in subject.standings if not row.settled):
        reds[row.check] = max(row.red, reds.get(row.check, row.red))
    return {check: _passed_since(sweep.recent, check, red) for check, red in reds.items()}


def _passed_since(recent: tuple[Checks, ...], check: str, red: Mark) -> tuple[Mark, tuple[Mark, ...]]:
    runs = [run for checks in recent for run in _newest_attempts(checks, check)]
    last = max([red, *(mark_of(run) for run in runs if run.state.failed)])
    passed = (mark for run in runs if run.state is CheckState.SUCCESS and (mark := mark_of(run)) > last)
    return last, tuple(sorted(passed))


def _newest_attempts(checks: Checks, check: str) -> list[CheckRun]:
    """One of each run: several may have tested the same commit, as scheduled ones do."""
    newest: dict[int, CheckRun] = {}
    for run in sorted(checks.runs, key=lambda one: one.database_id):
        if bounded(run.name) == check:
            newest[run.suite.run_id or -run.database_id] = run
    return list(newest.values())
