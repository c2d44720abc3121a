"""What one look proves about failures: for each category what failed, and what passed. Read off the snapshot alone.

An attempt that failed stays an occurrence whatever came after. `skipped`, `cancelled`, `neutral`, `stale` and words
that nobody knows prove nothing, in either direction. A check run that some tracker has recorded keeps the category and
the attempt under which it was recorded, because a later look shows fewer details of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded, names_of, signature
from hygiene.failure_tracker.categories import SYSTEMIC, categorise, is_aggregate
from hygiene.failure_tracker.check_runs import CheckObservation, aggregate_alone, attempt_of, spoken, subjects_of
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Fingerprint,
    Flake,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)
from hygiene.model.checks import CheckState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hygiene.failure_tracker.check_runs import Present
    from hygiene.model.checks import CheckRun
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


URL_CHARS_MAX = 300


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
    passed: Mapping[str, tuple[RunRef, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    finished: RunRef | None = None
    passing: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    runs: frozenset[int] = frozenset()


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
    rules = policy.tracker
    newest_run = max(witness.check.suite.run_id for witness in witnesses)
    newest = {witness.check.name: witness for witness in witnesses if witness.proves}.values()
    failed = tuple(one for one in witnesses if one.check.state.failed and _counts(one, witnesses, rules))
    failing = _categories([one for one in newest if one in failed], rules)
    systemic = len(failing) > rules.systemic_above
    scene = _Scene(witnesses, tuple(one for one in present if not one.gone), snapshot.head.oid, trigger)
    found: dict[str, list[Ledger]] = {}
    for witness in failed:
        known = recorded.get(witness.check.database_id)
        category = known.category if known else categorise(witness.name, witness.check, rules)
        if systemic and known is None and category not in tracked:
            category = SYSTEMIC
        found.setdefault(category, []).append(_record(category, witness, scene, known))
    passed_last = [
        one for one in newest if one.check.state is CheckState.SUCCESS and one.check.suite.run_id == newest_run
    ]
    return Evidence(
        subjects=present,
        ledgers={category: merge(*found[category]) for category in sorted(found)},
        passed=_passed(witnesses),
        names=frozenset(bounded(witness.check.name) for witness in witnesses),
        finished=_finished(witnesses, newest_run),
        passing=_categories(passed_last, rules),
        categories=_categories(witnesses, rules),
        failing=failing,
        runs=frozenset(witness.check.suite.run_id for witness in witnesses),
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every record of one look shares."""

    witnesses: tuple[CheckObservation, ...]
    present: tuple[Present, ...]
    oid: str
    trigger: Trigger


def _categories(witnesses: Iterable[CheckObservation], rules: TrackerPolicy) -> frozenset[str]:
    return frozenset(categorise(witness.name, witness.check, rules) for witness in witnesses)


def run_ref(check: CheckRun) -> RunRef:
    """When a check run spoke."""
    return RunRef(check.suite.run_id, check.database_id, seconds(check.completed_at or check.suite.created_at))


def seconds(at: datetime | None) -> int:
    """Whole seconds since 1970, 0 where nobody knows."""
    return 0 if at is None else max(0, int(at.timestamp()))


def _counts(witness: CheckObservation, witnesses: tuple[CheckObservation, ...], rules: TrackerPolicy) -> bool:
    return not is_aggregate(witness.name, rules) or aggregate_alone(witness, witnesses, rules)


def _record(category: str, witness: CheckObservation, scene: _Scene, known: Recorded | None) -> Ledger:
    """A ledger that knows this one failure, and what contradicted it."""
    check, mark = witness.check, run_ref(witness.check)
    attempt = known.attempt if known else attempt_of(check, scene.witnesses, scene.trigger)
    words = signature(witness.name, check)
    name, aliases = names_of(words)
    usual = check.url.partition("#")[0].partition("?")[0].endswith(f"/actions/runs/{mark.run_id}/job/{mark.check_id}")
    url = "" if usual or len(check.url) > URL_CHARS_MAX else check.url
    failure = JobFailure(mark.check_id, words.detail, name, words.step_number, url)
    keys = tuple(sorted(subject.key for subject in scene.present))
    repeated = any(other.contradicts(witness) and run_ref(other.check) > mark for other in scene.witnesses)
    return Ledger(
        category=category,
        occurrences=(Occurrence(mark.run_id, attempt, mark.at, keys, (failure,)),),
        subjects=tuple(
            Subject(subject.key, subject.id, (CheckRecord(words.check, mark),)) for subject in scene.present
        ),
        fingerprints=(
            Fingerprint(name, mark.at, words.job, words.check, words.step, words.error, words.location, aliases),
        ),
        flakes=(Flake(mark.run_id, attempt, scene.oid),) if repeated else (),
        first_at=mark.at,
    )


def _passed(witnesses: tuple[CheckObservation, ...]) -> dict[str, tuple[RunRef, ...]]:
    found: dict[str, list[RunRef]] = {}
    for witness in witnesses:
        if witness.check.state is CheckState.SUCCESS:
            found.setdefault(bounded(witness.check.name), []).append(run_ref(witness.check))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _finished(witnesses: tuple[CheckObservation, ...], newest_run: int) -> RunRef | None:
    """The newest run, if everything in it has ended: then a check that it lacks will not come any more."""
    mine = [witness.check for witness in witnesses if witness.check.suite.run_id == newest_run]
    if any(check.state.unfinished or check.suite.state.unfinished for check in mine):
        return None
    return RunRef(newest_run, 0, max(run_ref(check).at for check in mine))
