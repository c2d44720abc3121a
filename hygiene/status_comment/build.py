"""The status of the snapshot's head: one row for each job, the overall result, and the addresses to link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.jobs import Job, gate_job_names, group, is_gate, parts_of
from hygiene.failure_tracker.categories import summed_up_by
from hygiene.model.checks import CheckState, Suite
from hygiene.model.late_results import late_results, merge_ends, without_stale_results
from hygiene.status_comment.cause import BaseHistory, fingerprints_in_trackers
from hygiene.status_comment.model import STATES_OF, Overall, Row, Status
from hygiene.status_comment.own_tracker import own_trackers
from hygiene.status_comment.rows import row_of, suite_row, with_renames
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.checks import Checks
    from hygiene.model.late_results import LateResults, RunEnd
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

_WITHOUT_JOBS = STATES_OF[Overall.WAITING] | {CheckState.FAILURE, CheckState.STARTUP_FAILURE, CheckState.CANCELLED}


# What the conclusion of a run means for the Gate. Of one that passed, the jobs that are shown have the rest.
_CONCLUSIONS = {
    "failure": Overall.FAILURE,
    "timed_out": Overall.FAILURE,
    "startup_failure": Overall.FAILURE,
    "cancelled": Overall.CANCELLED,
    "action_required": Overall.WAITING,
}


def status_of(
    snapshot: Snapshot,
    policy: Policy,
    trigger: Trigger,
    ended: tuple[RunEnd, ...] = (),
    opening: frozenset[str] = frozenset(),
) -> Status | None:
    """The status of the snapshot's head; None when no commit was read.

    ``ended`` are runs of the head that have ended, beside the one that the trigger names, ``opening`` the categories
    whose tracker the same plan opens.
    """
    head = snapshot.head
    if head is None:
        return None
    late = late_results(head, merge_ends(ended, _own_end(head, policy, trigger)))
    head = without_stale_results(head, late)
    history = BaseHistory(snapshot.base)
    contexts = frozenset(snapshot.base.required if snapshot.base is not None else ())
    jobs = group(head, gate_job_names(head, policy, trigger), policy, trigger)
    trackers = fingerprints_in_trackers(snapshot)
    tracker_of = own_trackers(snapshot, policy, opening)

    def rows_of(job: Job) -> Iterable[Row]:
        for part in parts_of(job):
            row = row_of(part, history, trackers, contexts)
            tracker, sums_up = (tracker_of(job.name, row), _sums_up(row, policy)) if job.in_gate else (None, None)
            known = tracker is not None or sums_up is not None
            yield replace(row, tracker=tracker, sums_up=sums_up) if known else row

    others = [row for job in jobs if not job.in_gate for row in rows_of(job)]
    others += _never_reported(contexts, jobs, unread=snapshot.statuses_unread)
    gate = [suite for suite in _newest(head) if is_gate(suite, policy, trigger)]
    without_jobs = _without_jobs(head, policy)
    gate_rows = with_renames((row for job in jobs if job.in_gate for row in rows_of(job)), others)
    shown = (*(suite_row(suite) for suite in without_jobs if suite in gate), *gate_rows)
    others += [suite_row(suite) for suite in without_jobs if suite not in gate]
    unfinished = any(suite.state.unfinished for suite in gate)
    counting = (*shown, *(row for row in others if row.required))
    result = overall(counting, unfinished=unfinished, compared=not policy.gate.not_compared)
    return Status(
        head_oid=head.oid,
        overall=_with_ends(result, late),
        rows=shown,
        others=tuple(others),
        run_url=gate[-1].run_url if gate else "",
        workflow=gate[0].workflow if len({suite.workflow for suite in gate}) == 1 else "",
        completed_at=max((run.completed_at for row in shown for run in row.checks if run.completed_at), default=None),
        commit_url=f"{snapshot.repository.url}/commit/{head.oid}",
        checks_url=f"{snapshot.repository.url}/commit/{head.oid}/checks",
        code_url=f"{snapshot.repository.url}/blob/{head.oid}",
        base_branch=history.branch,
        rerun_id=_rerun_id((*shown, *others)),
        unfinished=unfinished,
        notices=snapshot.incomplete,
        not_compared=policy.gate.not_compared,
        broken=policy.gate.problem if not any(row.checks for row in shown) else "",
        unread=policy.gate.unread,
        late=late,
    )


def _sums_up(row: Row, policy: Policy) -> str | None:
    """How the names of the rows begin that this one only sums up; a row's name may begin with its workflow."""
    name = row.checks[0].name if row.checks else row.name
    begins = summed_up_by(name, policy.tracker)
    return f"{row.name.removesuffix(name)}{begins}" if begins else begins


def _own_end(head: Checks, policy: Policy, trigger: Trigger) -> tuple[RunEnd, ...]:
    """The end of the trigger's run, if it is a run of the Gate on this head."""
    run = trigger.run
    if run is None or head.oid != trigger.head_oid:
        return ()
    return trigger.ends if is_gate(Suite("", workflow=run.workflow, path=run.path), policy, trigger) else ()


def _with_ends(shown: Overall, late: Iterable[LateResults]) -> Overall:
    """The result with those of runs that have ended and whose results are not shown."""
    found = {_CONCLUSIONS.get(conclusion, Overall.SUCCESS) for conclusion in (each.end.conclusion for each in late)}
    return min({shown, *found}, key=list(Overall).index)


def overall(rows: Iterable[Row], *, unfinished: bool, compared: bool = True) -> Overall:
    """The most severe result among these rows. A job without a check run is pending while its run is unfinished.

    Unless ``compared``, jobs may be missing among the rows.
    """
    states = {row.state for row in rows}
    for result in (Overall.FAILURE, Overall.CANCELLED, Overall.WAITING):
        if not states.isdisjoint(STATES_OF[result]):
            return result
    if CheckState.PENDING in states or (CheckState.ABSENT in states and unfinished):
        return Overall.PENDING
    known = compared and states and states.isdisjoint(STATES_OF[Overall.INCOMPLETE])
    return Overall.SUCCESS if known else Overall.INCOMPLETE


def _never_reported(contexts: frozenset[str], jobs: Iterable[Job], *, unread: bool) -> list[Row]:
    """Rows for contexts that GitHub requires and that nothing has reported: they block the merge.

    With ``unread``, they may be commit statuses, which could not be read.
    """
    reported = {name for job in jobs for name in (job.name, *(check.name for check in job.checks))}
    missing = sorted(contexts - reported)
    return [Row(context, CheckState.ABSENT, required=True, unread=unread) for context in missing]


def _newest(checks: Checks) -> tuple[Suite, ...]:
    """The newest run of each workflow and event, oldest first."""
    newest: dict[tuple[str, str, str], Suite] = {}
    runs = (suite for suite in checks.suites if suite.run_id)
    for suite in sorted(runs, key=lambda suite: (suite.run_number, suite.run_id, suite.id)):
        newest[suite.app, suite.path or suite.workflow, suite.event] = suite
    return tuple(sorted(newest.values(), key=lambda suite: (suite.run_id, suite.id)))


def _without_jobs(checks: Checks, policy: Policy) -> list[Suite]:
    """The newest runs that started no job, and those of other workflows of the Gate's name with jobs to come.

    Of these, nothing else tells which jobs are to come.
    Where all jobs count, one that is pending is enough.
    """
    with_jobs = {run.suite.id for run in checks.runs}
    active = {run.suite.id for run in checks.runs if run.state is CheckState.PENDING and policy.jobs is None}
    return [
        suite
        for suite in _newest(checks)
        if (suite.state in _WITHOUT_JOBS and suite.id not in with_jobs)
        or (suite.path in policy.gate.paths and suite.state.unfinished and suite.id not in active)
    ]


def _rerun_id(rows: Iterable[Row]) -> int:
    """The id of the run of the first job that failed, was cancelled or is stale; 0 without one.

    GitHub refuses to run jobs again while other jobs of their run go on.
    """
    again = (CheckState.CANCELLED, CheckState.STALE)
    runs = (run for row in rows for run in row.checks if run.state.failed or run.state in again)
    return next((run.suite.run_id for run in runs if run.suite.run_id and not run.suite.state.unfinished), 0)
