"""When a new tracker opens: the gate, the cap per run, and what must be there first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import SYSTEMIC, identity_of, rule_of
from hygiene.failure_tracker.context import block_of, hold_back, result
from hygiene.failure_tracker.labels import create_tracker_label, known_labels, labels_wanted, not_found, people_of
from hygiene.failure_tracker.ledger.queries import failing, occurrences_total
from hygiene.failure_tracker.other_heads import with_other_heads
from hygiene.failure_tracker.render import title
from hygiene.failure_tracker.transitions import reopened
from hygiene.model.decision import Decision
from hygiene.model.plan import CreateIssue
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import Remaining

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.issues import Trackers
    from hygiene.failure_tracker.ledger.model import Ledger


@dataclass(frozen=True, slots=True)
class Opening:
    """A tracker that should exist. ``continues`` is true when it takes over from one without room for comments."""

    category: str
    ledger: Ledger
    continues: bool = False


def open_trackers(context: TrackerContext, openings: Sequence[Opening], trackers: Trackers) -> Decision:
    """New issues for what passes the gate, as many as a run may open; the others are withheld, with the reason."""
    decision = Decision()
    room = context.policy.opened_per_run_max - _opened_by_these_runs(context, trackers)
    # The systemic one first: it stands for the others.
    for wanted in sorted(openings, key=lambda one: (not one.continues, one.category != SYSTEMIC, one.category)):
        reason = _obstacle(context)
        if not reason and _gate(context, wanted) and context.other_heads is None:
            return Decision(needs_other_heads=True)
        opening = _with_other_heads(context, wanted) if not reason and _gate(context, wanted) else wanted
        reason = reason or _gate(context, opening)
        if not reason and room <= 0 and not opening.continues:
            reason = f"a run opens at most {context.policy.opened_per_run_max} trackers"
        if reason:
            decision += hold_back(opening.category, opening.ledger, reason)
            continue
        if context.snapshot.remaining != Remaining():
            # What it is to follow, or to go on in, may stand where nobody has looked yet.
            return Decision(needs_unlisted_issues=True)
        room -= not opening.continues
        decision += _open(context, opening)
    return decision


def _open(context: TrackerContext, opening: Opening) -> Decision:
    repository, ledger = context.snapshot.repository, opening.ledger
    there = (result(opening.category, ledger),)
    if repository.tracker_label is None:
        # The next pass opens it; a dry run has no next one.
        comes = tuple(replace(one, action=TrackerAction.OPENED) for one in there)
        return Decision(plan=(create_tracker_label(context.snapshot, context.policy.label),), trackers=comes)
    labels = known_labels(repository, labels_wanted(context, ledger))
    issue = CreateIssue(
        repository.id,
        opening.category,
        title(opening.category),
        block_of(context, ledger, identity_of(opening.category)),
        tuple(label.id for label in labels),
        people_of(repository, rule_of(opening.category, context.policy)),
    )
    return Decision(plan=(issue,), trackers=there, notices=not_found(context, ledger))


def _obstacle(context: TrackerContext) -> str:
    """Why nothing can open; empty if something can."""
    return "" if context.snapshot.repository.has_issues else "issues are disabled in this repository"


def _with_other_heads(context: TrackerContext, opening: Opening) -> Opening:
    """The same with what fails alike in other places, which counts for the threshold and stands in the tracker."""
    ledger = with_other_heads(
        opening.ledger, context.evidence, context.other_heads or (), flaky_after=context.policy.flaky_after
    )
    return replace(opening, ledger=reopened(ledger))


def _gate(context: TrackerContext, opening: Opening) -> str:
    """What it still waits for; empty if it may open."""
    policy = context.policy
    if context.default_branch or opening.continues:
        return ""
    count = occurrences_total(opening.ledger)
    pulls = len({subject.key for subject in failing(opening.ledger) if subject.pull_request is not None})
    by_count, by_pulls = policy.open_after_occurrences, policy.open_after_pull_requests
    # A measure that is left at 1 is no gate when the other one is set.
    enough = (by_count > 1 or by_pulls <= 1) and count >= by_count
    spread = by_pulls > 1 and pulls >= by_pulls
    return "" if enough or spread else f"{count} of {by_count} occurrences, {pulls} of {by_pulls} pull requests"


def _opened_by_these_runs(context: TrackerContext, trackers: Trackers) -> int:
    return sum(
        1
        for issues in trackers.by_identity.values()
        for tracker in issues.open
        if tracker.known.episodes and tracker.known.episodes[0].opened.run_id in context.evidence.runs
    )
