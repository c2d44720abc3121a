"""Writes to comments, as GitHub does them: no checks here, whoever may not do it was refused before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Deletion, Edit, Issue, PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.threads import Thread
    from hygiene.sandbox.world import World


def thread_of(world: World, comment: Comment) -> Thread:
    """Return the issue or pull request that a comment stands on."""
    thread = world.state.nodes[comment.thread]
    assert isinstance(thread, Issue | PullRequest), "comments stand on threads"  # noqa: S101 - the sandbox's mistake
    return thread


def add_comment(world: World, actor: str, thread: Thread, body: str) -> Comment:
    """Comment on an issue or a pull request; its ``updatedAt`` moves."""
    home = world.state.get(thread.repository, Repository)
    state, node, database_id = world.state.number("comment", home.database_id)
    comment = Comment(
        id=node,
        database_id=database_id,
        repository=home.id,
        author=actor,
        body=body,
        original=body,
        created_at=world.now,
        updated_at=world.now,
        edits=(),
        thread=thread.id,
    )
    touched = replace(thread, comments=(*thread.comments, node), updated_at=world.now)
    world.commit(state.put(comment, touched), actor, "comment.created", before=None, after=comment)
    return comment


def edit_comment(world: World, actor: str, comment: Comment, body: str) -> Comment:
    """Replace a comment's body. The same text again is no edit."""
    if body == comment.body:
        return comment
    edits = (*comment.edits, Edit(world.now, actor, body))
    edited = replace(comment, body=body, edits=edits, updated_at=world.now)
    touched = replace(thread_of(world, comment), updated_at=world.now)
    world.commit(world.state.put(edited, touched), actor, "comment.edited", before=comment, after=edited)
    return edited


def delete_comment(world: World, actor: str, comment: Comment) -> None:
    """Delete a comment for good; a pull request's timeline remembers who did it and whose it was."""
    thread = thread_of(world, comment)
    left = tuple(node for node in thread.comments if node != comment.id)
    touched = replace(thread, comments=left, updated_at=world.now)
    if isinstance(touched, PullRequest):
        deletion = Deletion(f"CDE_{comment.id}", world.now, actor, comment.author)
        touched = replace(touched, deletions=(*touched.deletions, deletion))
    state = world.state.drop(comment.id).put(touched)
    world.commit(state, actor, "comment.deleted", before=comment, after=None)


def minimize_comment(world: World, actor: str, comment: Comment, reason: str | None) -> Comment:
    """Hide a comment for a reason, or show it again when there is none."""
    hidden = replace(comment, minimized=reason)
    what = "comment.unminimized" if reason is None else "comment.minimized"
    world.commit(world.state.put(hidden), actor, what, before=comment, after=hidden)
    return hidden
