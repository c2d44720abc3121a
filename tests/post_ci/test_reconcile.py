"""The loop over a small host in memory: what it does with refusals, and what it leaves on the host."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError, UnsettledError
from hygiene.model.decision import Decision, SubjectsNeeded
from hygiene.model.plan import Applied, CloseIssue, DeleteComment, MinimizeComment, Reason, Refusal, UpdateIssue
from hygiene.model.snapshot import Repository, Snapshot, Version
from hygiene.post_ci.reconcile import PASSES_MAX, SNAPSHOT_AGE_MAX_S, Settlement, reconcile

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
    """Operations that are wanted; each is refused as often as ``refusals`` has it, then carried out.

    The first read is ``age_s`` old when it arrives; ``moved`` is whether others have written since.

    A document fits so many operations: ``room``.
    """

    refusals: dict[Operation, list[Reason]] = field(default_factory=dict)
    wanted: list[Operation] = field(default_factory=list)
    done: list[Operation] = field(default_factory=list)
    documents: int = 0
    age_s: int = 0
    moved: bool = False
    reads: int = 0
    room: int = 100
    forget: bool = False
    further: int = 0
    needs: SubjectsNeeded = field(default_factory=SubjectsNeeded)
    later: Plan = ()

    def decide(self, snapshot: Snapshot) -> Decision:
        """Whatever is wanted and not done; with ``forget``, whatever is wanted."""
        assert snapshot.repository.id == "R_1"
        plan = tuple(one for one in self.wanted if self.forget or one not in self.done)
        return Decision(plan=plan, needs_subjects=self.needs, later=self.later)

    def read(self) -> Snapshot:
        """The scope."""
        self.reads += 1
        return Snapshot(Repository("R_1", "o/r", ""), NOW - timedelta(seconds=self.age_s if self.reads == 1 else 0))

    def read_results(self, snapshot: Snapshot) -> Snapshot:
        """No run has ended."""
        raise AssertionError(snapshot)

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """Nothing was edited."""
        raise AssertionError((snapshot, ids))

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """Everything is listed."""
        raise AssertionError(snapshot)

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """There are none."""
        raise AssertionError(snapshot)

    def read_subjects(self, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
        """Nothing that was needed is found."""
        assert needed == self.needs
        self.further += 1
        return snapshot

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Whether nobody else has written."""
        assert plan
        assert snapshot.repository.id == "R_1"
        return not self.moved

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """Refuse what is to be refused, carry out the others."""
        self.documents += 1
        plan = plan[: self.room]
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
    """The run tries it twice and no more; what else was planned is carried out."""
    host = Host({update(1): [reason] * PASSES_MAX}, [update(1), close(2)])
    with pytest.raises(error, match=r": no (Repeating|Run again)"):
        run(host)
    assert (host.documents, host.done) == (2, [close(2)])


def test_refusals_of_different_operations_are_counted_apart() -> None:
    """Another kind of operation, or the same kind on another object, may each be refused once."""
    wanted: list[Operation] = [update(1), close(1), update(2), close(2)]
    host = Host({one: [Reason.INVALID] for one in wanted}, wanted)
    run(host)
    assert (host.documents, host.done) == (2, wanted)


def test_a_comment_that_may_not_be_deleted_is_hidden() -> None:
    """That comment alone; another one, whose deletion failed for another reason, is deleted."""
    first, second = DeleteComment("C_1", 7), DeleteComment("C_2", 8)
    host = Host({first: [Reason.FORBIDDEN] * PASSES_MAX, second: [Reason.INVALID]}, [first, second])
    with pytest.raises(UnsettledError):
        run(host)
    assert host.done[:2] == [MinimizeComment("C_1", 7), second]


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


def test_more_writes_than_fit_are_called_more_to_do() -> None:
    """With nobody else writing, passes run out because of the amount, and what was done stays done."""
    wanted: list[Operation] = [update(number) for number in range(PASSES_MAX + 2)]
    host = Host({}, wanted, room=1)
    with pytest.raises(UnsettledError, match=rf"^More to do: 2 operations are left after {PASSES_MAX} passes\."):
        run(host)
    assert host.done == wanted[:PASSES_MAX]
    run(host)
    assert host.done == wanted


def test_passes_that_run_out_because_of_others_are_called_so() -> None:
    """Everything that was planned was written each time, and each time something was different again."""
    host = Host({}, [update(1)])
    host.forget = True
    with pytest.raises(UnsettledError, match=r"^Other writers kept changing the same objects"):
        run(host)


def test_more_further_reads_than_a_run_makes_are_called_more_to_do() -> None:
    """As with edit histories of more trackers than a run reads."""
    host = Host({}, [update(1)])
    host.needs = SubjectsNeeded(("PR_1",))
    with pytest.raises(UnsettledError, match=rf"^More to do: {PASSES_MAX} further reads were not enough\."):
        run(host)
    assert (host.done, host.further) == ([], PASSES_MAX)


@dataclass
class Asking(Host):
    """A host of which a decision needs one more read before anything is planned."""

    first: Decision = field(default_factory=Decision)
    requested: tuple[str, ...] = ()

    def decide(self, snapshot: Snapshot) -> Decision:
        """What is needed, then what is wanted."""
        return super().decide(snapshot) if self.requested else self.first

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The edit histories."""
        self.requested += ("edits", *ids)
        return snapshot

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """The other issues."""
        self.requested += ("issues",)
        return snapshot

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """The other heads."""
        self.requested += ("heads",)
        return snapshot


@pytest.mark.parametrize(
    ("first", "requested", "conflicts"),
    [
        (Decision(needs_history=("I_1", "I_2")), ("edits", "I_1", "I_2"), 2),
        (Decision(needs_unlisted_issues=True), ("issues",), 0),
        (Decision(needs_other_heads=True), ("heads",), 0),
    ],
)
def test_what_a_decision_needs_is_read_first(first: Decision, requested: tuple[str, ...], conflicts: int) -> None:
    """It is decided again on what was read; a text that was overwritten, and makes a difference, was a conflict."""
    host = Asking(wanted=[update(1)], first=first)
    assert (run(host).conflicts, host.requested, host.done) == (conflicts, requested, [update(1)])
    same = Asking(first=first)
    assert (run(same).conflicts, same.requested, same.done) == (0, requested, [])


def test_a_dry_run_shows_what_would_follow() -> None:
    """The first plan, then what the next pass would plan; nothing is carried out."""
    host = Host({}, [update(1)])
    host.later = (close(2),)
    settlement = reconcile(host, Clock(), host.decide, dry_run=True)
    assert (settlement.plan, host.done) == ((update(1), close(2)), [])
