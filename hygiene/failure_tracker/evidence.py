"""What one snapshot shows about failures: for each category what failed and what succeeded. Read from it alone.

An attempt that failed stays an occurrence, also after later attempts. `skipped`, `cancelled`, `neutral`, `stale` and
unknown values are neither a failure nor a recovery. A check run that some tracker has recorded keeps
the category and the attempt under which it was recorded, because a later read shows fewer details of it.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import names_of, signature
from hygiene.failure_tracker.categories import SYSTEMIC, categorise, recorded_as, summed_up_by
from hygiene.failure_tracker.check_runs import (
    GreenRun,
    Observations,
    green_runs,
    lookups,
    named_in_workflow,
    observations_of,
    run_ref,
    subjects_of,
    workflow_names,
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
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hygiene.failure_tracker.categories import Workflows
    from hygiene.failure_tracker.check_runs import CheckObservation, ObservedSubject
    from hygiene.model.checks import CheckRun, Checks
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

    ``ledgers`` hold what failed, by category; ``successes`` those of each check, by name and workflow, the newest last.
    ``check_names`` are all checks of this head. ``finished_run`` is its newest run if nothing in it is unfinished,
    ``finished_workflow`` what its workflow may be recorded as, and ``passing_categories`` the categories with a success
    in that run. ``categories`` are those of every check that was seen, ``failing_categories`` those that fail now, and
    ``run_ids`` the runs that were seen. ``green_runs`` are the green runs of the default branch by workflow,
    ``workflows`` those of each category's checks.
    """

    subjects: tuple[ObservedSubject, ...] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    successes: Mapping[tuple[str, str], tuple[RunRef, ...]] = field(default_factory=dict)
    check_names: frozenset[tuple[str, str]] = frozenset()
    finished_run: RunRef | None = None
    finished_workflow: tuple[str, ...] = ("",)
    passing_categories: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    failing_categories: frozenset[str] = frozenset()
    run_ids: frozenset[int] = frozenset()
    green_runs: Mapping[str, GreenRun] = field(default_factory=dict)
    workflows: Workflows = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """What trackers have recorded: check runs by their ids, the categories that have an open one, and workflows."""

    recorded: Mapping[int, Recorded] = field(default_factory=dict)
    tracked: frozenset[str] = frozenset()
    workflows: Workflows = field(default_factory=dict)


def gather(snapshot: Snapshot, policy: Policy, trigger: Trigger, past: Past) -> Evidence:
    """What the snapshot shows."""
    subjects = subjects_of(snapshot, trigger)
    open_subjects = tuple(subject for subject in subjects if not subject.ended_as)
    found = observations_of(snapshot, policy, trigger) if open_subjects else Observations(())
    if not found.rows or snapshot.head is None:
        return Evidence(subjects=subjects, workflows=past.workflows)
    rules = policy.tracker
    newest_run = found.rows[-1].check.suite.run_id
    conclusive = {named_in_workflow(row.check): row for row in found if row.is_conclusive}.values()
    failed = [row for row in found if row.check.state.failed and _counts(row, found, rules)]
    failed_ids = {row.check.id for row in failed}
    categories = _Categories(past, rules)
    # The failures come first: of two jobs of one name, the one that failed first has the category of that name.
    own = [categories.of_failure(row) for row in failed]
    failing = categories.of(row for row in conclusive if row.check.id in failed_ids)
    if len(failing) > rules.systemic_above:
        own = [
            category if row.check.database_id in past.recorded or category in past.tracked else SYSTEMIC
            for row, category in zip(failed, own, strict=True)
        ]
    shared = _Shared(found, open_subjects, snapshot.head.oid)
    passing = (
        row for row in conclusive if row.check.state is CheckState.SUCCESS and row.check.suite.run_id == newest_run
    )
    keys = {row.check.id: tuple(lookups(row.check)) for row in found}
    return Evidence(
        subjects=subjects,
        ledgers=_ledgers(zip(failed, own, strict=True), shared, past, categories),
        successes=_successes(found, snapshot.head, keys),
        check_names=frozenset(key for several in keys.values() for key in several),
        finished_run=_finished_run(found, newest_run),
        finished_workflow=workflow_names(found.rows[-1].check.suite),
        passing_categories=categories.of(passing),
        categories=categories.of(found),
        failing_categories=failing,
        run_ids=frozenset(row.check.suite.run_id for row in found),
        green_runs=green_runs(snapshot.head) if is_default_branch(snapshot, trigger) else {},
        workflows=categories.workflows,
    )


def gather_other_heads(
    snapshot: Snapshot, policy: Policy, trigger: Trigger, workflows: Workflows
) -> tuple[Evidence, ...] | None:
    """The evidence of other heads, the oldest first: other failing pull requests, and earlier commits of this one.

    Nothing is recorded before a tracker opens, so a threshold is counted from what one read can show. None as long as
    they have not been read.
    """
    if snapshot.other_heads is None:
        return None
    return tuple(
        gather(
            replace(snapshot, pull_requests=(other.pull_request,), head=other.head),
            policy,
            replace(trigger, event="pull_request", pull_requests=(other.pull_request.number,), branch="", closed=False),
            Past(workflows=workflows),
        )
        for other in snapshot.other_heads
    )


class _Categories:
    """The categories of check runs. ``workflows`` are those of what was recorded, and of the failures since."""

    def __init__(self, past: Past, rules: TrackerPolicy) -> None:
        self.workflows = {category: dict(checks) for category, checks in past.workflows.items()}
        self._recorded, self._rules = past.recorded, rules

    def of_failure(self, row: CheckObservation) -> str:
        """The category of a failure, which from now on has its workflow."""
        known = self._recorded.get(row.check.database_id)
        category = known.category if known else self._of(row)
        self.name_in(category, row.check)
        return category

    def name_in(self, category: str, check: CheckRun) -> str:
        """The name under which a category's tracker records a check."""
        checks = self.workflows.setdefault(category, {})
        name = recorded_as(check, checks)
        if workflow := workflow_of(check):
            checks.setdefault(name, workflow)
        return name

    def of(self, rows: Iterable[CheckObservation]) -> frozenset[str]:
        """The categories of some check runs."""
        return frozenset(map(self._of, rows))

    def _of(self, row: CheckObservation) -> str:
        return categorise(row.name, row.check, self._rules, self.workflows)


def is_default_branch(snapshot: Snapshot, trigger: Trigger) -> bool:
    """Whether the trigger is about the default branch itself."""
    return bool(trigger.branch) and trigger.branch == snapshot.repository.default_branch


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every record of one snapshot shares."""

    observations: Observations
    subjects: tuple[ObservedSubject, ...]
    oid: str


def _ledgers(
    failed: Iterable[tuple[CheckObservation, str]], shared: _Shared, past: Past, categories: _Categories
) -> dict[str, Ledger]:
    """The failures, each with its category, by category."""
    found: dict[str, list[Ledger]] = {}
    for row, category in failed:
        name = categories.name_in(category, row.check)
        found.setdefault(category, []).append(_record(category, name, row, shared, past))
    return {category: merge(*found[category]) for category in sorted(found)}


def _counts(row: CheckObservation, observations: Observations, rules: TrackerPolicy) -> bool:
    begins = summed_up_by(row.check.name, rules)
    return begins is None or observations.failed_alone(row, begins, rules)


def _record(category: str, check_name: str, row: CheckObservation, shared: _Shared, past: Past) -> Ledger:
    """A ledger of this one failure, and of its flake if it passed later on the same commit."""
    check, ref, known = row.check, run_ref(row.check), past.recorded.get(row.check.database_id)
    # By the ids of its check runs, never by the event's number: a replica may not show yet that a run was repeated.
    attempt = known.attempt if known else check.attempt
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
            Subject(subject.key, subject.id, (CheckRecord(check_name, ref),)) for subject in shared.subjects
        ),
        fingerprints=(
            Fingerprint(name, ref.at, words.job, check_name, words.step, words.error, words.location, aliases),
        ),
        flakes=(Flake(ref.run_id, attempt, shared.oid),) if shared.observations.passed_after(row) else (),
        first_at=ref.at,
        workflows=((check_name, workflow),) if (workflow := workflow_of(check)) else (),
    )


def _successes(
    observations: Observations, head: Checks, keys: Mapping[str, tuple[tuple[str, str], ...]]
) -> dict[tuple[str, str], tuple[RunRef, ...]]:
    """The successes by name and workflow; none on the head of a job that has not passed there for another event.

    ``keys`` are the names and workflows of each check run, by its id.
    """
    latest = {check.id for check in head.latest()}
    open_ones = {
        named_in_workflow(row.check) for row in observations if row.check.id in latest and not row.check.state.passed
    }
    found: dict[tuple[str, str], list[RunRef]] = {}
    for row in observations:
        if row.check.state is CheckState.SUCCESS and not (row.on_head and named_in_workflow(row.check) in open_ones):
            ref = run_ref(row.check)
            for key in keys[row.check.id]:
                found.setdefault(key, []).append(ref)
    return {key: tuple(sorted(refs)) for key, refs in found.items()}


def _finished_run(observations: Observations, newest_run: int) -> RunRef | None:
    """The newest run, if everything in it has ended: then a check that it lacks will not be reported any more."""
    checks = [row.check for row in observations if row.check.suite.run_id == newest_run]
    if any(check.state.unfinished or check.suite.state.unfinished for check in checks):
        return None
    return RunRef(newest_run, 0, max(run_ref(check).at for check in checks))
