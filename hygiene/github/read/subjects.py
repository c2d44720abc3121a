"""The subjects that trackers follow: the state of pull requests, branches, the default branch's last commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene_github.fragments import RecentCommits, SubjectState
from hygiene_github.read_subjects import ReadSubjects

from hygiene.github.read import translate
from hygiene.github.read.translate_checks import base_checks
from hygiene.model.snapshot import SubjectStates
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.github.client import Connection
    from hygiene.model.decision import SubjectsNeeded
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

IDS_MAX = 100


def with_subjects(connection: Connection, trigger: Trigger, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
    """The snapshot with these subjects: one query for each hundred ids, and commits and branches with the first."""
    found = snapshot.subjects or SubjectStates()
    ids = [one for one in needed.ids if one not in found.pull_requests]
    found = replace(found, pull_requests={**found.pull_requests, **dict.fromkeys(ids)})
    for start in range(0, max(1, len(ids)), IDS_MAX):
        commits = needed.commits and start == 0
        found = _page(connection, trigger, found, ids[start : start + IDS_MAX], commits=commits)
    return replace(snapshot, subjects=found)


def _page(
    connection: Connection, trigger: Trigger, found: SubjectStates, ids: list[str], *, commits: bool
) -> SubjectStates:
    response = connection.query(
        lambda: connection.client.read_subjects(trigger.owner, trigger.name, ids, commits, found.older), ReadSubjects
    )
    states = {
        node.id: translate.pull_request_state(node.pull_request_state)
        for node in response.data.nodes
        if isinstance(node, SubjectState)
    }
    found = replace(found, pull_requests={**found.pull_requests, **states})
    repository = response.data.repository
    if repository is None:
        return found
    target = repository.default_branch_ref.target if repository.default_branch_ref else None
    history = target.history if isinstance(target, RecentCommits) else None
    recent = [base_checks(node) for node in history.nodes or [] if node is not None] if history else []
    older = history.page_info.end_cursor if history and history.page_info.has_next_page else None
    refs = repository.refs
    names = [node.name for node in refs.nodes or [] if node is not None] if refs else []
    branches = frozenset(names) if refs is not None and refs.total_count <= len(names) else None
    return replace(found, branches=branches, recent=(*found.recent, *recent), older=older)
