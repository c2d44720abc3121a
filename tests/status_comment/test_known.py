"""Known failures: an open tracker has the fingerprint from another pull request or branch."""

from __future__ import annotations

from dataclasses import replace

from hygiene.checks.fingerprint import names_of, signature
from hygiene.checks.jobs import Job
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import Fingerprint, JobFailure, Ledger, Occurrence
from hygiene.model.marker import Marker, encode
from hygiene.model.snapshot import IssueState, Snapshot
from hygiene.status_comment.cause import fingerprints_in_trackers, known_tracker
from hygiene.status_comment.model import KnownTracker
from tests.snapshots import HOST, check
from tests.status_comment.situations import SITUATIONS, detailed

NAME = "python ci (3.11)"
RED = detailed(check(NAME, "failure"))
SEEN = SITUATIONS["red-known"].seen


def found(seen: Snapshot, *, name: str = NAME) -> KnownTracker | None:
    """The tracker that has the failing job."""
    return known_tracker(Job(name, (RED,)), fingerprints_in_trackers(seen))


def test_open_tracker_is_linked() -> None:
    """Another pull request brought the same fingerprint to it."""
    assert found(SEEN) == KnownTracker(34, f"{HOST}/issues/34")


def test_own_occurrence_is_not_known() -> None:
    """An occurrence of this very pull request makes its failure not known."""
    (tracker,) = SEEN.trackers
    own = replace(tracker, body=tracker.body.replace('"pr:7"', '"pr:12"'))
    assert found(replace(SEEN, trackers=(own,))) is None


def test_another_pull_request_of_the_same_run_does_not_count() -> None:
    """Two pull requests on one commit fail in one and the same run: neither makes the other's failure known."""
    (tracker,) = SEEN.trackers
    assert SEEN.head is not None
    (run_id,) = {run.suite.run_id for run in SEEN.head.runs}
    occurrence = Occurrence(run_id, 1, 1, ("pr:7",), (JobFailure(1, 0, names_of(signature(NAME, RED))[0]),))
    for recorded, expected in ((occurrence, None), (replace(occurrence, run_id=run_id - 1), 34)):
        body = encode(Marker("tracker/python-ci", encode_ledger(Ledger("python ci", (recorded,)))))
        seen = replace(SEEN, trackers=(replace(tracker, body=body),))
        assert getattr(found(seen), "number", None) == expected


def test_one_other_pull_request_is_enough() -> None:
    """Of several in one occurrence."""
    (tracker,) = SEEN.trackers
    both = replace(tracker, body=tracker.body.replace('"pr:7"', '"pr:12","pr:7"'))
    assert both.body != tracker.body
    assert found(replace(SEEN, trackers=(both,))) == KnownTracker(34, f"{HOST}/issues/34")


def test_an_older_name_counts_only_for_the_failures_of_others() -> None:
    """The fingerprint of this pull request's own failure has an older name too."""
    (tracker,) = SEEN.trackers
    own, others = Fingerprint("2:own", 1, aliases=names_of(signature(NAME, RED))[:1]), Fingerprint("2:others", 1)
    occurrences = (
        Occurrence(600, 1, 1, ("pr:12",), (JobFailure(1, 0, own.id),)),
        Occurrence(601, 1, 1, ("pr:7",), (JobFailure(2, 0, others.id),)),
    )
    for recorded, expected in ((others, None), (replace(others, aliases=own.aliases), 34)):
        ledger = Ledger("python ci", occurrences, fingerprints=(own, recorded))
        seen = replace(
            SEEN, trackers=(replace(tracker, body=encode(Marker("tracker/python-ci", encode_ledger(ledger)))),)
        )
        assert getattr(found(seen), "number", None) == expected


def test_only_open_trackers_of_our_own_count() -> None:
    """Anyone can open an issue with a marker in it; a closed tracker's failure is over."""
    (tracker,) = SEEN.trackers
    for other in (replace(tracker, own=False), replace(tracker, state=IssueState.COMPLETED), replace(tracker, body="")):
        assert found(replace(SEEN, trackers=(other,))) is None


def test_other_failure_is_not_known() -> None:
    """The same step and message of another job is another failure."""
    assert found(SEEN, name="docker smoke") is None


def test_passed_job_is_never_known() -> None:
    """Only what fails can be known."""
    assert known_tracker(Job(NAME, (check(NAME),)), fingerprints_in_trackers(SEEN)) is None


def test_failure_without_step_and_message_is_not_known() -> None:
    """The name of a job alone is no evidence."""
    silent = check(NAME, "failure")
    occurrence = Occurrence(700, 1, 1, ("pr:7",), (JobFailure(1, 0, names_of(signature(NAME, silent))[0]),))
    body = encode(Marker("tracker/python-ci", encode_ledger(Ledger("python ci", (occurrence,)))))
    seen = replace(SEEN, trackers=(replace(SEEN.trackers[0], body=body),))
    assert known_tracker(Job(NAME, (silent,)), fingerprints_in_trackers(seen)) is None


def test_oldest_of_several_trackers_is_linked() -> None:
    """A stated order, whatever order GitHub answers in."""
    (tracker,) = SEEN.trackers
    younger = replace(tracker, number=99, url=f"{HOST}/issues/99")
    assert found(replace(SEEN, trackers=(younger, tracker))) == KnownTracker(34, f"{HOST}/issues/34")
