"""Labels: the tracker's own on issues and failing pull requests, and those that a category or a state asks for.

Only labels whose id the snapshot knows can be put on anything; one that is missing is created first, and put on in the
next pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.body import take_apart
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
_DESCRIPTION = "CI fails; kept by hygiene"
_FLAKY_DESCRIPTION = "Failed and passed on the same commit; kept by hygiene"
_GREEN = frozenset({CheckState.SUCCESS, CheckState.SKIPPED, CheckState.NEUTRAL})


def create_tracker_label(snapshot: Snapshot, name: str) -> CreateLabel:
    """The label by which trackers are found."""
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
    """Those of them whose id is known."""
    labels = (*repository.labels, repository.flaky_label, repository.tracker_label)
    by_name = {label.name.casefold(): label for label in labels if label is not None}
    return tuple(by_name[name.casefold()] for name in names if name.casefold() in by_name)


def people_of(repository: Repository, rule: CategoryRule | None) -> tuple[str, ...]:
    """The node ids of those of a rule's assignees that are known."""
    logins = [login.casefold() for login in rule.assignees] if rule else []
    return tuple(dict.fromkeys(repository.users[login] for login in logins if login in repository.users))


def not_found(context: TrackerContext, ledger: Ledger, there: Iterable[Label] = ()) -> tuple[str, ...]:
    """A notice of labels and people that the policy names and the context did not find; ``there`` are on it already."""
    repository, policy, rule = context.snapshot.repository, context.policy, rule_of(ledger.category, context.policy)
    ours = {policy.label.casefold(), policy.flaky_label.casefold()}
    names = [name for name in labels_wanted(context, ledger) if name.casefold() not in ours]
    known = {label.name.casefold() for label in (*known_labels(repository, names), *there)}
    lacking = [f"label {name}" for name in names if name.casefold() not in known]
    logins = rule.assignees if rule else ()
    lacking += [f"assignee {login}" for login in logins if login.casefold() not in repository.users]
    if not lacking:
        return ()
    return (f"Not put on the tracker of {ledger.category}, as the repository shows no such: {', '.join(lacking)}.",)


def labels_put_back(snapshot: Snapshot, name: str) -> tuple[Operation, ...]:
    """The tracker label for those of our trackers that have lost it, or its making; empty when none has.

    Whose slot nobody can read is left alone.
    """
    found = ((issue, take_apart(issue.body)) for issue in snapshot.unlisted_issues)
    lost = [issue for issue, parts in found if parts is not None and parts.identity]
    label = snapshot.repository.tracker_label
    if lost and label is None:
        return (create_tracker_label(snapshot, name),)
    return tuple(AddLabels(issue.id, issue.number, (label.id,), (label.name,)) for issue in lost if label is not None)


def issue_labels(context: TrackerContext, issue: Issue, ledger: Ledger) -> tuple[Operation, ...]:
    """The labels that an issue lacks, or the making of one that the repository lacks."""
    lacking = [name for name in labels_wanted(context, ledger) if not issue.has_label(name)]
    labels = known_labels(context.snapshot.repository, lacking)
    operations: list[Operation] = _makings(context, lacking, labels)
    if labels:
        names = tuple(label.name for label in labels)
        operations.append(AddLabels(issue.id, issue.number, tuple(label.id for label in labels), names))
    return tuple(operations)


def pull_request_labels(snapshot: Snapshot, policy: Policy, trigger: Trigger) -> Decision:
    """The label on a pull request while a required job or one of the Gate fails; off when all of them are green.

    A required job that never reported is not green: whoever renames what fails has repaired nothing yet.
    """
    if not policy.tracker.label_pull_request or trigger.event == MERGE_GROUP or snapshot.head is None:
        return Decision()
    states = [job.state for job in counting_jobs(snapshot, policy, trigger)]
    failing = any(state.failed for state in states)
    passing = CheckState.SUCCESS in states and all(state in _GREEN for state in states)
    operations: list[Operation] = []
    for pull in snapshot.pull_requests:
        if pull.state is PullRequestState.OPEN and pull.head_oid == snapshot.head.oid:
            operations += _pull_request(snapshot, pull, policy.tracker.label, failing=failing, passing=passing)
    return Decision(plan=tuple(dict.fromkeys(operations)))


def _pull_request(
    snapshot: Snapshot, pull: PullRequest, name: str, *, failing: bool, passing: bool
) -> tuple[Operation, ...]:
    there, known = pull.label(name), snapshot.repository.tracker_label
    if failing and there is None:
        if known is None:
            return (create_tracker_label(snapshot, name),)
        return (AddLabels(pull.id, pull.number, (known.id,), (known.name,)),)
    if passing and there is not None:
        return (RemoveLabels(pull.id, pull.number, (there.id,), (there.name,)),)
    return ()


def _makings(context: TrackerContext, lacking: list[str], known: tuple[Label, ...]) -> list[Operation]:
    """The tracker's own labels that the repository lacks; labels of the configuration are people's to make."""
    there = {label.name.casefold() for label in known}
    missing = [name for name in lacking if name.casefold() not in there]
    repository = context.snapshot.repository
    made: list[Operation] = []
    if context.policy.label in missing:
        made.append(create_tracker_label(context.snapshot, context.policy.label))
    if context.policy.flaky_label in missing:
        made.append(CreateLabel(repository.id, context.policy.flaky_label, FLAKY_COLOR, _FLAKY_DESCRIPTION))
    return made
