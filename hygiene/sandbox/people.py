"""Accounts, and the tokens that act for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "read", "write"]
Area = Literal["contents", "issues", "pull_requests", "checks", "statuses", "actions"]
TokenKind = Literal["integration", "user", "classic"]

BOT_LOGIN = "github-actions[bot]"


@dataclass(frozen=True, slots=True)
class Account:
    """A user or an app. The ``login`` of an app ends in ``[bot]``."""

    id: str
    database_id: int
    login: str
    kind: Literal["User", "Bot"]

    @property
    def typename(self) -> str:
        """The GraphQL object type."""
        return self.kind


@dataclass(frozen=True, slots=True)
class Token:
    """What one token may do.

    Without ``push`` the labels and assignees given to ``createIssue`` are dropped; ``admin`` may delete issues.
    ``scopes`` are those of a classic token; ``repositories`` limits the token to these full names.
    """

    login: str
    kind: TokenKind = "integration"
    contents: Level = "read"
    issues: Level = "write"
    pull_requests: Level = "write"
    checks: Level = "read"
    statuses: Level = "read"
    actions: Level = "read"
    push: bool = True
    admin: bool = False
    scopes: tuple[str, ...] = ()
    repositories: tuple[str, ...] | None = None

    def level(self, area: Area) -> Level:
        """Return the permission of the token in one area."""
        level: Level = getattr(self, area)
        return level
