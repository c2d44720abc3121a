"""Healing without an event: subjects that went away unseen, duplicates, and trackers that nothing feeds any more.

Inactive is a tracker whose checks ran and passed in enough runs of the default branch since they last failed anywhere:
green runs in which the job ran, never the clock alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hygiene.decide.evidence import Evidence, mark_of, seconds
from hygiene.decide.evidence_subjects import Present
from hygiene.decide.fingerprint import bounded
from hygiene.decide.tracker_labels import labels_put_back
from hygiene.decide.tracker_look import Look, hold_back
from hygiene.decide.tracker_notes import surplus_notes
from hygiene.decide.tracker_opening import Opening, open_trackers
from hygiene.decide.tracker_slot import Slot, trackers_of
from hygiene.decide.tracker_upkeep import keep_up
from hygiene.decide.verdict import Verdict
from hygiene.model.checks import CheckState
from hygiene.model.ledger_merge import united
from hygiene.model.ledger_reading import followed, last_at
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.decide.tracker_slot import Trackers
    from hygiene.model.checks import CheckRun, Checks
    from hygiene.model.ledger import Ledger, Mark, Subject
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot

QUIET_AT_LEAST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep looks at: the repository with all of its trackers, and what became of the subjects.

    ``pull_requests`` maps node ids, as ``subjects_to_ask`` names them, to states, and to None what is not there any
    more; an id that is absent was not asked about. ``branches`` are the branches that exist, None if nobody asked.
    ``recent`` are the newest commits of the default branch.
    """

    snapshot: Snapshot
    pull_requests: Mapping[str, PullRequestState | None] = field(default_factory=dict)
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()


def subjects_to_ask(snapshot: Snapshot) -> tuple[str, ...]:
    """The node ids of all pull requests that keep some tracker open, each once."""
    known = (_known(held) for held in trackers_of(snapshot).slots.values() if held.open)
    return tuple(sorted({subject.id for ledger in known for subject in followed(ledger) if subject.id}))


def decide_sweep(sweep: Sweep, policy: Policy) -> Verdict:
    """The plan that heals every open tracker; empty when all are well. Nothing opens here."""
    if not policy.tracks:
        return Verdict()
    put_back = labels_put_back(sweep.snapshot, policy.tracker.label)
    if put_back:
        return Verdict(plan=put_back)
    trackers = trackers_of(sweep.snapshot)
    verdict = Verdict()
    for held in trackers.slots.values():
        if held.open:
            verdict += _heal(sweep, policy.tracker, held, trackers)
    return replace(verdict, plan=tuple(dict.fromkeys((*verdict.plan, *surplus_notes(trackers)))))


def _heal(sweep: Sweep, policy: TrackerPolicy, held: Slot, trackers: Trackers) -> Verdict:
    ledger = _known(held)
    if not held.category:
        return hold_back(held.name, ledger, "its marker is damaged; the next failure of its category mends it")
    look = Look(sweep.snapshot, policy, _evidence(sweep, policy, ledger))
    outcome = keep_up(look, held.category, held)
    return open_trackers(look, (outcome,), trackers) if isinstance(outcome, Opening) else outcome


def _known(held: Slot) -> Ledger:
    return united(*(one.known for one in held.open))


def _evidence(sweep: Sweep, policy: TrackerPolicy, ledger: Ledger) -> Evidence:
    """What the sweep knows about the subjects of one tracker, in the words of a look."""
    subjects = followed(ledger)
    gone = tuple(Present(one.key, one.id, gone=word) for one in subjects if (word := _gone(sweep, one)))
    passed = _inactive(sweep, policy, ledger, subjects)
    if passed:
        lost = {one.key for one in gone}
        gone += tuple(Present(one.key, one.id) for one in subjects if one.key not in lost)
    return Evidence(subjects=gone, passed=passed, names=frozenset(passed))


def _gone(sweep: Sweep, subject: Subject) -> str:
    if subject.pull_request is not None:
        state = sweep.pull_requests.get(subject.id, PullRequestState.OPEN)
        return "deleted" if state is None else "" if state is PullRequestState.OPEN else state.value
    kind, _, branch = subject.key.partition(":")
    lost = sweep.branches is not None and kind == "branch" and branch not in {bounded(one) for one in sweep.branches}
    return "deleted" if lost else ""


def _inactive(
    sweep: Sweep, policy: TrackerPolicy, ledger: Ledger, subjects: tuple[Subject, ...]
) -> dict[str, tuple[Mark, ...]]:
    """The successes that outlast what still stands, for every check of it; empty unless there are enough for each."""
    if seconds(sweep.snapshot.read_at - QUIET_AT_LEAST) < last_at(ledger):
        return {}
    reds: dict[str, Mark] = {}
    for row in (row for subject in subjects for row in subject.standings if not row.settled):
        reds[row.check] = max(row.red, reds.get(row.check, row.red))
    passed = {check: _passed_since(sweep.recent, check, red) for check, red in reds.items()}
    enough = all(len({mark.run_id for mark in marks}) >= policy.inactive_green_runs for marks in passed.values())
    return passed if passed and enough else {}


def _passed_since(recent: tuple[Checks, ...], check: str, red: Mark) -> tuple[Mark, ...]:
    """The successes of a check after its last failure anywhere."""
    runs: list[CheckRun] = [run for checks in recent for run in checks.latest() if bounded(run.name) == check]
    last = max([red, *(mark_of(run) for run in runs if run.state.failed)])
    return tuple(sorted(mark for run in runs if run.state is CheckState.SUCCESS and (mark := mark_of(run)) > last))
