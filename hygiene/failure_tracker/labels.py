"""Labels: the tracker's own on issues and failing pull requests, and those of a category or a state.

Only labels whose id the snapshot has can be added; one that is missing is created first, and added in the next pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import parse_body
from hygiene.failure_tracker.categories import rule_of
from hygiene.failure_tracker.check_runs import MERGE_GROUP, counting_jobs
from hygiene.model.checks import CheckState
from hygiene.model.decision import Decision
from hygiene.model.plan import AddLabels, CreateLabel, RemoveLabels
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.failure_tracker.context import TrackerContext
    from hygiene.failure_tracker.ledger.model import Ledger
    from hygiene.model.plan import Operation
    from hygiene.model.policy import CategoryRule, Policy
    from hygiene.model.snapshot import Issue, Label, PullRequest, Repository, Snapshot
    from hygiene.model.trigger import Trigger

COLOR = "b60205"
FLAKY_COLOR = "fbca04"
_DESCRIPTION = "CI fails; maintained by hygiene"
_FLAKY_DESCRIPTION = "Failed and passed on the same commit; maintained by hygiene"


def create_tracker_label(snapshot: Snapshot, name: str) -> CreateLabel:
    """The creation of the label by which trackers are found."""
    return CreateLabel(snapshot.repository.id, name, COLOR, _DESCRIPTION)


def labels_wanted(context: TrackerContext, ledger: Ledger) -> tuple[str, ...]:
    """The names of the labels that a tracker should carry, its own first."""
    policy = context.policy
    rule = rule_of(ledger.category, policy)
    names = [policy.label]
    names += [policy.flaky_label] if ledger.flaky and policy.flaky_label else []
    names += [policy.escalate_label] if ledger.escalated and policy.escalate_label else []
    names += rule.labels if rule else ()
    return tuple(dict.fromkeys(names))


def known_labels(repository: Repository, names: Iterable[str]) -> tuple[Label, ...]:
    """The labels of these names whose id is known."""
    labels = (*repository.labels, repository.flaky_label, repository.tracker_label)
    by_name = {label.name.casefold(): label for label in labels if label is not None}
    return tuple(by_name[name.casefold()] for name in names if name.casefold() in by_name)


def assignee_ids(repository: Repository, rule: CategoryRule | None) -> tuple[str, ...]:
    """The node ids of a rule's assignees, as far as they are known."""
    logins = [login.casefold() for login in rule.assignees] if rule else []
    return tuple(dict.fromkeys(repository.users[login] for login in logins if login in repository.users))


def not_found(context: TrackerContext, ledger: Ledger, present: Iterable[Label] = ()) -> tuple[str, ...]:
    """A notice of labels and assignees of the configuration that the repository lacks; ``present`` are on the issue."""
    repository, policy, rule = context.snapshot.repository, context.policy, rule_of(ledger.category, context.policy)
    ours = {policy.label.casefold(), policy.flaky_label.casefold()}
    names = [name for name in labels_wanted(context, ledger) if name.casefold() not in ours]
    known = {label.name.casefold() for label in (*known_labels(repository, names), *present)}
    missing = [f"label {name}" for name in names if name.casefold() not in known]
    logins = rule.assignees if rule else ()
    missing += [f"assignee {login}" for login in logins if login.casefold() not in repository.users]
    if not missing:
        return ()
    return (f"Not set on the tracker of {ledger.category}, as the repository has none: {', '.join(missing)}.",)


def labels_put_back(snapshot: Snapshot, name: str) -> tuple[Operation, ...]:
    """The label for those of our trackers that have lost it, or its creation; empty when none has.

    An issue whose identity cannot be read is left alone.
    """
    found = ((issue, parse_body(issue.body)) for issue in snapshot.unlisted_issues)
    lost = [issue for issue, parsed in found if parsed is not None and parsed.identity]
    label = snapshot.repository.tracker_label
    if lost and label is None:
        return (create_tracker_label(snapshot, name),)
    return tuple(AddLabels(issue.id, issue.number, (label.id,), (label.name,)) for issue in lost if label is not None)


def issue_labels(context: TrackerContext, issue: Issue, ledger: Ledger) -> tuple[Operation, ...]:
    """The labels that an issue lacks, or the creation of one that the repository lacks."""
    if not issue.labels_known:
        return ()
    missing = [name for name in labels_wanted(context, ledger) if not issue.has_label(name)]
    labels = known_labels(context.snapshot.repository, missing)
    operations: list[Operation] = _label_creations(context, missing, labels)
    if labels:
        names = tuple(label.name for label in labels)
        operations.append(AddLabels(issue.id, issue.number, tuple(label.id for label in labels), names))
    return tuple(operations)


def pull_request_labels(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
    """The label on a pull request while one of the jobs that count fails; removed when all of them are green.

    A job that never reported is not green: renaming a failing job does not remove the label.
    """
    if not policy.tracker.label_pull_request or trigger.event == MERGE_GROUP or snapshot.head is None:
        return Decision()
    states = [job.state for job in counting_jobs(snapshot, policy, trigger)]
    failing = any(state.failed for state in states)
    passing = CheckState.SUCCESS in states and all(state.passed for state in states)
    operations: list[Operation] = []
    for pull in snapshot.pull_requests:
        if pull.state is PullRequestState.OPEN and pull.head_oid == snapshot.head.oid and pull.labels_known:
            operations += _pull_request(snapshot, pull, policy.tracker.label, failing=failing, passing=passing)
    return Decision(plan=tuple(dict.fromkeys(operations)))


def _pull_request(
    snapshot: Snapshot, pull: PullRequest, name: str, *, failing: bool, passing: bool
) -> tuple[Operation, ...]:
    present, known = pull.label(name), snapshot.repository.tracker_label
    if failing and present is None:
        if known is None:
            return (create_tracker_label(snapshot, name),)
        return (AddLabels(pull.id, pull.number, (known.id,), (known.name,), "PullRequest"),)
    if passing and present is not None:
        return (RemoveLabels(pull.id, pull.number, (present.id,), (present.name,)),)
    return ()


def _label_creations(context: TrackerContext, names: list[str], known: tuple[Label, ...]) -> list[Operation]:
    """The creation of our own labels that the repository lacks; people create those of the configuration."""
    existing = {label.name.casefold() for label in known}
    missing = [name for name in names if name.casefold() not in existing]
    repository = context.snapshot.repository
    created: list[Operation] = []
    if context.policy.label in missing:
        created.append(create_tracker_label(context.snapshot, context.policy.label))
    if context.policy.flaky_label in missing:
        created.append(CreateLabel(repository.id, context.policy.flaky_label, FLAKY_COLOR, _FLAKY_DESCRIPTION))
    return created
