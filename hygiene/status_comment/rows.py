"""Jobs as rows: state, failing step, first error, duration, and whether GitHub requires it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import signature
from hygiene.checks.names import without_matrix
from hygiene.model.checks import CheckState
from hygiene.patterns import pattern
from hygiene.status_comment.cause import BaseHistory, cause_of, known_tracker
from hygiene.status_comment.model import Cause, Row
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hygiene.checks.jobs import Job
    from hygiene.model.checks import CheckRun, Suite
    from hygiene.status_comment.model import KnownTracker

SIMILARITY_MIN = 0.6
SAME_MATRIX_SIMILARITY_MIN = 0.4
RENAMES_MAX = 20
CANDIDATES_MAX = 100
_JOB_URL = pattern(r"/actions/runs/\d+/job/\d+$")


def row_of(job: Job, history: BaseHistory, trackers: Mapping[str, KnownTracker], contexts: frozenset[str]) -> Row:
    """One job as a row; step, error and location are those of its worst check run.

    ``trackers`` are open trackers by fingerprint, ``contexts`` the names that the base branch's protection requires.
    """
    tracker = known_tracker(job, trackers)
    found = cause_of(job, history, tracker)
    worst = job.checks[0] if job.checks else None
    failure = signature(job.name, worst) if worst is not None and worst.state.failed else None
    return Row(
        name=job.name,
        state=job.state,
        checks=job.checks,
        cause=found.cause,
        evidence=found.evidence,
        since=found.since,
        known=tracker,
        step=failure.step if failure is not None else "",
        error=failure.error if failure is not None else "",
        location=failure.location if failure is not None else "",
        log_url=_log_url(worst, failure.step_number if failure is not None else 0) if worst is not None else "",
        attempt=max((check.attempt for check in job.checks), default=1),
        duration_s=_wall_clock(job.checks),
        base_duration_s=_base_duration(job.checks, history),
        required=_required(job, contexts),
    )


def suite_row(suite: Suite) -> Row:
    """A run that started no job: its workflow file does not start, or waits for approval. Or one with jobs to come."""
    causes = {
        CheckState.ACTION_REQUIRED: Cause.WAITING,
        CheckState.CANCELLED: Cause.CANCELLED,
        CheckState.PENDING: Cause.NONE,
    }
    return Row(
        name=suite.workflow or suite.path or suite.app,
        state=suite.state,
        cause=causes.get(suite.state, Cause.NEW),
        evidence="" if suite.state is CheckState.PENDING else "no job was started",
        log_url=suite.run_url,
    )


def with_renames(rows: Iterable[Row], reported: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, those that never reported with the likely new name: the most similar one that no other row has.

    A matrix is skipped under the name without its part, which is no new name of a leg.
    """
    candidates = [row for row in reported if row.state is not CheckState.ABSENT][:CANDIDATES_MAX]
    free = {row.name: row.state for row in candidates}
    named: list[Row] = []
    for place, row in enumerate(rows):
        likely = ""
        if row.state is CheckState.ABSENT and place < RENAMES_MAX:
            whole = without_matrix(row.name)
            others = [name for name, state in free.items() if name != whole or state is not CheckState.SKIPPED]
            likely = _most_similar(row.name, others)
            free.pop(likely, None)
        named.append(replace(row, renamed_to=likely) if likely else row)
    return tuple(named)


def _most_similar(name: str, candidates: Sequence[str]) -> str:
    def similarity(candidate: str) -> float:
        return SequenceMatcher(None, name.casefold(), candidate.casefold()).ratio()

    matrix = name[len(without_matrix(name)) :]
    same_matrix = [candidate for candidate in candidates if matrix and candidate.endswith(matrix)]
    best = max(same_matrix or candidates, key=similarity, default="")
    similarity_min = SAME_MATRIX_SIMILARITY_MIN if same_matrix else SIMILARITY_MIN
    return best if best and similarity(best) >= similarity_min else ""


def _log_url(check: CheckRun, step: int) -> str:
    return f"{check.url}#step:{step}:1" if step and _JOB_URL.search(check.url) else check.url


def _wall_clock(checks: Sequence[CheckRun]) -> int | None:
    if len(checks) == 1:
        return checks[0].duration_s
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
        if (run := next((result.run for result in history.of(check) if not result.run.state.failed), None))
    ]
    return _wall_clock(found) if found and len(found) == len(checks) else None


def _required(job: Job, contexts: frozenset[str]) -> bool | None:
    """Whether GitHub requires one of the check runs that did not pass, or of all when they passed; None if unknown."""
    if not job.checks:
        listed = any(context == job.name or context.startswith(f"{job.name} / ") for context in contexts)
        return True if listed else None
    checks = [check for check in job.checks if not check.state.passed] or list(job.checks)
    required = [True if check.name in contexts else check.required for check in checks]
    return True if True in required else None if None in required else False
