"""Optimistic concurrency before a write: all is as it was planned against, or nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import CommentVersion, IssueVersion, PullRequestVersion
from hygiene_github.read_versions import ReadVersions

from hygiene.github.read import translate
from hygiene.github.write.mutation import fill
from hygiene.model.plan import VersionedOperation
from hygiene.model.snapshot import IssueState, Version, digest

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Snapshot


def versions_hold(connection: Connection, plan: Plan, snapshot: Snapshot) -> bool:
    """Whether each comment, issue and head that the next write touches is unchanged; updatedAt is never used alone."""
    versions = {
        operation.id: operation.planned_against
        for operation in fill(plan).fields.values()
        if isinstance(operation, VersionedOperation)
    }
    heads = {pull.id: pull for pull in snapshot.pull_requests}
    ids = [*versions, *heads]
    if not ids:
        return False
    is_open = {issue.id: issue.state is IssueState.OPEN for issue in snapshot.trackers}
    response = connection.query(lambda: connection.client.read_versions(ids), ReadVersions)
    held = set()
    for node in response.data.nodes:
        match node:
            case CommentVersion() if _version(node) == versions.get(node.id):
                held.add(node.id)
            case IssueVersion() if _version(node) == versions.get(node.id):
                opened = translate.issue_state(node.issue_state, None) is IssueState.OPEN
                held |= {node.id} if opened == is_open.get(node.id, opened) else set()
            case PullRequestVersion() if node.id in heads and node.head_ref_oid == heads[node.id].head_oid:
                held.add(node.id)
            case _:
                continue
    return held >= set(ids)


def _version(node: CommentVersion | IssueVersion) -> Version:
    return Version(node.updated_at, node.last_edited_at, digest(node.body))
