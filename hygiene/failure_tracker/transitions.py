"""What a look adds to what a tracker knows: failures, successes since, and subjects that are gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.compact import compact
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import Episode, Ledger, Mark, Standing, Subject
from hygiene.failure_tracker.ledger.queries import episode, followed, last_recovery, passes_owed

if TYPE_CHECKING:
    from hygiene.failure_tracker.check_runs import Present
    from hygiene.failure_tracker.evidence import Evidence


def learned(known: Ledger, category: str, evidence: Evidence, *, flaky_after: int) -> Ledger:
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


def left_behind(subject: Subject) -> Subject:
    """A subject that was merged or closed: nothing up to its newest mark counts against it."""
    return replace(
        subject,
        standings=tuple(
            row if row.settled else Standing(row.check, row.red, (), row.newest) for row in subject.standings
        ),
    )


def resolved(ledger: Ledger, evidence: Evidence) -> Ledger:
    """The current episode ended: by the newest recovery, or by nothing but a pull request that was merged or closed."""
    current = episode(ledger)
    if current is None or current.resolved is not None:
        return ledger
    left = any(subject.gone for subject in evidence.subjects)
    word = (None if left else last_recovery(ledger)) or Mark(0, 0)
    return replace(ledger, episodes=(*ledger.episodes[:-1], replace(current, resolved=word)))


def reopened(ledger: Ledger) -> Ledger:
    """A new episode, begun by the oldest failure that stands; the same one if it is still open, or nothing stands."""
    current, standing = episode(ledger), followed(ledger)
    if not standing or (current is not None and current.resolved is None):
        return ledger
    reds = [row.red for subject in standing for row in subject.standings if row.failing]
    number = 1 if current is None else current.number + 1
    opened = min(reds, key=lambda mark: (mark.at, mark), default=Mark(0, 0))
    return compact(replace(ledger, episodes=(*ledger.episodes, Episode(number, opened))))


def _heard(subject: Subject, present: Present, whole: Ledger, evidence: Evidence) -> Subject:
    named = replace(subject, id=subject.id or present.id)
    if present.gone:
        return left_behind(named)
    return replace(named, standings=tuple(_row(row, whole, evidence) for row in subject.standings))


def _row(row: Standing, whole: Ledger, evidence: Evidence) -> Standing:
    """The standing with the successes since; done when there are enough of them."""
    if row.settled:
        return row
    category, passed = whole.category, evidence.passed.get(row.check, ())
    if row.check not in evidence.names and category in evidence.passing and category not in evidence.failing:
        # A renamed or dropped matrix leg: the rest of its category passed in a newer run that has ended without it.
        passed = () if evidence.finished is None else (evidence.finished,)
    since = tuple(sorted({*row.greens, *(mark for mark in passed if mark > row.red)}))
    waiting = replace(row, greens=since)
    return waiting if not since or passes_owed(whole, waiting) else Standing(row.check, row.red, (), since[-1])
