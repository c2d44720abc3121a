"""The decision on a category that has a tracker: update, reopen, resolve, merge, or leave it to people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import IDENTITY_PREFIX
from hygiene.failure_tracker.check_runs import seconds
from hygiene.failure_tracker.context import body_update, result, withhold
from hygiene.failure_tracker.ended import ids_to_read, with_ended_subjects
from hygiene.failure_tracker.issues import IGNORE, KEEP_OPEN
from hygiene.failure_tracker.labels import issue_labels, not_found
from hygiene.failure_tracker.ledger.compact import compact
from hygiene.failure_tracker.ledger.merge import merge, merged, same, with_recoveries
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import episode, failing, newest_failure_at, occurrences_total, open_subjects
from hygiene.failure_tracker.notes import REOPENED, RESOLVED, closed_after_our_note, closed_by, due_notes
from hygiene.failure_tracker.open import Opening
from hygiene.failure_tracker.transitions import at_rest, reopened, resolved, with_results
from hygiene.model.decision import Decision, SubjectsNeeded
from hygiene.model.plan import CloseIssue, Operation, ReopenIssue
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import IssueState
from hygiene.values import replace

# Read in one request.
SUBJECTS_READ_MAX = 100

if TYPE_CHECKING:
    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.issues import CategoryIssues, TrackerIssue
    from hygiene.failure_tracker.notes import Due


def update_tracker(
    context: TrackerContext, category: str, issues: CategoryIssues, *, read_subjects: bool = False
) -> Decision | Opening:
    """The decision on a category that has a tracker, or the new tracker that should follow it.

    The state of pull requests that alone keep it open is read when the tracker changes, or with ``read_subjects``.
    """
    tracker = issues.current
    assert tracker is not None, issues.identity  # noqa: S101 - callers handle a category without a tracker
    current = issues.open or issues.closed[:1]
    # A closed tracker, also one that was a duplicate, may have recorded a recovery that the current ones have not.
    former = (one.known for one in (*issues.closed, *issues.duplicates) if one not in current)
    known = with_recoveries(merged(*(one.known for one in current)), former)
    context = replace(context, evidence=with_ended_subjects(context.evidence, context.snapshot.subjects, known))
    wanted = with_results(known, category, context.evidence, flaky_after=context.policy.flaky_after)
    reason = reason_to_leave_alone(current)
    if reason:
        return withhold(category, wanted, reason, tracker) if failing(wanted) else Decision()
    needs_history = tuple(one.issue.id for one in current if one.needs_history)
    if needs_history:
        return Decision(needs_history=needs_history, trackers=(result(category, tracker.known, tracker),))
    if not issues.open:
        return _update_closed(context, category, tracker, wanted)
    read_subjects = read_subjects or not same(wanted, tracker.written)
    ids = ids_to_read(wanted, context.evidence) if read_subjects and context.snapshot.subjects is None else ()
    if ids:
        # Only other pull requests keep it open. If they were merged, closed or deleted, no run of theirs will come.
        needed = SubjectsNeeded(ids[:SUBJECTS_READ_MAX])
        return Decision(needs_subjects=needed, trackers=(result(category, wanted, tracker),))
    if tracker.full:
        return Opening(category, replace(reopened(wanted), previous=tracker.issue.number), takes_over=True)
    return _update_open(context, category, issues, wanted)


def reason_to_leave_alone(trackers: tuple[TrackerIssue, ...]) -> str:
    """Why a category's trackers must not be written to (people decided it, or a newer version wrote them), or empty."""
    for tracker in trackers:
        if tracker.parsed.future:
            return f"#{tracker.issue.number} was written by a newer version of hygiene"
        if tracker.issue.has_label(IGNORE):
            return f"#{tracker.issue.number} has the label {IGNORE}"
        if tracker.issue.state is IssueState.NOT_PLANNED:
            return f"#{tracker.issue.number} was closed as not planned{closed_by(tracker.issue)}"
    return ""


def _update_open(context: TrackerContext, category: str, issues: CategoryIssues, wanted: Ledger) -> Decision:
    """An open tracker: its body, labels and notes; its closing when no subject keeps it open; its duplicates."""
    tracker, duplicates = issues.open[0], issues.open[1:]
    issue = tracker.issue
    recovered = not open_subjects(wanted) and bool(wanted.subjects)
    ledger = resolved(wanted, context.evidence) if recovered else reopened(wanted)
    ledger, due = _milestones(context, tracker, ledger)
    surplus, all_merged = _duplicates_to_close(category, tracker, duplicates)
    closing: tuple[Operation, ...] = surplus
    current = episode(ledger)
    if recovered and all_merged and not issue.has_label(KEEP_OPEN):
        due = (*due, (RESOLVED, current.number if current else 0))
        closing = (*closing, CloseIssue(issue.id, issue.number, category, issue.version))
    decision = _with_update(context, tracker, ledger, due, closing)
    return decision if all_merged else _merging(decision)


def _merging(decision: Decision) -> Decision:
    """The decision with `merged` as its action: the next pass closes the duplicates, once this one holds their data."""
    trackers = (
        one if one.action is TrackerAction.WITHHELD else replace(one, action=TrackerAction.MERGED)
        for one in decision.trackers
    )
    return replace(decision, trackers=tuple(trackers))


def _update_closed(context: TrackerContext, category: str, tracker: TrackerIssue, wanted: Ledger) -> Decision | Opening:
    """A closed tracker: reopened by a newer failure within ``reopen_within_days``, followed by a new one after that."""
    issue, closed_at = tracker.issue, tracker.issue.closed_at or tracker.issue.created_at
    # A tracker that was closed before a failure must be reopened: an earlier reopening may have failed.
    ours = (
        tracker.resolved_by_us
        or issue.closing in tracker.known.reopened
        or issue.id in context.snapshot.closed_here
        or closed_after_our_note(tracker)
    )
    by_person = bool(tracker.written.episodes) and not ours
    fails_again = bool(failing(wanted)) and (not by_person or _failed_since(wanted, tracker.known, seconds(closed_at)))
    within = context.snapshot.now - closed_at <= timedelta(days=context.policy.reopen_within_days)
    if fails_again and not within:
        empty = Ledger(category, previous=issue.number)
        fresh = with_results(empty, category, context.evidence, flaky_after=context.policy.flaky_after)
        return Opening(category, reopened(fresh)) if failing(fresh) else Decision()
    if fails_again:
        began = replace(reopened(wanted), reopened=(issue.closing,) if issue.closing else ())
        ledger, due = _milestones(context, tracker, began)
        current = episode(ledger)
        due = (*due, (REOPENED, current.number if current else 0))
        again = (ReopenIssue(issue.id, issue.number, category, issue.version),)
        return _with_update(context, tracker, ledger, due, again)
    ledger = at_rest(wanted)
    ledger = ledger if failing(ledger) else resolved(ledger, context.evidence)
    if not within or (same(ledger, tracker.written) and not tracker.lost_words):
        reason = f"closed{closed_by(issue) or ' by a person'}, and nothing failed since"
        reason = reason if by_person and failing(ledger) else ""
        return Decision(trackers=(result(category, ledger, tracker, withheld=reason),))
    return _with_update(context, tracker, ledger, (), ())


def _failed_since(wanted: Ledger, known: Ledger, closed_at: int) -> bool:
    """Whether something failed after a person closed the tracker; in the same second, what it had not recorded yet."""
    recorded = {(subject.key, row.check, row.last_failure) for subject in known.subjects for row in subject.records}
    return newest_failure_at(wanted) > closed_at or any(
        row.failing and row.last_failure.at == closed_at and (subject.key, row.check, row.last_failure) not in recorded
        for subject in wanted.subjects
        for row in subject.records
    )


def _milestones(context: TrackerContext, tracker: TrackerIssue, ledger: Ledger) -> tuple[Ledger, tuple[Due, ...]]:
    """The ledger with what happens only once to a tracker, and the notes about it: it escalates, it is found flaky."""
    policy = context.policy
    due: list[Due] = []
    grown = occurrences_total(ledger) >= policy.escalate_at > 0 and bool(failing(ledger))
    if grown and not ledger.escalated:
        due.append(("escalated", 0))
    if ledger.flaky and not tracker.known.flaky:
        due.append(("flaky", 0))
    return replace(ledger, escalated=ledger.escalated or grown), tuple(due)


def _duplicates_to_close(
    category: str, tracker: TrackerIssue, duplicates: tuple[TrackerIssue, ...]
) -> tuple[tuple[CloseIssue, ...], bool]:
    """The closing of each duplicate whose ledger the kept tracker is seen to hold, and whether it holds all of them."""
    closing, all_merged = [], True
    for one in duplicates:
        if not same(compact(merge(tracker.written, one.known)), compact(tracker.written)):
            all_merged = False
        elif not one.issue.has_label(KEEP_OPEN):
            issue = one.issue
            closing.append(CloseIssue(issue.id, issue.number, category, issue.version, tracker.issue.id))
    return tuple(closing), all_merged


def _with_update(
    context: TrackerContext,
    tracker: TrackerIssue,
    ledger: Ledger,
    due: tuple[Due, ...],
    changes: tuple[Operation, ...],
) -> Decision:
    """These changes with the update of the body, the labels and the notes that are due."""
    update = body_update(context, tracker, ledger)
    if update is None:
        reason = "the text of people in its body leaves no room for the tracker's"
        return withhold(ledger.category, ledger, reason, tracker)
    notes, notices = due_notes(context, tracker, ledger, due)
    labels = issue_labels(context, tracker.issue, ledger)
    notices += not_found(context, ledger, tracker.issue.labels)
    if tracker.parsed.damaged:
        slug = tracker.parsed.identity.removeprefix(IDENTITY_PREFIX)
        notices += (f"The marker of #{tracker.issue.number} ({slug}) was damaged: {tracker.parsed.damaged}.",)
    return Decision(
        plan=(*update, *changes, *labels, *notes),
        trackers=(result(ledger.category, ledger, tracker),),
        notices=notices,
    )
