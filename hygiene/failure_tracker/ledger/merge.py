"""Ledgers as one: commutative, associative and idempotent.

A ledger that was overwritten can be merged back, in any order and any number of times, and nothing counts twice.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.model import CheckRecord, Episode, Ledger, Subject
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar

    from hygiene.failure_tracker.ledger.model import Fingerprint, Occurrence, RunRef

    _Row = TypeVar("_Row")

SUCCESSES_MAX = 2
REOPENED_MAX = 20
_KEY = attrgetter("key")


def merge(one: Ledger, *others: Ledger) -> Ledger:
    """Everything that any of them contains, in time that grows with its size; ``base`` is the first one's."""
    ledgers = (one, *others)
    fold = max(ledger.fold for ledger in ledgers)
    return Ledger(
        category=max(ledger.category for ledger in ledgers),
        occurrences=tuple(
            found
            for found in _join((row for ledger in ledgers for row in ledger.occurrences), _one_occurrence, _KEY)
            if found.key > fold.floor
        ),
        fold=fold,
        subjects=_join((row for ledger in ledgers for row in ledger.subjects), _one_subject, _KEY),
        fingerprints=_join(
            (row for ledger in ledgers for row in ledger.fingerprints), _one_fingerprint, attrgetter("id")
        ),
        episodes=_join((row for ledger in ledgers for row in ledger.episodes), _one_episode, attrgetter("number")),
        flakes=tuple(sorted({flake for ledger in ledgers for flake in ledger.flakes})),
        flaky=any(ledger.flaky for ledger in ledgers),
        escalated=any(ledger.escalated for ledger in ledgers),
        first_at=min((ledger.first_at for ledger in ledgers if ledger.first_at), default=0),
        previous=max(ledger.previous for ledger in ledgers),
        workflows=tuple(sorted(dict(sorted({row for ledger in ledgers for row in ledger.workflows})).items())),
        reopened=tuple(sorted({one for ledger in ledgers for one in ledger.reopened})[-REOPENED_MAX:]),
        base=one.base,
    )


def merged(one: Ledger, *others: Ledger) -> Ledger:
    """``merge`` for ledgers that are results of a merge: a single one is returned as it is."""
    return merge(one, *others) if others else one


def with_recoveries(one: Ledger, others: Iterable[Ledger]) -> Ledger:
    """The first ledger, with the recoveries that others have of its own subjects, and nothing else of theirs."""
    recovered: dict[tuple[str, str], RunRef] = {}
    for other in others:
        for subject in other.subjects:
            for row in subject.records:
                if row.settled and row.recovered_at is not None:
                    key = subject.key, row.check
                    recovered[key] = max(row.recovered_at, recovered.get(key, row.recovered_at))

    def updated(subject: Subject, row: CheckRecord) -> CheckRecord:
        at = recovered.get((subject.key, row.check))
        return row if at is None or row.settled else _one_record([row, replace(row, successes=(), recovered_at=at)])

    subjects = tuple(subject.with_records(partial(updated, subject)) for subject in one.subjects)
    return replace(one, subjects=subjects)


def same(one: Ledger, other: Ledger) -> bool:
    """Whether two ledgers contain the same."""
    return replace(one, base=0) == replace(other, base=0)


def _join(
    rows: Iterable[_Row], combine: Callable[[list[_Row]], _Row], identity: Callable[[_Row], Any]
) -> tuple[_Row, ...]:
    """One row for each identity, in its order. Rows are grouped first: combined one by one, many would be quadratic."""
    groups: dict[Any, list[_Row]] = {}
    for row in rows:
        groups.setdefault(identity(row), []).append(row)
    return tuple(combine(groups[key]) for key in sorted(groups))


def _one_occurrence(rows: list[Occurrence]) -> Occurrence:
    if len(rows) == 1 and len(rows[0].failures) <= 1 and len(rows[0].subjects) <= 1:
        return rows[0]
    return replace(
        rows[0],
        at=max(row.at for row in rows),
        subjects=tuple(sorted({key for row in rows for key in row.subjects})),
        failures=_join((failure for row in rows for failure in row.failures), max, attrgetter("check_id")),
    )


def _one_subject(rows: list[Subject]) -> Subject:
    records = _join((record for row in rows for record in row.records), _one_record, attrgetter("check"))
    return Subject(rows[0].key, max(row.id for row in rows), records)


def _one_record(rows: list[CheckRecord]) -> CheckRecord:
    last_failure = max(row.last_failure for row in rows)
    recovered_at = max((row.recovered_at for row in rows if row.recovered_at is not None), default=None)
    floor = last_failure if recovered_at is None else max(last_failure, recovered_at)
    successes = {ref for row in rows for ref in row.successes if ref > floor}
    return CheckRecord(rows[0].check, last_failure, tuple(sorted(successes)[-SUCCESSES_MAX:]), recovered_at)


def _one_fingerprint(rows: list[Fingerprint]) -> Fingerprint:
    aliases = tuple(sorted({alias for row in rows for alias in row.aliases}))
    return max(replace(row, aliases=aliases) for row in rows)


def _one_episode(rows: list[Episode]) -> Episode:
    resolved = max((row.resolved for row in rows if row.resolved is not None), default=None)
    return Episode(rows[0].number, min(row.opened for row in rows), resolved)
