"""Queries of a ledger: who keeps it open, how many successes are needed, how long it took, what failed how often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.failure_tracker.ledger.model import CheckRecord, Episode, Flake, Fold, Ledger, RunRef, Subject
from hygiene.failure_tracker.ledger.queries import (
    episode,
    failing,
    fingerprint_counts,
    last_at,
    last_recovery,
    last_result_at,
    mean_recovery_s,
    newest_failure_at,
    newest_names,
    occurrences_total,
    open_subjects,
    successes_needed,
    version_of,
)
from tests.failure_tracker.ledger.cases import fingerprint, ledger, occurrence, red


def test_folded_and_whole_occurrences_count_alike() -> None:
    """The number that people see is all that ever happened."""
    assert occurrences_total(replace(ledger(8, 9), fold=Fold((7, 1), 40))) == 42


def test_an_empty_ledger_has_nothing() -> None:
    """No failure, nothing seen, no success needed."""
    one = Ledger("c")
    assert (occurrences_total(one), last_at(one), last_result_at(one), newest_failure_at(one)) == (0, 0, 0, 0)
    assert (open_subjects(one), failing(one), episode(one), mean_recovery_s(one), fingerprint_counts(one)) == (
        (),
        (),
        None,
        None,
        (),
    )


def test_one_success_is_enough_after_a_change() -> None:
    """The usual recovery: the next commit passes."""
    assert successes_needed(Ledger("c"), red(5)) == 1
    assert successes_needed(Ledger("c"), replace(red(5), successes=(RunRef(6, 60),))) == 0


@pytest.mark.parametrize("doubt", [{"flaky": True}, {"flakes": (Flake(5, 1, "x"),)}])
def test_where_a_repeat_passed_two_successes_are_needed(doubt: dict[str, object]) -> None:
    """Failed and passed on one commit, or flaky for long: a single pass proves little."""
    one = replace(Ledger("c"), **doubt)  # type: ignore[arg-type]
    assert successes_needed(one, red(5)) == 2
    assert successes_needed(one, replace(red(5), successes=(RunRef(6, 60),))) == 1
    assert successes_needed(one, replace(red(5), successes=(RunRef(6, 60), RunRef(7, 70)))) == 0


def test_what_is_done_needs_no_success() -> None:
    """A merged pull request keeps no tracker open, flaky or not."""
    assert successes_needed(Ledger("c", flaky=True), replace(red(5), recovered_at=RunRef(5, 50, 300))) == 0


def test_a_flake_of_another_run_casts_no_doubt() -> None:
    """Only the failure that was contradicted is doubtful, as long as the category is not known to be flaky."""
    assert successes_needed(Ledger("c", flakes=(Flake(4, 1, "x"),)), red(5)) == 1


def test_followed_and_failing_are_not_the_same() -> None:
    """A subject that has passed once, where two are needed, keeps the tracker open without failing."""
    row = replace(red(5), successes=(RunRef(6, 60),))
    one = Ledger("c", subjects=(Subject("pr:7", "", (row,)),), flaky=True)
    assert [subject.key for subject in open_subjects(one)] == ["pr:7"]
    assert failing(one) == ()


def test_the_newest_failure_that_still_counts_dates_the_failing() -> None:
    """A failure that was recovered from does not count."""
    rows = (red(5), replace(red(9, "b"), recovered_at=RunRef(10, 100)))
    assert newest_failure_at(Ledger("c", subjects=(Subject("pr:7", "", rows),))) == 300


def test_a_merge_is_no_recovery() -> None:
    """Only a success that came after the failure is shown as what ended it."""
    merged = Subject("pr:7", "", (replace(red(9), recovered_at=red(9).last_failure),))
    passed = Subject("pr:8", "", (replace(red(5), recovered_at=RunRef(6, 60, 360)),))
    assert last_recovery(Ledger("c", subjects=(merged,))) is None
    assert last_recovery(Ledger("c", subjects=(merged, passed))) == RunRef(6, 60, 360)


def test_recovery_takes_the_mean_of_what_is_known_from_both_ends() -> None:
    """An episode that still lasts, or ended by a merge, has no duration."""
    episodes = (
        Episode(1, RunRef(1, 1, 100), RunRef(2, 2, 160)),
        Episode(2, RunRef(3, 3, 200), RunRef(4, 4, 240)),
        Episode(3, RunRef(5, 5, 300), RunRef(0, 0)),
        Episode(4, RunRef(7, 7, 400)),
    )
    assert mean_recovery_s(Ledger("c", episodes=episodes)) == 50


def test_fingerprints_are_counted_and_the_newest_comes_first() -> None:
    """Each row has its own count and leads to its newest occurrence."""
    found = (occurrence(1), occurrence(2, name="1:bb"), occurrence(3), occurrence(4, name="1:bb"))
    rows = (fingerprint("1:aa", at=180), fingerprint("1:bb", at=240))
    first, second = fingerprint_counts(Ledger("c", found, Fold((0, 1), 5, (("1:aa", 5),)), fingerprints=rows))
    assert (first.fingerprint.id, first.count, second.fingerprint.id, second.count) == ("1:bb", 2, "1:aa", 7)
    assert first.occurrence is not None
    assert first.occurrence.run_id == 4


def test_a_new_normaliser_matches_old_fingerprints() -> None:
    """What older versions called the same failure is counted under its newest name."""
    rows = (
        fingerprint("1:aa", at=60),
        fingerprint("2:bb", at=120, aliases=("1:aa",)),
        fingerprint("3:cc", at=180, aliases=("1:aa", "2:bb")),
    )
    found = (occurrence(1, name="1:aa"), occurrence(2, name="2:bb"), occurrence(3, name="3:cc"))
    (row,) = fingerprint_counts(Ledger("c", found, Fold((0, 1), 4, (("1:aa", 4),)), fingerprints=rows))
    assert (row.fingerprint.id, row.count) == ("3:cc", 7)


def test_aliases_cannot_run_in_a_circle() -> None:
    """Only an older version can be an alias, whatever a marker claims."""
    rows = (fingerprint("2:aa", aliases=("2:bb", "3:cc")), fingerprint("2:bb", aliases=("2:aa",)))
    assert newest_names(Ledger("c", fingerprints=rows)) == {}


@pytest.mark.parametrize(
    ("name", "version"), [("1:ab", 1), ("12:ab", 12), ("ab", 0), (":ab", 0), ("9" * 5000 + ":", 0)]
)
def test_a_version_is_what_is_before_the_colon(name: str, version: int) -> None:
    """And nothing that people can write there raises an error."""
    assert version_of(name) == version


@pytest.mark.parametrize(
    ("key", "number"), [("pr:7", 7), ("branch:7", None), ("pr:x", None), ("pr:" + "9" * 5000, None)]
)
def test_a_subject_has_its_pull_request(key: str, number: int | None) -> None:
    """A branch has none, and a key that people garbled has none either."""
    assert Subject(key).pull_request == number


def test_the_last_result_may_be_a_success() -> None:
    """What a writer recorded last dates the tracker, whether it failed or passed."""
    row = CheckRecord("a", RunRef(5, 50, 300), (RunRef(6, 60, 400),))
    assert last_result_at(Ledger("c", subjects=(Subject("pr:7", "", (row,)),))) == 400
