"""A snapshot from the generated ``Scope``, and what a re-read after a write keeps of the snapshot before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.github.read import translate
from hygiene.github.read.translate_checks import head_checks, with_attempts
from hygiene.model.plan import DeleteComment
from hygiene.model.snapshot import IssueState, PullRequest, Remaining, Snapshot
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import datetime
    from typing import TypeVar

    from hygiene_github.fragments import HeadChecks, PullRequestFields, SameBranchName
    from hygiene_github.fragments import Scope as ScopeData

    from hygiene.github.read.scope import Scope
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Base, Comment, Issue, RecentIssue
    from hygiene.model.trigger import Trigger

    _Numbered = TypeVar("_Numbered", Issue, RecentIssue)
    _OfBranch = TypeVar("_OfBranch", PullRequestFields, SameBranchName)


def head_of(data: ScopeData) -> HeadChecks | None:
    """The head commit: of the pull request, else the one that was asked for by its id."""
    if data.pull_request is not None:
        nodes = data.pull_request.commits.nodes or []
        return nodes[-1].commit if nodes and nodes[-1] is not None else None
    return None if data.head is None or data.head.typename__ != "Commit" else data.head  # type: ignore[return-value]


def snapshot_of(data: ScopeData, scope: Scope, read_at: datetime, viewer: str = "", host_date: str = "") -> Snapshot:
    """The snapshot of a scope's first pages. ``viewer`` is the token's login, needed only where deletions were read."""
    head = head_of(data)
    trackers = {node.id: translate.issue(node) for node in data.open_trackers.nodes or [] if node is not None}
    closed = [translate.closed_tracker(node) for node in data.closed_trackers.nodes or [] if node is not None]
    trackers |= {issue.id: issue for issue in closed}
    return Snapshot(
        repository=translate.repository(data),
        read_at=read_at,
        host_date=host_date,
        pull_requests=_pull_requests(data, scope.trigger, viewer),
        head=head_checks(head) if head is not None else None,
        base=_base(data, scope.trigger),
        trackers=by_number(trackers.values()),
        unlisted_issues=_unlisted(data, trackers),
        remaining=_remaining(data),
    )


def _remaining(data: ScopeData) -> Remaining:
    """How many issues the first pages do not show. Open trackers do not count: their pages are always read."""
    recent, opened, closed = data.recent_issues, data.open_trackers, data.closed_trackers
    listed = {node.id for node in opened.nodes or [] if node}
    shown = opened.total_count + sum(1 for node in recent.nodes or [] if node and node.id not in listed)
    return Remaining(max(0, recent.total_count - shown), max(0, closed.total_count - len(closed.nodes or [])))


def _unlisted(data: ScopeData, listed: Container[str]) -> tuple[RecentIssue, ...]:
    """Our own open issues without the tracker label, by number.

    The listing without a label has the order and length of the listing with it, so that an issue with the label that
    is in the former is in the latter as well.
    """
    nodes = [node for node in data.recent_issues.nodes or [] if node is not None]
    lost = [translate.recent_issue(node) for node in nodes if node.viewer_did_author and node.id not in listed]
    return by_number(lost)


def _pull_requests(data: ScopeData, trigger: Trigger, viewer: str) -> tuple[PullRequest, ...]:
    found = (translate.pull_request(node, viewer) for node in _nodes(data, trigger))
    return tuple(sorted(found, key=lambda pull: pull.number))


def _nodes(data: ScopeData, trigger: Trigger) -> list[PullRequestFields]:
    """The pull request that was read by its number, else those of the head that the event names."""
    if data.pull_request is not None:
        return [data.pull_request]
    found = [node for node in (data.pull_requests.nodes or [] if data.pull_requests else []) if node is not None]
    return of_head(found, trigger) or [node for node in found if _moved_on(node, trigger)]


def of_head(nodes: Iterable[_OfBranch | None], trigger: Trigger) -> list[_OfBranch]:
    """Those of the event's head; where its repository has another name by now, those of the same commit."""
    same = [node for node in nodes if node is not None and node.head_ref_oid == trigger.head_oid]
    return [node for node in same if same_name(home_of(node), trigger.head_repository)] or same


def _moved_on(pull: PullRequestFields, trigger: Trigger) -> bool:
    """Whether it is of the branch that the event names, which has a newer head by now."""
    return bool(trigger.head_repository) and home_of(pull).casefold() == trigger.head_repository.casefold()


def home_of(pull: PullRequestFields | SameBranchName) -> str:
    """The name of the repository that the head is in; empty where it was deleted."""
    return pull.head_repository.name_with_owner if pull.head_repository else ""


def same_name(one: str, other: str) -> bool:
    """Whether two repository names are the same; GitHub's are case-insensitive, and unknown when a fork is gone."""
    return not one or not other or one.casefold() == other.casefold()


def _base(data: ScopeData, trigger: Trigger) -> Base | None:
    """The base branch of the pull requests; of several bases none, for they are read one by one."""
    found = {node.base_ref_name: node.base_ref for node in _nodes(data, trigger) if node.base_ref is not None}
    return translate.base(*found.popitem()) if len(found) == 1 else None


def carried(now: Snapshot, before: Snapshot, done: Plan = ()) -> Snapshot:
    """A re-read with what it did not read again: files, names, the base branch, details, and further pages."""
    deleted = {operation.id for operation in done if isinstance(operation, DeleteComment)}
    pulls = {pull.id: pull for pull in before.pull_requests}
    complete = before.remaining == Remaining()
    return replace(
        _with_unlisted(now, before) if complete else now,
        remaining=before.remaining if complete else now.remaining,
        other_heads=before.other_heads,
        repository=replace(now.repository, labels=before.repository.labels, users=before.repository.users),
        pull_requests=tuple(_with_comments(pull, pulls.get(pull.id), deleted) for pull in now.pull_requests),
        head=_with_runs(now.head, before.head),
        base=now.base or before.base,
        files=before.files,
        base_workflows=before.base_workflows,
        workflows_differ=before.workflows_differ,
        rate_limit=before.rate_limit,
        same_head=before.same_head,
        incomplete=before.incomplete,
        statuses_unread=before.statuses_unread,
        unknown_values=before.unknown_values,
    )


def lacks_own_comment(now: Snapshot, before: Snapshot, done: Plan) -> bool:
    """Whether a re-read shows no trace of a comment of our own: somebody deleted it unseen, or it is behind."""
    gone = {operation.id for operation in done if isinstance(operation, DeleteComment)}
    seen = {comment.id for pull in now.pull_requests for comment in pull.comments}
    told = {pull.id for pull in now.pull_requests if pull.deleted_by_people}
    pulls = [pull for pull in before.pull_requests if pull.id not in told]
    ours = {comment.id for pull in pulls for comment in pull.comments if comment.own}
    return bool(ours - gone - seen)


def _with_unlisted(now: Snapshot, before: Snapshot) -> Snapshot:
    """The re-read with closed and unlisted issues that further pages showed, unless its first pages show them now."""
    closed = [issue for issue in before.trackers if issue.state is not IssueState.OPEN]
    known = {issue.id: issue for issue in (*closed, *now.trackers)}
    lost = {issue.id: issue for issue in (*before.unlisted_issues, *now.unlisted_issues) if issue.id not in known}
    return replace(now, trackers=by_number(known.values()), unlisted_issues=by_number(lost.values()))


def by_number(issues: Iterable[_Numbered]) -> tuple[_Numbered, ...]:
    """Issues in the order of their numbers."""
    return tuple(sorted(issues, key=lambda issue: issue.number))


def with_other_trackers(now: Snapshot, before: Snapshot) -> Snapshot:
    """A sweep's re-read, which is one page, with the other trackers as they were read before."""
    known = {issue.id: issue for issue in (*before.trackers, *now.trackers)}
    return replace(now, trackers=by_number(known.values()))


def _with_comments(now: PullRequest, before: PullRequest | None, deleted: Container[str]) -> PullRequest:
    """The pull request with our own comments that the re-read does not show, and with what was known of deletions.

    If one of them was deleted meanwhile, writing to it is refused as gone, and the next read does not show it.
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
        run.with_details(known[run.id].steps, known[run.id].annotations) if run.id in known else run for run in now.runs
    ]
    seen = {run.id for run in runs}
    same = {suite.id for suite in now.suites if suite in before.suites and not suite.state.unfinished}
    paged = {suite.id for suite in before.suites} - {suite.id for suite in now.suites}
    runs += [run for run in before.runs if run.id not in seen and run.suite.id in same | paged]
    suites = (*now.suites, *(suite for suite in before.suites if suite.id in paged))
    return replace(now, suites=suites, runs=with_attempts(runs))
