"""Who acts: accounts, and the tokens that act for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "read", "write"]
Area = Literal["contents", "issues", "pull_requests", "checks"]
TokenKind = Literal["integration", "user", "classic"]

BOT_LOGIN = "github-actions[bot]"


@dataclass(frozen=True, slots=True)
class Account:
    """A person or an app; ``login`` of an app ends in ``[bot]``."""

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
    """What one token may do. ``push`` keeps the labels given to ``createIssue``, ``admin`` deletes issues."""

    login: str
    kind: TokenKind = "integration"
    contents: Level = "read"
    issues: Level = "write"
    pull_requests: Level = "write"
    checks: Level = "read"
    push: bool = True
    admin: bool = False
    scopes: tuple[str, ...] = ()
    repositories: tuple[str, ...] | None = None

    def level(self, area: Area) -> Level:
        """Return what the token may do in one area of its repositories."""
        levels: dict[Area, Level] = {
            "contents": self.contents,
            "issues": self.issues,
            "pull_requests": self.pull_requests,
            "checks": self.checks,
        }
        return levels[area]
