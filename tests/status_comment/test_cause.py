"""Whose fault a failure is, and that nothing is claimed without evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.checks.jobs import group
from hygiene.model.checks import CheckState
from hygiene.model.snapshot import Base
from hygiene.status_comment.cause import BaseHistory, CauseWithEvidence, cause_of
from hygiene.status_comment.model import Cause, FailingSince, KnownTracker
from tests.snapshots import BASE, GATE, HOST, OLDER_BASE, POLICY, TRIGGER, check, head, on_base

if TYPE_CHECKING:
    from hygiene.model.checks import CheckRun, Checks

JOB = "docker smoke"
OTHER_RUN = replace(GATE, id="CS_9", run_id=999, run_number=9)


def cause(*runs: CheckRun, base: tuple[Checks, ...] = (), known: KnownTracker | None = None) -> CauseWithEvidence:
    """The cause of the state of the one job that these check runs make."""
    (job,) = group(head(*runs), (JOB,), POLICY, TRIGGER)
    return cause_of(job, BaseHistory(Base("main", base)), known)


def test_new_needs_a_green_base() -> None:
    """New is shown with evidence when the base passes, and without where the base is unknown."""
    red = check(JOB, "failure")
    assert cause(red, base=(on_base(check(JOB)),)) == (Cause.NEW, "passes on main", None)
    assert cause(red) == (Cause.NEW, "", None)


@pytest.mark.parametrize("word", ["cancelled", "skipped", "stale", "unknown", "pending", "waiting"])
def test_base_without_a_verdict_is_no_evidence(word: str) -> None:
    """What did not pass and did not fail on the base shows nothing about this failure."""
    assert cause(check(JOB, "failure"), base=(on_base(check(JOB, word)),)).evidence == ""


def test_a_commit_before_a_base_without_a_verdict_is_used() -> None:
    """While the newest commit of the base still runs, the one before it counts."""
    base = (on_base(check(JOB, "pending")), on_base(check(JOB, "failure"), oid=OLDER_BASE))
    assert cause(check(JOB, "failure"), base=base).cause is Cause.BASE


def test_since_is_the_first_of_the_failures_in_a_row() -> None:
    """Older commit green: it began with the newer one, exactly."""
    red = check(JOB, "failure", step="Build")
    base = (on_base(red), on_base(check(JOB), oid=OLDER_BASE))
    found = cause(red, base=base)
    assert found == (Cause.BASE, "also failing on main", FailingSince(BASE, f"{HOST}/commit/{BASE}", exact=True))


def test_since_is_open_where_the_history_ends() -> None:
    """Every commit read is red: it began with the oldest of them or earlier."""
    base = (on_base(check(JOB, "failure")), on_base(check(JOB, "timed_out"), oid=OLDER_BASE))
    since = cause(check(JOB, "failure"), base=base).since
    assert since is not None
    assert (since.oid, since.exact) == (OLDER_BASE, False)


def test_single_commit_does_not_show_since_when() -> None:
    """One red commit alone is no history."""
    assert cause(check(JOB, "failure"), base=(on_base(check(JOB, "failure")),)).since is None


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("Build", "Build", (Cause.BASE, "also failing on main")),
        ("Build", "Test", (Cause.NEW, "on main it fails in another step")),
        ("Build", "", (Cause.BASE, "also failing on main (by the job's name)")),
        ("", "", (Cause.BASE, "also failing on main (by the job's name)")),
    ],
)
def test_base_is_compared_by_step(here: str, there: str, expected: tuple[Cause, str]) -> None:
    """A job that fails in another step on the base is another failure; without steps the text states it."""
    base = (on_base(check(JOB, "failure", step=there)),)
    assert cause(check(JOB, "failure", step=here), base=base)[:2] == expected


def test_since_counts_failures_in_the_same_step() -> None:
    """An older commit that fails in another step does not make the failure older."""
    red = check(JOB, "failure", step="Build")
    base = (on_base(red), on_base(check(JOB, "failure", step="Test"), oid=OLDER_BASE))
    assert cause(red, base=base).since == FailingSince(BASE, f"{HOST}/commit/{BASE}", exact=True)


@pytest.mark.parametrize(
    ("word", "evidence"),
    [("failure", "only a job of this name in another workflow fails on main"), ("success", ""), ("cancelled", "")],
)
def test_another_workflow_of_the_base_is_no_evidence(word: str, evidence: str) -> None:
    """A job of the same name in another workflow neither explains the failure nor shows it as new."""
    lint = replace(GATE, id="CS_8", path=".github/workflows/lint.yml", run_id=5)
    commit = head(check(JOB, word, suite=lint), oid=BASE)
    assert cause(check(JOB, "failure"), base=(commit,))[:2] == (Cause.NEW, evidence)


def test_fixed_on_base_is_new_here() -> None:
    """Red once, green now: the base is not the cause any more."""
    base = (on_base(check(JOB)), on_base(check(JOB, "failure"), oid=OLDER_BASE))
    assert cause(check(JOB, "failure"), base=base).cause is Cause.NEW


def test_base_is_the_cause_only_if_all_of_it_fails_there() -> None:
    """Two check runs of the job fail, the base fails in one of them: new."""
    runs = (check(f"{JOB} / a", "failure"), check(f"{JOB} / b", "failure"))
    base = (on_base(check(f"{JOB} / a", "failure"), check(f"{JOB} / b")),)
    assert cause(*runs, base=base).cause is Cause.NEW


def test_a_base_that_passes_in_one_check_run_alone_is_no_evidence() -> None:
    """Two check runs of the job fail, and the base has a result of only one of them."""
    runs = (check(f"{JOB} / a", "failure"), check(f"{JOB} / b", "failure"))
    assert cause(*runs, base=(on_base(check(f"{JOB} / a")),))[:2] == (Cause.NEW, "")


@pytest.mark.parametrize("failed", ["push", "schedule"])
def test_a_base_that_fails_in_one_of_two_runs_fails(failed: str) -> None:
    """Several events may start the workflow on one commit."""
    runs = [
        check(JOB, "failure" if event == failed else "success", id_=at, suite=replace(GATE, id=event, event=event))
        for at, event in enumerate(("push", "schedule"), 1)
    ]
    assert cause(check(JOB, "failure"), base=(head(*runs, oid=BASE),)).cause is Cause.BASE


def test_same_name_in_another_workflow_of_the_base_does_not_count() -> None:
    """The base's own run of this workflow counts, not a job of the same name."""
    lint = replace(GATE, id="CS_8", path=".github/workflows/lint.yml", run_id=5)
    commit = head(check(JOB), check(JOB, "failure", id_=3, suite=lint), oid=BASE)
    assert cause(check(JOB, "failure"), base=(commit,)).cause is Cause.NEW


def test_flaky_when_an_earlier_attempt_passed() -> None:
    """It passed on this very commit before."""
    earlier, later = check(JOB, id_=1), replace(check(JOB, "failure", id_=2), attempt=2)
    assert cause(earlier, later) == (Cause.FLAKY, "passed in attempt 1 of this commit", None)


def test_flaky_when_only_the_second_attempt_passed() -> None:
    """Green now, but not at once: shown, though nothing is red."""
    earlier, later = check(JOB, "failure", id_=1), replace(check(JOB, id_=2), attempt=2)
    assert cause(earlier, later) == (Cause.FLAKY, "failed in attempt 1 of this commit", None)


@pytest.mark.parametrize(("words", "evidence"), [("ssf", "passed in attempt 2"), ("ffs", "failed in attempt 2")])
def test_of_several_other_attempts_the_newest_is_named(words: str, evidence: str) -> None:
    """It is the one that people find first."""
    states = {"s": "success", "f": "failure"}
    runs = [check(JOB, states[word], id_=at, attempt=at) for at, word in enumerate(words, 1)]
    assert cause(*runs) == (Cause.FLAKY, f"{evidence} of this commit", None)


def test_flaky_across_runs_of_the_same_commit() -> None:
    """A second run of the workflow on the same head is evidence as good as a second attempt."""
    found = cause(check(JOB, "failure", id_=1), check(JOB, id_=2, suite=OTHER_RUN))
    assert found == (Cause.FLAKY, "failed in an earlier run of this commit", None)


def test_push_is_no_evidence_against_pull_request() -> None:
    """A push tests the branch, a pull request the merge with its base: two different trees."""
    push = replace(OTHER_RUN, event="push")
    assert cause(check(JOB, "failure", id_=1), check(JOB, id_=2, suite=push)).cause is Cause.NEW


@pytest.mark.parametrize("word", ["cancelled", "skipped", "pending"])
def test_attempt_without_a_verdict_is_no_flake(word: str) -> None:
    """Cancelled, then failed: nothing has passed."""
    earlier, later = check(JOB, word, id_=1), replace(check(JOB, "failure", id_=2), attempt=2)
    assert cause(earlier, later).cause is Cause.NEW


def test_known_comes_after_flaky_and_base() -> None:
    """The nearest evidence counts: this head, then the base, then a tracker."""
    tracker = KnownTracker(34, f"{HOST}/issues/34")
    red = check(JOB, "failure")
    assert cause(red, known=tracker).cause is Cause.KNOWN
    assert cause(red, base=(on_base(check(JOB, "failure")),), known=tracker).cause is Cause.BASE
    assert cause(check(JOB, id_=1), replace(red, attempt=2), known=tracker).cause is Cause.FLAKY


EXPECTED = {
    CheckState.FAILURE: Cause.NEW,
    CheckState.TIMED_OUT: Cause.NEW,
    CheckState.STARTUP_FAILURE: Cause.NEW,
    CheckState.ACTION_REQUIRED: Cause.WAITING,
    CheckState.WAITING: Cause.WAITING,
    CheckState.CANCELLED: Cause.CANCELLED,
    CheckState.STALE: Cause.MISSING,
    CheckState.ABSENT: Cause.MISSING,
    CheckState.UNKNOWN: Cause.NONE,
    CheckState.PENDING: Cause.NONE,
    CheckState.ALLOWED_FAILURE: Cause.NONE,
    CheckState.SKIPPED: Cause.NONE,
    CheckState.NEUTRAL: Cause.NONE,
    CheckState.SUCCESS: Cause.NONE,
}


@pytest.mark.parametrize("state", list(CheckState))
def test_every_state_has_its_cause(state: CheckState) -> None:
    """Each of GitHub's conclusions is in one group; cancelled is its own, not a failure."""
    runs = () if state is CheckState.ABSENT else (check(JOB, state.value),)
    assert cause(*runs).cause is EXPECTED[state]
