"""Which check runs speak for a tracker, and how one stands to the others: repeats, aggregates, attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded
from hygiene.checks.jobs import gate_job_names, group, is_gate
from hygiene.failure_tracker.categories import is_aggregate
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from hygiene.checks.jobs import Job
    from hygiene.model.checks import CheckRun
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


PULL_REQUEST_EVENTS = frozenset({"pull_request", "pull_request_target"})
MERGE_GROUP = "merge_group"


@dataclass(frozen=True, slots=True)
class CheckObservation:
    """A check run under the label of its job; ``here`` is false for one on a newer commit of the same branch."""

    name: str
    check: CheckRun
    here: bool = True

    @property
    def proves(self) -> bool:
        """It ran to a decision."""
        return self.check.state.failed or self.check.state is CheckState.SUCCESS

    def contradicts(self, other: CheckObservation) -> bool:
        """It passed under the same name and event on the very commit on which the other one failed."""
        same = self.check.name == other.check.name and self.check.suite.event == other.check.suite.event
        return same and self.here and other.here and self.check.state is CheckState.SUCCESS


def spoken(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> tuple[CheckObservation, ...]:
    """Every attempt of the Gate's jobs and of the required ones, the oldest first."""
    if snapshot.head is None:
        return ()
    found = [
        CheckObservation(job.name, check)
        for job in counting_jobs(snapshot, policy, trigger)
        for check in job.attempts
        if check.suite.run_id and _belongs(check, trigger) and (job.in_gate or is_gate(check.suite, policy, trigger))
    ]
    labels = {witness.check.name: witness.name for witness in found}
    base = snapshot.base
    if base is not None and trigger.branch and base.branch == trigger.branch:
        found += [
            CheckObservation(labels[check.name], check, here=False)
            for commit in base.commits
            if commit.oid != snapshot.head.oid
            for check in commit.latest()
            if check.state is CheckState.SUCCESS and check.name in labels and _belongs(check, trigger)
        ]
    by_id = {witness.check.id: witness for witness in found}
    return tuple(sorted(by_id.values(), key=lambda one: (one.check.suite.run_id, one.check.database_id, one.check.id)))


def counting_jobs(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> tuple[Job, ...]:
    """The required jobs, and the others of the Gate."""
    if snapshot.head is None:
        return ()
    jobs = group(snapshot.head, gate_job_names(snapshot.head, policy, trigger), policy, trigger)
    return tuple(
        job for job in jobs if job.in_gate or any(is_gate(check.suite, policy, trigger) for check in job.checks)
    )


def aggregate_alone(witness: CheckObservation, witnesses: tuple[CheckObservation, ...], policy: TrackerPolicy) -> bool:
    """Whether nothing else had failed in its run when an aggregate failed."""
    last: dict[str, CheckRun] = {}
    for other in witnesses:
        check = other.check
        before = check.suite.id == witness.check.suite.id and check.attempt <= witness.check.attempt
        if before and not is_aggregate(other.name, policy):
            last[check.name] = check
    return not any(check.state.failed for check in last.values())


def attempt_of(check: CheckRun, witnesses: tuple[CheckObservation, ...], trigger: Trigger) -> int:
    """The attempt of its run: the number of check runs of its name so far.

    Where the event tells a higher one than any that is listed, earlier attempts are not listed at all, and the event's
    number is that of the newest.
    """
    if trigger.run is None or trigger.run.id != check.suite.run_id:
        return check.attempt
    listed = max(other.check.attempt for other in witnesses if other.check.suite.id == check.suite.id)
    return trigger.run.attempt if trigger.run.attempt > listed == check.attempt else check.attempt


def _belongs(check: CheckRun, trigger: Trigger) -> bool:
    """Whether a run speaks of what the trigger names: a commit may be on a branch, in a pull request and in a queue."""
    event = check.suite.event
    if trigger.event == MERGE_GROUP:
        return event in (MERGE_GROUP, "")
    if trigger.branch:
        return event not in PULL_REQUEST_EVENTS and event != MERGE_GROUP
    return event != MERGE_GROUP


@dataclass(frozen=True, slots=True)
class Present:
    """A subject as this look sees it. ``gone`` is a word for how it left: ``merged`` or ``closed``, else empty."""

    key: str
    id: str = ""
    gone: str = ""


def subjects_of(snapshot: Snapshot, trigger: Trigger) -> tuple[Present, ...]:
    """The subjects of a snapshot, by key."""
    if trigger.event == MERGE_GROUP and not trigger.pull_requests:
        return ()
    found = {}
    for pull in snapshot.pull_requests:
        gone = "" if pull.state is PullRequestState.OPEN else pull.state.value
        elsewhere = trigger.event != MERGE_GROUP and snapshot.head is not None and pull.head_oid != snapshot.head.oid
        if gone or trigger.closed or not elsewhere:
            found[pull_request_key(pull.number)] = Present(
                pull_request_key(pull.number), pull.id, gone or ("closed" if trigger.closed else "")
            )
    for number in trigger.pull_requests if trigger.closed or trigger.event == MERGE_GROUP else ():
        key = pull_request_key(number)
        found.setdefault(key, Present(key, gone="closed" if trigger.closed else ""))
    if not found and trigger.branch and trigger.event != MERGE_GROUP:
        key = bounded(f"branch:{trigger.branch}")
        found[key] = Present(key)
    return tuple(found[key] for key in sorted(found))


def pull_request_key(number: int) -> str:
    """The key of a pull request."""
    return f"pr:{number}"
