"""A ledger that fits into a marker: the oldest rows become numbers, the newest stay whole. No count is lost.

The newest occurrences are never folded: one that a slow writer adds late must be above the floor. Recovered checks are
kept as long as they fit, because they keep a late record of an old failure from counting again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import Fold, Ledger
from hygiene.model.marker import encoded_size
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from hygiene.failure_tracker.ledger.model import CheckRecord, Occurrence, Subject

LEDGER_BYTES_MAX = 36_000
EPISODES_MAX = 20
FLAKES_MAX = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of each are kept; failures are counted in each occurrence, records in each subject."""

    occurrences: int = 100
    failures: int = 30
    failing: int = 200
    settled: int = 100
    records: int = 30
    fingerprints: int = 40


LADDER = (
    Limits(),
    Limits(60, 20, 120, 60, 20, 30),
    Limits(40, 10, 80, 30, 10, 20),
    Limits(30, 5, 50, 20, 5, 12),
    Limits(20, 2, 30, 10, 2, 4),
    Limits(20, 1, 30, 5, 1, 3),
)


def compact(ledger: Ledger) -> Ledger:
    """The ledger within the first limits that fit; unchanged when it fits already."""
    whole = fitting = merge(ledger)
    for limits in LADDER:
        fitting = _limited(whole, limits)
        if ledger_bytes(fitting) <= LEDGER_BYTES_MAX:
            break
    return fitting


def ledger_bytes(ledger: Ledger) -> int:
    """Its size in a marker, in bytes."""
    return encoded_size(encode_ledger(ledger))


def fold_oldest(ledger: Ledger, kept: int) -> Ledger:
    """The ledger with all but its newest ``kept`` occurrences as a number."""
    surplus = ledger.occurrences[: max(0, len(ledger.occurrences) - kept)]
    if not surplus:
        return ledger
    by_fingerprint = Counter(dict(ledger.fold.by_fingerprint))
    for occurrence in surplus:
        by_fingerprint.update({failure.fingerprint for failure in occurrence.failures})
    fold = Fold(surplus[-1].key, ledger.fold.count + len(surplus), tuple(sorted(by_fingerprint.items())))
    return replace(ledger, occurrences=ledger.occurrences[len(surplus) :], fold=fold)


def _limited(ledger: Ledger, limits: Limits) -> Ledger:
    folded = fold_oldest(ledger, limits.occurrences)
    fewer = tuple(replace(found, failures=found.failures[: limits.failures]) for found in folded.occurrences)
    smaller = _with_fewer_fingerprints(replace(folded, occurrences=fewer), limits.fingerprints)
    subjects = _with_fewer_subjects(smaller.subjects, limits)
    checks = {row.check for subject in subjects for row in subject.records}
    checks |= {row.check for row in smaller.fingerprints}
    return replace(
        smaller,
        subjects=subjects,
        workflows=tuple(row for row in smaller.workflows if row[0] in checks),
        episodes=smaller.episodes[-EPISODES_MAX:],
        flakes=smaller.flakes[-FLAKES_MAX:],
    )


def _with_fewer_fingerprints(ledger: Ledger, kept: int) -> Ledger:
    """The ledger without fingerprints that no occurrence names any more, and with the newest of the others."""
    counted = dict(ledger.fold.by_fingerprint)
    named = {failure.fingerprint for occurrence in ledger.occurrences for failure in occurrence.failures} | {*counted}
    rows = [row for row in ledger.fingerprints if row.id in named]
    newest = {row.id for row in sorted(rows, key=lambda row: (row.at, row.id))[-kept:]}
    fold = replace(ledger.fold, by_fingerprint=tuple(pair for pair in ledger.fold.by_fingerprint if pair[0] in newest))
    return replace(ledger, fingerprints=tuple(row for row in rows if row.id in newest), fold=fold)


def _with_fewer_subjects(subjects: tuple[Subject, ...], limits: Limits) -> tuple[Subject, ...]:
    """The newest of the subjects that still fail and of the others, each with the newest of its checks.

    What is left out of a subject that fails is recorded again by each run of it, as long as it fails.
    """
    by_age = sorted(subjects, key=lambda subject: (subject.newest, subject.key))
    failing = [subject.key for subject in by_age if not all(row.settled for row in subject.records)]
    settled = [subject.key for subject in by_age if all(row.settled for row in subject.records)]
    keys = {*failing[-limits.failing :], *settled[-limits.settled :]}
    return tuple(
        replace(subject, records=_newest_records(subject.records, limits.records))
        for subject in subjects
        if subject.key in keys
    )


def _newest_records(rows: tuple[CheckRecord, ...], kept: int) -> tuple[CheckRecord, ...]:
    newest = sorted(rows, key=lambda row: (not row.settled, row.newest, row.check))[-kept:]
    return tuple(row for row in rows if row in newest)


def newest_first(ledger: Ledger) -> tuple[Occurrence, ...]:
    """The occurrences that are not folded, the newest first: by time, then by ids."""
    return tuple(sorted(ledger.occurrences, key=lambda found: (found.at, found.key), reverse=True))
