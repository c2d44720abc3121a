"""The loop behind both guarantees: read, decide, write, and decide again on what the write's own response shows.

    snapshot = github.read()
    while plan := decide(snapshot):
        snapshot = github.apply(plan)

The number of passes is limited, with random pauses between them. A run is settled when the plan for the newest snapshot
is empty. docs/explanation/exactly-one.md describes what follows from that and what does not.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Protocol

from hygiene.errors import HygieneError, RejectedError, UnavailableError, UnsettledError
from hygiene.model.plan import CloseIssue, DeleteComment, MinimizeComment, Reason
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from hygiene.model.decision import Decision, SubjectsNeeded
    from hygiene.model.plan import Applied, Operation, Plan, Refusal
    from hygiene.model.report import TrackerResult
    from hygiene.model.snapshot import Snapshot

PASSES_MAX = 8
SNAPSHOT_AGE_MAX_S = 30
# https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
PAUSE_S = 1.0
REFUSALS_MAX = 2
SPREAD_MAX = 8
# Edit histories are full texts, up to a hundred of each.
HISTORIES_MAX = 20
# Independent of the permissions that are granted: the run continues with the rest.
_CLOSED = (Reason.ARCHIVED, Reason.LOCKED)
_FINAL = (Reason.FORBIDDEN, *_CLOSED)


class GitHub(Protocol):
    """The port to GitHub, for one scope: a pull request or a branch, with its trackers."""

    def read(self) -> Snapshot:
        """Read the whole scope."""

    def read_results(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with the newest results of the run that the event names."""

    def read_edits(self, snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
        """The same snapshot with the edit histories of these comments and issues."""

    def read_unlisted_issues(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with the issues that its first pages do not list, and none remaining."""

    def read_other_heads(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot with other heads that may fail in the same way."""

    def read_subjects(self, snapshot: Snapshot, needed: SubjectsNeeded) -> Snapshot:
        """The same snapshot with the state of pull requests, branches and commits that trackers depend on."""

    def unchanged(self, plan: Plan, snapshot: Snapshot) -> bool:
        """Whether everything that the plan changes is still as the snapshot shows it."""

    def apply(self, plan: Plan, snapshot: Snapshot) -> Applied:
        """Carry out as much of the plan as one document holds; its response shows the scope again."""

    def forbidden(self, refusal: Refusal) -> HygieneError:
        """The error that names the permission which a refused operation needs."""


class Clock(Protocol):
    """The port to time and randomness, which tests control."""

    def now(self) -> datetime:
        """The time, with its zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def jitter(self) -> float:
        """A number from 0 to below 1."""


@dataclass(slots=True)
class Settlement:
    """What the loop did: the last snapshot and decision, every operation carried out, the first plan that was made.

    ``trackers`` is the last result for each category in any decision: a tracker that was closed is in no later one.
    ``written_notices`` are the notices of decisions that were carried out, which the last decision may not repeat.
    ``extra_reads`` counts reads that a decision requested, ``left_over`` the operations for which the last document had
    no room. ``written_to`` are the node ids of everything that a document was sent for, with any outcome.
    ``read_only`` is set when nothing may be written at all.
    """

    decision: Decision
    snapshot: Snapshot
    trackers: dict[str, TrackerResult] = field(default_factory=dict)
    written_notices: dict[str, None] = field(default_factory=dict)
    plan: Plan = ()
    done: list[Operation] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    passes: int = 0
    conflicts: int = 0
    extra_reads: int = 0
    left_over: int = 0
    written_to: set[str] = field(default_factory=set)
    read_only: bool = False

    @property
    def withheld(self) -> tuple[Refusal, ...]:
        """What was refused for good: everything that a token may not do, else what is archived or locked."""
        reasons = _FINAL if self.read_only else _CLOSED
        return tuple(refusal for refusal in self.refused if refusal.reason in reasons)

    @property
    def notices(self) -> tuple[str, ...]:
        """What people should know, each sentence once."""
        return tuple({**self.written_notices, **dict.fromkeys(self.decision.notices)})


def reconcile(
    github: GitHub,
    clock: Clock,
    decide: Callable[[Snapshot], Decision],
    *,
    dry_run: bool = False,
    passes_max: int = PASSES_MAX,
    read: Callable[[], Snapshot] | None = None,
) -> Settlement:
    """Repeat until the plan is empty. Raises ``UnsettledError`` when it never is, or the error of a refusal.

    With ``dry_run`` nothing is written and the first plan is the result. ``read`` is called for a snapshot instead of
    ``github.read``.
    """
    read = read or github.read
    snapshot = read()
    settlement = Settlement(decide(snapshot), snapshot)
    _record_trackers(settlement)
    while settlement.passes < passes_max:
        decision = settlement.decision
        if _needs_more(decision):
            if settlement.extra_reads == passes_max:
                break
            settlement.extra_reads += 1
            _read_more(github, decide, settlement)
            continue
        settlement.plan = settlement.plan or (*decision.plan, *(decision.later if dry_run else ()))
        if dry_run or not decision.plan:
            return settlement
        settlement.passes += 1
        if settlement.passes > 1:
            clock.sleep(PAUSE_S + clock.jitter() * min(settlement.passes, SPREAD_MAX))
        _pass(github, clock, read, decide, settlement)
        if settlement.read_only:
            return settlement
    raise _unsettled(settlement)


def _needs_more(decision: Decision) -> bool:
    """Whether more must be read before anything is written."""
    return bool(
        decision.needs_history
        or decision.needs_subjects
        or decision.needs_unlisted_issues
        or decision.needs_other_heads
    )


def _unsettled(settlement: Settlement) -> UnsettledError:
    """The error for passes that ran out: because there was too much to do, or because others kept writing."""
    hint = "Nothing is lost: the next run continues from here."
    if _needs_more(settlement.decision):
        return UnsettledError(f"More to do: {settlement.extra_reads} further reads were not enough.", hint=hint)
    if settlement.left_over:
        left = len(settlement.decision.plan)
        return UnsettledError(f"More to do: {left} operations are left after {settlement.passes} passes.", hint=hint)
    return UnsettledError(
        f"Other writers kept changing the same objects through {settlement.passes} passes.", hint=hint
    )


def _pass(
    github: GitHub,
    clock: Clock,
    read: Callable[[], Snapshot],
    decide: Callable[[Snapshot], Decision],
    settlement: Settlement,
) -> None:
    """Write once. Where the snapshot is old and something has changed since, read again instead."""
    snapshot = settlement.snapshot
    plan = settlement.decision.plan
    age_s = (clock.now() - snapshot.read_at).total_seconds()
    if age_s > SNAPSHOT_AGE_MAX_S and not github.unchanged(plan, snapshot):
        settlement.conflicts += 1
        _decide_on(read(), decide, settlement)
        return
    settlement.written_notices.update(dict.fromkeys(settlement.decision.notices))
    settlement.written_to.update(getattr(operation, "id", "") for operation in plan)
    applied = github.apply(plan, snapshot)
    settlement.done += applied.done
    settlement.refused += applied.refused
    known = len(applied.done) + len(applied.refused)
    settlement.left_over = len(plan) - known if known else 0
    other = [refusal for refusal in applied.refused if not isinstance(refusal.operation, DeleteComment)]
    if other and not settlement.done and all(refusal.reason in _FINAL for refusal in applied.refused):
        settlement.read_only = True
        return
    _raise_if_final(github, settlement, applied)
    _decide_on(applied.snapshot if applied.snapshot is not None else read(), decide, settlement)


def _read_more(github: GitHub, decide: Callable[[Snapshot], Decision], settlement: Settlement) -> None:
    """Read what the decision needs: edit histories, else subjects, else other heads, else unlisted issues."""
    decision, snapshot = settlement.decision, settlement.snapshot
    needs_history = decision.needs_history[:HISTORIES_MAX]
    if needs_history:
        _decide_on(github.read_edits(snapshot, needs_history), decide, settlement)
        settlement.conflicts += len(needs_history) if settlement.decision.plan else 0
    elif decision.needs_subjects:
        _decide_on(github.read_subjects(snapshot, decision.needs_subjects), decide, settlement)
    elif decision.needs_other_heads:
        _decide_on(github.read_other_heads(snapshot), decide, settlement)
    else:
        _decide_on(github.read_unlisted_issues(snapshot), decide, settlement)


def _decide_on(snapshot: Snapshot, decide: Callable[[Snapshot], Decision], settlement: Settlement) -> None:
    closed = frozenset(done.id for done in settlement.done if isinstance(done, CloseIssue))
    subjects = snapshot.subjects or settlement.snapshot.subjects
    if settlement.written_to or subjects is not snapshot.subjects:
        written_to = frozenset(settlement.written_to)
        snapshot = replace(snapshot, closed_here=closed, written_to=written_to, subjects=subjects)
    settlement.snapshot = snapshot
    decision = decide(snapshot)
    settlement.decision = replace(decision, plan=_possible(decision.plan, settlement.refused))
    _record_trackers(settlement)


def _record_trackers(settlement: Settlement) -> None:
    settlement.trackers.update({tracker.category: tracker for tracker in settlement.decision.trackers})


def _possible(plan: Plan, refused: Sequence[Refusal]) -> Plan:
    """The plan without what is read-only, and with comments hidden as duplicates that may not be deleted."""
    if any(refusal.reason is Reason.ARCHIVED for refusal in refused):
        return ()
    kept = {r.operation.id for r in refused if isinstance(r.operation, DeleteComment) and r.reason is Reason.FORBIDDEN}
    locked = [refusal.operation for refusal in refused if refusal.reason is Reason.LOCKED]
    return tuple(
        MinimizeComment(operation.id, operation.number)
        if isinstance(operation, DeleteComment) and operation.id in kept
        else operation
        for operation in plan
        if not any(_same_target(operation, other) for other in locked)
    )


def _raise_if_final(github: GitHub, settlement: Settlement, applied: Applied) -> None:
    """Raise for a refusal that another pass cannot change: a missing permission, or the same one again and again."""
    for refusal in applied.refused:
        # What is too heavy is sent lighter, as long as that is possible.
        if refusal.reason in (Reason.GONE, Reason.TOO_HEAVY, *_CLOSED):
            continue
        if refusal.reason is Reason.FORBIDDEN and not isinstance(refusal.operation, DeleteComment):
            raise github.forbidden(refusal)
        same = [other for other in settlement.refused if _same_target(other.operation, refusal.operation)]
        if len(same) < REFUSALS_MAX:
            continue
        if refusal.reason is Reason.BUSY:
            message = f"GitHub did not carry out a write: {refusal.message}"
            raise UnavailableError(message, hint="Run again later; nothing is lost.")
        raise RejectedError(f"GitHub refused: {refusal.message}", hint="Repeating it will not help.")


def _same_target(one: Operation, other: Operation) -> bool:
    return type(one) is type(other) and getattr(one, "number", None) == getattr(other, "number", None)
