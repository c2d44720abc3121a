"""Jobs as rows: state, failing step, first error, time, and whether the merge depends on it."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import signature
from hygiene.checks.jobs import without_matrix
from hygiene.model.checks import CheckState
from hygiene.status_comment.cause import BaseHistory, cause_of, known
from hygiene.status_comment.model import Cause, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hygiene.checks.jobs import Job
    from hygiene.model.checks import CheckRun, Suite
    from hygiene.status_comment.model import KnownTracker

SIMILARITY_MIN = 0.6
SAME_MATRIX_SIMILARITY_MIN = 0.4
RENAMES_MAX = 20
CANDIDATES_MAX = 100
_GREEN = (CheckState.SUCCESS, CheckState.NEUTRAL, CheckState.SKIPPED)
_JOB_URL = re.compile(r"/actions/runs/\d+/job/\d+$")


def row_of(job: Job, history: BaseHistory, tracked: Mapping[str, KnownTracker], contexts: frozenset[str]) -> Row:
    """One job as a row; what it says in detail comes from its worst check run."""
    from_before = known(job, tracked)
    blamed = cause_of(job, history, from_before)
    worst = job.checks[0] if job.checks else None
    told = signature(job.name, worst) if worst is not None and worst.state.failed else None
    return Row(
        name=job.name,
        state=job.state,
        checks=job.checks,
        cause=blamed.cause,
        evidence=blamed.evidence,
        since=blamed.since,
        known=from_before,
        step=told.step if told is not None else "",
        error=told.error if told is not None else "",
        location=told.location if told is not None else "",
        log_url=_log_url(worst, told.step_number if told is not None else 0) if worst is not None else "",
        attempt=max((check.attempt for check in job.checks), default=1),
        duration_s=_wall_clock(job.checks),
        base_duration_s=_base_duration(job.checks, history),
        required=_required(job, contexts),
    )


def suite_row(suite: Suite) -> Row:
    """A run that never got as far as a job: the workflow file does not start, or somebody must approve the run."""
    blame = {CheckState.ACTION_REQUIRED: Cause.WAITING, CheckState.CANCELLED: Cause.CANCELLED}.get(suite.state)
    return Row(
        name=suite.workflow or suite.path or suite.app,
        state=suite.state,
        cause=blame or Cause.NEW,
        evidence="no job was started",
        log_url=suite.run_url,
    )


def with_renames(rows: Iterable[Row], reported: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of jobs that never reported, with the likely new name: the most similar label that nobody claims."""
    free = [row.name for row in reported if row.state is not CheckState.ABSENT][:CANDIDATES_MAX]
    named: list[Row] = []
    for asked, row in enumerate(rows):
        likely = _likely(row.name, free) if row.state is CheckState.ABSENT and asked < RENAMES_MAX else ""
        if likely:
            free.remove(likely)
        named.append(replace(row, renamed_to=likely))
    return tuple(named)


def _likely(label: str, candidates: Sequence[str]) -> str:
    def likeness(candidate: str) -> float:
        return SequenceMatcher(None, label.casefold(), candidate.casefold()).ratio()

    matrix = label[len(without_matrix(label)) :]
    same_matrix = [name for name in candidates if matrix and name.endswith(matrix)]
    best = max(same_matrix or candidates, key=likeness, default="")
    enough = SAME_MATRIX_SIMILARITY_MIN if same_matrix else SIMILARITY_MIN
    return best if best and likeness(best) >= enough else ""


def _log_url(check: CheckRun, step: int) -> str:
    return f"{check.url}#step:{step}:1" if step and _JOB_URL.search(check.url) else check.url


def _wall_clock(checks: Sequence[CheckRun]) -> int | None:
    started = [check.started_at for check in checks if check.started_at is not None]
    completed = [check.completed_at for check in checks if check.completed_at is not None]
    if not started or len(completed) < len(checks):
        return None
    return max(0, int((max(completed) - min(started)).total_seconds()))


def _base_duration(checks: Sequence[CheckRun], history: BaseHistory) -> int | None:
    """The same check runs on the base's newest commit that passed them; None unless every one of them is there."""
    found = [
        run
        for check in checks
        if (run := next((decision.run for decision in history.of(check) if not decision.run.state.failed), None))
    ]
    return _wall_clock(found) if found and len(found) == len(checks) else None


def _required(job: Job, contexts: frozenset[str]) -> bool | None:
    """GitHub's word on what is not green, else on everything; the base's required contexts fill what it left open."""
    if not job.checks:
        named = any(context == job.name or context.startswith(f"{job.name} / ") for context in contexts)
        return True if named else None
    open_ones = [check for check in job.checks if check.state not in _GREEN] or list(job.checks)
    words = [True if check.name in contexts else check.required for check in open_ones]
    return True if True in words else None if None in words else False
