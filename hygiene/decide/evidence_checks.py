"""Which check runs speak for a tracker, and how one stands to the others: repeats, aggregates, attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.decide.category import is_aggregate
from hygiene.decide.jobs import group, is_gate, required_labels
from hygiene.model.checks import CheckState

if TYPE_CHECKING:
    from hygiene.decide.jobs import Job
    from hygiene.model.checks import CheckRun
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

PULL_REQUEST_EVENTS = frozenset({"pull_request", "pull_request_target"})
MERGE_GROUP = "merge_group"


@dataclass(frozen=True, slots=True)
class Witness:
    """A check run under the label of its job; ``here`` is false for one on a newer commit of the same branch."""

    label: str
    check: CheckRun
    here: bool = True

    @property
    def proves(self) -> bool:
        """It ran to a verdict."""
        return self.check.state.failed or self.check.state is CheckState.SUCCESS

    def contradicts(self, other: Witness) -> bool:
        """It passed under the same name and event on the very commit on which the other one failed."""
        same = self.check.name == other.check.name and self.check.suite.event == other.check.suite.event
        return same and self.here and other.here and self.check.state is CheckState.SUCCESS


def spoken(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> tuple[Witness, ...]:
    """Every attempt of the Gate's jobs and of the required ones, the oldest first."""
    if snapshot.head is None:
        return ()
    found = [
        Witness(job.label, check)
        for job in counting_jobs(snapshot, policy, trigger)
        for check in job.attempts
        if check.suite.run_id and _belongs(check, trigger) and (job.required or is_gate(check.suite, policy, trigger))
    ]
    labels = {witness.check.name: witness.label for witness in found}
    base = snapshot.base
    if base is not None and trigger.branch and base.branch == trigger.branch:
        found += [
            Witness(labels[check.name], check, here=False)
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
    jobs = group(snapshot.head, required_labels(snapshot.head, policy, trigger), policy, trigger)
    return tuple(
        job for job in jobs if job.required or any(is_gate(check.suite, policy, trigger) for check in job.checks)
    )


def aggregate_alone(witness: Witness, witnesses: tuple[Witness, ...], policy: TrackerPolicy) -> bool:
    """Whether nothing else had failed in its run when an aggregate failed."""
    last: dict[str, CheckRun] = {}
    for other in witnesses:
        check = other.check
        before = check.suite.id == witness.check.suite.id and check.attempt <= witness.check.attempt
        if before and not is_aggregate(other.label, policy):
            last[check.name] = check
    return not any(check.state.failed for check in last.values())


def attempt_of(check: CheckRun, witnesses: tuple[Witness, ...], trigger: Trigger) -> int:
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
