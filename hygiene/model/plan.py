"""Intended writes: a closed union of operations. A plan is a tuple of them in order; the empty plan is settled.

Every update carries the version that it was planned against. Growth goes into this union: mypy's ``exhaustive-match``
then names each place that must learn the new member.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal

from hygiene.values import dataclass

if TYPE_CHECKING:
    from hygiene.model.snapshot import Snapshot, Version


@dataclass(frozen=True, slots=True)
class CreateLabel:
    """A label that the repository lacks; colour as six hex digits."""

    repository_id: str
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class CreateIssue:
    """A new tracker."""

    repository_id: str
    category: str
    title: str
    body: str
    label_ids: tuple[str, ...]
    assignee_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateIssue:
    """A tracker's body, in place. The title is people's to change."""

    id: str
    number: int
    category: str
    body: str
    planned_against: Version
    before: str


@dataclass(frozen=True, slots=True)
class ReopenIssue:
    """A resolved tracker whose category fails again."""

    id: str
    number: int
    category: str
    planned_against: Version


@dataclass(frozen=True, slots=True)
class CloseIssue:
    """A tracker without failing subjects (completed), or a younger duplicate of ``duplicate_of``."""

    id: str
    number: int
    category: str
    planned_against: Version
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class AddLabels:
    """Labels for an issue or a pull request, by node ids; ``names`` for people."""

    id: str
    number: int
    label_ids: tuple[str, ...]
    names: tuple[str, ...]
    labelable: Literal["Issue", "PullRequest"] = "Issue"


@dataclass(frozen=True, slots=True)
class RemoveLabels:
    """Labels that no longer hold on an issue or a pull request."""

    id: str
    number: int
    label_ids: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddNote:
    """A comment on a tracker: the only thing about it that notifies anybody."""

    issue_id: str
    number: int
    category: str
    body: str


@dataclass(frozen=True, slots=True)
class AddComment:
    """A status comment where there is none."""

    pull_request_id: str
    number: int
    body: str


@dataclass(frozen=True, slots=True)
class UpdateComment:
    """A status comment, in place."""

    id: str
    number: int
    body: str
    planned_against: Version
    before: str


@dataclass(frozen=True, slots=True)
class DeleteComment:
    """A younger duplicate of our own, after its content is safe in the survivor."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class MinimizeComment:
    """The same where deletion is forbidden: hidden as a duplicate."""

    id: str
    number: int


Operation = (
    CreateLabel
    | CreateIssue
    | UpdateIssue
    | ReopenIssue
    | AddLabels
    | AddNote
    | CloseIssue
    | RemoveLabels
    | DeleteComment
    | MinimizeComment
    | AddComment
    | UpdateComment
)

# The writes that carry the version they were planned against.
VersionedOperation = UpdateIssue | ReopenIssue | CloseIssue | UpdateComment
Plan = tuple[Operation, ...]


class Reason(Enum):
    """Why an operation was refused.

    Gone (deleted meanwhile), forbidden to this token, archived repository, locked conversation, busy (come back later),
    too heavy (the document was; a lighter one follows), or invalid.
    """

    GONE = "gone"
    FORBIDDEN = "forbidden"
    ARCHIVED = "archived"
    LOCKED = "locked"
    BUSY = "busy"
    TOO_HEAVY = "too heavy"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One operation that GitHub refused; ``message`` is GitHub's own."""

    operation: Operation
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """``snapshot`` is None when the answer did not show it (a lost response, a payload without our own write).

    ``done`` were carried out as far as the response shows, ``refused`` were not; both are empty for an unknown outcome.
    """

    snapshot: Snapshot | None
    done: tuple[Operation, ...] = ()
    refused: tuple[Refusal, ...] = ()
