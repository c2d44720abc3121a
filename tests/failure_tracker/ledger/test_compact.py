"""A ledger that fits: what is oldest becomes a number, and no count is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.failure_tracker.ledger.compact import (
    LADDER,
    LEDGER_BYTES_MAX,
    compact,
    fold_oldest,
    ledger_bytes,
    newest_first,
)
from hygiene.failure_tracker.ledger.merge import merge
from hygiene.failure_tracker.ledger.model import CheckRecord, Fingerprint, JobFailure, Ledger, RunRef, Subject
from hygiene.failure_tracker.ledger.queries import failing, fingerprint_counts, occurrences_total, open_subjects
from tests.failure_tracker.ledger.cases import fingerprint, law, ledger, ledgers, occurrence, red

if TYPE_CHECKING:
    from random import Random


@law
@given(ledgers)
def test_a_small_ledger_is_left_as_it_is(one: Ledger) -> None:
    """Only words that no occurrence names are dropped."""
    small = compact(one)
    assert replace(small, fingerprints=(), fold=one.fold) == replace(one, fingerprints=())
    assert compact(small) == small


@law
@given(st.lists(st.integers(1, 400), min_size=1, max_size=300, unique=True), st.integers(0, 120))
def test_folding_loses_no_count(runs: list[int], kept: int) -> None:
    """Whole and folded occurrences together are always as many as there ever were."""
    whole = Ledger("c", tuple(occurrence(run) for run in sorted(runs)), fingerprints=(fingerprint(),))
    folded = fold_oldest(whole, kept)
    assert occurrences_total(folded) == occurrences_total(compact(whole)) == len(runs)
    assert sum(row.count for row in fingerprint_counts(folded)) == len(runs)


@law
@given(st.randoms(use_true_random=False))
def test_folding_as_one_goes_counts_like_folding_at_the_end(chance: Random) -> None:
    """Occurrences that come late, but no later than what is kept whole, are each counted once."""
    late = sorted(range(1, 131), key=lambda run: run + chance.randrange(20))
    one = Ledger("c", fingerprints=(fingerprint(),))
    for first in range(0, 130, 10):
        found = tuple(occurrence(run) for run in late[first : first + 10])
        one = compact(merge(one, Ledger("c", found)))
    assert occurrences_total(one) == 130
    assert len(one.occurrences) == LADDER[0].occurrences


def test_a_late_concurrent_occurrence_is_not_below_the_floor() -> None:
    """Only the oldest is folded: a run that started before the newest ninety-nine is still counted."""
    one = compact(Ledger("c", tuple(occurrence(run) for run in range(2, 203, 2))))
    assert occurrences_total(one) == 101
    assert occurrences_total(compact(merge(one, Ledger("c", (occurrence(51),))))) == 102


def test_a_folded_occurrence_that_comes_again_counts_once() -> None:
    """Any number of late duplicates of what was folded change nothing."""
    one = compact(Ledger("c", tuple(occurrence(run) for run in range(1, 151))))
    again = compact(merge(one, Ledger("c", tuple(occurrence(run) for run in range(1, 60)))))
    assert again == one
    assert occurrences_total(again) == 150


def test_the_words_of_the_newest_failures_stay() -> None:
    """Of more different failures than fit, the oldest messages are removed."""
    rows = tuple(fingerprint(f"1:{number:04}", at=number) for number in range(1, 61))
    found = tuple(occurrence(number, name=f"1:{number:04}") for number in range(1, 61))
    kept = compact(Ledger("c", found, fingerprints=rows)).fingerprints
    assert [row.at for row in kept] == list(range(21, 61))


def test_settled_subjects_go_before_any_that_fails() -> None:
    """The record of a long recovered subject is removed first; what keeps the tracker open is not."""
    gone = tuple(Subject(f"pr:{n}", "", (replace(red(1000 + n), recovered_at=RunRef(9000, 1)),)) for n in range(150))
    fails = tuple(Subject(f"pr:{n}", "", (red(n),)) for n in range(500, 600))
    one = compact(Ledger("c", subjects=(*gone, *fails)))
    assert len(open_subjects(one)) == 100
    assert len(one.subjects) - 100 in {limits.settled for limits in LADDER}


def _huge() -> Ledger:
    """Everything at once, and every text as long as it may be and with characters that are escaped."""
    word = "<&>" * 33
    found = tuple(
        replace(occurrence(run), failures=tuple(JobFailure(run * 1000 + n, 2, f"1:{n:08}") for n in range(256)))
        for run in range(10**10, 10**10 + 300)
    )
    rows = tuple(Fingerprint(f"1:{n:08}", n, word, word, word, word + word[:60], word + word[:60]) for n in range(256))
    checks = tuple(CheckRecord(f"{n:03}{word}"[:100], RunRef(10**10 + n, 10**10 + n, 10**9)) for n in range(256))
    subjects = tuple(Subject(f"pr:{n}", "PR_" + "x" * 30, checks) for n in range(300))
    return Ledger("c", found, subjects=subjects, fingerprints=rows)


@pytest.mark.long
def test_the_largest_ledger_still_fits() -> None:
    """A matrix of 256 legs, 300 pull requests and words full of markup end within what a marker may take."""
    one = compact(_huge())
    assert ledger_bytes(one) <= LEDGER_BYTES_MAX
    assert occurrences_total(one) == 300
    assert failing(one)
    assert compact(one) == one


def test_the_newest_occurrence_comes_first() -> None:
    """History is sorted by time, and by the order of runs where times are equal."""
    one = ledger(3, 1, 2)
    assert [found.run_id for found in newest_first(one)] == [3, 2, 1]
