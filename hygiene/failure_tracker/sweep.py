"""Trackers without an event: subjects that ended unnoticed, duplicates, and trackers that are inactive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded
from hygiene.failure_tracker.check_runs import ObservedSubject
from hygiene.failure_tracker.context import TrackerContext, withhold
from hygiene.failure_tracker.evidence import Evidence, run_ref, seconds
from hygiene.failure_tracker.issues import CategoryIssues, Trackers, trackers_of
from hygiene.failure_tracker.labels import labels_put_back
from hygiene.failure_tracker.ledger.merge import merged
from hygiene.failure_tracker.ledger.queries import last_at, open_subjects
from hygiene.failure_tracker.notes import surplus_notes
from hygiene.failure_tracker.open import Opening, open_trackers
from hygiene.failure_tracker.update import update_tracker
from hygiene.model.checks import CheckState
from hygiene.model.decision import Decision
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from hygiene.failure_tracker.ledger.model import Ledger, RunRef, Subject
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.plan import Plan
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot


def subject_ids(snapshot: Snapshot) -> tuple[str, ...]:
    """The node ids of all pull requests that keep some tracker open, each once."""
    ledgers = (_open_ledger(issues) for issues in trackers_of(snapshot).by_identity.values() if issues.open)
    return tuple(sorted({subject.id for ledger in ledgers for subject in open_subjects(ledger) if subject.id}))


def needs_older_commits(sweep: Sweep, policy: Policy) -> bool:
    """Whether some tracker may be inactive, which only more commits of the default branch can show."""
    if not policy.tracks or sweep.snapshot.remaining.issues or labels_put_back(sweep.snapshot, policy.tracker.label):
        return False
    by_identity = trackers_of(sweep.snapshot).by_identity
    return any(
        lacks_older_commits(sweep, policy.tracker, _open_ledger(one)) for one in by_identity.values() if one.open
    )


def decide_sweep(sweep: Sweep, policy: Policy, only: Container[str] | None = None) -> Decision:
    """The plan for every open tracker, or only for those of some identities; empty when all are up to date.

    No tracker opens for a new failure. One that this sweep has closed is checked again: a failure may have been
    recorded just before.
    """
    if not policy.tracks:
        return Decision()
    if sweep.snapshot.remaining.issues:
        return Decision(needs_unlisted_issues=True)
    put_back = labels_put_back(sweep.snapshot, policy.tracker.label)
    if put_back:
        return Decision(plan=put_back)
    trackers = trackers_of(sweep.snapshot)
    chosen = [issues for issues in trackers.by_identity.values() if only is None or issues.identity in only]
    decision = Decision()
    for issues in chosen:
        tracker = issues.current
        if issues.open or (tracker is not None and tracker.issue.id in sweep.snapshot.closed_here):
            decision += _update(sweep, policy.tracker, issues, trackers)
    surplus = surplus_notes(Trackers({issues.identity: issues for issues in chosen}))
    return replace(decision, plan=tuple(dict.fromkeys((*decision.plan, *surplus))))


def identities_changed_by(sweep: Sweep, plan: Plan) -> tuple[str, ...]:
    """The identities whose trackers a plan changes."""
    numbers = {getattr(operation, "number", 0) for operation in plan}
    categories = {getattr(operation, "category", None) for operation in plan}
    return tuple(
        identity
        for identity, issues in trackers_of(sweep.snapshot).by_identity.items()
        if issues.category in categories
        or any(one.issue.number in numbers for one in (*issues.open, *issues.closed, *issues.duplicates))
    )


def _update(sweep: Sweep, policy: TrackerPolicy, issues: CategoryIssues, trackers: Trackers) -> Decision:
    tracker = issues.current
    ledger = _open_ledger(issues) if issues.open or tracker is None else tracker.known
    if not issues.category:
        return withhold(issues.identity, ledger, "its marker is damaged; the next failure of its category repairs it")
    context = TrackerContext(sweep.snapshot, policy, _evidence(sweep, policy, ledger))
    outcome = update_tracker(context, issues.category, issues)
    return open_trackers(context, (outcome,), trackers) if isinstance(outcome, Opening) else outcome


def _open_ledger(issues: CategoryIssues) -> Ledger:
    return merged(*(one.known for one in issues.open))


def _evidence(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> Evidence:
    """What the sweep has read about the subjects of one tracker."""
    subjects = open_subjects(ledger)
    ended = {one.key: ended_as for one in subjects if (ended_as := _ended_as(sweep, one))}
    successes = successes_if_inactive(sweep, policy, ledger)
    observed = [one for one in subjects if one.key in ended or successes]
    return Evidence(
        subjects=tuple(ObservedSubject(one.key, one.id, ended.get(one.key, "")) for one in observed),
        successes=successes,
        check_names=frozenset(successes),
    )


def _ended_as(sweep: Sweep, subject: Subject) -> str:
    if subject.pull_request is not None:
        state = sweep.pull_requests.get(subject.id, PullRequestState.OPEN)
        return "deleted" if state is None else "" if state is PullRequestState.OPEN else state.value
    kind, _, branch = subject.key.partition(":")
    asked = sweep.branches is not None and kind == "branch"
    return "deleted" if asked and branch not in {bounded(one) for one in sweep.branches or ()} else ""


INACTIVE_MIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep has read: the repository with all of its trackers, and the state of their subjects.

    ``pull_requests`` maps the node ids of ``subject_ids`` to states, and to None where the pull request was deleted; an
    id that is absent was not read. ``branches`` are the branches that exist, None if they were not read. ``recent`` are
    the newest commits of the default branch.
    """

    snapshot: Snapshot
    pull_requests: Mapping[str, PullRequestState | None] = field(default_factory=dict)
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()


def successes_if_inactive(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> dict[str, tuple[RunRef, ...]]:
    """The successes since the last failure of each check that keeps a tracker open; empty unless each has enough."""
    successes = {check: refs for check, (_, refs) in _since(sweep, ledger).items()}
    return successes if successes and all(_enough(refs, policy) for refs in successes.values()) else {}


def lacks_older_commits(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> bool:
    """Whether commits older than those that were read may have the successes that a tracker lacks.

    Nothing before the last failure of a check counts, so its commit is as far as there is to read.
    """
    runs = [[run.suite.run_id or 0 for run in checks.runs] for checks in sweep.recent]
    oldest = next((max(ids) for ids in reversed(runs) if any(ids)), None)
    lacking = [failure for failure, refs in _since(sweep, ledger).values() if not _enough(refs, policy)]
    return bool(lacking) and (oldest is None or all(failure.run_id < oldest for failure in lacking))


def _enough(successes: tuple[RunRef, ...], policy: TrackerPolicy) -> bool:
    return len({ref.run_id for ref in successes}) >= policy.inactive_green_runs


def _since(sweep: Sweep, ledger: Ledger) -> dict[str, tuple[RunRef, tuple[RunRef, ...]]]:
    """For every check that keeps open a tracker without recent failures: its last failure, its successes since."""
    if seconds(sweep.snapshot.read_at - INACTIVE_MIN) < last_at(ledger):
        return {}
    failures: dict[str, RunRef] = {}
    for row in (row for subject in open_subjects(ledger) for row in subject.records if not row.settled):
        failures[row.check] = max(row.last_failure, failures.get(row.check, row.last_failure))
    return {check: _successes_since(sweep.recent, check, failure) for check, failure in failures.items()}


def _successes_since(recent: tuple[Checks, ...], check: str, failure: RunRef) -> tuple[RunRef, tuple[RunRef, ...]]:
    runs = [run for checks in recent for run in _newest_attempts(checks, check)]
    last = max([failure, *(run_ref(run) for run in runs if run.state.failed)])
    successes = (ref for run in runs if run.state is CheckState.SUCCESS and (ref := run_ref(run)) > last)
    return last, tuple(sorted(successes))


def _newest_attempts(checks: Checks, check: str) -> list[CheckRun]:
    """The newest attempt of each run: several runs may have tested the same commit, as scheduled ones do."""
    newest: dict[int, CheckRun] = {}
    for run in sorted(checks.runs, key=lambda one: one.database_id):
        if bounded(run.name) == check:
            newest[run.suite.run_id or -run.database_id] = run
    return list(newest.values())
