"""What people write: labels, comments, issues and pull requests, each an immutable record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

IssueState = Literal["OPEN", "CLOSED"]
StateReason = Literal["COMPLETED", "NOT_PLANNED", "DUPLICATE", "REOPENED"]
PullRequestState = Literal["OPEN", "CLOSED", "MERGED"]


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
    """The full text after one edit; ``text`` is None when somebody deleted the entry."""

    typename: ClassVar[str] = "UserContentEdit"
    at: int
    editor: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Deletion:
    """That somebody deleted a comment: all that is left of it."""

    typename: ClassVar[str] = "CommentDeletedEvent"
    id: str
    at: int
    actor: str
    author: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """What everything with a body has: author, dates and the edits, oldest first."""

    id: str
    database_id: int
    repository: str
    author: str | None
    body: str
    original: str
    created_at: int
    updated_at: int
    edits: tuple[Edit, ...]

    @property
    def last_edited_at(self) -> int | None:
        """When the body last changed; None until it did."""
        return self.edits[-1].at if self.edits else None


@dataclass(frozen=True, slots=True)
class Comment(Written):
    """A comment on an issue or a pull request; ``minimized`` is the reason, if it is."""

    typename: ClassVar[str] = "IssueComment"
    thread: str
    minimized: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """That somebody closed an issue."""

    typename: ClassVar[str] = "ClosedEvent"
    id: str
    at: int
    actor: str


@dataclass(frozen=True, slots=True)
class ThreadRecord(Written):
    """What issues and pull requests share."""

    number: int
    title: str
    labels: tuple[str, ...]
    comments: tuple[str, ...]
    locked: bool
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Issue(ThreadRecord):
    """An issue."""

    typename: ClassVar[str] = "Issue"
    state: IssueState = "OPEN"
    state_reason: StateReason | None = None
    duplicate_of: str | None = None
    assignees: tuple[str, ...] = ()
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True)
class PullRequest(ThreadRecord):
    """A pull request; ``head_repository`` is None once its fork is gone."""

    typename: ClassVar[str] = "PullRequest"
    head_ref: str
    head_oid: str
    head_repository: str | None
    base_ref: str
    state: PullRequestState = "OPEN"
    draft: bool = False
    merged_at: int | None = None
    deletions: tuple[Deletion, ...] = ()


Thread: TypeAlias = Issue | PullRequest
