"""The comments between the oldest and the newest ones: the status comment may be anywhere among thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import Conversation, ConversationComment
from hygiene_github.read_conversation import ReadConversation

from hygiene.github.read import translate
from hygiene.model.comment_state import decode_state
from hygiene.model.marker import Marker, decode
from hygiene.model.snapshot import EditCount
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.snapshot import Comment, PullRequest


def with_windows(connection: Connection, pull: PullRequest) -> PullRequest:
    """The pull request with up to 3,000 comments more, of one request; the same where the host refuses that request.

    Windows by number of comments are in GitHub's schema, but nobody is known to use them: pages suffice without them.
    """
    response = connection.try_query(lambda: connection.client.read_conversation(pull.id), ReadConversation)
    found = response.data.node if response else None
    if not isinstance(found, Conversation):
        return pull
    windows = [window for name, window in vars(found).items() if name.startswith("between")]
    nodes = [node for window in windows for node in window.nodes or [] if isinstance(node, ConversationComment)]
    known = {comment.id for comment in pull.comments}
    between = [_comment(node) for node in nodes if node.id not in known]
    return replace(pull, comments=translate.in_order([*pull.comments, *between])) if between else pull


def _comment(found: ConversationComment) -> Comment:
    return translate.comment_text(found, assumed_edits(found) if found.viewer_did_author else EditCount())


def assumed_edits(found: ConversationComment) -> EditCount:
    """How often a comment of ours was edited if nobody was overwritten: once more than its writer had seen.

    The count itself would cost a point for each hundred comments. Where it differs, the payload of our own write shows
    that, as it does when somebody else wrote since.
    """
    if found.last_edited_at is None:
        return EditCount()
    marker = decode(found.body)
    base = decode_state(marker.state).base if isinstance(marker, Marker) else 0
    listed = base == 0 and found.includes_created_edit
    return EditCount(base + 1 + listed, original_listed=listed, assumed=True)
