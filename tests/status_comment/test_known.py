"""KnownTracker failures: an open tracker of ours has the fingerprint, from somebody else."""

from __future__ import annotations

from dataclasses import replace

from hygiene.checks.fingerprint import names_of, signature
from hygiene.checks.jobs import Job
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import JobFailure, Ledger, Occurrence
from hygiene.model.marker import Marker, encode
from hygiene.model.snapshot import IssueState, Snapshot
from hygiene.status_comment.cause import known, tracked
from hygiene.status_comment.model import KnownTracker
from tests.snapshots import HOST, check
from tests.status_comment.situations import SITUATIONS, told

LABEL = "python ci (3.11)"
RED = told(check(LABEL, "failure"))
SEEN = SITUATIONS["red-known"].seen


def found(seen: Snapshot, *, label: str = LABEL) -> KnownTracker | None:
    """The tracker that knows the failing job."""
    return known(Job(label, (RED,)), tracked(seen))


def test_open_tracker_is_linked() -> None:
    """Another pull request brought the same fingerprint to it."""
    assert found(SEEN) == KnownTracker(34, f"{HOST}/issues/34")


def test_own_occurrence_is_not_from_before() -> None:
    """What this very pull request brought there makes nothing known."""
    (tracker,) = SEEN.trackers
    mine = replace(tracker, body=tracker.body.replace('"pr:7"', '"pr:12"'))
    assert found(replace(SEEN, trackers=(mine,))) is None


def test_another_pull_request_on_the_same_run_is_not_from_before() -> None:
    """Two pull requests on one commit fail in one and the same run: neither makes the other's failure known."""
    (tracker,) = SEEN.trackers
    assert SEEN.head is not None
    (run_id,) = {run.suite.run_id for run in SEEN.head.runs}
    occurrence = Occurrence(run_id, 1, 1, ("pr:7",), (JobFailure(1, 0, names_of(signature(LABEL, RED))[0]),))
    for recorded, expected in ((occurrence, None), (replace(occurrence, run_id=run_id - 1), 34)):
        body = encode(Marker("tracker/python-ci", encode_ledger(Ledger("python ci", (recorded,)))))
        seen = replace(SEEN, trackers=(replace(tracker, body=body),))
        assert getattr(found(seen), "number", None) == expected


def test_only_open_trackers_of_our_own_count() -> None:
    """Anyone can open an issue with a marker in it; a closed tracker's failure is over."""
    (tracker,) = SEEN.trackers
    for other in (replace(tracker, own=False), replace(tracker, state=IssueState.COMPLETED), replace(tracker, body="")):
        assert found(replace(SEEN, trackers=(other,))) is None


def test_other_failure_is_not_known() -> None:
    """The same step and message of another job is another failure."""
    assert found(SEEN, label="docker smoke") is None


def test_green_job_is_not_looked_up() -> None:
    """Only what fails can be known."""
    assert known(Job(LABEL, (check(LABEL),)), tracked(SEEN)) is None


def test_failure_without_words_is_like_any_other() -> None:
    """No step and no message: no claim is made from a job's name alone."""
    silent = check(LABEL, "failure")
    occurrence = Occurrence(700, 1, 1, ("pr:7",), (JobFailure(1, 0, names_of(signature(LABEL, silent))[0]),))
    body = encode(Marker("tracker/python-ci", encode_ledger(Ledger("python ci", (occurrence,)))))
    seen = replace(SEEN, trackers=(replace(SEEN.trackers[0], body=body),))
    assert known(Job(LABEL, (silent,)), tracked(seen)) is None


def test_oldest_of_several_trackers_is_linked() -> None:
    """A stated order, whatever order GitHub answers in."""
    (tracker,) = SEEN.trackers
    younger = replace(tracker, number=99, url=f"{HOST}/issues/99")
    assert found(replace(SEEN, trackers=(younger, tracker))) == KnownTracker(34, f"{HOST}/issues/34")
