"""A person's token where a bot already keeps comment and trackers: what it wrote would be a second of each.

GitHub lets nobody change another author's comment by its marker alone, and hygiene recognises only the token's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import AuthorizationError
from hygiene.failure_tracker.body import parse_body
from hygiene.model.marker import decode
from hygiene.status_comment.existing import comment_identity

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.settings import Token

HINT = "Pass the workflow's own token, `${{ github.token }}`; to change over for good, delete what the bot wrote first."


def other_author(connection: Connection, token: Token, snapshot: Snapshot, policy: Policy) -> str:
    """Why this token would write a second comment or tracker beside those of a bot; empty when it would not.

    Reads who wrote them only where there are some and the token may be a person's.
    """
    found = {} if token.is_installation else _of_others(snapshot, policy)
    if not found:
        return ""
    from hygiene.github.diagnose.authors import read_authors  # noqa: PLC0415 - few runs have such a token

    viewer, bots = read_authors(connection, tuple(found))
    kept = next((f"{found[id_]}, which {bot} keeps" for id_, bot in bots.items()), "")
    if not kept or viewer.endswith("[bot]"):
        return ""
    return f"The token is {viewer}'s and cannot update {kept}; it would write a second one."


def require_own(connection: Connection, token: Token, snapshot: Snapshot, policy: Policy) -> None:
    """Raise ``AuthorizationError`` where ``other_author`` has a reason."""
    reason = other_author(connection, token, snapshot, policy)
    if reason:
        raise AuthorizationError(reason, hint=HINT)


def _of_others(snapshot: Snapshot, policy: Policy) -> dict[str, str]:
    """What carries our marker and is not the token's own, by node id."""
    identity = comment_identity(policy)
    comments = {
        comment.id: f"the status comment on #{pull.number}"
        for pull in (snapshot.pull_requests if policy.comments else ())
        for comment in pull.comments
        if not (comment.own or comment.minimized) and (marker := decode(comment.body)) and marker.identity == identity
    }
    trackers = {
        issue.id: f"the tracker #{issue.number}"
        for issue in (snapshot.trackers if policy.tracks else ())
        if not issue.own and parse_body(issue.body) is not None
    }
    return comments | trackers
