"""Healing without an event: subjects that went away unseen, duplicates, and trackers that nothing feeds any more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded
from hygiene.failure_tracker.check_runs import Present
from hygiene.failure_tracker.context import TrackerContext, hold_back
from hygiene.failure_tracker.evidence import Evidence, run_ref, seconds
from hygiene.failure_tracker.issues import CategoryIssues, Trackers, trackers_of
from hygiene.failure_tracker.labels import labels_put_back
from hygiene.failure_tracker.ledger.merge import united
from hygiene.failure_tracker.ledger.queries import last_at, open_subjects
from hygiene.failure_tracker.notes import surplus_notes
from hygiene.failure_tracker.open import Opening, open_trackers
from hygiene.failure_tracker.update import keep_up
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


def subjects_to_ask(snapshot: Snapshot) -> tuple[str, ...]:
    """The node ids of all pull requests that keep some tracker open, each once."""
    known = (_known(issues) for issues in trackers_of(snapshot).by_identity.values() if issues.open)
    return tuple(sorted({subject.id for ledger in known for subject in open_subjects(ledger) if subject.id}))


def wants_older_commits(sweep: Sweep, policy: Policy) -> bool:
    """Whether some tracker might be found inactive if more of the default branch's commits were read."""
    if not policy.tracks or sweep.snapshot.remaining.issues or labels_put_back(sweep.snapshot, policy.tracker.label):
        return False
    slots = trackers_of(sweep.snapshot).by_identity.values()
    return any(may_pass_further_back(sweep, policy.tracker, _known(issues)) for issues in slots if issues.open)


def decide_sweep(sweep: Sweep, policy: Policy, only: Container[str] | None = None) -> Decision:
    """The plan that heals every open tracker, or only those of some slots; empty when all are well. Nothing opens here.

    What this very sweep has closed is looked at once more: a failure may have come just before.
    """
    if not policy.tracks:
        return Decision()
    if sweep.snapshot.remaining.issues:
        return Decision(needs_unlisted_issues=True)
    put_back = labels_put_back(sweep.snapshot, policy.tracker.label)
    if put_back:
        return Decision(plan=put_back)
    trackers = trackers_of(sweep.snapshot)
    chosen = [issues for issues in trackers.by_identity.values() if only is None or issues.name in only]
    decision = Decision()
    for issues in chosen:
        tracker = issues.current
        if issues.open or (tracker is not None and tracker.issue.id in sweep.snapshot.closed_here):
            decision += _heal(sweep, policy.tracker, issues, trackers)
    surplus = surplus_notes(Trackers({issues.name: issues for issues in chosen}))
    return replace(decision, plan=tuple(dict.fromkeys((*decision.plan, *surplus))))


def identities_changed_by(sweep: Sweep, plan: Plan) -> tuple[str, ...]:
    """The names of the slots that a plan would change."""
    numbers = {getattr(operation, "number", 0) for operation in plan}
    categories = {getattr(operation, "category", None) for operation in plan}
    return tuple(
        name
        for name, issues in trackers_of(sweep.snapshot).by_identity.items()
        if issues.category in categories
        or any(one.issue.number in numbers for one in (*issues.open, *issues.closed, *issues.duplicates))
    )


def _heal(sweep: Sweep, policy: TrackerPolicy, issues: CategoryIssues, trackers: Trackers) -> Decision:
    tracker = issues.current
    ledger = _known(issues) if issues.open or tracker is None else tracker.known
    if not issues.category:
        return hold_back(issues.name, ledger, "its marker is damaged; the next failure of its category mends it")
    context = TrackerContext(sweep.snapshot, policy, _evidence(sweep, policy, ledger))
    outcome = keep_up(context, issues.category, issues)
    return open_trackers(context, (outcome,), trackers) if isinstance(outcome, Opening) else outcome


def _known(issues: CategoryIssues) -> Ledger:
    return united(*(one.known for one in issues.open))


def _evidence(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> Evidence:
    """What the sweep knows about the subjects of one tracker, in the words of a context."""
    subjects = open_subjects(ledger)
    gone = tuple(Present(one.key, one.id, gone=word) for one in subjects if (word := _gone(sweep, one)))
    passed = passed_enough(sweep, policy, ledger)
    if passed:
        lost = {one.key for one in gone}
        gone += tuple(Present(one.key, one.id) for one in subjects if one.key not in lost)
    return Evidence(subjects=gone, passed=passed, names=frozenset(passed))


def _gone(sweep: Sweep, subject: Subject) -> str:
    if subject.pull_request is not None:
        state = sweep.pull_requests.get(subject.id, PullRequestState.OPEN)
        return "deleted" if state is None else "" if state is PullRequestState.OPEN else state.value
    kind, _, branch = subject.key.partition(":")
    lost = sweep.branches is not None and kind == "branch" and branch not in {bounded(one) for one in sweep.branches}
    return "deleted" if lost else ""


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


def passed_enough(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> dict[str, tuple[RunRef, ...]]:
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


def _enough(marks: tuple[RunRef, ...], policy: TrackerPolicy) -> bool:
    return len({mark.run_id for mark in marks}) >= policy.inactive_green_runs


def _since(sweep: Sweep, ledger: Ledger) -> dict[str, tuple[RunRef, tuple[RunRef, ...]]]:
    """For every check that keeps a quiet tracker open, its last failure anywhere and its successes since."""
    if seconds(sweep.snapshot.read_at - QUIET_AT_LEAST) < last_at(ledger):
        return {}
    reds: dict[str, RunRef] = {}
    for row in (row for subject in open_subjects(ledger) for row in subject.records if not row.settled):
        reds[row.check] = max(row.last_failure, reds.get(row.check, row.last_failure))
    return {check: _passed_since(sweep.recent, check, red) for check, red in reds.items()}


def _passed_since(recent: tuple[Checks, ...], check: str, red: RunRef) -> tuple[RunRef, tuple[RunRef, ...]]:
    runs = [run for checks in recent for run in _newest_attempts(checks, check)]
    last = max([red, *(run_ref(run) for run in runs if run.state.failed)])
    passed = (mark for run in runs if run.state is CheckState.SUCCESS and (mark := run_ref(run)) > last)
    return last, tuple(sorted(passed))


def _newest_attempts(checks: Checks, check: str) -> list[CheckRun]:
    """One of each run: several may have tested the same commit, as scheduled ones do."""
    newest: dict[int, CheckRun] = {}
    for run in sorted(checks.runs, key=lambda one: one.database_id):
        if bounded(run.name) == check:
            newest[run.suite.run_id or -run.database_id] = run
    return list(newest.values())
