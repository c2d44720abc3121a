"""Whether a failure is known already: an open tracker has its fingerprint from before, from somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.decide.fingerprint import names_of, signature
from hygiene.decide.tracker_body import take_apart
from hygiene.model.snapshot import IssueState
from hygiene.model.status import Known

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hygiene.decide.jobs import Job
    from hygiene.model.ledger import Ledger
    from hygiene.model.snapshot import Issue, Snapshot


def tracked(snapshot: Snapshot) -> dict[str, Known]:
    """The fingerprints that subjects other than this head's pull requests brought to open trackers of ours.

    Of several trackers the oldest is the one to link.
    """
    mine = {f"pr:{pull_request.number}" for pull_request in snapshot.pull_requests}
    runs = {run.suite.run_id for run in snapshot.head.runs} if snapshot.head else set()
    found: dict[str, Known] = {}
    for issue in sorted(snapshot.trackers, key=lambda issue: issue.number):
        ledger = _ledger(issue)
        for fingerprint in _from_others(ledger, mine, runs) if ledger is not None else ():
            found.setdefault(fingerprint, Known(issue.number, issue.url))
    return found


def known(job: Job, fingerprints: Mapping[str, Known]) -> Known | None:
    """The tracker that has one of the job's failures; a failure that tells no step and no message is like any other."""
    for check in job.checks if fingerprints else ():
        if not check.state.failed:
            continue
        told = signature(job.label, check)
        newest, aliases = names_of(told)
        for name in (newest, *aliases) if told.detail else ():
            if name in fingerprints:
                return fingerprints[name]
    return None


def _ledger(issue: Issue) -> Ledger | None:
    if not issue.own or issue.state is not IssueState.OPEN:
        return None
    parts = take_apart(issue.body)
    return parts.ledger if parts is not None else None


def _from_others(ledger: Ledger, mine: Collection[str], runs: Collection[int]) -> list[str]:
    """Another pull request on the very same commit is no other: its run is ours."""
    names = {
        failure.fingerprint
        for occurrence in ledger.occurrences
        if occurrence.run_id not in runs and any(subject not in mine for subject in occurrence.subjects)
        for failure in occurrence.failures
    }
    aliases = {alias for told in ledger.fingerprints if told.id in names for alias in told.aliases}
    return sorted(names | aliases)
