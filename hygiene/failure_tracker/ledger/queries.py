"""What a ledger says: how many, who, since when, how long. Reading only; nothing here changes a ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.compact import newest_first

if TYPE_CHECKING:
    from collections.abc import Mapping

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

FLAKY_PASSES_MIN = 2
VERSION_DIGITS_MAX = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """A fingerprint with the number of occurrences that show it, and the newest of them."""

    fingerprint: Fingerprint
    count: int
    occurrence: Occurrence | None = None
    failure: JobFailure | None = None


def occurrences_total(ledger: Ledger) -> int:
    """Every occurrence ever, folded or whole."""
    return ledger.fold.count + len(ledger.occurrences)


def last_at(ledger: Ledger) -> int:
    """When the category last failed; 0 if nobody knows."""
    return max((found.at for found in ledger.occurrences), default=0)


def successes_needed(ledger: Ledger, record: CheckRecord) -> int:
    """How many more successes it takes until this check counts as recovered.

    One does, but where a repeat passed on the commit that failed, or the category is known to be flaky, one proves
    little.
    """
    if record.settled:
        return 0
    doubtful = ledger.flaky or any(flake.run_id == record.last_failure.run_id for flake in ledger.flakes)
    return max(0, (FLAKY_PASSES_MIN if doubtful else 1) - len(record.successes))


def open_subjects(ledger: Ledger) -> tuple[Subject, ...]:
    """The subjects that keep the tracker open."""
    return tuple(
        subject for subject in ledger.subjects if any(successes_needed(ledger, record) for record in subject.records)
    )


def failing(ledger: Ledger) -> tuple[Subject, ...]:
    """The subjects whose newest word is a failure."""
    return tuple(subject for subject in ledger.subjects if any(record.failing for record in subject.records))


def newest_failure_at(ledger: Ledger) -> int:
    """When the newest of the failures that still stand happened; 0 without one."""
    marks = (record.last_failure.at for subject in ledger.subjects for record in subject.records if record.failing)
    return max(marks, default=0)


def last_result_at(ledger: Ledger) -> int:
    """When a writer last recorded anything, failure or success: a tracker that is not kept up stands out by it."""
    marks = [mark for subject in ledger.subjects for row in subject.records for mark in (row.newest, row.last_failure)]
    return max((*(mark.at for mark in marks), last_at(ledger)), default=0)


def last_recovery(ledger: Ledger) -> RunRef | None:
    """The newest success that settled a check; None when subjects only left by being merged or closed."""
    marks = (
        record.recovered_at
        for subject in ledger.subjects
        for record in subject.records
        if record.recovered_at is not None and record.recovered_at > record.last_failure
    )
    return max(marks, key=lambda mark: (mark.at, mark), default=None)


def episode(ledger: Ledger) -> Episode | None:
    """The current episode."""
    return ledger.episodes[-1] if ledger.episodes else None


def mean_recovery_s(ledger: Ledger) -> int | None:
    """Mean time to recovery over the episodes that are known from both ends; None without one."""
    lengths = [
        row.resolved.at - row.opened.at
        for row in ledger.episodes
        if row.resolved is not None and row.opened.at and row.resolved.at >= row.opened.at
    ]
    return sum(lengths) // len(lengths) if lengths else None


def counted(ledger: Ledger) -> tuple[Counted, ...]:
    """The fingerprints under their newest names, the most recent first."""
    names = newest_names(ledger)
    counts: Counter[str] = Counter()
    for name, count in ledger.fold.by_fingerprint:
        counts[names.get(name, name)] += count
    newest: dict[str, tuple[Occurrence, JobFailure]] = {}
    for occurrence in newest_first(ledger):
        shown = {names.get(failure.fingerprint, failure.fingerprint): failure for failure in occurrence.failures}
        counts.update(shown.keys())
        for name, failure in shown.items():
            newest.setdefault(name, (occurrence, failure))
    rows = [
        Counted(row, counts[row.id], *newest.get(row.id, (None, None)))
        for row in ledger.fingerprints
        if counts[row.id] and names.get(row.id, row.id) == row.id
    ]
    return tuple(sorted(rows, key=lambda row: (-row.fingerprint.at, -row.count, row.fingerprint.id)))


def newest_names(ledger: Ledger) -> Mapping[str, str]:
    """From every older name of a fingerprint to its newest one: a better normaliser orphans nothing."""
    claims: dict[str, str] = {}
    for row in ledger.fingerprints:
        for alias in row.aliases:
            if version_of(alias) < version_of(row.id):
                claims[alias] = max(claims.get(alias, row.id), row.id, key=lambda name: (version_of(name), name))
    resolved: dict[str, str] = {}
    for alias, name in claims.items():
        final = name
        while final in claims:
            final = claims[final]
        resolved[alias] = final
    return resolved


def version_of(fingerprint: str) -> int:
    """The version of the normaliser that made a fingerprint; 0 where it does not say."""
    version, colon, _ = fingerprint.partition(":")
    return int(version) if colon and version.isdecimal() and len(version) <= VERSION_DIGITS_MAX else 0
