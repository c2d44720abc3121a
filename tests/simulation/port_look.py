"""A snapshot straight from the records of a world."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hygiene.model.checks import CheckRun, Checks, CheckState, Suite
from hygiene.model.plan import CloseIssue, ReopenIssue, UpdateComment, UpdateIssue
from hygiene.model.snapshot import (
    Comment,
    EditCount,
    Issue,
    IssueState,
    Label,
    PullRequest,
    PullRequestState,
    RecentIssue,
    Repository,
    Snapshot,
    Version,
    digest,
)
from hygiene.sandbox import checks, threads
from hygiene.sandbox.people import BOT_LOGIN
from tests.simulation.reading import attempts, pull_requests, repository

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hygiene.model.plan import Plan
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.repositories import Repository as Home
    from hygiene.sandbox.state import State
    from hygiene.sandbox.world import World

TRACKER_LABEL = "ci-failure"


def at(seconds: int) -> datetime:
    """A time of the world."""
    return datetime.fromtimestamp(seconds, UTC)


def snapshot_of(world: World, trigger: Trigger) -> Snapshot:
    """What one read at a pull request shows."""
    state = world.state
    home = repository(state, trigger.repository)
    labels = [Label(node, state.get(node, threads.Label).name) for node in home.labels]
    pull = next(one for one in pull_requests(state, home) if one.number == trigger.pull_requests[0])
    ours = [label for label in labels if label.name == TRACKER_LABEL]
    issues = [state.get(node, threads.Issue) for node in home.issues]
    listed = [one for one in issues if ours and ours[0].id in one.labels]
    return Snapshot(
        Repository(
            home.id,
            home.full_name,
            home.url,
            home.has_issues,
            home.default_branch,
            ours[0] if ours else None,
        ),
        at(world.now),
        (_pull_request(state, home, pull, labels),),
        _head(state, home, pull.head_oid),
        trackers=tuple(_issue(state, one, labels) for one in issues if one in listed),
        unlisted_issues=tuple(
            RecentIssue(one.id, one.number, one.body)
            for one in issues
            if one not in listed and one.state == "OPEN" and one.author == BOT_LOGIN
        ),
    )


def edits_of(world: World, ids: tuple[str, ...]) -> dict[str, tuple[int | None, tuple[str, ...], tuple[bool, ...]]]:
    """How often each was edited, its texts, newest first, and who wrote them; no count for what is gone."""
    found: dict[str, tuple[int | None, tuple[str, ...], tuple[bool, ...]]] = {}
    for node in ids:
        written = world.state.nodes.get(node)
        found[node] = (None, (), ())
        if isinstance(written, threads.Authored):
            texts = [written.original, *(edit.text or "" for edit in written.edits)]
            others = [written.author != BOT_LOGIN, *(edit.editor != BOT_LOGIN for edit in written.edits)]
            found[node] = (_count(written).total, tuple(reversed(texts)), tuple(reversed(others)))
    return found


def holds(plan: Plan, seen: Snapshot, now: Snapshot) -> bool:
    """Whether everything that a plan depends on is in one snapshot what it was in another."""
    touched = {
        operation.id: operation.planned_against
        for operation in plan
        if isinstance(operation, UpdateIssue | UpdateComment | CloseIssue | ReopenIssue)
    }
    versions = {issue.id: issue.version for issue in now.trackers}
    versions |= {comment.id: comment.version for pull in now.pull_requests for comment in pull.comments}
    states = [{issue.id: issue.state for issue in one.trackers if issue.id in touched} for one in (seen, now)]
    heads = [{pull.id: pull.head_oid for pull in one.pull_requests} for one in (seen, now)]
    return all(versions.get(node) == version for node, version in touched.items()) and (
        heads[0] == heads[1] and states[0] == states[1]
    )


def pull_request_states(world: World, ids: Iterable[str]) -> dict[str, PullRequestState | None]:
    """The state of each of these pull requests; None for one that is gone."""
    records = {node: world.state.nodes.get(node) for node in ids}
    return {
        node: PullRequestState(record.state.lower()) if isinstance(record, threads.PullRequest) else None
        for node, record in records.items()
    }


def edit_totals(snapshot: Snapshot) -> dict[str, int]:
    """How often everything in a snapshot was edited."""
    totals = {issue.id: issue.edits.total for issue in snapshot.trackers}
    return totals | {comment.id: comment.edits.total for pull in snapshot.pull_requests for comment in pull.comments}


def _count(written: threads.Authored) -> EditCount:
    if not written.edits:
        return EditCount()
    return EditCount(len(written.edits) + 1, len(written.edits) == 1 and written.created_at < written.edits[0].at)


def _version(written: threads.Authored) -> Version:
    edited = written.last_edited_at
    return Version(at(written.updated_at), None if edited is None else at(edited), digest(written.body))


def _comment(comment: threads.Comment) -> Comment:
    return Comment(
        comment.id,
        comment.database_id,
        f"https://github.com/comment/{comment.database_id}",
        comment.body,
        at(comment.created_at),
        comment.author == BOT_LOGIN,
        comment.minimized is not None,
        _version(comment),
        _count(comment),
    )


def _labels(nodes: tuple[str, ...], labels: list[Label]) -> tuple[Label, ...]:
    return tuple(label for label in labels if label.id in nodes)


def _issue(state: State, issue: threads.Issue, labels: list[Label]) -> Issue:
    word = "open" if issue.state == "OPEN" else (issue.state_reason or "closed").lower()
    return Issue(
        issue.id,
        issue.number,
        issue.title,
        f"https://github.com/issues/{issue.number}",
        issue.body,
        IssueState(word),
        at(issue.created_at),
        issue.author == BOT_LOGIN,
        None if issue.closed_at is None else at(issue.closed_at),
        issue.locked,
        _labels(issue.labels, labels),
        _version(issue),
        _count(issue),
        tuple(_comment(state.get(node, threads.Comment)) for node in issue.comments),
        len(issue.comments),
        closing=next((one.id for one in reversed(issue.timeline) if one.typename == "ClosedEvent"), ""),
    )


def _pull_request(state: State, home: Home, pull: threads.PullRequest, labels: list[Label]) -> PullRequest:
    comments = [_comment(state.get(node, threads.Comment)) for node in pull.comments]
    return PullRequest(
        pull.id,
        pull.number,
        pull.title,
        f"{home.url}/pull/{pull.number}",
        PullRequestState(pull.state.lower()),
        pull.head_oid,
        pull.head_ref,
        pull.head_repository or "",
        pull.base_ref,
        pull.draft,
        pull.locked,
        _labels(pull.labels, labels),
        tuple(comments),
        len(comments),
    )


def _head(state: State, home: Home, oid: str) -> Checks:
    rows = attempts(state, home, oid)
    suites = {run.id: _suite(state, run, [check for other, check in rows if other.id == run.id]) for run, _ in rows}
    runs = [
        CheckRun(
            check.id,
            check.database_id,
            check.name,
            _word(check),
            suites[run.id],
            check.url,
            1
            + sum(other.suite == check.suite and other.name == check.name and other.id < check.id for _, other in rows),
            None if check.started_at is None else at(check.started_at),
            None if check.completed_at is None else at(check.completed_at),
        )
        for run, check in rows
    ]
    return Checks(oid, tuple(suites.values()), tuple(runs))


def _word(check: checks.CheckRun) -> CheckState:
    return CheckState((check.conclusion or "pending").lower())


def _suite(state: State, run: checks.WorkflowRun, found: list[checks.CheckRun]) -> Suite:
    suite = state.get(run.suite, checks.Suite)
    newest = {check.name: _word(check) for check in found}
    words = set(newest.values())
    worst = next((word for word in (CheckState.PENDING, CheckState.FAILURE) if word in words), CheckState.SUCCESS)
    return Suite(
        suite.id,
        suite.app,
        run.name,
        run.path,
        run.event,
        run.database_id,
        run.run_number,
        run.url,
        at(suite.created_at),
        worst,
    )
