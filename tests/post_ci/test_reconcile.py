"""The loop over a small host in memory: what it does with refusals, and what it leaves on the host."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError
from hygiene.model.decision import Decision
from hygiene.model.plan import Applied, CloseIssue, Reason, Refusal, UpdateIssue
from hygiene.model.snapshot import Repository, Snapshot, Version
from hygiene.post_ci.reconcile import PASSES_MAX, REFUSALS_MAX, SNAPSHOT_AGE_MAX_S, Settlement, reconcile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.model.plan import Operation, Plan

NOW = datetime(2025, 10, 13, tzinfo=UTC)
VERSION = Version(NOW, None, "")


def update(number: int) -> UpdateIssue:
    """An update of an issue's body."""
    return UpdateIssue(f"I_{number}", number, "lint", "new", VERSION, "old")


def close(number: int) -> CloseIssue:
    """The closing of an issue."""
    return CloseIssue(f"I_{number}", number, "lint", VERSION)


@dataclass
class Clock:
    """Time that passes only while somebody waits."""

    at: datetime = NOW

    def now(self) -> datetime:
        """The time."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.at += timedelta(seconds=seconds)

    def jitter(self) -> float:
        """No chance."""
        return 0.0


@dataclass
class Host:
    """Operations that are wanted; each is refused as often as ``refusals`` says, then carried out.

    The first read is ``age_s`` old when it arrives; ``moved`` is whether others have written since.
    """

    refusals: dict[Operation, list[Reason]] = field(default_factory=dict)
    wanted: list[Operation] = field(default_factory=list)
    done: list[Operation] = field(default_factory=list)
    documents: int = 0
    age_s: int = 0
    moved: bool = False
    reads: int = 0

    def decide(self, snapshot: Snapshot) -> Decision:
        """Whatever is wanted and not done."""
        assert snapshot.repository.id == "R_1"
        return Decision(plan=tuple(one for one in self.wanted if one not in self.done))

    def read(self) -> Snapshot:
        """The scope."""
        self.reads += 1
        return Snapshot(Repository("R_1", "o/r", ""), NOW - timedelta(seconds=self.age_s if self.reads == 1 else 0))

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """Nothing was edited."""
        raise AssertionError((snapshot, ids))

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """Everything is listed."""
        raise AssertionError(snapshot)

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """There are none."""
        raise AssertionError(snapshot)

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Whether nobody else has written."""
        assert plan
        assert snapshot.repository.id == "R_1"
        return not self.moved

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """Refuse what is to be refused, carry out the others."""
        self.documents += 1
        refused = [
            Refusal(one, reasons.pop(0), "no")
            for one in plan
            if (reasons := self.refusals.get(one)) is not None and reasons
        ]
        done = tuple(one for one in plan if one not in {refusal.operation for refusal in refused})
        self.done += done
        return Applied(snapshot, done, tuple(refused))

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """What a lacking permission means."""
        return AuthorizationError(refusal.message)


def run(host: Host) -> Settlement:
    """Reconcile with this host."""
    return reconcile(host, Clock(), host.decide)


@pytest.mark.parametrize(("reason", "error"), [(Reason.INVALID, RejectedError), (Reason.BUSY, UnavailableError)])
def test_an_operation_that_is_refused_again_ends_the_run(reason: Reason, error: type[HygieneError]) -> None:
    """The run tries it ``REFUSALS_MAX`` times and no more; what else was planned is carried out."""
    host = Host({update(1): [reason] * PASSES_MAX}, [update(1), close(2)])
    with pytest.raises(error):
        run(host)
    assert (host.documents, host.done) == (REFUSALS_MAX, [close(2)])


def test_refusals_of_different_operations_are_counted_apart() -> None:
    """Another kind of operation, or the same kind on another object, may each be refused once."""
    wanted: list[Operation] = [update(1), close(1), update(2), close(2)]
    host = Host({one: [Reason.INVALID] for one in wanted}, wanted)
    run(host)
    assert (host.documents, host.done) == (2, wanted)


def test_what_another_try_cannot_change_is_refused_once() -> None:
    """A missing permission ends the run at once, where another operation has shown that the token may write."""
    host = Host({update(1): [Reason.FORBIDDEN] * PASSES_MAX}, [update(1), close(2)])
    with pytest.raises(AuthorizationError):
        run(host)
    assert (host.documents, host.done) == (1, [close(2)])


def test_what_is_gone_is_no_failure() -> None:
    """Somebody deleted it meanwhile, any number of times."""
    host = Host({update(1): [Reason.GONE] * 4}, [update(1)])
    run(host)
    assert (host.documents, host.done) == (5, [update(1)])


@pytest.mark.parametrize(
    ("age_s", "moved", "conflicts"), [(0, True, 0), (SNAPSHOT_AGE_MAX_S, True, 0), (31, True, 1), (99, False, 0)]
)
def test_an_old_snapshot(age_s: int, moved: bool, conflicts: int) -> None:  # noqa: FBT001 - a table's column
    """What was planned on an old snapshot is written only if nothing has changed since; else it is read again."""
    host = Host({}, [update(1)], age_s=age_s, moved=moved)
    assert (run(host).conflicts, host.reads, host.documents) == (conflicts, 1 + conflicts, 1)
    assert host.done == [update(1)]
