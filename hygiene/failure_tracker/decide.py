"""The failure tracker: one rolling issue per failure category, as a pure function of one snapshot.

Categories that this snapshot does not affect are left alone: a success with nothing to record writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import SYSTEMIC, identity_of, recorded_workflows
from hygiene.failure_tracker.check_runs import seconds
from hygiene.failure_tracker.context import TrackerContext
from hygiene.failure_tracker.ended import removed_checks
from hygiene.failure_tracker.evidence import Past, Recorded, gather, gather_other_heads, is_default_branch
from hygiene.failure_tracker.issues import trackers_of
from hygiene.failure_tracker.labels import labels_put_back, pull_request_labels
from hygiene.failure_tracker.ledger.merge import merged
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import failing, newest_failure_at
from hygiene.failure_tracker.notes import surplus_notes
from hygiene.failure_tracker.open import Opening, open_trackers
from hygiene.failure_tracker.transitions import reopened, with_results
from hygiene.failure_tracker.update import update_tracker
from hygiene.model.decision import Decision
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.failure_tracker.issues import CategoryIssues, Trackers
    from hygiene.failure_tracker.ledger.model import Subject
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def decide_trackers(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
    """The plan for the trackers and the label of the pull request; empty when everything is up to date."""
    if not policy.tracks:
        return Decision()
    labels = pull_request_labels(snapshot, policy, trigger)
    put_back = labels_put_back(snapshot, policy.tracker.label)
    if put_back:
        # Categories, the cap and the systemic tracker depend on every open tracker: all wait until these are listed.
        return _without_repeats(labels + Decision(plan=put_back))
    trackers = trackers_of(snapshot)
    if trackers.needs_history:
        return _without_repeats(labels + Decision(needs_history=trackers.needs_history))
    evidence = gather(snapshot, policy, trigger, _past(trackers))
    default = is_default_branch(snapshot, trigger)
    others = gather_other_heads(snapshot, policy, trigger, evidence.workflows)
    context = TrackerContext(snapshot, policy.tracker, evidence, default, others)
    decision = labels
    openings: list[Opening] = []
    for identity, category in _affected_categories(trackers, evidence, policy.tracker).items():
        issues = trackers.by_identity.get(identity)
        outcome = (
            _new_tracker(context, category, issues)
            if issues is None or issues.current is None
            else update_tracker(context, category, issues)
        )
        if isinstance(outcome, Opening):
            openings.append(outcome)
        elif outcome is not None:
            decision += outcome
    for issues in _trackers_that_may_have_ended(context, trackers):
        outcome = update_tracker(context, issues.category, issues, read_subjects=True)
        if isinstance(outcome, Decision) and (outcome.plan or outcome.needs_subjects):
            decision += outcome
    decision += open_trackers(context, openings, trackers)
    return _without_repeats(decision + Decision(plan=surplus_notes(trackers), notices=trackers.notices))


def _new_tracker(context: TrackerContext, category: str, issues: CategoryIssues | None) -> Opening | None:
    """The tracker that a category without one needs.

    Where people closed the last one as a duplicate, only a failure after that needs one.
    """
    ledger = with_results(Ledger(category), category, context.evidence, flaky_after=context.policy.flaky_after)
    closings = [seconds(one.issue.closed_at) for one in issues.duplicates] if issues else []
    if not failing(ledger) or (closings and newest_failure_at(ledger) <= max(closings)):
        return None
    return Opening(category, reopened(ledger))


def _affected_categories(trackers: Trackers, evidence: Evidence, policy: TrackerPolicy) -> dict[str, str]:
    """The categories that this snapshot affects, by identity."""
    found = {identity_of(category): category for category in evidence.ledgers}
    by_identity = {identity_of(category): category for category in (*evidence.categories, SYSTEMIC)}
    by_identity |= {identity_of(rule.name): rule.name for rule in policy.categories}
    for identity, issues in trackers.by_identity.items():
        expected = identity in by_identity
        lost_words = any(one.lost_words for one in (issues.open or issues.closed[:1]))
        affected = len(issues.open) > 1 or lost_words or _is_affected(issues, evidence, expected=expected)
        if identity not in found and affected:
            found[identity] = issues.category or by_identity.get(identity, "")
    return {identity: found[identity] for identity in sorted(found)}


def _is_affected(issues: CategoryIssues, evidence: Evidence, *, expected: bool) -> bool:
    """Whether a subject of this snapshot is in the ledger, or may have been there before it was overwritten.

    ``expected`` is true when the configuration, or a check run of this snapshot, has this category.
    """
    observed = {subject.key: bool(subject.ended_as) for subject in evidence.subjects}
    trackers = issues.open or issues.closed[:1]
    if any(one.needs_history for one in trackers) and expected:
        return bool(observed)
    return any(
        subject.key in observed and _may_change(subject, evidence, ended=observed[subject.key])
        for one in trackers
        for subject in one.known.subjects
    )


def _may_change(subject: Subject, evidence: Evidence, *, ended: bool) -> bool:
    return ended or any(not row.settled or row.newest.run_id in evidence.run_ids for row in subject.records)


def _trackers_that_may_have_ended(context: TrackerContext, trackers: Trackers) -> list[CategoryIssues]:
    """The open trackers that a run of the default branch does not affect, but may show to have ended.

    Its category passed there, or a check that keeps it open is no longer in its workflow.
    """
    if not context.default_branch:
        return []
    affected = _affected_categories(trackers, context.evidence, context.policy)
    found = []
    for identity, issues in trackers.by_identity.items():
        if identity in affected or not issues.open or not issues.category or any(o.needs_history for o in issues.open):
            continue
        passes = issues.category in context.evidence.passing_categories
        if passes or any(removed_checks(one.known, context.evidence) for one in issues.open):
            found.append(issues)
    return found


def _past(trackers: Trackers) -> Past:
    return Past(
        recorded={
            failure.check_id: Recorded(tracker.known.category, found.attempt)
            for issues in trackers.by_identity.values()
            for tracker in (*reversed(issues.closed), *reversed(issues.open))
            if tracker.known.category
            for found in tracker.known.occurrences
            for failure in found.failures
        },
        tracked=frozenset(issues.category for issues in trackers.by_identity.values() if issues.open),
        workflows=recorded_workflows(
            merged(*(one.known for one in issues.open or issues.closed[:1]))
            for issues in trackers.by_identity.values()
            if issues.current is not None
        ),
    )


def _without_repeats(decision: Decision) -> Decision:
    """The decision with each operation once: several parts may request the same label."""
    return replace(decision, plan=tuple(dict.fromkeys(decision.plan)))
