"""What is computed from a ledger: counts, subjects, times. Nothing here changes a ledger."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hygiene.failure_tracker.ledger.compact import newest_first
from hygiene.values import dataclass

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
class FingerprintCount:
    """A fingerprint with the number of occurrences that show it, and the newest of them."""

    fingerprint: Fingerprint
    count: int
    occurrence: Occurrence | None = None
    failure: JobFailure | None = None


def occurrences_total(ledger: Ledger) -> int:
    """The number of all occurrences, folded ones included."""
    return ledger.fold.count + len(ledger.occurrences)


def last_at(ledger: Ledger) -> int:
    """When the category last failed, in seconds; 0 where it is not known."""
    return max((found.at for found in ledger.occurrences), default=0)


def successes_needed(ledger: Ledger, record: CheckRecord) -> int:
    """How many more successes this check needs until it counts as recovered.

    One is enough, except where the failing run had a flake or the category is flaky: then one success shows little.
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
    """The subjects with a check whose newest result is a failure."""
    return tuple(subject for subject in ledger.subjects if any(record.failing for record in subject.records))


def newest_failure_at(ledger: Ledger) -> int:
    """When the newest failure happened of the checks that still fail, in seconds; 0 without one."""
    times = (record.last_failure.at for subject in ledger.subjects for record in subject.records if record.failing)
    return max(times, default=0)


def last_result_at(ledger: Ledger) -> int:
    """When the newest recorded result was, failure or success, in seconds; 0 without one."""
    refs = [ref for subject in ledger.subjects for row in subject.records for ref in (row.newest, row.last_failure)]
    return max((*(ref.at for ref in refs), last_at(ledger)), default=0)


def last_recovery(ledger: Ledger) -> RunRef | None:
    """The newest success with which a check recovered; None when subjects only were merged or closed."""
    refs = (
        record.recovered_at
        for subject in ledger.subjects
        for record in subject.records
        if record.recovered_at is not None and record.recovered_at > record.last_failure
    )
    return max(refs, key=lambda ref: (ref.at, ref), default=None)


def episode(ledger: Ledger) -> Episode | None:
    """The current episode."""
    return ledger.episodes[-1] if ledger.episodes else None


def mean_recovery_s(ledger: Ledger) -> int | None:
    """Mean time to recovery in seconds over the episodes whose beginning and end are known; None without one."""
    lengths = [
        row.resolved.at - row.opened.at
        for row in ledger.episodes
        if row.resolved is not None and row.opened.at and row.resolved.at >= row.opened.at
    ]
    return sum(lengths) // len(lengths) if lengths else None


def fingerprint_counts(ledger: Ledger) -> tuple[FingerprintCount, ...]:
    """The fingerprints by their newest names with their counts, the most recent first."""
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
        FingerprintCount(row, counts[row.id], *newest.get(row.id, (None, None)))
        for row in ledger.fingerprints
        if counts[row.id] and names.get(row.id, row.id) == row.id
    ]
    return tuple(sorted(rows, key=lambda row: (-row.fingerprint.at, -row.count, row.fingerprint.id)))


def newest_names(ledger: Ledger) -> Mapping[str, str]:
    """From every older name of a fingerprint to its newest one, so that counts go on after a change of normaliser."""
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
    """The version of the normaliser that made a fingerprint; 0 where the name has none."""
    version, colon, _ = fingerprint.partition(":")
    return int(version) if colon and version.isdecimal() and len(version) <= VERSION_DIGITS_MAX else 0
