"""The notes of a tracker, its only comments: which are due, which exist already, which were written twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.failure_tracker.categories import IDENTITY_PREFIX
from hygiene.failure_tracker.issues import IGNORE, QUIET
from hygiene.failure_tracker.render import NOTE_PREFIX, render_note
from hygiene.model.marker import Marker, decode
from hygiene.model.plan import AddNote, DeleteComment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.issues import TrackerIssue, Trackers
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.snapshot import Comment, Issue

HOUR = timedelta(hours=1)
RESOLVED, REOPENED = "resolved", "reopened"
# One run takes no longer than this, pauses and retries included.
RUN_DURATION_MAX = timedelta(minutes=10)

Due = tuple[str, int]


def due_notes(
    context: TrackerContext, tracker: TrackerIssue, ledger: Ledger, due: Iterable[Due]
) -> tuple[tuple[AddNote, ...], tuple[str, ...]]:
    """The notes to add, and a notice for each that a label, a lock or the hourly limit prevents."""
    issue = tracker.issue
    existing = _by_due(tracker)
    wanted = [one for one in due if one not in existing]
    if not wanted:
        return (), ()
    recent = sum(1 for note in issue.notes if note.own and note.created_at > context.snapshot.now - HOUR)
    room = max(0, context.policy.notes_per_hour_max - recent)
    reason = f"the limit is {context.policy.notes_per_hour_max} in an hour"
    if issue.has_label(QUIET):
        room, reason = 0, f"it has the label {QUIET}"
    elif issue.locked:
        room, reason = 0, "it is locked"
    slug, url = tracker.parsed.identity.removeprefix(IDENTITY_PREFIX), context.snapshot.repository.url
    closer = _closing_person(tracker)
    notes = tuple(
        AddNote(issue.id, issue.number, ledger.category, render_note(kind, number, slug, ledger, url, closer))
        for kind, number in wanted[:room]
    )
    notices = tuple(f"No comment that #{issue.number} is {kind}: {reason}." for kind, _ in wanted[room:])
    return notes, notices


def closed_by(issue: Issue) -> str:
    """Who closed an issue, as the end of a sentence; empty where it is not known."""
    return f" by {issue.closed_by}" if issue.closed_by else ""


def _closing_person(tracker: TrackerIssue) -> str:
    """The login of the person who closed it; empty where we did, as our note states it already."""
    return "" if tracker.resolved_by_us or closed_after_our_note(tracker) else tracker.issue.closed_by


def surplus_notes(trackers: Trackers) -> tuple[DeleteComment, ...]:
    """The younger ones of notes that concurrent runs wrote twice."""
    return tuple(
        DeleteComment(note.id, tracker.issue.number)
        for issues in trackers.by_identity.values()
        for tracker in (*issues.open, *issues.closed)
        if not tracker.parsed.future and not tracker.issue.has_label(IGNORE)
        for notes in _by_due(tracker).values()
        for note in notes[1:]
    )


def closed_after_our_note(tracker: TrackerIssue) -> bool:
    """Whether our note on the recovery came right before the closing, even if the body no longer states it."""
    closed_at = tracker.issue.closed_at
    by_id = {note.database_id: (kind, note) for (kind, _), notes in _by_due(tracker).items() for note in notes}
    ids = [number for number, (kind, _) in by_id.items() if kind in (RESOLVED, REOPENED)]
    if closed_at is None or not ids:
        return False
    kind, last = by_id[max(ids)]
    return kind == RESOLVED and last.created_at <= closed_at <= last.created_at + RUN_DURATION_MAX


def _by_due(tracker: TrackerIssue) -> Mapping[Due, list[Comment]]:
    identity = f"{NOTE_PREFIX}{tracker.parsed.identity.removeprefix(IDENTITY_PREFIX)}"
    found: dict[Due, list[Comment]] = {}
    for note in sorted(tracker.issue.notes, key=lambda one: (one.database_id, one.id)):
        marker = decode(note.body) if note.own and not note.minimized else None
        if not isinstance(marker, Marker) or marker.identity != identity:
            continue
        kind, number = marker.state.get("kind"), marker.state.get("episode")
        if isinstance(kind, str) and isinstance(number, int):
            found.setdefault((kind, number), []).append(note)
    return found
