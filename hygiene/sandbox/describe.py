"""The content of a world as JSON that people can read and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hygiene.sandbox.formats import timestamp
from hygiene.sandbox.people import Account
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Comment, Issue, Label, PullRequest

if TYPE_CHECKING:
    from hygiene.sandbox.state import State
    from hygiene.sandbox.threads import Authored, Thread


def described(state: State, now: int) -> dict[str, Any]:
    """Return all repositories of a state, and the time."""
    repositories = [record for record in state.nodes.values() if isinstance(record, Repository)]
    return {"now": timestamp(now), "repositories": [_repository(state, repository) for repository in repositories]}


def _repository(state: State, repository: Repository) -> dict[str, Any]:
    return {
        "name": repository.full_name,
        "branches": dict(repository.branches),
        "labels": [state.get(node, Label).name for node in repository.labels],
        "issues": [_issue(state, state.get(node, Issue)) for node in repository.issues],
        "pull_requests": [_pull_request(state, state.get(node, PullRequest)) for node in repository.pull_requests],
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
        **_authored(thread),
        "comments": [{**_authored(comment), "minimized": comment.minimized} for comment in comments],
    }


def _authored(authored: Authored) -> dict[str, Any]:
    return {
        "id": authored.id,
        "author": authored.author,
        "created_at": timestamp(authored.created_at),
        "updated_at": timestamp(authored.updated_at),
        "edits": len(authored.edits),
        "body": authored.body,
    }
