"""What a look adds to what a tracker knows: failures, successes since, and subjects that are gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.compact import compact
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import CheckRecord, Episode, Ledger, RunRef, Subject
from hygiene.failure_tracker.ledger.queries import episode, last_recovery, open_subjects, successes_needed

if TYPE_CHECKING:
    from hygiene.failure_tracker.check_runs import Present
    from hygiene.failure_tracker.evidence import Evidence


def with_results(known: Ledger, category: str, evidence: Evidence, *, flaky_after: int) -> Ledger:
    """The ledger after this look. The same ledger again when the look adds nothing."""
    news = evidence.ledgers.get(category)
    whole = merge(known, news) if news is not None else known
    flaky = whole.flaky or len({flake.oid for flake in whole.flakes}) >= flaky_after > 0
    whole = replace(whole, category=whole.category or category, flaky=flaky)
    present = {subject.key: subject for subject in evidence.subjects}
    subjects = tuple(
        _heard(subject, present[subject.key], whole, evidence) if subject.key in present else subject
        for subject in whole.subjects
    )
    return compact(replace(whole, subjects=subjects))


def ended(subject: Subject) -> Subject:
    """A subject that was merged or closed: nothing up to its newest mark counts against it."""
    return replace(
        subject,
        records=tuple(
            row if row.settled else CheckRecord(row.check, row.last_failure, (), row.newest) for row in subject.records
        ),
    )


def resolved(ledger: Ledger, evidence: Evidence) -> Ledger:
    """The current episode ended: by the newest recovery, or by nothing but a pull request that was merged or closed."""
    current = episode(ledger)
    if current is None or current.resolved is not None:
        return ledger
    left = any(subject.gone for subject in evidence.subjects)
    word = (None if left else last_recovery(ledger)) or RunRef(0, 0)
    return replace(ledger, episodes=(*ledger.episodes[:-1], replace(current, resolved=word)))


def reopened(ledger: Ledger) -> Ledger:
    """A new episode, begun by the oldest failure that stands; the same one if it is still open, or nothing stands."""
    current, standing = episode(ledger), open_subjects(ledger)
    if not standing or (current is not None and current.resolved is None):
        return ledger
    reds = [row.last_failure for subject in standing for row in subject.records if row.failing]
    number = 1 if current is None else current.number + 1
    opened = min(reds, key=lambda mark: (mark.at, mark), default=RunRef(0, 0))
    return compact(replace(ledger, episodes=(*ledger.episodes, Episode(number, opened))))


def _heard(subject: Subject, present: Present, whole: Ledger, evidence: Evidence) -> Subject:
    named = replace(subject, id=subject.id or present.id)
    if present.gone:
        return ended(named)
    return replace(named, records=tuple(_row(row, whole, evidence) for row in subject.records))


def _row(row: CheckRecord, whole: Ledger, evidence: Evidence) -> CheckRecord:
    """The standing with the successes since; done when there are enough of them."""
    if row.settled:
        return row
    category, passed = whole.category, evidence.passed.get(row.check, ())
    if row.check not in evidence.names and category in evidence.passing and category not in evidence.failing:
        # A renamed or dropped matrix leg: the rest of its category passed in a newer run that has ended without it.
        passed = () if evidence.finished is None else (evidence.finished,)
    since = tuple(sorted({*row.successes, *(mark for mark in passed if mark > row.last_failure)}))
    waiting = replace(row, successes=since)
    return (
        waiting
        if not since or successes_needed(whole, waiting)
        else CheckRecord(row.check, row.last_failure, (), since[-1])
    )
