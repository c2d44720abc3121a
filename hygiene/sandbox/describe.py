"""What a world holds, as plain JSON that reads well: for evidence, and to compare two worlds by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.clock import timestamp
from hygiene.sandbox.people import Account
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, Label, PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import Thread, Written


def described(state: State, now: int) -> dict[str, Any]:
    """Describe all repositories of a state."""
    homes = [record for record in state.nodes.values() if isinstance(record, Repository)]
    return {"now": timestamp(now), "repositories": [_repository(state, home) for home in homes]}


def _repository(state: State, home: Repository) -> dict[str, Any]:
    return {
        "name": home.full_name,
        "branches": dict(home.branches),
        "labels": [state.get(node, Label).name for node in home.labels],
        "issues": [_issue(state, state.get(node, Issue)) for node in home.issues],
        "pull_requests": [_pull_request(state, state.get(node, PullRequest)) for node in home.pull_requests],
    }


def _issue(state: State, issue: Issue) -> dict[str, Any]:
    original = issue.duplicate_of and state.get(issue.duplicate_of, Issue).number
    assignees = [state.get(node, Account).login for node in issue.assignees]
    return {
        **_thread(state, issue),
        "state_reason": issue.state_reason,
        "duplicate_of": original,
        "assignees": assignees,
    }


def _pull_request(state: State, pull_request: PullRequest) -> dict[str, Any]:
    head = {
        "ref": pull_request.head_ref,
        "oid": pull_request.head_oid,
        "repository": pull_request.head_repository,
    }
    return {**_thread(state, pull_request), "head": head, "base": pull_request.base_ref}


def _thread(state: State, thread: Thread) -> dict[str, Any]:
    comments = [state.get(node, Comment) for node in thread.comments]
    return {
        "number": thread.number,
        "title": thread.title,
        "state": thread.state,
        "locked": thread.locked,
        "labels": [state.get(node, Label).name for node in thread.labels],
        **_written(thread),
        "comments": [{**_written(comment), "minimized": comment.minimized} for comment in comments],
    }


def _written(written: Written) -> dict[str, Any]:
    return {
        "id": written.id,
        "author": written.author,
        "created_at": timestamp(written.created_at),
        "updated_at": timestamp(written.updated_at),
        "edits": len(written.edits),
        "body": written.body,
    }
