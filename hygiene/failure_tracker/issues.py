"""The tracker issues of each category: which of our own issues carry its marker, which one is kept, what they contain.

An issue of another account is never a tracker, even with a marker. Among open ones the oldest is kept; one that has
almost used up its comments comes after the others. When none is open, the one that was closed last is the tracker.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import ParsedBody, around, found_again, ledgers_in, parse_body
from hygiene.failure_tracker.categories import TITLE_PREFIX
from hygiene.failure_tracker.ledger.codec import END
from hygiene.failure_tracker.ledger.merge import merged
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.ledger.queries import episode
from hygiene.model.snapshot import IssueState
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.model.snapshot import Issue, Snapshot

NOTES_MAX = 2_400
IGNORE = "hygiene:ignore"
KEEP_OPEN = "hygiene:keep-open"
QUIET = "hygiene:quiet"


@dataclass(frozen=True, slots=True)
class TrackerIssue:
    """An issue of ours with the marker of a category.

    ``written`` is the ledger in its body, ``known`` that ledger with what was overwritten merged in. ``needs_history``
    is true when its edit history must be read first: its edit count shows that a text was overwritten, or its marker is
    damaged and an older text may have it whole. ``resolved_by_us`` is true when the body, or a text overwritten since,
    shows that the last episode is resolved: then we closed it, whoever wrote the body last. ``lost_words`` is true when
    a text of ours replaced words of people around the block that its writer had not seen, which ``parsed`` has again,
    and when the history of a damaged marker was read: either way the body is to be written.
    """

    issue: Issue
    parsed: ParsedBody
    written: Ledger
    known: Ledger
    needs_history: bool = False
    resolved_by_us: bool = False
    lost_words: bool = False

    @property
    def full(self) -> bool:
        """Whether it is close to the number of comments after which GitHub takes no more."""
        return self.issue.notes_total >= NOTES_MAX

    @property
    def rank(self) -> tuple[bool, int]:
        """The order of open trackers: the first one is kept."""
        return self.full, self.issue.number


@dataclass(frozen=True, slots=True)
class CategoryIssues:
    """All trackers of one identity: open ones with the one that is kept first, closed ones with the newest first.

    ``duplicates`` were closed as such, by us or by people, and are no longer the tracker of anything.
    """

    identity: str
    open: tuple[TrackerIssue, ...] = ()
    closed: tuple[TrackerIssue, ...] = ()
    duplicates: tuple[TrackerIssue, ...] = ()

    @property
    def current(self) -> TrackerIssue | None:
        """The tracker of the category."""
        return next(iter((*self.open, *self.closed)), None)

    @property
    def category(self) -> str:
        """The category that its trackers name."""
        return next((found.known.category for found in (*self.open, *self.closed) if found.known.category), "")


@dataclass(frozen=True, slots=True)
class Trackers:
    """The trackers of a snapshot by identity, and open issues of ours of which nothing shows whose tracker they are.

    ``needs_history`` are those whose edit history may still show it.
    """

    by_identity: Mapping[str, CategoryIssues] = field(default_factory=dict)
    unidentified: tuple[Issue, ...] = ()
    needs_history: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for each that only people can decide on."""
        return tuple(
            f"#{one.number} has no marker that can be read. Close it if another issue is the tracker of its category."
            for one in self.unidentified
        )


def trackers_of(snapshot: Snapshot) -> Trackers:
    """Every category that has a tracker."""
    found: dict[str, list[TrackerIssue]] = {}
    unidentified: list[Issue] = []
    needs_history: list[str] = []
    for issue in snapshot.trackers:
        parsed = parse_body(issue.body) if issue.own else None
        if parsed is None and not _was_tracker(issue):
            continue
        if (parsed is None or parsed.doubtful or not parsed.identity) and issue.edits.total:
            texts = snapshot.overwritten.get(issue.id)
            needs_history += [issue.id] if texts is None else []
            parsed = found_again(issue.body, texts or ()) or parsed
        if parsed is not None and parsed.identity:
            found.setdefault(parsed.identity, []).append(_tracker_issue(issue, parsed, snapshot))
        elif issue.state is IssueState.OPEN:
            unidentified.append(issue)
    by_identity = {identity: _category_issues(identity, found[identity]) for identity in sorted(found)}
    return Trackers(by_identity, tuple(unidentified), tuple(needs_history))


def _was_tracker(issue: Issue) -> bool:
    """Whether an issue of ours without a marker was a tracker: it was edited, and has our end line or our title."""
    ours = END in issue.body or issue.title.startswith(TITLE_PREFIX)
    return issue.own and issue.state is IssueState.OPEN and issue.edits.total > 0 and ours


def _category_issues(identity: str, trackers: list[TrackerIssue]) -> CategoryIssues:
    by_closing = sorted(trackers, key=lambda one: (one.issue.closed_at or one.issue.created_at, one.issue.number))
    by_state: dict[IssueState, list[TrackerIssue]] = {}
    for one in reversed(by_closing):
        known = one.issue.state in (IssueState.OPEN, IssueState.DUPLICATE)
        by_state.setdefault(one.issue.state if known else IssueState.CLOSED, []).append(one)
    return CategoryIssues(
        identity,
        open=tuple(sorted(by_state.get(IssueState.OPEN, ()), key=lambda one: one.rank)),
        closed=tuple(by_state.get(IssueState.CLOSED, ())),
        duplicates=tuple(by_state.get(IssueState.DUPLICATE, ())),
    )


def _tracker_issue(issue: Issue, parsed: ParsedBody, snapshot: Snapshot) -> TrackerIssue:
    written = parsed.ledger or Ledger("")
    overwrote = issue.edits.moved_past(written.base)
    suspect = not parsed.future and (overwrote if parsed.ledger is not None else issue.edits.total > 0)
    texts = snapshot.overwritten.get(issue.id)
    older = ledgers_in(texts or (), parsed.identity)
    # The newest texts come first; those up to the base were known to the writer of the body.
    unseen = (texts or ())[: max(0, issue.edits.total - written.base)]
    since = (written, *ledgers_in(unseen, parsed.identity))
    with_words = _with_words(parsed, texts or (), unseen, snapshot.by_others.get(issue.id, ()))
    return TrackerIssue(
        issue,
        with_words,
        written,
        merged(written, *older),
        needs_history=suspect and texts is None,
        resolved_by_us=any((last := episode(one)) is not None and last.resolved is not None for one in since),
        lost_words=with_words != parsed or (parsed.damaged != "" and texts is not None),
    )


def _with_words(
    parsed: ParsedBody, texts: tuple[str, ...], unseen: tuple[str, ...], by_others: tuple[bool, ...]
) -> ParsedBody:
    """The body with the words around its block as people left them last, where its writer had not seen them."""
    theirs = next((text for text, other in zip(unseen, by_others, strict=False) if other), None)
    return parsed if theirs is None or theirs == unseen[0] else around(parsed, theirs, texts)
