"""A ledger that fits: the oldest becomes numbers, so that the newest stays whole. No count is lost on the way.

Nothing recent is folded: a late writer's occurrence must not lie under the floor. Successes are kept as long as there
is room, because they stop an old writer's failure from speaking again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import Fold, Ledger
from hygiene.model.marker import encoded_size

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
    """The same knowledge within the first limits that fit; the same ledger again when it fits already."""
    whole = fitting = merge(ledger)
    for limits in LADDER:
        fitting = _limited(whole, limits)
        if ledger_bytes(fitting) <= LEDGER_BYTES_MAX:
            break
    return fitting


def ledger_bytes(ledger: Ledger) -> int:
    """The room that it takes in a marker."""
    return encoded_size(encode_ledger(ledger))


def fold_oldest(ledger: Ledger, kept: int) -> Ledger:
    """All but the newest ``kept`` occurrences as a number."""
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
    worded = _with_fewer_fingerprints(replace(folded, occurrences=fewer), limits.fingerprints)
    return replace(
        worded,
        subjects=_with_fewer_subjects(worded.subjects, limits),
        episodes=worded.episodes[-EPISODES_MAX:],
        flakes=worded.flakes[-FLAKES_MAX:],
    )


def _with_fewer_fingerprints(ledger: Ledger, kept: int) -> Ledger:
    """Without words for what no occurrence names any more, and the words of the newest only."""
    counted = dict(ledger.fold.by_fingerprint)
    named = {failure.fingerprint for occurrence in ledger.occurrences for failure in occurrence.failures} | {*counted}
    rows = [row for row in ledger.fingerprints if row.id in named]
    newest = {row.id for row in sorted(rows, key=lambda row: (row.at, row.id))[-kept:]}
    fold = replace(ledger.fold, by_fingerprint=tuple(pair for pair in ledger.fold.by_fingerprint if pair[0] in newest))
    return replace(ledger, fingerprints=tuple(row for row in rows if row.id in newest), fold=fold)


def _with_fewer_subjects(subjects: tuple[Subject, ...], limits: Limits) -> tuple[Subject, ...]:
    """The newest of the subjects that still fail and of the others, each with the newest of its checks.

    What is left out of a subject that fails is found again by every look at it, as long as it fails.
    """
    by_age = sorted(subjects, key=lambda subject: (subject.newest, subject.key))
    failing = [subject.key for subject in by_age if not all(row.settled for row in subject.records)]
    settled = [subject.key for subject in by_age if subject.key not in set(failing)]
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
    """The occurrences that are still whole, the newest first: by time, then by order."""
    return tuple(sorted(ledger.occurrences, key=lambda found: (found.at, found.key), reverse=True))
