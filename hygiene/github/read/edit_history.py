"""The edit histories of comments and issues, read only where somebody was overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import CommentEdits, IssueEdits
from hygiene_github.read_edits import ReadEdits

from hygiene.github.read import translate
from hygiene.model.snapshot import EditCount, digest
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene_github.fragments import Edits

    from hygiene.github.client import Connection
    from hygiene.model.snapshot import Comment, Snapshot


def with_history(connection: Connection, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot | None:
    """The snapshot with every text in the edit histories of these comments and issues.

    None when a history goes on after the snapshot: it is newer than the snapshot.
    """
    response = connection.query(lambda: connection.client.read_edits(list(ids)), ReadEdits)
    texts: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    others: dict[str, tuple[bool, ...]] = dict.fromkeys(ids, ())
    comments = {comment.id: comment for pull in snapshot.pull_requests for comment in pull.comments}
    totals = {issue.id: issue.edits.total for issue in snapshot.trackers}
    counted: dict[str, EditCount] = {}
    for node in response.data.nodes:
        if not isinstance(node, CommentEdits | IssueEdits) or node.user_content_edits is None:
            continue
        edits = node.user_content_edits
        comment = comments.get(node.id)
        if comment is not None and comment.edits.assumed and _newest_is(comment, edits):
            counted[node.id] = translate.edit_count(edits, comment.created_at)
        elif edits.total_count != (comment.edits.total if comment is not None else totals.get(node.id)):
            return None
        texts[node.id], others[node.id] = translate.history(node)
    return replace(
        _with_counts(snapshot, counted),
        overwritten={**snapshot.overwritten, **texts},
        by_others={**snapshot.by_others, **others},
    )


def _newest_is(comment: Comment, edits: Edits) -> bool:
    """Whether the history ends with the text that was seen; people can delete entries, which then have no text."""
    newest = edits.nodes[0] if edits.nodes else None
    return newest is None or not newest.diff or digest(newest.diff) == comment.version.digest


def _with_counts(snapshot: Snapshot, counted: Mapping[str, EditCount]) -> Snapshot:
    pulls = (
        replace(pull, comments=tuple(replace(c, edits=counted.get(c.id, c.edits)) for c in pull.comments))
        for pull in snapshot.pull_requests
    )
    return replace(snapshot, pull_requests=tuple(pulls)) if counted else snapshot
