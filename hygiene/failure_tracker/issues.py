"""Who holds a tracker's slot: our own issues that carry its marker, the one that stays, and what they all know.

An issue by somebody else is never an tracker, whatever it carries. Among open ones the oldest stays; one that has run
out of comments stands behind the others. When none is open, the one that was closed last holds the slot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import Parts, ledgers_in, take_apart
from hygiene.failure_tracker.ledger.merge import united
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import episode
from hygiene.model.snapshot import IssueState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.snapshot import Issue, Snapshot

NOTES_MAX = 2_400
IGNORE = "hygiene:ignore"
KEEP_OPEN = "hygiene:keep-open"
QUIET = "hygiene:quiet"


@dataclass(frozen=True, slots=True)
class TrackerIssue:
    """An issue of ours in a slot. ``seen`` is what its body holds, ``known`` that and what was overwritten in it.

    ``needs_history`` is true when its edit history must be read first: its edit count shows that somebody was
    overwritten, or its marker is damaged and an older text may have it whole. ``ended`` is true when a writer of ours
    has resolved it, as far as the text and those that it overwrote tell: then its closing was ours, whoever wrote last.
    """

    issue: Issue
    parts: Parts
    seen: Ledger
    known: Ledger
    needs_history: bool = False
    ended: bool = False

    @property
    def full(self) -> bool:
        """Close to the number of comments after which GitHub takes no more."""
        return self.issue.notes_total >= NOTES_MAX

    @property
    def rank(self) -> tuple[bool, int]:
        """The lowest stays."""
        return self.full, self.issue.number


@dataclass(frozen=True, slots=True)
class CategoryIssues:
    """All trackers of one slot: open ones with the one that stays first, closed ones with the newest first.

    ``duplicates`` were closed as such, by us or by people, and hold nothing any more.
    """

    name: str
    open: tuple[TrackerIssue, ...] = ()
    closed: tuple[TrackerIssue, ...] = ()
    duplicates: tuple[TrackerIssue, ...] = ()

    @property
    def current(self) -> TrackerIssue | None:
        """The one that holds the slot."""
        return next(iter((*self.open, *self.closed)), None)

    @property
    def category(self) -> str:
        """The category that its trackers name."""
        return next((found.known.category for found in (*self.open, *self.closed) if found.known.category), "")


@dataclass(frozen=True, slots=True)
class Trackers:
    """The slots of a snapshot by name, and issues of ours with a marker whose slot nobody can read."""

    by_identity: Mapping[str, CategoryIssues] = field(default_factory=dict)
    nameless: tuple[Issue, ...] = ()


def trackers_of(snapshot: Snapshot) -> Trackers:
    """Every slot that has an tracker."""
    found: dict[str, list[TrackerIssue]] = {}
    nameless: list[Issue] = []
    for issue in snapshot.trackers:
        parts = take_apart(issue.body) if issue.own else None
        if parts is None:
            continue
        if parts.identity:
            found.setdefault(parts.identity, []).append(_tracker_issue(issue, parts, snapshot))
        elif issue.state is IssueState.OPEN:
            nameless.append(issue)
    return Trackers({name: _category_issues(name, found[name]) for name in sorted(found)}, tuple(nameless))


def _category_issues(name: str, trackers: list[TrackerIssue]) -> CategoryIssues:
    by_closing = sorted(trackers, key=lambda one: (one.issue.closed_at or one.issue.created_at, one.issue.number))
    by_state: dict[IssueState, list[TrackerIssue]] = {}
    for one in reversed(by_closing):
        known = one.issue.state in (IssueState.OPEN, IssueState.DUPLICATE)
        by_state.setdefault(one.issue.state if known else IssueState.CLOSED, []).append(one)
    return CategoryIssues(
        name,
        open=tuple(sorted(by_state.get(IssueState.OPEN, ()), key=lambda one: one.rank)),
        closed=tuple(by_state.get(IssueState.CLOSED, ())),
        duplicates=tuple(by_state.get(IssueState.DUPLICATE, ())),
    )


def _tracker_issue(issue: Issue, parts: Parts, snapshot: Snapshot) -> TrackerIssue:
    seen = parts.ledger or Ledger("")
    moved = issue.edits.moved_past(seen.base)
    suspect = not parts.future and (moved if parts.ledger is not None else issue.edits.total > 0)
    texts = snapshot.overwritten.get(issue.id)
    older = ledgers_in(texts or (), parts.identity)
    # Edit histories are told from the newest; those up to the base were known to whoever wrote last.
    since = (seen, *ledgers_in((texts or ())[: max(0, issue.edits.total - seen.base)], parts.identity))
    ended = any((last := episode(one)) is not None and last.resolved is not None for one in since)
    return TrackerIssue(issue, parts, seen, united(seen, *older), needs_history=suspect and texts is None, ended=ended)
