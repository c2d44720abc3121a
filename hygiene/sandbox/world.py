"""The world: a GitHub in memory with its repositories, accounts and tokens."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.people import BOT_LOGIN, Level, Token
from hygiene.sandbox.seed import RepositorySeed, create
from hygiene.sandbox.store import Store

if TYPE_CHECKING:
    from hygiene.sandbox.history import Event


class World(Store):
    """A GitHub in memory. Two worlds are equal when their current states are."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, World) and self.state == other.state

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> World:
        """Return an independent world in the same state. States are shared, because they never change."""
        twin = copy(self)
        twin.past, twin.history, twin.requests = self.past.copy(), self.history.copy(), self.requests.copy()
        twin.tokens, twin.faults, twin.serving = self.tokens.copy(), self.faults.copy(), 0
        twin.budgets = {login: copy(budget) for login, budget in self.budgets.items()}
        return twin

    def digest(self) -> str:
        """Return a digest of everything but the clock, the history and the used points."""
        return self.state.digest()

    @property
    def notifications(self) -> list[Event]:
        """All writes that notify people, in order: creations, closings and reopenings, and every new mention."""
        return [event for event in self.history if event.notifies or event.mentions]

    @property
    def mentions(self) -> list[str]:
        """Every ``@login`` and ``#number`` that was mentioned, in order."""
        return [mention for event in self.history for mention in event.mentions]

    def token(self, name: str, login: str = BOT_LOGIN, *, level: Level | None = None, **permissions: Any) -> str:  # noqa: ANN401 - the fields of Token
        """Create a token and return its name. ``level`` is the permission for both issues and pull requests."""
        self.account(login)
        token = Token(login, **permissions)
        if level is not None:
            token = replace(token, issues=level, pull_requests=level)
        self.tokens[name] = token
        return name

    def delete_account(self, login: str) -> None:
        """Delete an account. What it wrote stays, with the author null."""
        self.state = self.state.drop(self.account(login).id)

    def repository(self, full_name: str, **settings: Any) -> RepositorySeed:  # noqa: ANN401 - the fields of Repository
        """Return the repository of this name for seeding. It is created if it does not exist."""
        return create(self, full_name, settings)
