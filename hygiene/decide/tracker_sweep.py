"""Healing without an event: subjects that went away unseen, duplicates, and trackers that nothing feeds any more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.decide.evidence import Evidence
from hygiene.decide.evidence_subjects import Present
from hygiene.decide.fingerprint import bounded
from hygiene.decide.tracker_inactive import may_pass_further_back, passed_enough
from hygiene.decide.tracker_labels import labels_put_back
from hygiene.decide.tracker_look import Look, hold_back
from hygiene.decide.tracker_notes import surplus_notes
from hygiene.decide.tracker_opening import Opening, open_trackers
from hygiene.decide.tracker_slot import Slot, Trackers, trackers_of
from hygiene.decide.tracker_upkeep import keep_up
from hygiene.decide.verdict import Verdict
from hygiene.model.ledger_merge import united
from hygiene.model.ledger_reading import followed
from hygiene.model.snapshot import PullRequestState

if TYPE_CHECKING:
    from collections.abc import Container

    from hygiene.decide.tracker_inactive import Sweep
    from hygiene.model.ledger import Ledger, Subject
    from hygiene.model.plan import Plan
    from hygiene.model.policy import Policy, TrackerPolicy
    from hygiene.model.snapshot import Snapshot


def subjects_to_ask(snapshot: Snapshot) -> tuple[str, ...]:
    """The node ids of all pull requests that keep some tracker open, each once."""
    known = (_known(held) for held in trackers_of(snapshot).slots.values() if held.open)
    return tuple(sorted({subject.id for ledger in known for subject in followed(ledger) if subject.id}))


def wants_older_commits(sweep: Sweep, policy: Policy) -> bool:
    """Whether some tracker might be found inactive if more of the default branch's commits were read."""
    if not policy.tracks or sweep.snapshot.unseen.issues or labels_put_back(sweep.snapshot, policy.tracker.label):
        return False
    slots = trackers_of(sweep.snapshot).slots.values()
    return any(may_pass_further_back(sweep, policy.tracker, _known(held)) for held in slots if held.open)


def decide_sweep(sweep: Sweep, policy: Policy, only: Container[str] | None = None) -> Verdict:
    """The plan that heals every open tracker, or only those of some slots; empty when all are well. Nothing opens here.

    What this very sweep has closed is looked at once more: a failure may have come just before.
    """
    if not policy.tracks:
        return Verdict()
    if sweep.snapshot.unseen.issues:
        return Verdict(beyond=True)
    put_back = labels_put_back(sweep.snapshot, policy.tracker.label)
    if put_back:
        return Verdict(plan=put_back)
    trackers = trackers_of(sweep.snapshot)
    chosen = [held for held in trackers.slots.values() if only is None or held.name in only]
    verdict = Verdict()
    for held in chosen:
        occupant = held.occupant
        if held.open or (occupant is not None and occupant.issue.id in sweep.snapshot.closed_here):
            verdict += _heal(sweep, policy.tracker, held, trackers)
    surplus = surplus_notes(Trackers({held.name: held for held in chosen}))
    return replace(verdict, plan=tuple(dict.fromkeys((*verdict.plan, *surplus))))


def slots_to_mend(sweep: Sweep, plan: Plan) -> tuple[str, ...]:
    """The names of the slots that a plan would change."""
    numbers = {getattr(operation, "number", 0) for operation in plan}
    categories = {getattr(operation, "category", None) for operation in plan}
    return tuple(
        name
        for name, held in trackers_of(sweep.snapshot).slots.items()
        if held.category in categories
        or any(one.issue.number in numbers for one in (*held.open, *held.closed, *held.duplicates))
    )


def _heal(sweep: Sweep, policy: TrackerPolicy, held: Slot, trackers: Trackers) -> Verdict:
    occupant = held.occupant
    ledger = _known(held) if held.open or occupant is None else occupant.known
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
    passed = passed_enough(sweep, policy, ledger)
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
