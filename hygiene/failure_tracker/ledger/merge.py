"""Ledgers as one: commutative, associative and idempotent.

Whoever was overwritten can be merged back, in any order and any number of times, and nothing counts twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Episode,
    Fingerprint,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

SUCCESSES_MAX = 2


def merge(one: Ledger, *others: Ledger) -> Ledger:
    """Everything that any of them knows. Commutative, associative, idempotent; ``base`` is the first one's."""
    ledgers = (one, *others)
    fold = max(ledger.fold for ledger in ledgers)
    return Ledger(
        category=max(ledger.category for ledger in ledgers),
        occurrences=tuple(
            found
            for found in _join(ledgers, lambda ledger: ledger.occurrences, _one_occurrence)
            if found.key > fold.floor
        ),
        fold=fold,
        subjects=_join(ledgers, lambda ledger: ledger.subjects, _one_subject),
        fingerprints=_join(ledgers, lambda ledger: ledger.fingerprints, _one_fingerprint),
        episodes=_join(ledgers, lambda ledger: ledger.episodes, _one_episode),
        flakes=tuple(sorted({flake for ledger in ledgers for flake in ledger.flakes})),
        flaky=any(ledger.flaky for ledger in ledgers),
        escalated=any(ledger.escalated for ledger in ledgers),
        first_at=min((ledger.first_at for ledger in ledgers if ledger.first_at), default=0),
        previous=max(ledger.previous for ledger in ledgers),
        shut=max(ledger.shut for ledger in ledgers),
        base=one.base,
    )


def united(one: Ledger, *others: Ledger) -> Ledger:
    """The same for ledgers that were merged or read before: a single one is normal already and stays as it is."""
    return merge(one, *others) if others else one


def with_ends(one: Ledger, others: Iterable[Ledger]) -> Ledger:
    """The first ledger, with what the others know to have ended for its own subjects, and nothing else of theirs."""
    ends: dict[tuple[str, str], RunRef] = {}
    for other in others:
        for subject in other.subjects:
            for row in subject.records:
                if row.settled and row.recovered_at is not None:
                    key = subject.key, row.check
                    ends[key] = max(row.recovered_at, ends.get(key, row.recovered_at))

    def ended(subject: Subject, row: CheckRecord) -> CheckRecord:
        end = ends.get((subject.key, row.check))
        return row if end is None or row.settled else _one_record(row, replace(row, successes=(), recovered_at=end))

    subjects = tuple(
        replace(subject, records=tuple(ended(subject, row) for row in subject.records)) for subject in one.subjects
    )
    return replace(one, subjects=subjects)


def same(one: Ledger, other: Ledger) -> bool:
    """Whether two ledgers know the same."""
    return replace(one, base=0) == replace(other, base=0)


_Row = TypeVar("_Row", Occurrence, Subject, Fingerprint, Episode, JobFailure, CheckRecord)


def identity(row: Occurrence | Subject | Fingerprint | Episode | JobFailure | CheckRecord) -> Hashable:
    """What tells a row from its neighbours; rows are kept in its order."""
    match row:
        case Occurrence():
            return row.key
        case Subject():
            return row.key
        case Fingerprint():
            return row.id
        case Episode():
            return row.number
        case JobFailure():
            return row.check_id
        case CheckRecord():
            return row.check


def _join(
    ledgers: Iterable[Ledger], rows: Callable[[Ledger], tuple[_Row, ...]], both: Callable[[_Row, _Row], _Row]
) -> tuple[_Row, ...]:
    return _unite((row for ledger in ledgers for row in rows(ledger)), both)


def _unite(rows: Iterable[_Row], both: Callable[[_Row, _Row], _Row]) -> tuple[_Row, ...]:
    known: dict[Hashable, _Row] = {}
    for row in rows:
        key = identity(row)
        known[key] = both(known.get(key, row), row)
    return tuple(known[key] for key in sorted(known))  # type: ignore[type-var]


def _one_occurrence(one: Occurrence, other: Occurrence) -> Occurrence:
    return replace(
        one,
        at=max(one.at, other.at),
        subjects=tuple(sorted({*one.subjects, *other.subjects})),
        failures=_unite((*one.failures, *other.failures), max),
    )


def _one_subject(one: Subject, other: Subject) -> Subject:
    return Subject(one.key, max(one.id, other.id), _unite((*one.records, *other.records), _one_record))


def _one_record(one: CheckRecord, other: CheckRecord) -> CheckRecord:
    red = max(one.last_failure, other.last_failure)
    done = max((mark for mark in (one.recovered_at, other.recovered_at) if mark is not None), default=None)
    floor = red if done is None else max(red, done)
    since = {mark for mark in (*one.successes, *other.successes) if mark > floor}
    return CheckRecord(one.check, red, tuple(sorted(since)[-SUCCESSES_MAX:]), done)


def _one_fingerprint(one: Fingerprint, other: Fingerprint) -> Fingerprint:
    aliases = tuple(sorted({*one.aliases, *other.aliases}))
    return max(replace(one, aliases=aliases), replace(other, aliases=aliases))


def _one_episode(one: Episode, other: Episode) -> Episode:
    resolved = max((mark for mark in (one.resolved, other.resolved) if mark is not None), default=None)
    return Episode(one.number, min(one.opened, other.opened), resolved)
