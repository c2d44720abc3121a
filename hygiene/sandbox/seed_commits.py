"""Pushes and pull requests: commits, the branches that point to them, and the forks that they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.sandbox.checks import Commit
from hygiene.sandbox.ids import node_id, object_id
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import PullRequest
from hygiene.sandbox.write_threads import next_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hygiene.sandbox.state import State
    from hygiene.sandbox.world import World


def commit_of(state: State, repository: str, oid: str) -> Commit | None:
    """Return a commit that a repository knows."""
    return state.find(Commit, "commit", repository, oid)


def lineage(state: State, repository: str, oid: str) -> Iterator[Commit]:
    """Yield a commit and its first parents, newest first."""
    commit = commit_of(state, repository, oid)
    while commit is not None:
        yield commit
        commit = commit_of(state, repository, commit.parents[0]) if commit.parents else None


def push(
    world: World, home: Repository, branch: str, files: Mapping[str, str], message: str, oid: str | None = None
) -> str:
    """Add one commit on top of a branch, which starts from the default branch when it is new."""
    parent = home.branch(branch) or home.branch(home.default_branch)
    before = commit_of(world.state, home.id, parent) if parent else None
    tree = {**(dict(before.files) if before else {}), **files}
    state, _, database_id = world.state.number("commit", home.database_id)
    oid = oid or object_id(home.full_name, branch, database_id)
    commit = Commit(
        id=node_id("commit", home.database_id, database_id),
        database_id=database_id,
        repository=home.id,
        oid=oid,
        message=message,
        committed_at=world.now,
        parents=(parent,) if parent else (),
        files=tuple(sorted(tree.items())),
    )
    moved = replace(home, branches=tuple({**dict(home.branches), branch: oid}.items()))
    state = state.put(commit, moved, names={("commit", home.id, oid): commit.id})
    world.commit(state, home.owner, "branch.pushed", before=home, after=moved)
    _follow(world, moved, branch, oid)
    return oid


def bring(world: World, source: Repository, target: Repository, oid: str) -> None:
    """Make a commit and its parents known in another repository of the same network."""
    for commit in lineage(world.state, source.id, oid):
        if commit_of(world.state, target.id, commit.oid) is not None:
            break
        state, node, database_id = world.state.number("commit", target.database_id)
        copied = replace(commit, id=node, database_id=database_id, repository=target.id, suites=(), statuses=())
        world.state = state.put(copied, names={("commit", target.id, commit.oid): node})
    if not target.branches:
        world.state = world.state.put(replace(target, branches=((target.default_branch, oid),)))


def open_pull_request(  # noqa: PLR0913 - a pull request has this many sides
    world: World, home: Repository, source: Repository, *, head: str, base: str, author: str, title: str
) -> int:
    """Open a pull request and return its number."""
    world.account(author)
    oid = source.branch(head)
    assert oid is not None, f"{source.full_name} has no branch {head}"  # noqa: S101 - the caller's mistake
    if source.id != home.id:
        bring(world, source, home, oid)
    state, node, database_id = world.state.number("pull_request", home.database_id)
    state, home = next_number(state, home)
    pull_request = PullRequest(
        id=node,
        database_id=database_id,
        repository=home.id,
        author=author,
        body="",
        original="",
        created_at=world.now,
        updated_at=world.now,
        edits=(),
        number=home.last_number,
        title=title or f"Changes of {head}",
        labels=(),
        comments=(),
        locked=False,
        closed_at=None,
        head_ref=head,
        head_oid=oid,
        head_repository=source.full_name,
        base_ref=base,
    )
    state = state.put(
        pull_request,
        replace(home, pull_requests=(*home.pull_requests, node)),
        names={("number", home.id, str(pull_request.number)): node},
    )
    world.commit(state, author, "pull_request.created", before=None, after=pull_request)
    return pull_request.number


def _follow(world: World, source: Repository, branch: str, oid: str) -> None:
    for record in list(world.state.nodes.values()):
        if not isinstance(record, PullRequest) or record.state != "OPEN":
            continue
        if (record.head_repository, record.head_ref) != (source.full_name, branch):
            continue
        home = world.state.get(record.repository, Repository)
        if source.id != home.id:
            bring(world, source, home, oid)
        pushed = replace(record, head_oid=oid, updated_at=world.now)
        world.commit(world.state.put(pushed), source.owner, "pull_request.pushed", before=record, after=pushed)
