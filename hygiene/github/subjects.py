"""What became of the subjects that trackers follow: pull requests, branches, the default branch's last commits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene_github.fragments import RecentCommits, SubjectState
from hygiene_github.read_subjects import ReadSubjects

from hygiene.github import translate
from hygiene.github.translate_checks import base_checks

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

    ``branches`` is None when there are more than one page of them; ``recent`` are the default branch's newest commits.
    """

    pull_requests: Mapping[str, PullRequestState | None]
    branches: frozenset[str] | None
    recent: tuple[Checks, ...]


def read_subjects(connection: Connection, trigger: Trigger, ids: Sequence[str]) -> Subjects:
    """One query for each hundred ids; at least one, since branches and commits come with the first."""
    states: dict[str, PullRequestState | None] = dict.fromkeys(ids)
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()
    for start in range(0, max(1, len(ids)), IDS_MAX):
        page = list(ids[start : start + IDS_MAX])
        answer = connection.ask(
            lambda: connection.client.read_subjects(trigger.owner, trigger.name, page, start == 0),  # noqa: B023
            ReadSubjects,
        )
        for node in answer.found.nodes:
            if isinstance(node, SubjectState):
                states[node.id] = translate.pull_request_state(node.pull_request_state)
        repository = answer.found.repository
        if repository is not None:
            target = repository.default_branch_ref.target if repository.default_branch_ref else None
            history = target.history.nodes or [] if isinstance(target, RecentCommits) else []
            recent = tuple(base_checks(node) for node in history if node is not None)
            refs = repository.refs
            if refs is not None and refs.total_count <= len(refs.nodes or []):
                branches = frozenset(node.name for node in refs.nodes or [] if node is not None)
    return Subjects(states, branches, recent)
