"""Writes to issues, pull requests, comments and labels. Permissions and limits were checked before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Edit, Issue, Label, PullRequest, TimelineEvent

if TYPE_CHECKING:
    from hygiene.sandbox.state import State
    from hygiene.sandbox.store import Store
    from hygiene.sandbox.threads import PullRequestState, StateReason, Thread, TimelineType

T = TypeVar("T", bound="Issue | PullRequest")


def kind_of(thread: Thread) -> str:
    """Return the kind of a thread as the history names it."""
    return "issue" if isinstance(thread, Issue) else "pull_request"


def thread_of(state: State, comment: Comment) -> Thread:
    """Return the issue or pull request of a comment."""
    thread = state.nodes[comment.thread]
    assert isinstance(thread, Issue | PullRequest), "comments belong to threads"  # noqa: S101 - a bug of the sandbox
    return thread


def _timeline(store: Store, actor: str, thread: Thread, typename: TimelineType, **details: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of TimelineEvent
    """Return the timeline of a thread with one more event, as a change for ``replace``."""
    event_id = f"TE_{thread.id}_{len(thread.timeline)}"
    return {"timeline": (*thread.timeline, TimelineEvent(typename, event_id, store.now, actor, **details))}


def open_thread(store: Store, actor: str, repository: Repository, kind: type[T], **content: Any) -> T:  # noqa: ANN401 - the fields of T
    """Open an issue or a pull request. Both share the numbers of the repository."""
    name = "issue" if kind is Issue else "pull_request"
    state, node, database_id = store.state.number(name, repository.database_id)
    thread = kind(
        id=node,
        database_id=database_id,
        repository=repository.id,
        author=actor,
        original=content.get("body", ""),
        created_at=store.now,
        updated_at=store.now,
        number=repository.last_number + 1,
        **content,
    )
    listed: dict[str, Any] = {f"{name}s": (*getattr(repository, f"{name}s"), node)}
    changed = replace(repository, last_number=thread.number, **listed)
    state = state.put(thread, changed, names={("number", repository.id, str(thread.number)): node})
    store.commit(state, actor, f"{name}.created", before=None, after=thread)
    return thread


def edit_thread(
    store: Store,
    actor: str,
    thread: T,
    *,
    title: str | None = None,
    body: str | None = None,
    labels: tuple[str, ...] | None = None,
) -> T:
    """Change title, body or labels. Only a new body is an entry of the edit history; equal values change nothing."""
    edits = thread.edits if body in (None, thread.body) else (*thread.edits, Edit(store.now, actor, body))
    edited = replace(
        thread,
        title=thread.title if title is None else title,
        body=thread.body if body is None else body,
        labels=thread.labels if labels is None else labels,
        edits=edits,
    )
    if edited == thread:
        return thread
    titles = {"previous_title": thread.title, "current_title": edited.title}
    renamed = {} if edited.title == thread.title else _timeline(store, actor, thread, "RenamedTitleEvent", **titles)
    edited = replace(edited, updated_at=store.now, **renamed)
    store.commit(store.state.put(edited), actor, f"{kind_of(thread)}.edited", before=thread, after=edited)
    return edited


def close_issue(
    store: Store, actor: str, issue: Issue, reason: StateReason = "COMPLETED", duplicate_of: str | None = None
) -> Issue:
    """Close an issue. Closing a closed one changes its reason."""
    closed = replace(
        issue,
        state="CLOSED",
        state_reason=reason,
        duplicate_of=duplicate_of,
        closed_at=issue.closed_at if issue.closed_at is not None else store.now,
    )
    if closed == issue:
        return issue
    closed = replace(closed, updated_at=store.now, **_timeline(store, actor, issue, "ClosedEvent", state_reason=reason))
    store.commit(store.state.put(closed), actor, "issue.closed", before=issue, after=closed)
    return closed


def reopen_issue(store: Store, actor: str, issue: Issue) -> Issue:
    """Reopen an issue. An open one does not change."""
    if issue.state == "OPEN":
        return issue
    opened = replace(
        issue,
        state="OPEN",
        state_reason="REOPENED",
        duplicate_of=None,
        closed_at=None,
        updated_at=store.now,
        **_timeline(store, actor, issue, "ReopenedEvent"),
    )
    store.commit(store.state.put(opened), actor, "issue.reopened", before=issue, after=opened)
    return opened


def delete_issue(store: Store, actor: str, issue: Issue) -> None:
    """Delete an issue with its comments. Its number is not used again."""
    repository = store.state.get(issue.repository, Repository)
    rest = replace(repository, issues=tuple(node for node in repository.issues if node != issue.id))
    state = store.state.drop(issue.id, *issue.comments).put(rest)
    store.commit(state, actor, "issue.deleted", before=issue, after=None)


def end_pull_request(store: Store, actor: str, pull_request: PullRequest, state: PullRequestState) -> PullRequest:
    """Close, merge or reopen a pull request."""
    events: dict[PullRequestState, tuple[str, TimelineType]] = {
        "OPEN": ("reopened", "ReopenedEvent"),
        "CLOSED": ("closed", "ClosedEvent"),
        "MERGED": ("merged", "MergedEvent"),
    }
    what, typename = events[state]
    ended = replace(
        pull_request,
        state=state,
        closed_at=None if state == "OPEN" else store.now,
        merged_at=store.now if state == "MERGED" else None,
        updated_at=store.now,
        **_timeline(store, actor, pull_request, typename),
    )
    store.commit(store.state.put(ended), actor, f"pull_request.{what}", before=pull_request, after=ended)
    return ended


def lock(store: Store, actor: str, thread: T, *, locked: bool) -> T:
    """Lock or unlock a conversation."""
    typename: TimelineType = "LockedEvent" if locked else "UnlockedEvent"
    changed = replace(thread, locked=locked, **_timeline(store, actor, thread, typename))
    what = f"{kind_of(thread)}.{'locked' if locked else 'unlocked'}"
    store.commit(store.state.put(changed), actor, what, before=thread, after=changed)
    return changed


def add_comment(store: Store, actor: str, thread: Thread, body: str) -> Comment:
    """Comment on an issue or a pull request, whose ``updatedAt`` moves."""
    repository = store.state.get(thread.repository, Repository)
    state, node, database_id = store.state.number("comment", repository.database_id)
    comment = Comment(
        id=node,
        database_id=database_id,
        repository=repository.id,
        author=actor,
        body=body,
        original=body,
        created_at=store.now,
        updated_at=store.now,
        thread=thread.id,
    )
    changed = replace(thread, comments=(*thread.comments, node), updated_at=store.now)
    store.commit(state.put(comment, changed), actor, "comment.created", before=None, after=comment)
    return comment


def edit_comment(store: Store, actor: str, comment: Comment, body: str) -> Comment:
    """Replace the body of a comment. An equal body changes nothing."""
    if body == comment.body:
        return comment
    edits = (*comment.edits, Edit(store.now, actor, body))
    edited = replace(comment, body=body, edits=edits, updated_at=store.now)
    changed = replace(thread_of(store.state, comment), updated_at=store.now)
    store.commit(store.state.put(edited, changed), actor, "comment.edited", before=comment, after=edited)
    return edited


def delete_comment(store: Store, actor: str, comment: Comment) -> None:
    """Delete a comment. The timeline keeps who did it and who the author was."""
    thread = thread_of(store.state, comment)
    rest = tuple(node for node in thread.comments if node != comment.id)
    deletion = _timeline(store, actor, thread, "CommentDeletedEvent", comment_author=comment.author)
    changed = replace(thread, comments=rest, updated_at=store.now, **deletion)
    state = store.state.drop(comment.id).put(changed)
    store.commit(state, actor, "comment.deleted", before=comment, after=None)


def minimize_comment(store: Store, actor: str, comment: Comment, reason: str | None) -> Comment:
    """Minimize a comment for a reason, or show it again when the reason is None."""
    minimized = replace(comment, minimized=reason)
    what = "comment.unminimized" if reason is None else "comment.minimized"
    store.commit(store.state.put(minimized), actor, what, before=comment, after=minimized)
    return minimized


def label_named(state: State, repository: str, name: str) -> Label | None:
    """Return the label of this name, whose case does not matter, in the repository with this node id."""
    return state.find(Label, "label", repository, name.casefold())


def create_label(
    store: Store,
    actor: str,
    repository: Repository,
    name: str,
    *,
    color: str = "ededed",
    description: str | None = None,
) -> Label:
    """Create a label."""
    state, node, database_id = store.state.number("label", repository.database_id)
    label = Label(node, database_id, repository.id, name, color, description, store.now)
    state = state.put(
        label,
        replace(repository, labels=(*repository.labels, node)),
        names={("label", repository.id, name.casefold()): node},
    )
    store.commit(state, actor, "label.created", before=None, after=label)
    return label


def delete_label(store: Store, actor: str, label: Label) -> None:
    """Delete a label, also from all issues and pull requests."""
    repository = store.state.get(label.repository, Repository)
    changed: list[Repository | Issue | PullRequest] = [
        replace(repository, labels=tuple(node for node in repository.labels if node != label.id))
    ]
    for thread in store.state.nodes.values():
        if isinstance(thread, Issue | PullRequest) and label.id in thread.labels:
            rest = tuple(node for node in thread.labels if node != label.id)
            changed.append(replace(thread, labels=rest, updated_at=store.now))
    store.commit(store.state.drop(label.id).put(*changed), actor, "label.deleted", before=label, after=None)


def set_labels(store: Store, actor: str, thread: T, labels: tuple[str, ...]) -> T:
    """Give a thread exactly these labels. Equal labels change nothing."""
    if labels == thread.labels:
        return thread
    what = "labeled" if len(labels) > len(thread.labels) else "unlabeled"
    changed = replace(thread, labels=labels, updated_at=store.now)
    store.commit(store.state.put(changed), actor, f"{kind_of(thread)}.{what}", before=thread, after=changed)
    return changed
