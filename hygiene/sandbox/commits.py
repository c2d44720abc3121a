"""Pushes, pull requests, and the commits that the repositories of a fork network share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Blob, Commit, Tree
from hygiene.sandbox.formats import node_id, object_id
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import PullRequest
from hygiene.sandbox.writes import open_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hygiene.sandbox.state import State
    from hygiene.sandbox.store import Store


def commit_of(state: State, repository: str, oid: str) -> Commit | None:
    """Return a commit of the repository with this node id."""
    return state.find(Commit, "commit", repository, oid)


def file_of(commit: Commit, path: str) -> Blob | None:
    """Return a file of a commit."""
    text = dict(commit.files).get(path)
    blob = f"B_{object_id(commit.oid, path)[:24]}"
    return None if text is None else Blob(blob, commit.repository, object_id(text), text)


def tree_of(commit: Commit, path: str) -> Tree | None:
    """Return a folder of a commit; its id follows from what is in it, as git's does."""
    below = [(name.removeprefix(f"{path}/"), name, text) for name, text in commit.files if name.startswith(f"{path}/")]
    entries = [
        {"name": name, "object": file_of(commit, whole), "oid": object_id(text)}
        for name, whole, text in below
        if "/" not in name
    ]
    found = object_id(path, *(part for name, _, text in below for part in (name, text)))
    return Tree(f"T_{found[:24]}", found, tuple(entries)) if below else None


def history_of(state: State, repository: str, oid: str) -> Iterator[Commit]:
    """Yield a commit and its first parents, newest first."""
    commit = commit_of(state, repository, oid)
    while commit is not None:
        yield commit
        commit = commit_of(state, repository, commit.parents[0]) if commit.parents else None


def push(
    store: Store,
    repository: Repository,
    branch: str,
    files: Mapping[str, str | None],
    message: str,
    oid: str | None = None,
) -> str:
    """Add one commit to a branch and return it. A new branch starts at the default branch.

    A file without a text is deleted.
    """
    parent = repository.branch(branch) or repository.branch(repository.default_branch)
    before = commit_of(store.state, repository.id, parent) if parent else None
    tree = {**(dict(before.files) if before else {}), **files}
    kept = {path: text for path, text in tree.items() if text is not None}
    state, _, database_id = store.state.number("commit", repository.database_id)
    oid = oid or object_id(repository.full_name, branch, database_id)
    commit = Commit(
        id=node_id("commit", repository.database_id, database_id),
        database_id=database_id,
        repository=repository.id,
        oid=oid,
        message=message,
        committed_at=store.now,
        parents=(parent,) if parent else (),
        files=tuple(sorted(kept.items())),
    )
    pushed = replace(repository, branches=tuple({**dict(repository.branches), branch: oid}.items()))
    state = state.put(commit, pushed, names={("commit", repository.id, oid): commit.id})
    store.commit(state, repository.owner, "branch.pushed", before=repository, after=pushed)
    _update_pull_requests(store, pushed, branch, oid)
    return oid


def copy_commits(store: Store, source: Repository, target: Repository, oid: str) -> None:
    """Copy a commit and its parents to another repository of the fork network."""
    for commit in history_of(store.state, source.id, oid):
        if commit_of(store.state, target.id, commit.oid) is not None:
            break
        state, node, database_id = store.state.number("commit", target.database_id)
        copied = replace(commit, id=node, database_id=database_id, repository=target.id, suites=(), statuses=())
        store.state = state.put(copied, names={("commit", target.id, commit.oid): node})
    if not target.branches:
        store.state = store.state.put(replace(target, branches=((target.default_branch, oid),)))


def open_pull_request(  # noqa: PLR0913 - the input of createPullRequest
    store: Store, repository: Repository, source: Repository, *, head: str, base: str, author: str, title: str
) -> int:
    """Open a pull request from a branch of ``source`` and return its number."""
    store.account(author)
    oid = source.branch(head)
    assert oid is not None, f"{source.full_name} has no branch {head}"  # noqa: S101 - a bug of the caller
    if source.id != repository.id:
        copy_commits(store, source, repository, oid)
    return open_thread(
        store,
        author,
        repository,
        PullRequest,
        title=title or f"Changes of {head}",
        head_ref=head,
        head_oid=oid,
        head_repository=source.full_name,
        base_ref=base,
    ).number


def _update_pull_requests(store: Store, source: Repository, branch: str, oid: str) -> None:
    """Move the head of the open pull requests of a branch."""
    for record in list(store.state.nodes.values()):
        if not isinstance(record, PullRequest) or record.state != "OPEN":
            continue
        if (record.head_repository, record.head_ref) != (source.full_name, branch):
            continue
        repository = store.state.get(record.repository, Repository)
        if source.id != repository.id:
            copy_commits(store, source, repository, oid)
        pushed = replace(record, head_oid=oid, updated_at=store.now)
        store.commit(store.state.put(pushed), source.owner, "pull_request.pushed", before=record, after=pushed)
