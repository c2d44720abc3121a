"""From the generated ``Scope`` to a snapshot, and what of the last look still holds after a lighter one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.github.read import translate
from hygiene.github.read.translate_checks import head_checks, with_attempts
from hygiene.model.plan import DeleteComment
from hygiene.model.snapshot import IssueState, PullRequest, Remaining, Snapshot

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import datetime
    from typing import TypeVar

    from hygiene_github.fragments import HeadChecks, Scope

    from hygiene.github.read.scope import Look
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Base, Comment, Issue, RecentIssue
    from hygiene.model.trigger import Trigger

    _Numbered = TypeVar("_Numbered", Issue, RecentIssue)


def head_of(scope: Scope) -> HeadChecks | None:
    """The head commit of a scope, wherever it was asked for."""
    if scope.pull_request is not None:
        nodes = scope.pull_request.commits.nodes or []
        return nodes[-1].commit if nodes and nodes[-1] is not None else None
    return None if scope.head is None or scope.head.typename__ != "Commit" else scope.head  # type: ignore[return-value]


def snapshot_of(scope: Scope, look: Look, read_at: datetime, viewer: str = "") -> Snapshot:
    """What a scope shows, of the first pages. ``viewer`` is our own login, where deletions were asked for."""
    head = head_of(scope)
    trackers = {node.id: translate.issue(node) for node in scope.open_trackers.nodes or [] if node is not None}
    closed = [translate.closed_tracker(node) for node in scope.closed_trackers.nodes or [] if node is not None]
    trackers |= {issue.id: issue for issue in closed}
    return Snapshot(
        repository=translate.repository(scope),
        read_at=read_at,
        pull_requests=_pull_requests(scope, look.trigger, viewer),
        head=head_checks(head) if head is not None else None,
        base=_base(scope),
        trackers=by_number(trackers.values()),
        unlisted_issues=_unlisted(scope, trackers),
        remaining=_remaining(scope),
    )


def _remaining(scope: Scope) -> Remaining:
    """What stands beyond the windows, the pages of open trackers left out: they are read on by themselves."""
    recent, opened, closed = scope.recent_issues, scope.open_trackers, scope.closed_trackers
    listed = {node.id for node in opened.nodes or [] if node}
    shown = opened.total_count + sum(1 for node in recent.nodes or [] if node and node.id not in listed)
    return Remaining(max(0, recent.total_count - shown), max(0, closed.total_count - len(closed.nodes or [])))


def _unlisted(scope: Scope, listed: Container[str]) -> tuple[RecentIssue, ...]:
    """What the light window shows of ours and no listing by label does, by number.

    It is in the order of the listing of open trackers and as long: what has the label is on that listing's first page.
    """
    nodes = [node for node in scope.recent_issues.nodes or [] if node is not None]
    lost = [translate.recent_issue(node) for node in nodes if node.viewer_did_author and node.id not in listed]
    return by_number(lost)


def _pull_requests(scope: Scope, trigger: Trigger, viewer: str) -> tuple[PullRequest, ...]:
    if scope.pull_request is not None:
        return (translate.pull_request(scope.pull_request, viewer),)
    nodes = scope.pull_requests.nodes or [] if scope.pull_requests else []
    found = [translate.pull_request(node, viewer) for node in nodes if node is not None]
    ours = [pull for pull in found if is_head(pull, trigger)] or [pull for pull in found if _moved_on(pull, trigger)]
    return tuple(sorted(ours, key=lambda pull: pull.number))


def _moved_on(pull: PullRequest, trigger: Trigger) -> bool:
    """Whether it is of the very branch that the event names, which has a newer head by now."""
    return bool(trigger.head_repository) and pull.head_repository.casefold() == trigger.head_repository.casefold()


def is_head(pull: PullRequest, trigger: Trigger) -> bool:
    """Whether a pull request is of the head that the event names: its branch's name alone tells nothing."""
    return pull.head_oid == trigger.head_oid and same_name(pull.head_repository, trigger.head_repository)


def same_name(one: str, other: str) -> bool:
    """Whether two repository names are the same; GitHub's are case-insensitive, and unknown when a fork is gone."""
    return not one or not other or one.casefold() == other.casefold()


def _base(scope: Scope) -> Base | None:
    if scope.pull_request is not None and scope.pull_request.base_ref is not None:
        return translate.base(scope.pull_request.base_ref_name, scope.pull_request.base_ref)
    branch = scope.default_branch_ref
    if branch is None or branch.target is None:
        return None
    found = translate.base(branch.name, branch)
    return found if found.commits else None


def carried(now: Snapshot, before: Snapshot, done: Plan = ()) -> Snapshot:
    """A re-read with what it did not ask for again: files, names, the base branch, details, what is on later pages."""
    deleted = {operation.id for operation in done if isinstance(operation, DeleteComment)}
    pulls = {pull.id: pull for pull in before.pull_requests}
    looked = before.remaining == Remaining()
    return replace(
        _with_found(now, before) if looked else now,
        remaining=before.remaining if looked else now.remaining,
        other_heads=before.other_heads,
        repository=replace(now.repository, labels=before.repository.labels, users=before.repository.users),
        pull_requests=tuple(_with_comments(pull, pulls.get(pull.id), deleted) for pull in now.pull_requests),
        head=_with_runs(now.head, before.head),
        base=now.base or before.base,
        files=before.files,
        rate_limit=before.rate_limit,
        same_head=before.same_head,
        incomplete=before.incomplete,
        unknown_values=before.unknown_values,
    )


def _with_found(now: Snapshot, before: Snapshot) -> Snapshot:
    """With what a look beyond the windows has found, unless it is in a window by now."""
    closed = [issue for issue in before.trackers if issue.state is not IssueState.OPEN]
    known = {issue.id: issue for issue in (*closed, *now.trackers)}
    lost = {issue.id: issue for issue in (*before.unlisted_issues, *now.unlisted_issues) if issue.id not in known}
    return replace(now, trackers=by_number(known.values()), unlisted_issues=by_number(lost.values()))


def by_number(issues: Iterable[_Numbered]) -> tuple[_Numbered, ...]:
    """Issues in the order of their numbers."""
    return tuple(sorted(issues, key=lambda issue: issue.number))


def with_other_trackers(now: Snapshot, before: Snapshot) -> Snapshot:
    """A sweep's re-read with the trackers that its one page did not show, as they were seen last."""
    known = {issue.id: issue for issue in (*before.trackers, *now.trackers)}
    return replace(now, trackers=by_number(known.values()))


def _with_comments(now: PullRequest, before: PullRequest | None, deleted: Container[str]) -> PullRequest:
    """With our own comments that stand in neither window; one that others delete is refused as gone, then looked for.

    What was known of deletions stays known.
    """
    if before is None:
        return now
    now = replace(now, deleted_by_people=now.deleted_by_people or before.deleted_by_people)
    seen = {comment.id for comment in now.comments}
    kept: list[Comment] = [c for c in before.comments if c.own and c.id not in seen and c.id not in deleted]
    if now.comments_total <= len(seen):
        return now
    return replace(now, comments=translate.in_order([*now.comments, *kept]))


def _with_runs(now: Checks | None, before: Checks | None) -> Checks | None:
    if now is None or before is None or now.oid != before.oid:
        return now
    known = {run.id: run for run in before.runs}
    runs: list[CheckRun] = [
        replace(run, steps=known[run.id].steps, annotations=known[run.id].annotations) if run.id in known else run
        for run in now.runs
    ]
    seen = {run.id for run in runs}
    same = {suite.id for suite in now.suites if suite in before.suites and not suite.state.unfinished}
    paged = {suite.id for suite in before.suites} - {suite.id for suite in now.suites}
    runs += [run for run in before.runs if run.id not in seen and run.suite.id in same | paged]
    suites = (*now.suites, *(suite for suite in before.suites if suite.id in paged))
    return replace(now, suites=suites, runs=with_attempts(runs))
