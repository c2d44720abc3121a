"""What became of the subjects that trackers follow: pull requests, branches, the default branch's last commits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene_github.fragments import RecentCommits, SubjectState
from hygiene_github.read_subjects import ReadSubjects

from hygiene.github.read import translate
from hygiene.github.read.translate_checks import base_checks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hygiene.github.client import Connection
    from hygiene.model.checks import Checks
    from hygiene.model.snapshot import PullRequestState
    from hygiene.model.trigger import Trigger

IDS_MAX = 100


@dataclass(frozen=True, slots=True)
class Subjects:
    """``pull_requests`` maps each id asked for to its state, None when it is not there any more.

    ``branches`` is None when there are more than one page of them; ``recent`` are the default branch's newest commits,
    and ``older`` is the cursor behind the last of them, None when there are no more.
    """

    pull_requests: Mapping[str, PullRequestState | None]
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()
    older: str | None = None


def read_subjects(connection: Connection, trigger: Trigger, ids: Sequence[str]) -> Subjects:
    """One query for each hundred ids; at least one, since branches and commits come with the first."""
    found = Subjects(dict.fromkeys(ids))
    for start in range(0, max(1, len(ids)), IDS_MAX):
        found = _page(connection, trigger, found, list(ids[start : start + IDS_MAX]), first=start == 0)
    return found


def with_older(connection: Connection, trigger: Trigger, found: Subjects) -> Subjects:
    """The same with one more page of the default branch's commits."""
    return _page(connection, trigger, found, [], first=True)


def _page(connection: Connection, trigger: Trigger, found: Subjects, ids: list[str], *, first: bool) -> Subjects:
    response = connection.query(
        lambda: connection.client.read_subjects(trigger.owner, trigger.name, ids, first, found.older), ReadSubjects
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
    commits = [base_checks(node) for node in history.nodes or [] if node is not None] if history else []
    older = history.page_info.end_cursor if history and history.page_info.has_next_page else None
    refs = repository.refs
    names = [node.name for node in refs.nodes or [] if node is not None] if refs else []
    branches = frozenset(names) if refs is not None and refs.total_count <= len(names) else None
    return replace(found, branches=branches, recent=(*found.recent, *commits), older=older)
