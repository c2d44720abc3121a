"""The base of a world: the current state, the states before it, what happened, and the clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.sandbox.history import Event, newly_mentioned
from hygiene.sandbox.people import BOT_LOGIN, Account
from hygiene.sandbox.state import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.sandbox.checks import Late
    from hygiene.sandbox.faults import FaultRule
    from hygiene.sandbox.history import RequestRecord
    from hygiene.sandbox.people import Token
    from hygiene.sandbox.state import Record, State

EPOCH_S = 1_760_313_600  # 2025-10-13T00:00:00Z
HOUR_S = 3_600
STATES_KEPT_MAX = 64
POINTS_PER_HOUR_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What GitHub does not document, or what differs between hosts. The defaults are what was reported most often."""

    original_listed: bool = True
    labels_mean_all: bool = False
    overlong_issue_update_ignored: bool = False
    points_per_hour_max: int = POINTS_PER_HOUR_MAX
    comments_max: int = 2_500
    apps_comment_when_locked: bool = False


@dataclass(slots=True)
class Budget:
    """The points that one login has used in its current hour."""

    used: int
    reset_at: int


class Store:
    """What resolvers read and writes change. It has no clock of its own: ``now`` moves with requests and ``advance``.

    ``faults`` are rules for requests without a fault of their own. ``past`` are the latest earlier states, newest last.
    ``serving`` is the number of the request that is being answered, 0 outside of one.
    """

    def __init__(self, *, now: int = EPOCH_S, tick_s: int = 1, behaviour: Behaviour | None = None) -> None:
        self.now = now
        self.tick_s = tick_s
        self.behaviour = behaviour or Behaviour()
        self.state: State = EMPTY
        self.past: deque[State] = deque(maxlen=STATES_KEPT_MAX)
        self.history: list[Event] = []
        self.requests: list[RequestRecord] = []
        self.tokens: dict[str, Token] = {}
        self.budgets: dict[str, Budget] = {}
        self.faults: list[FaultRule] = []
        self.request_number = self.serving = 0
        self.account(BOT_LOGIN)

    def advance(self, seconds: int) -> None:
        """Let time pass."""
        assert seconds >= 0, "time does not run backwards"  # noqa: S101 - a bug of the caller
        self.now += seconds

    def commit(self, state: State, actor: str, what: str, *, before: Record | None, after: Record | None) -> None:
        """Make ``state`` the current one and record the write. At least one of ``before`` and ``after`` is given."""
        subject = after or before
        assert subject is not None, "a write changes a record"  # noqa: S101 - a bug of the sandbox
        repository = state.nodes.get(getattr(subject, "repository", subject.id))
        self.past.append(self.state)
        self.state = state
        event = Event(
            number=len(self.history) + 1,
            request=self.serving,
            at=self.now,
            actor=actor,
            what=what,
            repository=getattr(repository, "full_name", ""),
            subject=subject.id,
            before=before,
            after=after,
            mentions=newly_mentioned(_text(before), _text(after)) if after is not None else (),
        )
        self.history.append(event)

    def lagging(self, writes: int) -> State:
        """Return the state as it was so many writes ago, or the oldest that is kept."""
        if writes <= 0 or not self.past:
            return self.state
        return self.past[-min(writes, len(self.past))]

    def late_results(self) -> Mapping[str, Late]:
        """Return the workflow runs by node id whose results are still late."""
        late = self.state.late
        return {
            node: how for node, how in late.items() if how.reads != 0 and (how.until is None or self.now < how.until)
        }

    def count_read(self) -> None:
        """Count a query for results that are late for a number of reads. This is not a write of the history."""
        late = {node: replace(how, reads=how.reads and how.reads - 1) for node, how in self.late_results().items()}
        late = {node: how for node, how in late.items() if how.reads != 0}
        if late != self.state.late:
            self.state = replace(self.state, late=late)

    def start_clock(self, now: int) -> None:
        """Set the clock forward before the first request. What ends at a time ends as much later."""
        passed = max(0, now - self.now)
        late = {node: replace(how, until=how.until and how.until + passed) for node, how in self.state.late.items()}
        self.now, self.state = self.now + passed, replace(self.state, late=late)

    def account(self, login: str) -> Account:
        """Return the account of this login. It is created if it does not exist."""
        known = self.state.find(Account, "account", login)
        if known is not None:
            return known
        state, node, database_id = self.state.number("account")
        account = Account(node, database_id, login, "Bot" if login.endswith("[bot]") else "User")
        self.state = state.put(account, names={("account", login): node})
        return account

    def budget(self, login: str) -> Budget:
        """Return what a login has used in its current hour, which starts with its first request."""
        budget = self.budgets.get(login)
        if budget is None or self.now >= budget.reset_at:
            budget = self.budgets[login] = Budget(0, self.now + HOUR_S)
        return budget

    def points_left(self, login: str) -> int:
        """Return the points that a login has left in its current hour."""
        return max(0, self.behaviour.points_per_hour_max - self.budget(login).used)


def _text(record: Record | None) -> str:
    return f"{getattr(record, 'title', '')}\n\n{getattr(record, 'body', '')}" if record is not None else ""
