"""Who deleted a comment of ours, as far as a pull request's timeline tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import CommentDeletion

if TYPE_CHECKING:
    from hygiene_github.fragments import PullRequestState


def deleted_by_people(found: PullRequestState, viewer: str) -> bool:
    """Whether somebody else deleted a comment of the viewer's login; false where that was not asked for."""
    nodes = found.deletions.nodes or [] if found.deletions else []
    return any(_by_people(node, _plain(viewer)) for node in nodes if isinstance(node, CommentDeletion))


def _by_people(event: CommentDeletion, ours: str) -> bool:
    """A person whose account is gone is nobody by now, and not us."""
    author = _plain(event.deleted_comment_author.login) if event.deleted_comment_author else ""
    return bool(ours) and author == ours and (event.actor is None or _plain(event.actor.login) != ours)


def _plain(login: str) -> str:
    """A login as it is compared: the viewer's ends in ``[bot]`` where the same app's elsewhere does not."""
    return login.casefold().removesuffix("[bot]")
