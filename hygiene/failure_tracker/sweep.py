"""Trackers without an event: subjects that ended unnoticed, duplicates, and trackers that are inactive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.failure_tracker.check_runs import ObservedSubject, green_runs, lookups, run_ref, seconds, workflow_of
from hygiene.failure_tracker.context import TrackerContext, withhold
from hygiene.failure_tracker.evidence import Evidence
from hygiene.failure_tracker.issues import CategoryIssues, Trackers, trackers_of
from hygiene.failure_tracker.labels import labels_put_back
from hygiene.failure_tracker.ledger.merge import merged, same
from hygiene.failure_tracker.ledger.queries import last_at, open_subjects
from hygiene.failure_tracker.notes import surplus_notes
from hygiene.failure_tracker.open import Opening, open_trackers
from hygiene.failure_tracker.update import reason_to_leave_alone, update_tracker
from hygiene.model.checks import CheckState
from hygiene.model.decision import Decision, SubjectsNeeded
from hygiene.model.snapshot import SubjectStates
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Container

    from hygiene.failure_tracker.check_runs import GreenRun
    from hygiene.failure_tracker.issues import TrackerIssue
    from hygiene.failure_tracker.ledger.model import Ledger, RunRef
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.plan import Plan
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot

    # By the name of a check and its workflow.
    Successes = dict[tuple[str, str], tuple[RunRef, ...]]

INACTIVE_MIN = timedelta(days=1)
# Pages of twelve commits.
COMMIT_PAGES_MAX = 10
COMMITS_PER_PAGE = 12


def decide_sweep(snapshot: Snapshot, policy: Policy, only: Container[str] | None = None) -> Decision:
    """The plan for every open tracker, or only for those of some identities; empty when all are up to date.

    No tracker opens for a new failure. A closed tracker is checked as well where this sweep has written to it, because
    another run may have written in between, and where its text lacks what another run had written.
    """
    if not policy.tracks:
        return Decision()
    if snapshot.remaining.issues:
        return Decision(needs_unlisted_issues=True)
    put_back = labels_put_back(snapshot, policy.tracker.label)
    if put_back:
        return Decision(plan=put_back)
    trackers = trackers_of(snapshot)
    if trackers.needs_history:
        return Decision(needs_history=trackers.needs_history)
    needed = _subjects_needed(snapshot, policy.tracker, trackers)
    if needed:
        return Decision(needs_subjects=needed)
    chosen = [issues for issues in trackers.by_identity.values() if only is None or issues.identity in only]
    decision = Decision(notices=trackers.notices)
    for issues in chosen:
        if issues.open or _to_check(snapshot, issues.current):
            decision += _update(snapshot, policy.tracker, issues, trackers)
    surplus = surplus_notes(Trackers({issues.identity: issues for issues in chosen}))
    return replace(decision, plan=tuple(dict.fromkeys((*decision.plan, *surplus))))


def _to_check(snapshot: Snapshot, closed: TrackerIssue | None) -> bool:
    """Whether a sweep has to check a closed tracker."""
    return closed is not None and (
        closed.issue.id in snapshot.written_to or closed.needs_history or not same(closed.known, closed.written)
    )


def identities_changed_by(snapshot: Snapshot, plan: Plan) -> tuple[str, ...]:
    """The identities whose trackers a plan changes."""
    numbers = {getattr(operation, "number", 0) for operation in plan}
    categories = {getattr(operation, "category", None) for operation in plan}
    return tuple(
        identity
        for identity, issues in trackers_of(snapshot).by_identity.items()
        if issues.category in categories
        or any(one.issue.number in numbers for one in (*issues.open, *issues.closed, *issues.duplicates))
    )


def _subjects_needed(snapshot: Snapshot, policy: TrackerPolicy, trackers: Trackers) -> SubjectsNeeded:
    """All pull requests that keep some tracker open and the first commits; then more commits while they may help."""
    ledgers = [_open_ledger(issues) for issues in trackers.by_identity.values() if issues.open]
    ids = {subject.id for ledger in ledgers for subject in open_subjects(ledger) if subject.id}
    if snapshot.subjects is None or ids - snapshot.subjects.pull_requests.keys():
        return SubjectsNeeded(tuple(sorted(ids)), commits=snapshot.subjects is None)
    pages = -(-len(snapshot.subjects.recent) // COMMITS_PER_PAGE)
    more = snapshot.subjects.older is not None and pages < COMMIT_PAGES_MAX
    return SubjectsNeeded(commits=more and any(lacks_older_commits(snapshot, policy, ledger) for ledger in ledgers))


def _update(snapshot: Snapshot, policy: TrackerPolicy, issues: CategoryIssues, trackers: Trackers) -> Decision:
    tracker = issues.current
    ledger = _open_ledger(issues) if issues.open or tracker is None else tracker.known
    if not issues.category and not any(one.needs_history for one in issues.open):
        damaged = "its marker is damaged; the next failure of its category repairs it"
        return withhold(issues.identity, ledger, reason_to_leave_alone(issues.open) or damaged)
    context = TrackerContext(snapshot, policy, _evidence(snapshot, policy, ledger))
    outcome = update_tracker(context, issues.category, issues)
    return open_trackers(context, (outcome,), trackers) if isinstance(outcome, Opening) else outcome


def _open_ledger(issues: CategoryIssues) -> Ledger:
    return merged(*(one.known for one in issues.open))


def _evidence(snapshot: Snapshot, policy: TrackerPolicy, ledger: Ledger) -> Evidence:
    """What the default branch shows about a tracker: whether it is inactive, and which jobs were removed."""
    successes = successes_if_inactive(snapshot, policy, ledger)
    return Evidence(
        subjects=tuple(ObservedSubject(one.key, one.id) for one in open_subjects(ledger)) if successes else (),
        successes=successes,
        check_names=frozenset(successes),
        green_runs=_newest_green_runs(_recent(snapshot)),
    )


def _recent(snapshot: Snapshot) -> tuple[Checks, ...]:
    return (snapshot.subjects or SubjectStates()).recent


def _newest_green_runs(recent: tuple[Checks, ...]) -> dict[str, GreenRun]:
    """For each workflow, its newest run on the default branch if that is green."""
    found: dict[str, GreenRun] = {}
    decided: set[str] = set()
    for checks in recent:
        green = green_runs(checks)
        workflows = {workflow_of(run) for run in checks.runs} - decided
        found |= {workflow: green[workflow] for workflow in workflows & green.keys()}
        decided |= workflows
    return found


def successes_if_inactive(snapshot: Snapshot, policy: TrackerPolicy, ledger: Ledger) -> Successes:
    """The successes since the last failure of each check that keeps a tracker open; empty unless each has enough."""
    successes = {check: refs for check, (_, refs) in _since(snapshot, ledger).items()}
    return successes if successes and all(_enough(refs, policy) for refs in successes.values()) else {}


def lacks_older_commits(snapshot: Snapshot, policy: TrackerPolicy, ledger: Ledger) -> bool:
    """Whether commits older than those that were read may have the successes that a tracker lacks.

    Nothing before the last failure of a check counts, so its commit is as far as there is to read.
    """
    runs = [[run.suite.run_id or 0 for run in checks.runs] for checks in _recent(snapshot)]
    oldest = next((max(ids) for ids in reversed(runs) if any(ids)), None)
    lacking = [failure for failure, refs in _since(snapshot, ledger).values() if not _enough(refs, policy)]
    return bool(lacking) and (oldest is None or all(failure.run_id < oldest for failure in lacking))


def _enough(successes: tuple[RunRef, ...], policy: TrackerPolicy) -> bool:
    return len(successes) >= policy.inactive_green_runs


def _since(snapshot: Snapshot, ledger: Ledger) -> dict[tuple[str, str], tuple[RunRef, tuple[RunRef, ...]]]:
    """For every check that keeps open a tracker without recent failures: its last failure, its successes since."""
    if seconds(snapshot.now - INACTIVE_MIN) < last_at(ledger):
        return {}
    failures: dict[str, RunRef] = {}
    for row in (row for subject in open_subjects(ledger) for row in subject.records if not row.settled):
        failures[row.check] = max(row.last_failure, failures.get(row.check, row.last_failure))
    workflows, recent = dict(ledger.workflows), _recent(snapshot)
    checks = {(name, workflows.get(name, "")): failure for name, failure in failures.items()}
    return {check: _successes_since(recent, check, failure) for check, failure in checks.items()}


def _successes_since(
    recent: tuple[Checks, ...], check: tuple[str, str], failure: RunRef
) -> tuple[RunRef, tuple[RunRef, ...]]:
    runs = [run for checks in recent for run in _newest_attempts(checks, check)]
    last = max([failure, *(run_ref(run) for run in runs if run.state.failed)])
    successes = (ref for run in runs if run.state is CheckState.SUCCESS and (ref := run_ref(run)) > last)
    return last, tuple(sorted(successes))


def _newest_attempts(checks: Checks, check: tuple[str, str]) -> list[CheckRun]:
    """The newest attempt of each run: several runs may have tested the same commit, as scheduled ones do."""
    runs = sorted(checks.runs, key=lambda one: one.database_id)
    return list({run.suite.run_id: run for run in runs if check in lookups(run)}.values())
