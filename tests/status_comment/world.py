"""What tests of the status comment's decision share: a red head with comments, and comments as hygiene wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.model.comment_state import CommentState, decode_state
from hygiene.model.marker import Marker, decode, encode
from hygiene.status_comment.decide import decide_status
from tests.snapshots import POLICY, TRIGGER, comment, head, pull_request, snapshot
from tests.status_comment.settling import settle, standing
from tests.status_comment.situations import RED

if TYPE_CHECKING:
    from hygiene.model.checks import Checks
    from hygiene.model.decision import Decision
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Comment, Snapshot


def decided(seen: Snapshot, policy: Policy = POLICY) -> Decision:
    """What is to be done, when the Gate's run has ended."""
    return decide_status(seen, policy, TRIGGER)


def seen_with(*comments: Comment, checks: Checks | None = None) -> Snapshot:
    """A red head, and these comments."""
    return snapshot(checks or head(*RED), pull_request(*comments))


def written(checks: Checks | None = None, number: int = 1, **state: object) -> Comment:
    """The status comment for these checks, its state changed as named."""
    rested, _ = settle(seen_with(checks=checks), decided)
    body = standing(rested)[0].body
    marker = decode(body)
    assert isinstance(marker, Marker)
    if state:
        changed = encode(Marker(marker.identity, {**marker.state, **state}))
        body = f"{changed}\n{body.partition(chr(10))[2]}"
    return comment(body, number)


def state_of(one: Comment) -> CommentState:
    """What a comment's marker holds."""
    marker = decode(one.body)
    assert isinstance(marker, Marker)
    return decode_state(marker.state)
