"""What one look proves about failures: for each category what failed, and what passed. Read off the snapshot alone.

An attempt that failed stays an occurrence whatever came after. `skipped`, `cancelled`, `neutral`, `stale` and words
that nobody knows prove nothing, in either direction. A check run that some tracker has recorded keeps the category and
the attempt under which it was recorded, because a later look shows fewer details of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hygiene.decide.category import SYSTEMIC, categorise, is_aggregate
from hygiene.decide.evidence_checks import Witness, aggregate_alone, attempt_of, spoken
from hygiene.decide.evidence_subjects import Present, subjects_of
from hygiene.decide.fingerprint import names_of, signature
from hygiene.model.checks import CheckState
from hygiene.model.ledger import Failure, Fingerprint, Flake, Ledger, Mark, Occurrence, Standing, Subject, merge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hygiene.model.checks import CheckRun
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where a check run stands already."""

    category: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One look. ``ledgers`` hold what failed, by category; ``passed`` the successes of each check, the newest last.

    ``names`` are all checks that exist on this head, ``finished`` its newest run if nothing is open in it any more, and
    ``passing`` the categories with a success in that run. ``categories`` are those of every check that was seen,
    ``failing`` those that fail now. ``runs`` are the runs seen.
    """

    subjects: tuple[Present, ...] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    passed: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    finished: Mark | None = None
    passing: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    runs: frozenset[int] = frozenset()
    systemic: bool = False


def gather(
    snapshot: Snapshot,
    policy: Policy,
    trigger: Trigger,
    recorded: Mapping[int, Recorded],
    tracked: frozenset[str],
) -> Evidence:
    """What the snapshot proves. ``tracked`` are the categories with an open tracker."""
    present = subjects_of(snapshot, trigger)
    witnesses = spoken(snapshot, policy, trigger) if any(not subject.gone for subject in present) else ()
    if not witnesses or snapshot.head is None:
        return Evidence(subjects=present)
    newest_run = max(witness.check.suite.run_id for witness in witnesses)
    newest = {witness.check.name: witness for witness in witnesses if witness.proves}
    now = [witness for witness in newest.values() if witness.check.state.failed and _counts(witness, witnesses, policy)]
    failing = frozenset(categorise(witness.label, witness.check, policy.tracker) for witness in now)
    systemic = len(failing) > policy.tracker.systemic_above
    found: dict[str, list[Ledger]] = {}
    for witness in witnesses:
        if not witness.check.state.failed or not _counts(witness, witnesses, policy):
            continue
        known = recorded.get(witness.check.database_id)
        category = known.category if known else categorise(witness.label, witness.check, policy.tracker)
        if systemic and known is None and category not in tracked:
            category = SYSTEMIC
        attempt = known.attempt if known else attempt_of(witness.check, witnesses, trigger)
        found.setdefault(category, []).append(
            _record(category, attempt, witness, witnesses, _keys(present), snapshot.head.oid)
        )
    return Evidence(
        subjects=present,
        ledgers={category: merge(*found[category]) for category in sorted(found)},
        passed=_passed(witnesses),
        names=frozenset(witness.check.name for witness in witnesses),
        finished=_finished(witnesses),
        passing=frozenset(
            categorise(witness.label, witness.check, policy.tracker)
            for witness in newest.values()
            if witness.check.state is CheckState.SUCCESS and witness.check.suite.run_id == newest_run
        ),
        categories=frozenset(categorise(witness.label, witness.check, policy.tracker) for witness in witnesses),
        failing=failing,
        runs=frozenset(witness.check.suite.run_id for witness in witnesses),
        systemic=systemic,
    )


def mark_of(check: CheckRun) -> Mark:
    """When a check run spoke."""
    return Mark(check.suite.run_id, check.database_id, seconds(check.completed_at or check.suite.created_at))


def seconds(at: datetime | None) -> int:
    """Whole seconds since 1970, 0 where nobody knows."""
    return 0 if at is None else max(0, int(at.timestamp()))


def _counts(witness: Witness, witnesses: tuple[Witness, ...], policy: Policy) -> bool:
    return not is_aggregate(witness.label, policy.tracker) or aggregate_alone(witness, witnesses, policy.tracker)


def _keys(present: tuple[Present, ...]) -> tuple[Present, ...]:
    return tuple(subject for subject in present if not subject.gone)


def _record(
    category: str,
    attempt: int,
    witness: Witness,
    witnesses: tuple[Witness, ...],
    present: tuple[Present, ...],
    oid: str,
) -> Ledger:
    """A ledger that knows this one failure, and what contradicted it."""
    check, mark = witness.check, mark_of(witness.check)
    words = signature(witness.label, check)
    name, aliases = names_of(words)
    url = "" if check.url.partition("#")[0].endswith(f"/actions/runs/{mark.run_id}/job/{mark.check_id}") else check.url
    repeated = any(other.contradicts(witness) and mark_of(other.check) > mark for other in witnesses)
    standing = Standing(check.name, mark)
    return Ledger(
        category=category,
        occurrences=(
            Occurrence(
                mark.run_id,
                attempt,
                mark.at,
                tuple(sorted(subject.key for subject in present)),
                (Failure(mark.check_id, words.detail, name, words.step_number, url),),
            ),
        ),
        subjects=tuple(Subject(subject.key, subject.id, (standing,)) for subject in present),
        fingerprints=(
            Fingerprint(name, mark.at, words.job, words.check, words.step, words.error, words.location, aliases),
        ),
        flakes=(Flake(mark.run_id, attempt, oid),) if repeated else (),
        first_at=mark.at,
    )


def _passed(witnesses: tuple[Witness, ...]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {}
    for witness in witnesses:
        if witness.check.state is CheckState.SUCCESS:
            found.setdefault(witness.check.name, []).append(mark_of(witness.check))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _finished(witnesses: tuple[Witness, ...]) -> Mark | None:
    """The newest run, if everything in it has ended: then a check that it lacks will not come any more."""
    newest = max((witness.check.suite.run_id for witness in witnesses), default=0)
    mine = [witness.check for witness in witnesses if witness.check.suite.run_id == newest]
    if any(check.state.unfinished or check.suite.state.unfinished for check in mine):
        return None
    return Mark(newest, 0, max(mark_of(check).at for check in mine))
