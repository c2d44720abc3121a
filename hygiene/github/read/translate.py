"""Repositories, pull requests, trackers, comments: one function a fragment. Nothing generated goes further."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hygiene_github.enums import IssueState as State
from hygiene_github.enums import IssueStateReason
from hygiene_github.enums import PullRequestState as PullState
from hygiene_github.fragments import Closing, RequiredChecks

from hygiene.github.read.translate_checks import ID, base_checks, id_in
from hygiene.model.snapshot import (
    Base,
    Comment,
    EditCount,
    Issue,
    IssueState,
    Label,
    PullRequest,
    PullRequestState,
    RateLimit,
    RecentIssue,
    Repository,
    Version,
    digest,
)
from hygiene.patterns import pattern
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hygiene_github.fragments import (
        BaseBranch,
        BranchRules,
        Budget,
        ClosedTracker,
        CommentDeletion,
        CommentEdits,
        CommentState,
        CommentText,
        Edits,
        EditTimes,
        IssueEdits,
        LabelRef,
        PullRequestFields,
        Scope,
        TrackerIssue,
        TrackerNote,
        WrittenComment,
        WrittenIssue,
    )
    from hygiene_github.fragments import (
        RecentIssue as Recent,
    )
    from hygiene_github.read_scope import ReadScopeRepository

    Overwritten: TypeAlias = CommentEdits | IssueEdits | WrittenComment | WrittenIssue


_REASONS = {
    IssueStateReason.COMPLETED: IssueState.COMPLETED,
    IssueStateReason.NOT_PLANNED: IssueState.NOT_PLANNED,
    IssueStateReason.DUPLICATE: IssueState.DUPLICATE,
}
_PULLS = {PullState.OPEN: PullRequestState.OPEN, PullState.MERGED: PullRequestState.MERGED}
_COMMENT = pattern(rf"#issuecomment-{ID}")


def repository(found: Scope) -> Repository:
    """The repository and the labels that it has."""
    return Repository(
        id=found.id,
        name_with_owner=found.name_with_owner,
        url=found.url,
        has_issues=found.has_issues_enabled,
        default_branch=found.default_branch_ref.name if found.default_branch_ref else "",
        tracker_label=label(found.tracker_label) if found.tracker_label else None,
        flaky_label=label(found.flaky_label) if found.flaky_label else None,
    )


def with_names(repository: Repository, found: ReadScopeRepository) -> Repository:
    """The repository with the labels and people that were requested."""
    labels = found.labels.nodes or [] if found.labels else []
    users = found.assignable_users.nodes or [] if found.assignable_users else []
    return replace(
        repository,
        labels=tuple(label(node) for node in labels if node is not None),
        users={node.login.casefold(): node.id for node in users if node is not None},
    )


def label(found: LabelRef) -> Label:
    """A label."""
    return Label(found.id, found.name)


def comment(found: CommentState) -> Comment:
    """A comment of a pull request."""
    return comment_text(found, edit_count(found.user_content_edits, found.created_at))


def comment_text(found: CommentText, edits: EditCount) -> Comment:
    """A comment of a pull request whose edits were counted elsewhere."""
    return Comment(
        id=found.id,
        database_id=_database_id(found.full_database_id, found.url),
        url=found.url,
        body=found.body,
        created_at=found.created_at,
        own=found.viewer_did_author,
        minimized=bool(found.is_minimized),
        version=Version(found.updated_at, found.last_edited_at, digest(found.body)),
        edits=edits,
    )


def note(found: TrackerNote) -> Comment:
    """A comment of a tracker."""
    return Comment(
        id=found.id,
        database_id=_database_id(found.full_database_id, found.url),
        url=found.url,
        body=found.body,
        created_at=found.created_at,
        own=found.viewer_did_author,
        minimized=bool(found.is_minimized),
        version=Version(None, None, digest(found.body)),
    )


def _database_id(number: int | None, url: str) -> int:
    return number or id_in(_COMMENT, url)


def edit_count(found: EditTimes | Edits | None, created_at: datetime) -> EditCount:
    """How often a body was edited. Of two entries, one as old as the body and one younger, one is the original."""
    if found is None:
        return EditCount()
    dates = sorted(node.edited_at for node in found.nodes or [] if node is not None)
    listed = found.total_count == len(dates) == 2 and dates[0] <= created_at < dates[1]  # noqa: PLR2004 - of two
    return EditCount(found.total_count, original_listed=listed)


def history(found: Overwritten) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The texts of an edit history, newest first, and of each whether somebody else than the author wrote it.

    Entries that people deleted are left out. An editor whose account is gone is somebody else.
    """
    nodes = (found.user_content_edits.nodes or []) if found.user_content_edits else []
    edits = [edit for edit in nodes if edit is not None and edit.diff]
    author = found.author.login if found.author else ""
    others = (bool(author) and (edit.editor is None or edit.editor.login != author) for edit in edits)
    return tuple(edit.diff or "" for edit in edits), tuple(others)


def issue(found: TrackerIssue) -> Issue:
    """An issue that may be a tracker."""
    notes = [note(node) for node in found.notes.nodes or [] if node is not None]
    labels = found.labels.nodes or [] if found.labels else []
    return Issue(
        id=found.id,
        number=found.number,
        title=found.title,
        url=found.url,
        body=found.body,
        state=IssueState.DUPLICATE if found.duplicate_of else issue_state(found.issue_state, found.state_reason),
        created_at=found.created_at,
        own=found.viewer_did_author,
        closed_at=found.closed_at,
        locked=found.locked,
        labels=tuple(label(node) for node in labels if node is not None),
        labels_known=found.labels is not None,
        version=Version(found.updated_at, found.last_edited_at, digest(found.body)),
        edits=edit_count(found.user_content_edits, found.created_at),
        notes=tuple(sorted(notes, key=lambda n: (n.created_at, n.database_id))),
        notes_total=found.notes.total_count,
    )


def closed_tracker(found: ClosedTracker) -> Issue:
    """A closed tracker, with the event that closed it last and whose it was."""
    nodes = found.closings.nodes or []
    closing = nodes[-1] if nodes else None
    if not isinstance(closing, Closing):
        return issue(found)
    return replace(issue(found), closing=closing.id, closed_by=closing.actor.login if closing.actor else "")


def recent_issue(found: Recent) -> RecentIssue:
    """An issue of the light window."""
    return RecentIssue(found.id, found.number, found.body)


def issue_state(state: State, reason: IssueStateReason | None) -> IssueState:
    """Open, or as what it was closed; an unknown reason is closed all the same."""
    if state is not State.CLOSED:
        return IssueState.OPEN
    return _REASONS.get(reason, IssueState.CLOSED) if reason is not None else IssueState.CLOSED


def pull_request(found: PullRequestFields, viewer: str = "") -> PullRequest:
    """A pull request with the comments of both windows, each once, oldest first. ``viewer`` is our own login."""
    labels = found.labels.nodes or [] if found.labels else []
    windows = [*(found.oldest.nodes or []), *(found.freshest.nodes or [])]
    return PullRequest(
        id=found.id,
        number=found.number,
        title=found.title,
        url=found.url,
        state=pull_request_state(found.pull_request_state),
        head_oid=found.head_ref_oid,
        head_ref=found.head_ref_name,
        head_repository=found.head_repository.name_with_owner if found.head_repository else "",
        base_ref=found.base_ref_name,
        draft=found.is_draft,
        locked=found.locked,
        labels=tuple(label(node) for node in labels if node is not None),
        labels_known=found.labels is not None,
        comments=in_order(comment(node) for node in windows if node is not None),
        comments_total=found.oldest.total_count,
        deleted_by_people=deleted_by_people(found, viewer),
    )


def pull_request_state(state: PullState) -> PullRequestState:
    """Open or merged; every other word is closed."""
    return _PULLS.get(state, PullRequestState.CLOSED)


def in_order(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Each comment once, oldest first."""
    once = {found.id: found for found in comments}
    return tuple(sorted(once.values(), key=lambda c: (c.created_at, c.database_id, c.id)))


def base(branch: str, found: BaseBranch) -> Base:
    """The base branch: its newest commits and the check names that its protection requires."""
    history = getattr(found.target, "history", None)
    commits = [base_checks(node) for node in (history.nodes or [] if history else []) if node is not None]
    return Base(branch, tuple(commits), required_contexts(found) or (), unread_rules(found))


def required_contexts(found: BranchRules) -> tuple[str, ...] | None:
    """The check names that branch protection and rulesets require, each once; None where there is neither.

    ``refUpdateRule`` is null for administrators: https://github.com/fpicalausa/remove-stale-branches/pull/76
    """
    rule = getattr(found, "ref_update_rule", None)
    names = list(rule.required_status_check_contexts or []) if rule else []
    given = [node.parameters for node in (found.rules.nodes or [] if found.rules else []) if node is not None]
    rulesets = [one for one in given if isinstance(one, RequiredChecks)]
    names += [check.context for one in rulesets for check in one.required_status_checks]
    return tuple(dict.fromkeys(name for name in names if name)) if rule or rulesets else None


def unread_rules(found: BranchRules) -> str:
    """A sentence about the rules of a branch that its page does not show; empty where it shows all."""
    shown, total = (len(found.rules.nodes or []), found.rules.total_count) if found.rules else (0, 0)
    if total <= shown:
        return ""
    return f"rulesets ({shown} of {total} rules of the branch): checks that the others require are not known."


def rate_limit(found: Budget | None) -> RateLimit | None:
    """What is left of the budget."""
    return None if found is None else RateLimit(found.remaining, found.limit, found.reset_at, found.cost)


def deleted_by_people(found: PullRequestFields, viewer: str) -> bool:
    """Whether somebody else deleted a comment of the viewer's login; false where that was not requested."""
    if not found.deletions or not found.deletions.nodes:
        return False
    from hygiene_github.fragments import CommentDeletion as Deletion  # noqa: PLC0415 - few runs ask for deletions

    return any(_by_people(node, _plain(viewer)) for node in found.deletions.nodes if isinstance(node, Deletion))


def _by_people(event: CommentDeletion, ours: str) -> bool:
    """A person whose account is gone is nobody by now, and not us."""
    author = _plain(event.deleted_comment_author.login) if event.deleted_comment_author else ""
    return bool(ours) and author == ours and (event.actor is None or _plain(event.actor.login) != ours)


def _plain(login: str) -> str:
    """A login as it is compared: the viewer's ends in ``[bot]`` where the same app's elsewhere does not."""
    return login.casefold().removesuffix("[bot]")
