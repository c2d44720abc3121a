"""The check runs that count for trackers, how they relate (repeats, aggregates, attempts), and the subjects."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded
from hygiene.checks.jobs import gate_job_names, group, is_gate
from hygiene.failure_tracker.categories import names_by_workflow, summed_up_by, sums_up
from hygiene.failure_tracker.ledger.model import RunRef
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import PullRequestState
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from hygiene.checks.jobs import Job
    from hygiene.model.checks import CheckRun, Checks, Suite
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


PULL_REQUEST_EVENTS = frozenset({"pull_request", "pull_request_target"})
MERGE_GROUP = "merge_group"


@dataclass(frozen=True, slots=True)
class CheckObservation:
    """A check run under the name of its job; ``on_head`` is false for one on a newer commit of the same branch."""

    name: str
    check: CheckRun
    on_head: bool = True

    @property
    def is_conclusive(self) -> bool:
        """Whether it ran to a success or a failure."""
        return self.check.state.failed or self.check.state is CheckState.SUCCESS


@dataclass(frozen=True, slots=True)
class Observations:
    """The check runs of one snapshot in the order of their ids, and what is looked up among them.

    ``head_successes`` gives the last success of a workflow, name and event on the head, ``suites`` the check runs
    of each suite.
    """

    rows: tuple[CheckObservation, ...]
    head_successes: dict[tuple[str, str, str], CheckRun] = field(default_factory=dict)
    suites: dict[str, list[CheckObservation]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[CheckObservation]) -> Observations:
        """The observations with their indexes."""
        found = cls(tuple(sorted(rows, key=_order)))
        for row in found.rows:
            check, suite = row.check, row.check.suite
            found.suites.setdefault(suite.id, []).append(row)
            if row.on_head and check.state is CheckState.SUCCESS:
                found.head_successes[*named_in_workflow(check), suite.event] = check
        return found

    def __iter__(self) -> Iterator[CheckObservation]:
        return iter(self.rows)

    def passed_after(self, observation: CheckObservation) -> bool:
        """Whether the same job succeeded later, for the same event, on the commit where this one failed."""
        check = observation.check
        success = self.head_successes.get((*named_in_workflow(check), check.suite.event))
        return observation.on_head and success is not None and _ids(success) > _ids(check)

    def failed_alone(self, aggregate: CheckObservation, begins: str, policy: TrackerPolicy) -> bool:
        """Whether nothing that an aggregate sums up, whose names begin so, had failed in its run when it failed."""
        newest = {
            row.check.name: row.check
            for row in self.suites[aggregate.check.suite.id]
            if row.check.attempt <= aggregate.check.attempt
            and sums_up(begins, summed_up_by(row.check.name, policy), row.check.name)
        }
        return not any(check.state.failed for check in newest.values())


def observations_of(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Observations:
    """Every attempt of the Gate's jobs and of the required checks that is about what the trigger names.

    For a branch, later successes on its newer commits are included.
    """
    if snapshot.head is None:
        return Observations(())
    found = [
        CheckObservation(job.name, check)
        for job in counting_jobs(snapshot, policy, trigger)
        for check in job.attempts
        if check.suite.run_id
        and _is_about_trigger(check, trigger)
        and (job.in_gate or is_gate(check.suite, policy, trigger))
    ]
    job_names = {named_in_workflow(row.check): row.name for row in found}
    base = snapshot.base
    if base is not None and trigger.branch and base.branch == trigger.branch:
        found += [
            CheckObservation(job_names[named_in_workflow(check)], check, on_head=False)
            for commit in base.commits
            if commit.oid != snapshot.head.oid
            for check in commit.latest()
            if check.state is CheckState.SUCCESS
            and named_in_workflow(check) in job_names
            and _is_about_trigger(check, trigger)
        ]
    # Of several jobs of one name in one attempt, one that passed shows nothing about one that failed.
    failed = {_attempt(row.check) for row in found if row.check.state.failed}
    passed = CheckState.SUCCESS
    kept = [row for row in found if row.check.state is not passed or _attempt(row.check) not in failed]
    return Observations.of({row.check.id: row for row in kept}.values())


def counting_jobs(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> tuple[Job, ...]:
    """The jobs that count for trackers and for the label of a pull request."""
    if snapshot.head is None:
        return ()
    jobs = group(snapshot.head, gate_job_names(snapshot.head, policy, trigger), policy, trigger)
    return tuple(
        job for job in jobs if job.in_gate or any(is_gate(check.suite, policy, trigger) for check in job.checks)
    )


@dataclass(frozen=True, slots=True)
class GreenRun:
    """A run in which everything has ended and nothing failed: its reference, and what its checks may be called."""

    ref: RunRef
    check_names: frozenset[str]


def green_runs(checks: Checks) -> dict[str, GreenRun]:
    """For each workflow, its newest run on a commit if that is green. Workflows are known by file, else by name."""
    runs: dict[str, dict[int, dict[str, CheckRun]]] = {}
    for check in sorted(checks.runs, key=_ids):
        if workflow := workflow_of(check):
            runs.setdefault(workflow, {}).setdefault(check.suite.run_id, {})[bounded(check.name)] = check
    found = {}
    for workflow, by_id in runs.items():
        newest = by_id[max(by_id)]
        states = {check.state for check in newest.values()} | {
            check.suite.state for check in newest.values() if check.suite.state.unfinished
        }
        if CheckState.SUCCESS in states and all(state.passed for state in states):
            ended_at = max(run_ref(check).at for check in newest.values())
            names = {bounded(name) for run in newest.values() for name in names_by_workflow(run.name, run.suite)}
            found[workflow] = GreenRun(RunRef(max(by_id), 0, ended_at), frozenset(names))
    return found


def named_in_workflow(check: CheckRun) -> tuple[str, str]:
    """The workflow and the name of a check run: another workflow's job of this name is another job."""
    return workflow_of(check), check.name


def lookups(check: CheckRun) -> Iterator[tuple[str, str]]:
    """Every name and workflow under which a tracker may have recorded this job."""
    workflows = workflow_names(check.suite)
    for name in map(bounded, names_by_workflow(check.name, check.suite)):
        for workflow in workflows:
            yield name, workflow


def workflow_names(suite: Suite) -> tuple[str, ...]:
    """What a workflow may be recorded as: nothing where it was not known, its file, or its name."""
    return tuple(dict.fromkeys(("", bounded(suite.path), bounded(suite.workflow))))


def workflow_of(check: CheckRun) -> str:
    """The file of a check run's workflow, else the workflow's name; empty for checks of other apps."""
    return bounded(check.suite.path or check.suite.workflow) if check.suite.run_id else ""


def run_ref(check: CheckRun) -> RunRef:
    """A check run as the ledger refers to it."""
    return RunRef(check.suite.run_id, check.database_id, seconds(check.completed_at or check.suite.created_at))


def seconds(at: datetime | None) -> int:
    """Whole seconds since 1970, 0 where the time is not known."""
    return 0 if at is None else max(0, int(at.timestamp()))


def _order(row: CheckObservation) -> tuple[int, int, str]:
    return row.check.suite.run_id, row.check.database_id, row.check.id


def _attempt(check: CheckRun) -> tuple[str, int, str]:
    return check.suite.id, check.attempt, check.name


def _ids(check: CheckRun) -> tuple[int, int]:
    return check.suite.run_id, check.database_id


def _is_about_trigger(check: CheckRun, trigger: Trigger) -> bool:
    """Whether a check run's event fits the trigger: one commit may be on a branch, in a pull request and in a queue."""
    event = check.suite.event
    if trigger.event == MERGE_GROUP:
        return event in (MERGE_GROUP, "")
    if trigger.branch:
        return event not in PULL_REQUEST_EVENTS and event != MERGE_GROUP
    return event != MERGE_GROUP


@dataclass(frozen=True, slots=True)
class ObservedSubject:
    """A subject in this snapshot. ``ended_as`` is ``merged``, ``closed``, ``deleted``, or empty if it is open."""

    key: str
    id: str = ""
    ended_as: str = ""


def subjects_of(snapshot: Snapshot, trigger: Trigger) -> tuple[ObservedSubject, ...]:
    """The subjects of a snapshot, by key."""
    found = {}
    for pull in snapshot.pull_requests:
        ended_as = "" if pull.state is PullRequestState.OPEN else pull.state.value
        has_other_head = (
            trigger.event != MERGE_GROUP and snapshot.head is not None and pull.head_oid != snapshot.head.oid
        )
        if ended_as or trigger.closed or not has_other_head:
            key = pull_request_key(pull.number)
            found[key] = ObservedSubject(key, pull.id, ended_as or ("closed" if trigger.closed else ""))
    for number in trigger.pull_requests if trigger.closed or trigger.event == MERGE_GROUP else ():
        key = pull_request_key(number)
        found.setdefault(key, ObservedSubject(key, ended_as="closed" if trigger.closed else ""))
    if not found and trigger.branch and trigger.event != MERGE_GROUP:
        key = bounded(f"branch:{trigger.branch}")
        found[key] = ObservedSubject(key)
    return tuple(found[key] for key in sorted(found))


def pull_request_key(number: int) -> str:
    """The key of a pull request."""
    return f"pr:{number}"
