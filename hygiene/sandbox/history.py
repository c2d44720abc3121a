"""What happened: every write in order, with the record before and after it, for checkers to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hygiene.sandbox.state import Record

# Creating, closing and reopening ring people; edits, labels and deletions never do.
RINGING = frozenset(
    {"comment.created", "issue.created", "issue.closed", "issue.reopened", "pull_request.created"},
)


@dataclass(frozen=True, slots=True)
class Event:
    """One write. ``request`` is 0 when a person or the set-up did it, else the number of the HTTP request."""

    number: int
    request: int
    at: int
    actor: str
    what: str
    repository: str
    subject: str
    before: Record | None
    after: Record | None
    mentions: tuple[str, ...] = ()

    @property
    def rings(self) -> bool:
        """Whether people are notified."""
        return self.what in RINGING


@dataclass(frozen=True, slots=True)
class Answered:
    """One HTTP request as the world saw it; ``status`` 0 means that the caller never got an answer."""

    number: int
    at: int
    login: str | None
    operation: str | None
    kind: str
    status: int
    events: int
    fault: str | None = None
