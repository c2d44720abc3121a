"""Labels, comments, issues, pull requests and their timelines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

IssueState = Literal["OPEN", "CLOSED"]
StateReason = Literal["COMPLETED", "NOT_PLANNED", "DUPLICATE", "REOPENED"]
PullRequestState = Literal["OPEN", "CLOSED", "MERGED"]
TimelineType = Literal[
    "ClosedEvent",
    "CommentDeletedEvent",
    "LockedEvent",
    "MergedEvent",
    "RenamedTitleEvent",
    "ReopenedEvent",
    "UnlockedEvent",
]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a repository."""

    typename: ClassVar[str] = "Label"
    id: str
    database_id: int
    repository: str
    name: str
    color: str
    description: str | None
    created_at: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of an edit history: the full text after the edit, None when somebody deleted the entry."""

    typename: ClassVar[str] = "UserContentEdit"
    at: int
    editor: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An entry of a timeline. Titles belong to RenamedTitleEvent, the author to CommentDeletedEvent."""

    typename: TimelineType
    id: str
    at: int
    actor: str
    previous_title: str = ""
    current_title: str = ""
    comment_author: str | None = None
    state_reason: StateReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """What comments, issues and pull requests share. ``edits`` are oldest first, without the ``original`` text."""

    id: str
    database_id: int
    repository: str
    author: str | None
    body: str = ""
    original: str = ""
    created_at: int
    updated_at: int
    edits: tuple[Edit, ...] = ()

    @property
    def last_edited_at(self) -> int | None:
        """When the body last changed; None if it never did."""
        return self.edits[-1].at if self.edits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Authored):
    """A comment on an issue or a pull request. ``minimized`` is the reason in lower case, None while it is shown."""

    typename: ClassVar[str] = "IssueComment"
    thread: str
    minimized: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRecord(Authored):
    """What issues and pull requests share. ``labels`` and ``comments`` are node ids, oldest first."""

    number: int
    title: str
    labels: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    locked: bool = False
    closed_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(ThreadRecord):
    """An issue."""

    typename: ClassVar[str] = "Issue"
    state: IssueState = "OPEN"
    state_reason: StateReason | None = None
    duplicate_of: str | None = None
    assignees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest(ThreadRecord):
    """A pull request. ``head_repository`` is a full name, None after the fork was deleted."""

    typename: ClassVar[str] = "PullRequest"
    head_ref: str
    head_oid: str
    head_repository: str | None
    base_ref: str
    state: PullRequestState = "OPEN"
    draft: bool = False
    merged_at: int | None = None


Thread: TypeAlias = Issue | PullRequest
