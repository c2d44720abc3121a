"""The comments on a pull request that may be our status comment, and which of them is kept.

The order is total: the highest generation is kept, among equals the oldest comment, and a damaged comment comes after
all undamaged ones. A new comment that replaces an older one (green turned red) carries the next generation, so that
every writer keeps it; of two new comments of the same generation the older one is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.model.comment_state import CommentState, decode_state, merge_sections
from hygiene.model.decision import Decision
from hygiene.model.late_results import RunEnd, merge_ends
from hygiene.model.marker import Damaged, Marker, decode
from hygiene.model.snapshot import PullRequestState
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Comment, PullRequest, Snapshot
    from hygiene.model.trigger import Trigger


KEY_CHARS_MAX = 100
_KIND = "status"


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment that our login wrote and that is, or becomes, a status comment.

    ``undamaged`` is false when its marker could not be decoded. ``adopted`` is true for a comment with the marker of
    another tool that is taken over by configuration.
    """

    comment: Comment
    state: CommentState
    undamaged: bool = True
    adopted: bool = False

    @property
    def overwrote(self) -> bool:
        """Whether the edit count shows that a writer replaced a version that it had not read."""
        edits = self.comment.edits
        if self.adopted:
            return False
        return edits.moved_past(self.state.base) if self.undamaged else edits.total > 0


@dataclass(frozen=True, slots=True)
class ExistingComments:
    """The status comments of one identity on a pull request, the one that is kept first.

    ``newer_version`` is a comment that a newer version of hygiene wrote; then ``comments`` is empty.
    """

    identity: str
    comments: tuple[OwnComment, ...] = ()
    newer_version: Comment | None = None

    def needs_history(self, overwritten: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The node ids of comments whose edit history must be read first: it may hold a section that was lost."""
        ids = (own.comment.id for own in self.comments if own.overwrote)
        return tuple(id_ for id_ in ids if id_ not in overwritten)

    def merged_state(self, overwritten: Mapping[str, tuple[str, ...]]) -> CommentState:
        """The state of the comment that is kept, with the sections of all comments and of their edit histories."""
        texts = [text for own in self.comments for text in overwritten.get(own.comment.id, ())]
        history = sorted((state for text in texts if (state := _state_in(text, self.identity))), key=_history_order)
        return _merged([own.state for own in self.comments if own.undamaged] + history[::-1])


def ended_runs(snapshot: Snapshot, policy: Policy) -> tuple[RunEnd, ...]:
    """The runs of the snapshot's head that have ended, as far as status comments have recorded it."""
    oid = snapshot.head.oid if snapshot.head is not None else ""
    states = (existing_comments(pull, policy).merged_state(snapshot.overwritten) for pull in snapshot.pull_requests)
    return merge_ends(*(state.ended for state in states if state.head == oid))


def remembered_gate(pull_request: PullRequest, policy: Policy) -> str:
    """The path of the Gate's workflow file that the status comment stores, empty if it stores none."""
    return next((own.state.gate for own in existing_comments(pull_request, policy).comments), "")


def comment_identity(policy: Policy) -> str:
    """``status``, or ``status/KEY`` where several Gates report on one pull request."""
    key = re.sub(r"[^\w.-]+", "-", policy.key)[:KEY_CHARS_MAX]
    return f"{_KIND}/{key}" if key else _KIND


def is_status_comment(comment: Comment, policy: Policy) -> bool:
    """Whether a comment is our own and has this identity, or the marker that the configuration adopts."""
    marker = decode(comment.body) if comment.own else None
    if marker is not None:
        return marker.identity == comment_identity(policy)
    return comment.own and bool(policy.status.adopt) and _adoptable(comment, policy)


def existing_comments(pull_request: PullRequest, policy: Policy) -> ExistingComments:
    """The status comments of a pull request as the snapshot shows them."""
    identity = comment_identity(policy)
    own = [comment for comment in pull_request.comments if comment.own and not comment.minimized]
    markers = [(comment, decode(comment.body)) for comment in own]
    others = any(marker is not None and marker.identity not in ("", identity) for _, marker in markers)
    found: list[OwnComment] = []
    for comment, marker in markers:
        match marker:
            case Marker(identity=name) if name == identity:
                found.append(OwnComment(comment, decode_state(marker.state)))
            case Damaged(identity=name, future=True) if name == identity:
                return ExistingComments(identity, newer_version=comment)
            case Damaged(identity=name, future=False) if name == identity or not (name or others):
                found.append(OwnComment(comment, CommentState(), undamaged=False))
            case _:
                pass
    if not found and policy.status.adopt:
        adoptable = (
            OwnComment(comment, CommentState(), undamaged=False, adopted=True)
            for comment in own
            if _adoptable(comment, policy)
        )
        found = sorted(adoptable, key=_keep_order)[:1]
    return ExistingComments(identity, tuple(sorted(found, key=_keep_order)))


def not_recreated(pull_request: PullRequest, policy: Policy, trigger: Trigger) -> Decision | None:
    """A decision with a notice where a deleted comment is not created again; None in every other case.

    GitHub reports whose comment was deleted, not which one: the deletion of another tool's comment of the same login
    counts as well.
    """
    respected = policy.status.respect_deletion and pull_request.deleted_by_people and trigger.event != "manual"
    if not respected or pull_request.state is not PullRequestState.OPEN:
        return None
    existing = existing_comments(pull_request, policy)
    if existing.comments or existing.newer_version is not None:
        return None
    number = pull_request.number
    reason = f"Pull request {number}: somebody deleted the comment, so it was not created again."
    return Decision(notices=(f"{reason} Run `hygiene post-ci --pr {number}` to create it.",))


def _adoptable(comment: Comment, policy: Policy) -> bool:
    if decode(comment.body) is not None:
        return False
    return any(line.startswith(policy.status.adopt) for line in comment.body.splitlines())


def _keep_order(own: OwnComment) -> tuple[bool, int, int, str]:
    return not own.undamaged, -own.state.generation, own.comment.database_id, own.comment.id


def _state_in(text: str, identity: str) -> CommentState | None:
    marker = decode(text)
    return decode_state(marker.state) if isinstance(marker, Marker) and marker.identity == identity else None


def _history_order(state: CommentState) -> tuple[int, int, str, str, str]:
    return state.generation, state.base, state.head, state.previous, state.state


def _merged(states: Iterable[CommentState]) -> CommentState:
    several = list(states)
    if not several:
        return CommentState()
    generation = max(state.generation for state in several)
    sections = merge_sections(*(state.sections for state in several))
    ended = merge_ends(*(state.ended for state in several if state.head == several[0].head))
    return replace(several[0], generation=generation, sections=sections, ended=ended)
