"""What one snapshot shows about failures: for each category what failed and what succeeded. Read from it alone.

An attempt that failed stays an occurrence, also after later attempts. `skipped`, `cancelled`, `neutral`, `stale` and
unknown values are neither a failure nor a recovery. A check run that some tracker has recorded keeps
the category and the attempt under which it was recorded, because a later read shows fewer details of it.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded, names_of, signature
from hygiene.failure_tracker.categories import SYSTEMIC, categorise, is_aggregate
from hygiene.failure_tracker.check_runs import (
    GreenRun,
    Observations,
    attempt_of,
    green_runs,
    observations_of,
    run_ref,
    subjects_of,
    workflow_of,
)
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
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.failure_tracker.check_runs import CheckObservation, ObservedSubject
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger


URL_CHARS_MAX = 300


@dataclass(frozen=True, slots=True)
class Recorded:
    """The category and the attempt under which a tracker has recorded a check run."""

    category: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one snapshot shows.

    ``ledgers`` hold what failed, by category; ``successes`` those of each check, the newest last. ``check_names`` are
    all checks of this head, ``finished_run`` its newest run if nothing in it is unfinished, and ``passing_categories``
    the categories with a success in that run. ``categories`` are those of every check that was seen,
    ``failing_categories`` those that fail now, and ``run_ids`` the runs that were seen. ``green_runs`` are the green
    runs of the default branch by workflow.
    """

    subjects: tuple[ObservedSubject, ...] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    successes: Mapping[str, tuple[RunRef, ...]] = field(default_factory=dict)
    check_names: frozenset[str] = frozenset()
    finished_run: RunRef | None = None
    passing_categories: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    failing_categories: frozenset[str] = frozenset()
    run_ids: frozenset[int] = frozenset()
    green_runs: Mapping[str, GreenRun] = field(default_factory=dict)


def gather(
    snapshot: Snapshot,
    policy: Policy,
    trigger: Trigger,
    recorded: Mapping[int, Recorded],
    tracked: frozenset[str],
) -> Evidence:
    """What the snapshot shows.

    ``recorded`` maps the ids of check runs that some tracker has recorded, ``tracked`` are the categories with an open
    tracker.
    """
    subjects = subjects_of(snapshot, trigger)
    open_subjects = tuple(subject for subject in subjects if not subject.ended_as)
    found = observations_of(snapshot, policy, trigger) if open_subjects else Observations(())
    if not found.rows or snapshot.head is None:
        return Evidence(subjects=subjects)
    rules = policy.tracker
    newest_run = found.rows[-1].check.suite.run_id
    conclusive = {row.check.name: row for row in found if row.is_conclusive}.values()
    failed = [row for row in found if row.check.state.failed and _counts(row, found, rules)]
    failed_ids = {row.check.id for row in failed}
    failing = _categories((row for row in conclusive if row.check.id in failed_ids), rules)
    shared = _Shared(found, open_subjects, snapshot.head.oid, trigger)
    return Evidence(
        subjects=subjects,
        ledgers=_ledgers(failed, shared, recorded, rules, tracked if len(failing) > rules.systemic_above else None),
        successes=_successes(found),
        check_names=frozenset(bounded(row.check.name) for row in found),
        finished_run=_finished_run(found, newest_run),
        passing_categories=_categories(
            (
                row
                for row in conclusive
                if row.check.state is CheckState.SUCCESS and row.check.suite.run_id == newest_run
            ),
            rules,
        ),
        categories=_categories(found, rules),
        failing_categories=failing,
        run_ids=frozenset(row.check.suite.run_id for row in found),
        green_runs=green_runs(snapshot.head) if is_default_branch(snapshot, trigger) else {},
    )


def is_default_branch(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether the trigger is about the default branch itself."""
    return bool(trigger.branch) and trigger.branch == snapshot.repository.default_branch


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every record of one snapshot shares."""

    observations: Observations
    subjects: tuple[ObservedSubject, ...]
    oid: str
    trigger: Trigger


def _ledgers(
    failed: Iterable[CheckObservation],
    shared: _Shared,
    recorded: Mapping[int, Recorded],
    rules: TrackerPolicy,
    systemic_beside: frozenset[str] | None,
) -> dict[str, Ledger]:
    """The failures by category.

    When too many categories fail at once, ``systemic_beside`` are those that keep their own tracker; it is None
    otherwise.
    """
    found: dict[str, list[Ledger]] = {}
    for row in failed:
        known = recorded.get(row.check.database_id)
        category = known.category if known else categorise(row.name, row.check, rules)
        if systemic_beside is not None and known is None and category not in systemic_beside:
            category = SYSTEMIC
        found.setdefault(category, []).append(_record(category, row, shared, known))
    return {category: merge(*found[category]) for category in sorted(found)}


def _categories(rows: Iterable[CheckObservation], rules: TrackerPolicy) -> frozenset[str]:
    return frozenset(categorise(row.name, row.check, rules) for row in rows)


def _counts(row: CheckObservation, observations: Observations, rules: TrackerPolicy) -> bool:
    return not is_aggregate(row.name, rules) or observations.failed_alone(row, rules)


def _record(category: str, row: CheckObservation, shared: _Shared, known: Recorded | None) -> Ledger:
    """A ledger of this one failure, and of its flake if it passed later on the same commit."""
    check, ref = row.check, run_ref(row.check)
    attempt = known.attempt if known else attempt_of(check, shared.observations, shared.trigger)
    words = signature(row.name, check)
    name, aliases = names_of(words)
    usual = check.url.partition("#")[0].partition("?")[0].endswith(f"/actions/runs/{ref.run_id}/job/{ref.check_id}")
    url = "" if usual or len(check.url) > URL_CHARS_MAX else check.url
    failure = JobFailure(ref.check_id, words.detail, name, words.step_number, url)
    keys = tuple(sorted(subject.key for subject in shared.subjects))
    return Ledger(
        category=category,
        occurrences=(Occurrence(ref.run_id, attempt, ref.at, keys, (failure,)),),
        subjects=tuple(
            Subject(subject.key, subject.id, (CheckRecord(words.check, ref),)) for subject in shared.subjects
        ),
        fingerprints=(
            Fingerprint(name, ref.at, words.job, words.check, words.step, words.error, words.location, aliases),
        ),
        flakes=(Flake(ref.run_id, attempt, shared.oid),) if shared.observations.passed_after(row) else (),
        first_at=ref.at,
        workflows=((words.check, workflow),) if (workflow := workflow_of(check)) else (),
    )


def _successes(observations: Observations) -> dict[str, tuple[RunRef, ...]]:
    found: dict[str, list[RunRef]] = {}
    for row in observations:
        if row.check.state is CheckState.SUCCESS:
            found.setdefault(bounded(row.check.name), []).append(run_ref(row.check))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _finished_run(observations: Observations, newest_run: int) -> RunRef | None:
    """The newest run, if everything in it has ended: then a check that it lacks will not be reported any more."""
    checks = [row.check for row in observations if row.check.suite.run_id == newest_run]
    if any(check.state.unfinished or check.suite.state.unfinished for check in checks):
        return None
    return RunRef(newest_run, 0, max(run_ref(check).at for check in checks))
