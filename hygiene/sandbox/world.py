"""The world: the newest state, the states before it, what happened, and who may act. It advances when told."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hygiene.sandbox.describe import described
from hygiene.sandbox.history import Event
from hygiene.sandbox.mentions import newly_rung
from hygiene.sandbox.people import BOT_LOGIN, Account, Level, Token
from hygiene.sandbox.seed import RepositorySeed, found
from hygiene.sandbox.state import EMPTY

if TYPE_CHECKING:
    from hygiene.sandbox.history import Answered
    from hygiene.sandbox.state import Record, State

EPOCH_S = 1_760_313_600  # 2025-10-13T00:00:00Z
STATES_KEPT_MAX = 64
POINTS_PER_HOUR_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Habits:
    """What GitHub does and does not document; the default is what was seen most often."""

    original_listed: bool = True
    labels_mean_all: bool = False
    overlong_issue_update_ignored: bool = False
    points_per_hour_max: int = POINTS_PER_HOUR_MAX
    comments_max: int = 2_500


@dataclass(slots=True)
class Budget:
    """The points that one login has used in the current hour."""

    used: int
    reset_at: int


class World:
    """A small GitHub. Two worlds are equal when their newest states are."""

    def __init__(self, *, now: int = EPOCH_S, tick_s: int = 1, habits: Habits | None = None) -> None:
        self.now = now
        self.tick_s = tick_s
        self.habits = habits or Habits()
        self.state: State = EMPTY
        self.past: deque[State] = deque(maxlen=STATES_KEPT_MAX)
        self.history: list[Event] = []
        self.requests: list[Answered] = []
        self.tokens: dict[str, Token] = {}
        self.budgets: dict[str, Budget] = {}
        self.request_number = self.serving = 0
        self.account(BOT_LOGIN)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, World) and self.state == other.state

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> World:
        """Return a world that goes on from here on its own; states are shared, they never change."""
        twin = World.__new__(World)
        twin.now, twin.tick_s, twin.habits, twin.state = self.now, self.tick_s, self.habits, self.state
        twin.past, twin.history, twin.requests = self.past.copy(), self.history.copy(), self.requests.copy()
        twin.tokens, twin.request_number, twin.serving = self.tokens.copy(), self.request_number, 0
        twin.budgets = {login: Budget(budget.used, budget.reset_at) for login, budget in self.budgets.items()}
        return twin

    def digest(self) -> str:
        """Return a digest of everything but the clock, the history and the used points."""
        return self.state.digest()

    def describe(self) -> dict[str, Any]:
        """Return what GitHub holds now as plain JSON, for people and for evidence."""
        return described(self.state, self.now)

    def advance(self, seconds: int) -> None:
        """Let time pass."""
        assert seconds >= 0, "time does not run backwards"  # noqa: S101 - a mistake of the caller's code
        self.now += seconds

    def commit(self, state: State, actor: str, what: str, *, before: Record | None, after: Record | None) -> None:
        """Make ``state`` the newest and write down what happened."""
        subject = after or before
        assert subject is not None, "a write is about something"  # noqa: S101 - a mistake of the sandbox's
        home = state.nodes.get(getattr(subject, "repository", subject.id))
        self.past.append(self.state)
        self.state = state
        event = Event(
            number=len(self.history) + 1,
            request=self.serving,
            at=self.now,
            actor=actor,
            what=what,
            repository=getattr(home, "full_name", ""),
            subject=subject.id,
            before=before,
            after=after,
            mentions=newly_rung(_text(before), _text(after)) if after is not None else (),
        )
        self.history.append(event)

    def lagging(self, writes: int) -> State:
        """Return the state as it stood so many writes ago."""
        if writes <= 0:
            return self.state
        return self.past[-writes] if writes <= len(self.past) else (self.past[0] if self.past else self.state)

    @property
    def notifications(self) -> list[Event]:
        """What rang people, in order: creations, closings and reopenings, and every new mention."""
        return [event for event in self.history if event.rings or event.mentions]

    @property
    def mentions(self) -> list[str]:
        """Every ``@login`` and ``#number`` that a new text rang, in order."""
        return [mention for event in self.history for mention in event.mentions]

    def account(self, login: str) -> Account:
        """Return the account of this login; it is created when nobody has it."""
        known = self.state.find(Account, "account", login)
        if known is not None:
            return known
        state, node, database_id = self.state.number("account")
        account = Account(node, database_id, login, "Bot" if login.endswith("[bot]") else "User")
        self.state = state.put(account, names={("account", login): node})
        return account

    def token(self, name: str, login: str = BOT_LOGIN, *, level: Level | None = None, **grants: Any) -> str:  # noqa: ANN401 - the fields of Token
        """Create a token for a login and return it; ``level`` sets issues and pull requests, grants the rest."""
        self.account(login)
        token = Token(login, **grants)
        if level is not None:
            token = replace(token, issues=level, pull_requests=level)
        self.tokens[name] = token
        return name

    def repository(self, full_name: str, **settings: Any) -> RepositorySeed:  # noqa: ANN401 - the fields of Repository
        """Return the repository of this name for seeding; it is created when nobody has it."""
        return found(self, full_name, settings)


def _text(record: Record | None) -> str:
    return f"{getattr(record, 'title', '')}\n\n{getattr(record, 'body', '')}" if record is not None else ""
