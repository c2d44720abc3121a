"""What becomes of a slot that has an tracker: kept up, reopened, resolved, merged, or left to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import IDENTITY_PREFIX
from hygiene.failure_tracker.context import body_update, hold_back, result
from hygiene.failure_tracker.evidence import seconds
from hygiene.failure_tracker.issues import IGNORE, KEEP_OPEN
from hygiene.failure_tracker.labels import issue_labels, not_found
from hygiene.failure_tracker.ledger.compact import compact
from hygiene.failure_tracker.ledger.merge import merge, same, united, with_ends
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import episode, failing, newest_failure_at, occurrences_total, open_subjects
from hygiene.failure_tracker.notes import REOPENED, RESOLVED, closed_by, due_notes, ended_by_us
from hygiene.failure_tracker.open import Opening
from hygiene.failure_tracker.transitions import reopened, resolved, with_results
from hygiene.model.decision import Decision
from hygiene.model.plan import CloseIssue, Operation, ReopenIssue
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import IssueState

if TYPE_CHECKING:
    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.issues import CategoryIssues, TrackerIssue
    from hygiene.failure_tracker.notes import Due


def keep_up(context: TrackerContext, category: str, issues: CategoryIssues) -> Decision | Opening:
    """The decision on an occupied slot, or the new tracker that should follow the one that holds it."""
    tracker = issues.current
    assert tracker is not None, issues.name  # noqa: S101 - an empty slot has nothing to keep up
    mine = issues.open or issues.closed[:1]
    # A tracker that was merged from, or replaced, may have heard of an end before or after it was.
    former = (one.known for one in (*issues.closed, *issues.duplicates) if one not in mine)
    known = with_ends(united(*(one.known for one in mine)), former)
    wanted = with_results(known, category, context.evidence, **_flaky(context))
    reason = _hands_off(mine)
    if reason:
        return hold_back(category, wanted, reason, tracker) if failing(wanted) else Decision()
    needs_history = tuple(one.issue.id for one in mine if one.needs_history)
    if needs_history:
        return Decision(needs_history=needs_history, trackers=(result(category, tracker.known, tracker),))
    if not issues.open:
        return _closed(context, category, tracker, wanted)
    if tracker.full:
        return Opening(category, replace(reopened(wanted), previous=tracker.issue.number), continues=True)
    return _open(context, category, issues, wanted)


def _flaky(context: TrackerContext) -> dict[str, int]:
    return {"flaky_after": context.policy.flaky_after}


def _hands_off(trackers: tuple[TrackerIssue, ...]) -> str:
    """What people, or a newer version of us, have said about this slot; empty if nothing."""
    for tracker in trackers:
        if tracker.parts.future:
            return f"#{tracker.issue.number} was written by a newer version of hygiene"
        if tracker.issue.has_label(IGNORE):
            return f"#{tracker.issue.number} carries {IGNORE}"
        if tracker.issue.state is IssueState.NOT_PLANNED:
            return f"#{tracker.issue.number} was closed as not planned{closed_by(tracker.issue)}"
    return ""


def _open(context: TrackerContext, category: str, issues: CategoryIssues, wanted: Ledger) -> Decision:
    """An open tracker: its body, labels and notes; its end when nobody keeps it open; its duplicates."""
    tracker, duplicates = issues.open[0], issues.open[1:]
    issue = tracker.issue
    ending = not open_subjects(wanted) and bool(wanted.subjects)
    ledger = resolved(wanted, context.evidence) if ending else reopened(wanted)
    ledger, due = _milestones(context, tracker, ledger)
    losers, merged = _duplicates(category, tracker, duplicates)
    closing: tuple[Operation, ...] = losers
    current = episode(ledger)
    if ending and merged and not issue.has_label(KEEP_OPEN):
        due = (*due, (RESOLVED, current.number if current else 0))
        closing = (*closing, CloseIssue(issue.id, issue.number, category, issue.version))
    decision = _written(context, tracker, ledger, due, closing)
    return decision if merged else _merging(decision)


def _merging(decision: Decision) -> Decision:
    """The same, telling what the next pass does: its duplicates are closed once this one is seen to hold all."""
    comes = (
        one if one.action is TrackerAction.WITHHELD else replace(one, action=TrackerAction.MERGED)
        for one in decision.trackers
    )
    return replace(decision, trackers=tuple(comes))


def _closed(context: TrackerContext, category: str, tracker: TrackerIssue, wanted: Ledger) -> Decision | Opening:
    """A closed tracker: reopened by newer evidence while its window lasts, after it continued by a new one."""
    issue, closed_at = tracker.issue, tracker.issue.closed_at or tracker.issue.created_at
    edited_at = issue.version.last_edited_at
    # An episode that we began after the closing was to be reopened with it, and that did not come through.
    begun_since = edited_at is not None and edited_at > closed_at and tracker.seen.shut < seconds(closed_at)
    ours = tracker.ended or begun_since or issue.id in context.snapshot.closed_here or ended_by_us(tracker)
    by_person = bool(tracker.seen.episodes) and not ours
    due_again = bool(failing(wanted)) and (not by_person or newest_failure_at(wanted) > seconds(closed_at))
    within = context.snapshot.read_at - closed_at <= timedelta(days=context.policy.reopen_within_days)
    if due_again and not within:
        fresh = with_results(Ledger(category, previous=issue.number), category, context.evidence, **_flaky(context))
        return Opening(category, reopened(fresh)) if failing(fresh) else Decision()
    if due_again:
        ledger, due = _milestones(context, tracker, reopened(wanted))
        current = episode(ledger)
        due = (*due, (REOPENED, current.number if current else 0))
        again = (ReopenIssue(issue.id, issue.number, category, issue.version),)
        return _written(context, tracker, ledger, due, again)
    ledger = wanted if open_subjects(wanted) else resolved(wanted, context.evidence)
    if not within or same(ledger, tracker.seen):
        reason = f"closed{closed_by(issue) or ' by a person'}, and nothing failed since"
        reason = reason if by_person and failing(ledger) else ""
        return Decision(trackers=(result(category, ledger, tracker, withheld=reason),))
    ledger = replace(ledger, shut=seconds(closed_at)) if by_person else ledger
    return _written(context, tracker, ledger, (), ())


def _milestones(context: TrackerContext, tracker: TrackerIssue, ledger: Ledger) -> tuple[Ledger, tuple[Due, ...]]:
    """What happens once in a tracker's life: it escalates, it is confirmed to be flaky."""
    policy = context.policy
    due: list[Due] = []
    grown = occurrences_total(ledger) >= policy.escalate_at > 0 and bool(failing(ledger))
    if grown and not ledger.escalated:
        due.append(("escalated", 0))
    if ledger.flaky and not tracker.known.flaky:
        due.append(("flaky", 0))
    return replace(ledger, escalated=ledger.escalated or grown), tuple(due)


def _duplicates(
    category: str, tracker: TrackerIssue, duplicates: tuple[TrackerIssue, ...]
) -> tuple[tuple[CloseIssue, ...], bool]:
    """The younger ones whose knowledge the survivor is seen to hold, and whether all of them are."""
    closing, merged = [], True
    for one in duplicates:
        if not same(compact(merge(tracker.seen, one.known)), compact(tracker.seen)):
            merged = False
        elif not one.issue.has_label(KEEP_OPEN):
            issue = one.issue
            closing.append(CloseIssue(issue.id, issue.number, category, issue.version, tracker.issue.id))
    return tuple(closing), merged


def _written(
    context: TrackerContext,
    tracker: TrackerIssue,
    ledger: Ledger,
    due: tuple[Due, ...],
    changes: tuple[Operation, ...],
) -> Decision:
    update = body_update(context, tracker, ledger)
    if update is None:
        reason = "people's words in its body leave no room for ours"
        return hold_back(ledger.category, ledger, reason, tracker)
    notes, notices = due_notes(context, tracker, ledger, due)
    labels = issue_labels(context, tracker.issue, ledger)
    notices += not_found(context, ledger, tracker.issue.labels)
    if tracker.parts.damaged:
        slug = tracker.parts.identity.removeprefix(IDENTITY_PREFIX)
        notices += (f"The marker of #{tracker.issue.number} ({slug}) was damaged: {tracker.parts.damaged}.",)
    return Decision(
        plan=(*update, *changes, *labels, *notes),
        trackers=(result(ledger.category, ledger, tracker),),
        notices=notices,
    )
