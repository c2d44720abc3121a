"""How a ledger changes: failures, successes since then, ended subjects, the beginning and end of an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.failure_tracker.ended import removed_checks
from hygiene.failure_tracker.ledger.compact import compact
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import CheckRecord, Episode, Ledger, RunRef, Subject
from hygiene.failure_tracker.ledger.queries import episode, last_recovery, open_subjects, successes_needed
from hygiene.values import replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.check_runs import ObservedSubject
    from hygiene.failure_tracker.evidence import Evidence


def with_results(known: Ledger, category: str, evidence: Evidence, *, flaky_after: int) -> Ledger:
    """The ledger with the evidence of one snapshot; unchanged when that adds nothing."""
    news = evidence.ledgers.get(category)
    whole = merge(known, news) if news is not None else known
    flaky = whole.flaky or len({flake.oid for flake in whole.flakes}) >= flaky_after > 0
    whole = replace(whole, category=whole.category or category, flaky=flaky)
    observed = {subject.key: subject for subject in evidence.subjects}
    removed = removed_checks(whole, evidence)
    subjects = tuple(_without(removed, one) for one in whole.subjects) if removed else whole.subjects
    subjects = tuple(
        _with_observation(one, observed[one.key], whole, evidence) if one.key in observed else one for one in subjects
    )
    return compact(replace(whole, subjects=subjects))


def with_end(subject: Subject) -> Subject:
    """A subject that was merged, closed or deleted: no failure up to its newest check run counts any more."""
    return subject.with_records(
        lambda row: row if row.settled else CheckRecord(row.check, row.last_failure, (), row.newest)
    )


def at_rest(ledger: Ledger) -> Ledger:
    """The ledger of a tracker that is closed: one success is enough, as there is nothing to keep open for a second."""

    def recovered(row: CheckRecord) -> CheckRecord:
        done = row.settled or not row.successes
        return row if done else CheckRecord(row.check, row.last_failure, (), row.successes[-1])

    return replace(ledger, subjects=tuple(subject.with_records(recovered) for subject in ledger.subjects))


def resolved(ledger: Ledger, evidence: Evidence) -> Ledger:
    """The ledger with its current episode ended.

    The end is the newest recovery, or an empty reference when a subject of this snapshot was merged, closed or deleted.
    """
    current = episode(ledger)
    if current is None or current.resolved is not None:
        return ledger
    any_ended = any(subject.ended_as for subject in evidence.subjects)
    end = (None if any_ended else last_recovery(ledger)) or RunRef(0, 0)
    return replace(ledger, episodes=(*ledger.episodes[:-1], replace(current, resolved=end)))


def reopened(ledger: Ledger) -> Ledger:
    """The ledger with a new episode that begins with the oldest failure that has not recovered.

    Unchanged when the current episode has not ended, or when nothing fails.
    """
    current, subjects = episode(ledger), open_subjects(ledger)
    if not subjects or (current is not None and current.resolved is None):
        return ledger
    failures = [row.last_failure for subject in subjects for row in subject.records if not row.settled]
    number = 1 if current is None else current.number + 1
    opened = min(failures, key=lambda ref: (ref.at, ref))
    return compact(replace(ledger, episodes=(*ledger.episodes, Episode(number, opened))))


def _without(removed: dict[str, RunRef], subject: Subject) -> Subject:
    """A subject for which the checks that were removed have ended."""

    def updated(row: CheckRecord) -> CheckRecord:
        end = removed.get(row.check)
        return row if end is None or row.settled or end < row.newest else replace(row, successes=(), recovered_at=end)

    return subject.with_records(updated)


def _with_observation(subject: Subject, observed: ObservedSubject, whole: Ledger, evidence: Evidence) -> Subject:
    named = replace(subject, id=subject.id or observed.id)
    if observed.ended_as:
        return with_end(named)
    workflows = dict(whole.workflows)
    records = (_with_successes(row, workflows.get(row.check, ""), whole, evidence) for row in subject.records)
    return replace(named, records=tuple(records))


def _with_successes(row: CheckRecord, workflow: str, whole: Ledger, evidence: Evidence) -> CheckRecord:
    """The record with the successes since its failure; recovered when there are enough of them."""
    if row.settled:
        return row
    category, successes = whole.category, evidence.successes.get((row.check, workflow), ())
    absent = (row.check, workflow) not in evidence.check_names and workflow in evidence.finished_workflow
    if absent and category in evidence.passing_categories and category not in evidence.failing_categories:
        # A matrix leg that was renamed or removed: the rest of its category passed in a newer run that has ended.
        successes = () if evidence.finished_run is None else (evidence.finished_run,)
    since = tuple(sorted({*row.successes, *(ref for ref in successes if ref > row.last_failure)}))
    updated = replace(row, successes=since)
    if not since or successes_needed(whole, updated):
        return updated
    return CheckRecord(row.check, row.last_failure, (), since[-1])
