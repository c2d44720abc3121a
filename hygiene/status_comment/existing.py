"""The one place of a pull request that must hold exactly one comment: who stands in it, and who stays.

The order is total: the newest generation stays, among equals the oldest comment, and whatever is damaged comes after
what is whole. A fresh comment (green turned red) carries the next generation, so that it wins over the one it replaces
for every writer; two fresh ones of the same generation leave the older.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.model.comment_state import CommentState, decode_state, merge_sections
from hygiene.model.decision import Decision
from hygiene.model.marker import Damaged, Marker, decode
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Comment, PullRequest
    from hygiene.model.trigger import Trigger


KEY_CHARS_MAX = 100
_KIND = "status"


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment of ours in the slot. ``whole`` is false when its marker is damaged, or ``foreign``: another tool's."""

    comment: Comment
    state: CommentState
    whole: bool = True
    foreign: bool = False

    @property
    def overwrote(self) -> bool:
        """Somebody's write was replaced by a writer that had not seen it."""
        edits = self.comment.edits
        if self.foreign:
            return False
        return edits.moved_past(self.state.base) if self.whole else edits.total > 0


@dataclass(frozen=True, slots=True)
class ExistingComments:
    """Who stands in the slot, the one that stays first. ``future`` is a comment that a newer version wrote."""

    name: str
    occupants: tuple[OwnComment, ...] = ()
    future: Comment | None = None

    def needs_history(self, overwritten: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Occupants whose edit history must be read first: somebody's section may be in it."""
        ids = (occupant.comment.id for occupant in self.occupants if occupant.overwrote)
        return tuple(id_ for id_ in ids if id_ not in overwritten)

    def written(self, overwritten: Mapping[str, tuple[str, ...]]) -> CommentState:
        """What the slot's comments say together: the survivor's words, everybody's sections."""
        texts = [text for occupant in self.occupants for text in overwritten.get(occupant.comment.id, ())]
        history = sorted((state for text in texts if (state := _state_of(text, self.name))), key=_order)
        states = [occupant.state for occupant in self.occupants if occupant.whole] + history[::-1]
        return _together(states)


def comment_identity(policy: Policy) -> str:
    """``status``, or ``status/KEY`` where several Gate workflows report on one pull request."""
    key = re.sub(r"[^\w.-]+", "-", policy.key)[:KEY_CHARS_MAX]
    return f"{_KIND}/{key}" if key else _KIND


def is_status_comment(comment: Comment, policy: Policy) -> bool:
    """Whether a comment is one that the slot may hold: our own, with this slot's marker or the one to adopt."""
    marker = decode(comment.body) if comment.own else None
    if marker is not None:
        return marker.identity == comment_identity(policy)
    return comment.own and bool(policy.status.adopt) and _adoptable(comment, policy)


def existing_comments(pull_request: PullRequest, policy: Policy) -> ExistingComments:
    """The slot of a pull request as the snapshot shows it."""
    name = comment_identity(policy)
    own = [comment for comment in pull_request.comments if comment.own and not comment.minimized]
    markers = [(comment, decode(comment.body)) for comment in own]
    others = any(marker is not None and marker.identity not in ("", name) for _, marker in markers)
    occupants: list[OwnComment] = []
    for comment, marker in markers:
        match marker:
            case Marker(identity=identity) if identity == name:
                occupants.append(OwnComment(comment, decode_state(marker.state)))
            case Damaged(identity=identity, future=True) if identity == name:
                return ExistingComments(name, future=comment)
            case Damaged(identity=identity, future=False) if identity == name or not (identity or others):
                occupants.append(OwnComment(comment, CommentState(), whole=False))
            case _:
                pass
    if not occupants and policy.status.adopt:
        adopted = (
            OwnComment(comment, CommentState(), whole=False, foreign=True)
            for comment in own
            if _adoptable(comment, policy)
        )
        occupants = sorted(adopted, key=_standing)[:1]
    return ExistingComments(name, tuple(sorted(occupants, key=_standing)))


def _adoptable(comment: Comment, policy: Policy) -> bool:
    if decode(comment.body) is not None:
        return False
    return any(line.startswith(policy.status.adopt) for line in comment.body.splitlines())


def _standing(occupant: OwnComment) -> tuple[bool, int, int, str]:
    return not occupant.whole, -occupant.state.generation, occupant.comment.database_id, occupant.comment.id


def _state_of(text: str, slot: str) -> CommentState | None:
    marker = decode(text)
    return decode_state(marker.state) if isinstance(marker, Marker) and marker.identity == slot else None


def _order(state: CommentState) -> tuple[int, int, str, str, str]:
    return state.generation, state.base, state.head, state.previous, state.state


def _together(states: Iterable[CommentState]) -> CommentState:
    several = list(states)
    if not several:
        return CommentState()
    first = several[0]
    sections = merge_sections(*(state.sections for state in several))
    generation = max(state.generation for state in several)
    return replace(first, generation=generation, sections=sections)


def silenced(pull_request: PullRequest, policy: Policy, trigger: Trigger) -> Decision | None:
    """A decision that says why nothing is created; None where the comment is to be kept as ever.

    GitHub tells whose comment was deleted, not which: another tool with the same login silences this one too.
    """
    asked = policy.status.respect_deletion and pull_request.deleted_by_people and trigger.event != "by_hand"
    if not asked or pull_request.state is not PullRequestState.OPEN:
        return None
    slot = existing_comments(pull_request, policy)
    if slot.occupants or slot.future is not None:
        return None
    number = pull_request.number
    said = f"Pull request {number}: somebody deleted the comment, so it was not created again."
    return Decision(notices=(f"{said} `hygiene post-ci --pr {number}` brings it back.",))
