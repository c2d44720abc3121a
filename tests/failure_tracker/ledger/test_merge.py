"""Merging ledgers: the laws that make "nothing is lost" true under every order of writes."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given

from hygiene.failure_tracker.ledger.merge import SUCCESSES_MAX, merge, merged, same, with_recoveries
from hygiene.failure_tracker.ledger.model import (
    CheckRecord,
    Episode,
    Fold,
    JobFailure,
    Ledger,
    Occurrence,
    RunRef,
    Subject,
)
from tests.failure_tracker.ledger.cases import fingerprint, law, ledger, ledgers, occurrence, red


@law
@given(ledgers, ledgers)
def test_the_order_of_two_does_not_matter(one: Ledger, other: Ledger) -> None:
    """Whoever merges, the knowledge is the same."""
    assert same(merge(one, other), merge(other, one))


@law
@given(ledgers, ledgers, ledgers)
def test_the_order_of_three_does_not_matter(one: Ledger, two: Ledger, three: Ledger) -> None:
    """A writer may merge what another has merged already."""
    assert merge(merge(one, two), three) == merge(one, merge(two, three)) == merge(one, two, three)


@law
@given(ledgers, ledgers)
def test_merging_again_changes_nothing(one: Ledger, other: Ledger) -> None:
    """The same text may be read back from the edit history any number of times."""
    both = merge(one, other)
    assert merge(one) == one
    assert merge(one, one) == one
    assert merge(both, other) == both
    assert merge(both, one, other, one) == both


@law
@given(ledgers, ledgers)
def test_what_is_normal_stays_as_it_is(one: Ledger, other: Ledger) -> None:
    """A single ledger costs nothing; several are merged."""
    assert merged(one) is one
    assert merged(one, other) == merge(one, other)


@law
@given(ledgers, ledgers)
def test_no_occurrence_above_the_floor_is_lost(one: Ledger, other: Ledger) -> None:
    """Every occurrence of either is there afterwards unless the fold has counted it."""
    both = merge(one, other)
    keys = {found.key for found in both.occurrences}
    for found in (*one.occurrences, *other.occurrences):
        assert found.key in keys or found.key <= both.fold.floor


@law
@given(ledgers, ledgers)
def test_a_flag_never_falls(one: Ledger, other: Ledger) -> None:
    """Flaky and escalated are noted once and stay noted."""
    both = merge(one, other)
    assert both.flaky == (one.flaky or other.flaky)
    assert both.escalated == (one.escalated or other.escalated)


def test_two_pull_requests_at_the_same_instant_both_remain() -> None:
    """The concurrent failures of two pull requests leave both occurrences and both subjects."""
    both = merge(ledger(1, subject="pr:7"), ledger(2, subject="pr:8"))
    assert [found.key for found in both.occurrences] == [(1, 1), (2, 1)]
    assert [subject.key for subject in both.subjects] == ["pr:7", "pr:8"]
    assert both.first_at == 60


def test_the_same_run_three_times_is_one_occurrence() -> None:
    """An occurrence is a member of a set, not a count."""
    assert len(merge(ledger(5), ledger(5), ledger(5)).occurrences) == 1


def test_one_occurrence_joins_the_failures_of_two_reads() -> None:
    """A second job that fails later in the same attempt belongs to the same occurrence, under the later time."""
    early = Ledger("c", (Occurrence(5, 1, 60, ("pr:7",), (JobFailure(51, 2, "1:aa"),)),))
    late = Ledger("c", (Occurrence(5, 1, 90, ("pr:8",), (JobFailure(52, 2, "1:bb"),)),))
    (found,) = merge(early, late).occurrences
    assert (found.at, found.subjects) == (90, ("pr:7", "pr:8"))
    assert [row.check_id for row in found.failures] == [51, 52]


def test_a_read_without_details_does_not_remove_what_was_seen() -> None:
    """The step and message of a failure stay when a later read shows neither."""
    seen = Ledger("c", (Occurrence(5, 1, 60, (), (JobFailure(51, 2, "1:aa", 3),)),))
    blind = Ledger("c", (Occurrence(5, 1, 60, (), (JobFailure(51, 0, "1:zz"),)),))
    assert merge(blind, seen).occurrences[0].failures == (JobFailure(51, 2, "1:aa", 3),)


def test_what_the_fold_has_counted_is_not_counted_again() -> None:
    """A late duplicate of a folded occurrence falls under the floor."""
    folded = Ledger("c", (occurrence(9),), Fold((5, 1), 3))
    assert [found.key for found in merge(folded, ledger(4, 5, 6)).occurrences] == [(6, 1), (9, 1)]


def test_the_higher_fold_is_kept_whole() -> None:
    """Two folds are never added: the one with the higher floor has counted what the other has."""
    low, high = Ledger("c", fold=Fold((5, 1), 50)), Ledger("c", fold=Fold((9, 1), 7))
    assert merge(low, high).fold == Fold((9, 1), 7)


def _subject(*rows: CheckRecord) -> Ledger:
    return Ledger("c", subjects=(Subject("pr:7", "", rows),))


def test_an_older_failure_does_not_count_again() -> None:
    """A writer that was paused during the recovery cannot turn a subject red again."""
    recovered = _subject(replace(red(5), recovered_at=RunRef(6, 60)))
    (row,) = merge(recovered, _subject(red(5))).subjects[0].records
    assert row.settled
    assert not row.failing


def test_a_newer_failure_counts_again() -> None:
    """What is done is done only up to its mark."""
    recovered = _subject(replace(red(5), recovered_at=RunRef(6, 60)))
    (row,) = merge(recovered, _subject(red(7))).subjects[0].records
    assert row.failing


def test_successes_count_only_since_the_newest_failure() -> None:
    """A success between two failures is no evidence of recovery from the second."""
    passed = _subject(replace(red(5), successes=(RunRef(6, 60), RunRef(8, 80))))
    (row,) = merge(passed, _subject(red(7))).subjects[0].records
    assert row.successes == (RunRef(8, 80),)


def test_successes_that_led_to_the_end_are_not_kept_with_it() -> None:
    """A writer that had not seen the end does not bring them back."""
    ended = _subject(replace(red(5), recovered_at=RunRef(8, 80)))
    (row,) = merge(ended, _subject(replace(red(5), successes=(RunRef(7, 70), RunRef(9, 90))))).subjects[0].records
    assert row.successes == (RunRef(9, 90),)


def test_only_the_newest_successes_are_kept() -> None:
    """However often it passes, the ledger stays small."""
    passed = _subject(replace(red(1), successes=tuple(RunRef(run, run) for run in range(2, 9))))
    (row,) = merge(passed).subjects[0].records
    assert row.successes == (RunRef(7, 7), RunRef(8, 8))
    assert len(row.successes) == SUCCESSES_MAX


def test_an_end_is_kept_against_no_end_in_one_episode() -> None:
    """A writer that had not read the end does not undo it; a new failure begins a new episode instead."""
    begun = Ledger("c", episodes=(Episode(1, RunRef(5, 50, 300)),))
    ended = Ledger("c", episodes=(Episode(1, RunRef(4, 40, 240), RunRef(9, 90, 540)),))
    assert merge(begun, ended).episodes == ended.episodes


def test_the_words_of_a_fingerprint_are_those_of_its_newest_failure() -> None:
    """Aliases unite, words follow the time."""
    old, new = fingerprint("2:a", at=1, aliases=("1:x",)), fingerprint("2:a", at=2, aliases=("1:y",), job="renamed")
    (row,) = merge(Ledger("c", fingerprints=(new,)), Ledger("c", fingerprints=(old,))).fingerprints
    assert (row.job, row.at, row.aliases) == ("renamed", 2, ("1:x", "1:y"))


def test_ends_are_learned_without_anything_else() -> None:
    """From a tracker that is closed by now: who recovered there has recovered here, and nobody is added."""
    here = _subject(red(5), red(9, "other"))
    there = Ledger(
        "c",
        (occurrence(3),),
        subjects=(
            Subject(
                "pr:7",
                "",
                (replace(red(5), recovered_at=RunRef(6, 60)), replace(red(8, "other"), recovered_at=RunRef(8, 85))),
            ),
            Subject("pr:8", "", (replace(red(5), recovered_at=RunRef(6, 60)),)),
        ),
    )
    ended = with_recoveries(merge(here), [there, Ledger("c")])
    assert ended.occurrences == ()
    (subject,) = ended.subjects
    assert [row.settled for row in subject.records] == [False, True]
    assert with_recoveries(ended, [there]) == ended


def test_a_failure_elsewhere_is_no_end() -> None:
    """Only what settled there counts here."""
    assert with_recoveries(merge(_subject(red(5))), [_subject(red(7))]) == merge(_subject(red(5)))


def test_the_number_of_edits_is_no_knowledge() -> None:
    """Two texts that differ only in what their writers had seen have the same content."""
    assert same(replace(ledger(5), base=1), replace(ledger(5), base=4))
    assert not same(ledger(5), ledger(6))


def test_an_episode_begins_with_the_older_and_ends_with_the_newer_run() -> None:
    """In either order, with any number of texts; an end that only one text has is the end."""
    early, late = RunRef(3, 30, 180), RunRef(9, 90, 540)
    texts = [
        Ledger("c", episodes=(Episode(1, late, early),)),
        Ledger("c", episodes=(Episode(1, early, late),)),
        Ledger("c", episodes=(Episode(1, late, None),)),
    ]
    for order in permutations(texts):
        assert merge(*order).episodes == (Episode(1, early, late),)
    assert merge(texts[2], texts[0]).episodes == (Episode(1, late, early),)
    assert merge(texts[2]).episodes == (Episode(1, late, None),)
