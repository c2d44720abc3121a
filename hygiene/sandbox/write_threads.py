"""Writes to issues and pull requests, as GitHub does them: no checks here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Closing, Edit, Issue, PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import PullRequestState, StateReason, Thread
    from hygiene.sandbox.world import World

T = TypeVar("T", bound="Issue | PullRequest")


def kind_of(thread: Thread) -> str:
    """Return the word that the history uses for a thread."""
    return "issue" if isinstance(thread, Issue) else "pull_request"


def next_number(state: State, home: Repository) -> tuple[State, Repository]:
    """Take the next number of a repository; issues and pull requests share them."""
    counted = replace(home, last_number=home.last_number + 1)
    return state.put(counted), counted


def create_issue(  # noqa: PLR0913 - an issue has as many sides
    world: World,
    actor: str,
    home: Repository,
    *,
    title: str,
    body: str = "",
    labels: tuple[str, ...] = (),
    assignees: tuple[str, ...] = (),
) -> Issue:
    """Open an issue."""
    state, node, database_id = world.state.number("issue", home.database_id)
    state, home = next_number(state, home)
    issue = Issue(
        id=node,
        database_id=database_id,
        repository=home.id,
        author=actor,
        body=body,
        original=body,
        created_at=world.now,
        updated_at=world.now,
        edits=(),
        number=home.last_number,
        title=title,
        labels=labels,
        comments=(),
        locked=False,
        closed_at=None,
        assignees=assignees,
    )
    state = state.put(
        issue,
        replace(home, issues=(*home.issues, node)),
        names={("number", home.id, str(issue.number)): node},
    )
    world.commit(state, actor, "issue.created", before=None, after=issue)
    return issue


def edit_thread(
    world: World,
    actor: str,
    thread: T,
    *,
    title: str | None = None,
    body: str | None = None,
    labels: tuple[str, ...] | None = None,
) -> T:
    """Change title, body or labels at once. Only a new body counts as an edit; nothing new changes nothing."""
    edits = thread.edits if body in (None, thread.body) else (*thread.edits, Edit(world.now, actor, body))
    edited = replace(
        thread,
        title=thread.title if title is None else title,
        body=thread.body if body is None else body,
        labels=thread.labels if labels is None else labels,
        edits=edits,
    )
    if edited == thread:
        return thread
    edited = replace(edited, updated_at=world.now)
    world.commit(world.state.put(edited), actor, f"{kind_of(thread)}.edited", before=thread, after=edited)
    return edited


def close_issue(
    world: World, actor: str, issue: Issue, reason: StateReason = "COMPLETED", duplicate_of: str | None = None
) -> Issue:
    """Close an issue; closing a closed one again changes its reason."""
    closed = replace(
        issue,
        state="CLOSED",
        state_reason=reason,
        duplicate_of=duplicate_of,
        closed_at=issue.closed_at if issue.closed_at is not None else world.now,
    )
    if closed == issue:
        return issue
    closing = Closing(f"CE_{issue.id}_{len(issue.closings)}", world.now, actor)
    closed = replace(closed, updated_at=world.now, closings=(*issue.closings, closing))
    world.commit(world.state.put(closed), actor, "issue.closed", before=issue, after=closed)
    return closed


def reopen_issue(world: World, actor: str, issue: Issue) -> Issue:
    """Reopen an issue; an open one stays as it is."""
    if issue.state == "OPEN":
        return issue
    opened = replace(
        issue, state="OPEN", state_reason="REOPENED", duplicate_of=None, closed_at=None, updated_at=world.now
    )
    world.commit(world.state.put(opened), actor, "issue.reopened", before=issue, after=opened)
    return opened


def delete_issue(world: World, actor: str, issue: Issue) -> None:
    """Delete an issue with all its comments for good; its number stays taken."""
    home = world.state.get(issue.repository, Repository)
    left = replace(home, issues=tuple(node for node in home.issues if node != issue.id))
    state = world.state.drop(issue.id, *issue.comments).put(left)
    world.commit(state, actor, "issue.deleted", before=issue, after=None)


def lock(world: World, actor: str, thread: T, *, locked: bool) -> T:
    """Lock a conversation, or unlock it."""
    changed = replace(thread, locked=locked)
    what = f"{kind_of(thread)}.{'locked' if locked else 'unlocked'}"
    world.commit(world.state.put(changed), actor, what, before=thread, after=changed)
    return changed


def end_pull_request(world: World, actor: str, pull_request: PullRequest, state: PullRequestState) -> PullRequest:
    """Close, merge or reopen a pull request."""
    ended = replace(
        pull_request,
        state=state,
        closed_at=None if state == "OPEN" else world.now,
        merged_at=world.now if state == "MERGED" else None,
        updated_at=world.now,
    )
    words = {"OPEN": "reopened", "CLOSED": "closed", "MERGED": "merged"}
    world.commit(world.state.put(ended), actor, f"pull_request.{words[state]}", before=pull_request, after=ended)
    return ended
