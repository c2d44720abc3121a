"""What a read adds to a ledger: nothing that it does not prove, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.failure_tracker.check_runs import ObservedSubject
from hygiene.failure_tracker.evidence import Evidence
from hygiene.failure_tracker.ledger.model import CheckRecord, Episode, Flake, Ledger, RunRef, Subject
from hygiene.failure_tracker.ledger.queries import open_subjects
from hygiene.failure_tracker.transitions import reopened, resolved, with_end, with_results
from tests.failure_tracker.ledger.cases import ledger, red

CHECK = "python ci"
LATER = RunRef(6, 60, 360)


def _evidence(*passed: RunRef, ended_as: str = "", **more: object) -> Evidence:
    subjects = (ObservedSubject("pr:7", "PR_7", ended_as),)
    found = Evidence(subjects, successes={(CHECK, ""): passed} if passed else {}, check_names=frozenset({(CHECK, "")}))
    return replace(found, **more)  # type: ignore[arg-type]


def _learned(one: Ledger, evidence: Evidence) -> Ledger:
    return with_results(one, CHECK, evidence, flaky_after=2)


def test_a_success_after_the_failure_ends_it() -> None:
    """One is enough where nothing casts doubt."""
    (subject,) = _learned(ledger(5), _evidence(LATER)).subjects
    assert subject.records == (CheckRecord(CHECK, red(5).last_failure, (), LATER),)


def test_a_success_before_the_failure_ends_nothing() -> None:
    """Order is that of runs."""
    assert open_subjects(_learned(ledger(5), _evidence(RunRef(4, 40))))


def test_what_is_settled_is_not_written_down_again() -> None:
    """Further successes add nothing: a green run of the same subject leaves the text as it is."""
    once = _learned(ledger(5), _evidence(LATER))
    assert _learned(once, _evidence(LATER, RunRef(9, 90))) == once


def test_a_read_of_others_changes_nothing() -> None:
    """Only the subjects of the read are judged."""
    other = replace(_evidence(LATER), subjects=(ObservedSubject("pr:8"),))
    assert _learned(ledger(5), other) == ledger(5)


def test_a_doubtful_result_needs_two() -> None:
    """The first one is remembered."""
    doubtful = replace(ledger(5), flakes=(Flake(5, 1, "x"),))
    once = _learned(doubtful, _evidence(LATER))
    assert once.subjects[0].records[0].successes == (LATER,)
    assert open_subjects(once)
    assert not open_subjects(_learned(once, _evidence(RunRef(7, 70))))


@pytest.mark.parametrize("oids", [("x", "x"), ("x", "y")])
def test_it_is_flaky_on_as_many_commits_as_configured(oids: tuple[str, str]) -> None:
    """Distinct ones."""
    flakes = tuple(Flake(run, 1, oid) for run, oid in enumerate(oids, 1))
    assert _learned(replace(ledger(5), flakes=flakes), _evidence()).flaky == (len(set(oids)) == 2)


def test_one_commit_is_enough_where_it_is_configured() -> None:
    """The limit counts from 1."""
    once = replace(ledger(5), flakes=(Flake(1, 1, "x"),))
    assert with_results(once, CHECK, _evidence(), flaky_after=1).flaky


def test_confirmation_can_be_switched_off() -> None:
    """With zero, nothing is requested."""
    flakes = (Flake(1, 1, "x"), Flake(2, 1, "y"))
    assert not with_results(replace(ledger(5), flakes=flakes), CHECK, _evidence(), flaky_after=0).flaky


def test_a_subject_that_is_gone_is_settled_in_its_place() -> None:
    """And its node id is with_results on the way, if it was missing."""
    unidentified = replace(ledger(5), subjects=(Subject("pr:7", "", (red(5),)),))
    (subject,) = _learned(unidentified, _evidence(ended_as="merged")).subjects
    assert subject == Subject("pr:7", "PR_7", (replace(red(5), recovered_at=red(5).last_failure),))
    assert with_end(subject) == subject


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        ({"passing_categories": frozenset({CHECK}), "finished_run": LATER}, True),
        ({"passing_categories": frozenset({CHECK}), "finished_run": None}, False),
        ({"passing_categories": frozenset({"docker smoke"}), "finished_run": LATER}, False),
        (
            {"passing_categories": frozenset({CHECK}), "finished_run": LATER, "failing_categories": frozenset({CHECK})},
            False,
        ),
        ({"passing_categories": frozenset({CHECK}), "finished_run": RunRef(4, 0)}, False),
        (
            {"passing_categories": frozenset({CHECK}), "finished_run": LATER, "check_names": frozenset({(CHECK, "")})},
            False,
        ),
    ],
)
def test_a_check_that_vanished_ends_with_the_rest_of_its_category(more: dict[str, object], ends: bool) -> None:  # noqa: FBT001
    """Only in a newer run that has ended, in which something of it passed and nothing failed."""
    evidence = _evidence(**{"check_names": frozenset({("other", "")})} | more)  # type: ignore[arg-type]
    assert bool(open_subjects(_learned(ledger(5), evidence))) != ends


def test_an_episode_ends_with_the_newest_recovery() -> None:
    """Once: whoever resolves it again changes nothing."""
    ended = resolved(_learned(ledger(5), _evidence(LATER)), _evidence())
    assert ended.episodes == (Episode(1, red(5).last_failure, LATER),)
    assert resolved(ended, _evidence(ended_as="merged")) == ended


def test_an_episode_that_ended_by_leaving_claims_no_run() -> None:
    """Even if somebody else had recovered before."""
    both = replace(
        ledger(5), subjects=(*ledger(5).subjects, Subject("pr:6", "", (replace(red(4), recovered_at=LATER),)))
    )
    assert resolved(both, _evidence(ended_as="merged")).episodes[-1].resolved == RunRef(0, 0)


def test_an_episode_ended_by_leaving_if_any_subject_of_the_snapshot_left() -> None:
    """Two pull requests of one head, of which one recovered and the other one was closed: no single run ended it."""
    one, other = ObservedSubject("pr:7"), ObservedSubject("pr:8", ended_as="closed")
    recovered = _learned(ledger(5), _evidence(LATER))

    def end(*subjects: ObservedSubject) -> RunRef | None:
        return resolved(recovered, Evidence(subjects)).episodes[-1].resolved

    assert [end(one, other), end(other, one), end(other)] == [RunRef(0, 0)] * 3
    assert [end(one), end()] == [LATER] * 2


def test_a_new_episode_begins_with_the_oldest_failure_that_counts() -> None:
    """Its number follows, and it begins only when something fails and the last one has ended."""
    ended = replace(ledger(5, 7), episodes=(Episode(1, RunRef(1, 10), LATER),))
    assert [row.number for row in reopened(ended).episodes] == [1, 2]
    assert reopened(ended).episodes[-1].opened == red(7).last_failure
    assert reopened(reopened(ended)) == reopened(ended)
    assert reopened(Ledger("c")) == Ledger("c")


def test_a_failure_after_which_one_success_is_not_enough_begins_an_episode() -> None:
    """Its tracker is open again although nothing fails just now."""
    doubtful = replace(ledger(5), flakes=(Flake(5, 1, "x"),), episodes=(Episode(1, RunRef(1, 10), RunRef(2, 20)),))
    assert reopened(_learned(doubtful, _evidence(LATER))).episodes[-1] == Episode(2, red(5).last_failure)
