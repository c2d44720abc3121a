"""Whether a new tracker opens: the thresholds, the number that a run may open, and what must exist first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import SYSTEMIC, identity_of, rule_of
from hygiene.failure_tracker.context import block_of, result, withhold
from hygiene.failure_tracker.labels import assignee_ids, create_tracker_label, known_labels, labels_wanted, not_found
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import failing, occurrences_total
from hygiene.failure_tracker.render import title
from hygiene.failure_tracker.transitions import reopened, with_results
from hygiene.model.decision import Decision
from hygiene.model.plan import CreateIssue
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import Remaining
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.issues import Trackers


@dataclass(frozen=True, slots=True)
class Opening:
    """A tracker that should exist. ``takes_over`` is true when it replaces one that can have no more comments."""

    category: str
    ledger: Ledger
    takes_over: bool = False


def open_trackers(context: TrackerContext, openings: Sequence[Opening], trackers: Trackers) -> Decision:
    """New issues for what is over the threshold, as many as a run may open; others are withheld, with the reason."""
    decision = Decision()
    room = context.policy.opened_per_run_max - _opened_by_these_runs(context, trackers)
    # The systemic one first: it replaces trackers of single categories.
    for wanted in sorted(openings, key=lambda one: (not one.takes_over, one.category != SYSTEMIC, one.category)):
        reason = _cannot_open(context)
        if not reason and _below_threshold(context, wanted) and context.other_heads is None:
            return Decision(needs_other_heads=True)
        opening = _with_other_heads(context, wanted) if not reason and _below_threshold(context, wanted) else wanted
        reason = reason or _below_threshold(context, opening)
        if not reason and room <= 0 and not opening.takes_over:
            reason = f"a run opens at most {context.policy.opened_per_run_max} trackers"
        if reason:
            decision += withhold(opening.category, opening.ledger, reason)
            continue
        if context.snapshot.remaining != Remaining():
            # The issue that it follows, or that it should be, may be among those that were not read yet.
            return Decision(needs_unlisted_issues=True)
        room -= not opening.takes_over
        decision += _open(context, opening)
    return decision


def _open(context: TrackerContext, opening: Opening) -> Decision:
    repository, ledger = context.snapshot.repository, opening.ledger
    results = (result(opening.category, ledger),)
    labels = known_labels(repository, labels_wanted(context, ledger))
    issue = CreateIssue(
        repository.id,
        opening.category,
        title(opening.category),
        block_of(context, ledger, identity_of(opening.category)),
        tuple(label.id for label in labels),
        assignee_ids(repository, rule_of(opening.category, context.policy)),
    )
    if repository.tracker_label is None:
        opened = tuple(replace(one, action=TrackerAction.OPENED) for one in results)
        return Decision(
            plan=(create_tracker_label(context.snapshot, context.policy.label),), trackers=opened, later=(issue,)
        )
    return Decision(plan=(issue,), trackers=results, notices=not_found(context, ledger))


def _cannot_open(context: TrackerContext) -> str:
    """Why no tracker can open in this repository; empty if one can."""
    return "" if context.snapshot.repository.has_issues else "issues are disabled in this repository"


def _with_other_heads(context: TrackerContext, opening: Opening) -> Opening:
    """The opening with the same failures of other heads: they count for the threshold and are in its ledger."""
    category, flaky_after = opening.ledger.category, context.policy.flaky_after
    ledger = Ledger(category)
    for evidence in context.other_heads or ():
        ledger = with_results(ledger, category, evidence, flaky_after=flaky_after)
    ledger = with_results(merge(ledger, opening.ledger), category, context.evidence, flaky_after=flaky_after)
    return replace(opening, ledger=reopened(ledger))


def _below_threshold(context: TrackerContext, opening: Opening) -> str:
    """What is missing until it may open; empty if it may."""
    policy = context.policy
    if context.default_branch or opening.takes_over:
        return ""
    count = occurrences_total(opening.ledger)
    pulls = len({subject.key for subject in failing(opening.ledger) if subject.pull_request is not None})
    by_count, by_pulls = policy.open_after_occurrences, policy.open_after_pull_requests
    # A threshold of 1 is none when the other one is larger.
    enough = (by_count > 1 or by_pulls <= 1) and count >= by_count
    spread = by_pulls > 1 and pulls >= by_pulls
    return "" if enough or spread else f"{count} of {by_count} occurrences, {pulls} of {by_pulls} pull requests"


def _opened_by_these_runs(context: TrackerContext, trackers: Trackers) -> int:
    return sum(
        1
        for issues in trackers.by_identity.values()
        for tracker in issues.open
        if tracker.known.episodes and tracker.known.episodes[0].opened.run_id in context.evidence.run_ids
    )
