"""The policy of a run, from the settings and the files that were read from the repository."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from hygiene.github.read.scope import ReadOptions
from hygiene.settings import find_policy
from hygiene.status_comment.existing import is_status_comment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Comment
    from hygiene.model.trigger import Trigger
    from hygiene.settings import Settings


def gate_path(settings: Settings, trigger: Trigger) -> str:
    """The path of the Gate's workflow file: the configured one, else that of the run that triggered this one."""
    configured = settings.policy.workflow
    if configured.endswith((".yml", ".yaml")):
        return configured if "/" in configured else f".github/workflows/{configured}"
    return trigger.run.path if trigger.run else ""


def cached_policy(settings: Settings, workflow_path: str) -> Callable[[Mapping[str, str]], Policy]:
    """``policy_of`` as a function of the files, computed once for the same files."""

    @lru_cache(maxsize=4)
    def policy_for(texts: tuple[tuple[str, str], ...]) -> Policy:
        return policy_of(settings, dict(texts), workflow_path)

    return lambda files: policy_for(tuple(sorted(files.items())))


def policy_of(settings: Settings, files: Mapping[str, str], workflow_path: str) -> Policy:
    """The policy of the local files, else of the default branch's; its jobs, else those of the workflow file."""
    policy, notices = settings.policy, settings.policy.notices
    found = None if settings.policy_source else find_policy(files.get)
    if found is not None:
        own = found[0]
        status = replace(own.status, adopt=policy.status.adopt or own.status.adopt)
        policy = replace(own, only=policy.only, key=policy.key or own.key, status=status)
    text = files.get(workflow_path)
    if policy.jobs is None and text is not None:
        from hygiene.audit.workflows.gate_file import read_gate_file

        gate = read_gate_file(text, workflow_path)
        if gate.problem is None:
            policy = replace(policy, workflow_jobs=gate.exact_names)
        else:
            notices = (*notices, gate.problem.sentence)
    return replace(policy, notices=notices)


def read_options(policy: Policy, trigger: Trigger) -> ReadOptions:
    """What a policy needs to have read. A branch, or a policy without comments, needs no conversation."""
    with_comment = policy.comments and not trigger.branch

    def is_ours(comment: Comment) -> bool:
        return not with_comment or is_status_comment(comment, policy)

    return ReadOptions(
        tracker_label=policy.tracker.label,
        flaky_label=policy.tracker.flaky_label,
        names=policy.tracks and policy.tracker.names,
        deletions=policy.respects_deletion,
        is_status_comment=is_ours,
    )
