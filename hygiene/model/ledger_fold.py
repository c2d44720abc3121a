"""A ledger that fits: the oldest becomes numbers, so that the newest stays whole. No count is lost on the way.

Nothing recent is folded: a late writer's occurrence must not lie under the floor. Successes are kept as long as there
is room, because they stop an old writer's failure from speaking again.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hygiene.model.ledger import Fold, Ledger, merge
from hygiene.model.ledger_codec import encode_ledger

if TYPE_CHECKING:
    from hygiene.model.ledger import Occurrence, Subject

OCCURRENCES_MAX = 100
OCCURRENCES_MIN = 20
SETTLED_SUBJECTS_MAX = 100
SETTLED_SUBJECTS_MIN = 10
SUBJECTS_MAX = 200
FINGERPRINTS_MAX = 40
EPISODES_MAX = 20
FLAKES_MAX = 50
LEDGER_BYTES_MAX = 36_000


def compact(ledger: Ledger) -> Ledger:
    """The same knowledge within the limits; the same ledger again when it fits already."""
    whole = merge(ledger)
    fitting = _limited(whole, OCCURRENCES_MAX, SETTLED_SUBJECTS_MAX, FINGERPRINTS_MAX)
    for share in (2, 3, 5, 10):
        if ledger_bytes(fitting) <= LEDGER_BYTES_MAX:
            break
        fitting = _limited(
            whole,
            max(OCCURRENCES_MIN, OCCURRENCES_MAX // share),
            max(SETTLED_SUBJECTS_MIN, SETTLED_SUBJECTS_MAX // share),
            max(1, FINGERPRINTS_MAX // share),
        )
    return fitting


def ledger_bytes(ledger: Ledger) -> int:
    """About the room that it takes in a marker."""
    return len(json.dumps(encode_ledger(ledger), separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace"))


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


def _limited(ledger: Ledger, occurrences: int, settled: int, fingerprints: int) -> Ledger:
    folded = _with_fewer_fingerprints(fold_oldest(ledger, occurrences), fingerprints)
    return replace(
        folded,
        subjects=_with_fewer_settled(folded.subjects, settled),
        episodes=folded.episodes[-EPISODES_MAX:],
        flakes=folded.flakes[-FLAKES_MAX:],
    )


def _with_fewer_fingerprints(ledger: Ledger, kept: int) -> Ledger:
    """Without words for what no occurrence names any more, and the words of the newest only."""
    counted = dict(ledger.fold.by_fingerprint)
    named = {failure.fingerprint for occurrence in ledger.occurrences for failure in occurrence.failures} | {*counted}
    rows = [row for row in ledger.fingerprints if row.id in named]
    newest = {row.id for row in sorted(rows, key=lambda row: (row.at, row.id))[-kept:]}
    fold = replace(ledger.fold, by_fingerprint=tuple(pair for pair in ledger.fold.by_fingerprint if pair[0] in newest))
    return replace(ledger, fingerprints=tuple(row for row in rows if row.id in newest), fold=fold)


def _with_fewer_settled(subjects: tuple[Subject, ...], kept: int) -> tuple[Subject, ...]:
    """All subjects that still fail, as far as they go, and the newest of the others."""
    by_age = sorted(subjects, key=lambda subject: (subject.newest, subject.key))
    failing = [subject.key for subject in by_age if any(standing.failing for standing in subject.standings)]
    others = [subject.key for subject in by_age if subject.key not in set(failing)]
    keys = {*failing[-SUBJECTS_MAX:], *others[-kept:]}
    return tuple(subject for subject in subjects if subject.key in keys)


def newest_first(ledger: Ledger) -> tuple[Occurrence, ...]:
    """The occurrences that are still whole, the newest first: by time, then by order."""
    return tuple(sorted(ledger.occurrences, key=lambda found: (found.at, found.key), reverse=True))
