"""What a token may see and do, and how GitHub says that it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.sandbox.refusal import Refusal
from hygiene.sandbox.repositories import Repository
from hygiene.sandbox.threads import Issue

if TYPE_CHECKING:
    from hygiene.sandbox.ask import Ask
    from hygiene.sandbox.people import Area, Token
    from hygiene.sandbox.threads import Thread

_NOT_ACCESSIBLE = "Resource not accessible by integration"
_CLASSIC_SCOPES = ("public_repo", "repo")


def can_see(token: Token, home: Repository) -> bool:
    """Whether a repository exists for a token: public ones do for everybody."""
    return not home.private or token.repositories is None or home.full_name in token.repositories


def can_write(token: Token, home: Repository, area: Area) -> bool:
    """Whether a token has write permission in one area of a repository."""
    return token.level(area) == "write" and (token.repositories is None or home.full_name in token.repositories)


def require_read(ask: Ask, home: Repository, area: Area) -> None:
    """Refuse what a token may not read; everything public can be read by all."""
    if home.private and ask.token.level(area) == "none":
        raise Refusal("FORBIDDEN", _NOT_ACCESSIBLE)


def require_write(ask: Ask, home: Repository, area: Area, mutation: str) -> None:
    """Refuse what a token may not write."""
    require_scope(ask.token)
    if not can_write(ask.token, home, area):
        raise forbidden(ask.token, mutation)


def require_scope(token: Token) -> None:
    """Refuse a classic token that was created without a scope for repositories."""
    if token.kind == "classic" and not set(token.scopes) & set(_CLASSIC_SCOPES):
        granted = ", ".join(f"'{scope}'" for scope in token.scopes)
        message = (
            "Your token has not been granted the required scopes to execute this query. "
            f"It requires one of the following scopes: ['public_repo'], but your token has only been granted the: "
            f"[{granted}] scopes. Please modify your token's scopes at: https://github.com/settings/tokens."
        )
        raise Refusal("INSUFFICIENT_SCOPES", message)


def forbidden(token: Token, mutation: str) -> Refusal:
    """Return the refusal for a missing permission, in the words that this kind of token gets."""
    if token.kind == "integration":
        return Refusal("FORBIDDEN", _NOT_ACCESSIBLE)
    name = mutation[0].upper() + mutation[1:]
    return Refusal("FORBIDDEN", f"{token.login} does not have the correct permissions to execute `{name}`")


def area_of(thread: Thread) -> Area:
    """Return the permission that a thread belongs to: a pull request's comments need ``pull-requests``."""
    return "issues" if isinstance(thread, Issue) else "pull_requests"


def home_of(ask: Ask, repository: str) -> Repository:
    """Return the repository with this node id."""
    return ask.state.get(repository, Repository)
