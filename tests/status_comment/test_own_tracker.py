"""Which tracker a failed job links to: one that was there before this run, whatever happens to it later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hygiene.failure_tracker.categories import identity_of
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import Policy, TrackerPolicy
from hygiene.model.snapshot import Issue, IssueState
from hygiene.status_comment.build import status_of
from hygiene.status_comment.render import links
from tests.snapshots import HOST, POLICY, TRIGGER, check, head, snapshot

FAILED = check("python ci (3.11)", "failure")
assert FAILED.completed_at is not None
ENDED = FAILED.completed_at
BEFORE = ENDED - timedelta(minutes=1)


def tracker(
    number: int, opened: datetime = BEFORE, *, category: str = "python ci", open_: bool = True, own: bool = True
) -> Issue:
    """A tracker that was opened at a time."""
    body = encode(Marker(identity_of(category), encode_ledger(Ledger(category, ()))))
    state = IssueState.OPEN if open_ else IssueState.CLOSED
    return Issue(f"I_{number}", number, "CI", f"{HOST}/issues/{number}", body, state, opened, own=own)


def linked(*trackers: Issue, policy: Policy = POLICY) -> int:
    """The number of the tracker that the failed job links to, 0 for none."""
    seen = replace(snapshot(head(FAILED)), trackers=trackers)
    status = status_of(seen, policy, TRIGGER)
    assert status is not None
    return next((row.tracker.number for row in status.rows if row.tracker is not None), 0)


@pytest.mark.parametrize("open_", [True, False])
def test_a_tracker_that_was_there_before(open_: object) -> None:
    """Open or closed by now: the comment of this run stays the same."""
    assert linked(tracker(3, open_=bool(open_))) == 3


@pytest.mark.parametrize(
    "issue",
    [
        tracker(3, ENDED),
        tracker(3, ENDED + timedelta(days=1)),
        tracker(3, category="docker smoke"),
        tracker(3, own=False),
    ],
)
def test_others_are_not_linked(issue: Issue) -> None:
    """What this run or a later one opened, one of another category, one that somebody else wrote."""
    assert linked(issue) == 0


def test_the_newest_is_linked() -> None:
    """An old one may have been closed for good."""
    assert linked(tracker(3), tracker(9), tracker(5), tracker(11, ENDED)) == 9


def test_without_trackers() -> None:
    """Where none are kept there is no link, neither to one nor to the list."""
    policy = replace(POLICY, tracker=TrackerPolicy(enabled=False))
    assert linked(tracker(3), policy=policy) == 0
    for found, expected in ((policy, False), (POLICY, True)):
        status = status_of(snapshot(head(FAILED)), found, TRIGGER)
        assert status is not None
        listed = f"[failure trackers]({HOST}/issues?q=is%3Aissue+is%3Aopen+label%3A%22ci-failure%22)"
        assert (listed in links(status, shortened=False)) is expected
    green = status_of(snapshot(head(check("python ci (3.11)"))), POLICY, TRIGGER)
    assert green is not None
    assert "trackers" not in links(green, shortened=False)
