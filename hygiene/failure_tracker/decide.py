"""The failure tracker: one rolling issue per failure category, as a pure function of what one context saw.

Slots without any part in this context are left alone: a success with nothing to do writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import SYSTEMIC, identity_of
from hygiene.failure_tracker.context import TrackerContext
from hygiene.failure_tracker.evidence import Recorded, gather, seconds
from hygiene.failure_tracker.issues import trackers_of
from hygiene.failure_tracker.labels import labels_put_back, pull_request_labels
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import failing, newest_failure_at
from hygiene.failure_tracker.notes import surplus_notes
from hygiene.failure_tracker.open import Opening, open_trackers
from hygiene.failure_tracker.other_heads import gather_other_heads
from hygiene.failure_tracker.transitions import reopened, with_results
from hygiene.failure_tracker.update import keep_up
from hygiene.model.decision import Decision

if TYPE_CHECKING:
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.failure_tracker.issues import CategoryIssues, Trackers
    from hygiene.failure_tracker.ledger.model import Subject
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


def decide_trackers(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
    """The plan for the trackers and the label of the pull request; empty when everything is already so."""
    if not policy.tracks:
        return Decision()
    labels = pull_request_labels(snapshot, policy, trigger)
    put_back = labels_put_back(snapshot, policy.tracker.label)
    if put_back:
        # Categories, the cap and the systemic tracker depend on every open tracker: all wait until these are listed.
        return _tidy(labels + Decision(plan=put_back))
    trackers = trackers_of(snapshot)
    evidence = gather(snapshot, policy, trigger, _recorded(trackers), _tracked(trackers))
    default = bool(trigger.branch) and trigger.branch == snapshot.repository.default_branch
    context = TrackerContext(snapshot, policy.tracker, evidence, default, gather_other_heads(snapshot, policy, trigger))
    decision = labels
    openings: list[Opening] = []
    for name, category in _concerned(trackers, evidence, policy.tracker).items():
        issues = trackers.by_identity.get(name)
        outcome = (
            _vacant(context, category, issues)
            if issues is None or issues.current is None
            else keep_up(context, category, issues)
        )
        if isinstance(outcome, Opening):
            openings.append(outcome)
        elif outcome is not None:
            decision += outcome
    decision += open_trackers(context, openings, trackers)
    return _tidy(decision + Decision(plan=surplus_notes(trackers), notices=_nameless(trackers)))


def _vacant(context: TrackerContext, category: str, issues: CategoryIssues | None) -> Opening | None:
    """A new tracker. What a person closed as a duplicate is open_subjects by one only when it failed since."""
    ledger = with_results(Ledger(category), category, context.evidence, flaky_after=context.policy.flaky_after)
    closings = [seconds(one.issue.closed_at) for one in issues.duplicates] if issues else []
    if not failing(ledger) or (closings and newest_failure_at(ledger) <= max(closings)):
        return None
    return Opening(category, reopened(ledger))


def _concerned(trackers: Trackers, evidence: Evidence, policy: TrackerPolicy) -> dict[str, str]:
    """The slots that this context has a part in, with their categories, by name."""
    found = {identity_of(category): category for category in evidence.ledgers}
    by_name = {identity_of(category): category for category in (*evidence.categories, SYSTEMIC)}
    by_name |= {identity_of(rule.name): rule.name for rule in policy.categories}
    for name, issues in trackers.by_identity.items():
        if name not in found and (len(issues.open) > 1 or _has_part(issues, evidence, name in by_name)):
            found[name] = issues.category or by_name.get(name, "")
    return {name: found[name] for name in sorted(found)}


def _has_part(issues: CategoryIssues, evidence: Evidence, named: bool) -> bool:  # noqa: FBT001 - one answer about a slot
    """Whether a subject of this context stands in the ledger, or might have stood there before it was overwritten."""
    mine = {subject.key: bool(subject.gone) for subject in evidence.subjects}
    trackers = issues.open or issues.closed[:1]
    if any(one.needs_history for one in trackers) and named:
        return bool(mine)
    return any(
        subject.key in mine and _heard_now(subject, evidence, gone=mine[subject.key])
        for one in trackers
        for subject in one.known.subjects
    )


def _heard_now(subject: Subject, evidence: Evidence, *, gone: bool) -> bool:
    return gone or any(not row.settled or row.newest.run_id in evidence.runs for row in subject.records)


def _recorded(trackers: Trackers) -> dict[int, Recorded]:
    return {
        failure.check_id: Recorded(tracker.known.category, found.attempt)
        for issues in trackers.by_identity.values()
        for tracker in (*reversed(issues.closed), *reversed(issues.open))
        if tracker.known.category
        for found in tracker.known.occurrences
        for failure in found.failures
    }


def _tracked(trackers: Trackers) -> frozenset[str]:
    return frozenset(issues.category for issues in trackers.by_identity.values() if issues.open)


def _nameless(trackers: Trackers) -> tuple[str, ...]:
    return tuple(
        f"#{issue.number} carries a marker that cannot be read any more; close it if another tracker has its place."
        for issue in trackers.nameless
    )


def _tidy(decision: Decision) -> Decision:
    """Each operation once: several parts may want the same label made."""
    return Decision(
        plan=tuple(dict.fromkeys(decision.plan)),
        trackers=decision.trackers,
        notices=decision.notices,
        needs_history=decision.needs_history,
        needs_unlisted_issues=decision.needs_unlisted_issues,
        needs_other_heads=decision.needs_other_heads,
    )
