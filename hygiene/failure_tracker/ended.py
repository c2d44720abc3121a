"""Subjects that ended without a run of their own: pull requests that were closed or deleted, branches, removed jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.checks.fingerprint import bounded
from hygiene.failure_tracker.check_runs import ObservedSubject
from hygiene.failure_tracker.ledger.queries import open_subjects
from hygiene.model.snapshot import PullRequestState
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.evidence import Evidence
    from hygiene.failure_tracker.ledger.model import Ledger, RunRef, Subject
    from hygiene.model.snapshot import SubjectStates


def with_ended_subjects(evidence: Evidence, states: SubjectStates | None, ledger: Ledger) -> Evidence:
    """The evidence with those of a ledger's open subjects that have ended, as far as their states were read."""
    if states is None:
        return evidence
    ended = {
        one.key: ObservedSubject(one.key, one.id, ended_as)
        for one in open_subjects(ledger)
        if (ended_as := _ended_as(states, one))
    }
    others = tuple(one for one in evidence.subjects if one.key not in ended)
    return replace(evidence, subjects=(*others, *ended.values())) if ended else evidence


def ids_to_read(ledger: Ledger, evidence: Evidence) -> tuple[str, ...]:
    """The node ids of the pull requests whose state decides whether a tracker can be closed.

    None where something else keeps it open: a subject of this snapshot, a branch, or a pull request without an id.
    """
    subjects, observed = open_subjects(ledger), {one.key for one in evidence.subjects}
    if any(one.key in observed or one.pull_request is None or not one.id for one in subjects):
        return ()
    return tuple(sorted({one.id for one in subjects}))


def removed_checks(ledger: Ledger, evidence: Evidence) -> dict[str, RunRef]:
    """The checks of a ledger that a green run of their workflow on the default branch no longer has, with that run.

    A job that was renamed or removed is not reported any more, so it cannot succeed.
    """
    open_checks = {row.check for subject in ledger.subjects for row in subject.records if not row.settled}
    return {
        check: green.ref
        for check, workflow in ledger.workflows
        if check in open_checks
        and (green := evidence.green_runs.get(workflow)) is not None
        and check not in green.check_names
    }


def _ended_as(states: SubjectStates, subject: Subject) -> str:
    if subject.pull_request is not None:
        state = states.pull_requests.get(subject.id, PullRequestState.OPEN)
        return "deleted" if state is None else "" if state is PullRequestState.OPEN else state.value
    kind, _, branch = subject.key.partition(":")
    if states.branches is None or kind != "branch":
        return ""
    return "" if branch in {bounded(one) for one in states.branches} else "deleted"
