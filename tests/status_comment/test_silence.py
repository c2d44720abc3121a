"""A deletion is respected where the repository wants it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.model.plan import AddComment
from hygiene.model.policy import StatusPolicy
from hygiene.model.snapshot import PullRequestState
from hygiene.status_comment.decide import decide_status
from hygiene.status_comment.existing import not_recreated
from tests.snapshots import POLICY, TRIGGER, comment, head, pull_request, snapshot
from tests.status_comment.settling import settle, standing
from tests.status_comment.situations import RED

if TYPE_CHECKING:
    from hygiene.model.policy import Policy
    from hygiene.model.snapshot import PullRequest

RESPECTING = replace(POLICY, status=StatusPolicy(respect_deletion=True))
DELETED = replace(pull_request(), deleted_by_people=True)


def test_nothing_is_created_and_the_run_reports_it() -> None:
    """The plan is empty, which settles at once; the state and the text for the summary are there all the same."""
    seen = replace(snapshot(head(*RED)), pull_requests=(DELETED,))
    decision = decide_status(seen, RESPECTING, TRIGGER)
    assert (decision.plan, decision.comments) == ((), ())
    assert decision.state == "failure"
    assert "python ci (3.11)" in decision.markdown
    (notice,) = decision.notices
    assert notice.startswith(f"Pull request {DELETED.number}: somebody deleted the comment")


def test_a_manual_run_creates_it() -> None:
    """Whoever runs it for a pull request wants the comment; then there is one, and nothing more to do."""
    manual = replace(TRIGGER, event="manual")
    seen = replace(snapshot(head(*RED)), pull_requests=(DELETED,))
    assert isinstance(decide_status(seen, RESPECTING, manual).plan[0], AddComment)
    seen, passes = settle(seen, lambda now: decide_status(now, RESPECTING, manual))
    assert (passes, len(standing(seen))) == (1, 1)
    assert decide_status(seen, RESPECTING, TRIGGER).plan == ()
    assert decide_status(seen, RESPECTING, TRIGGER).notices == ()


@pytest.mark.parametrize(
    ("pull", "policy"),
    [
        (DELETED, POLICY),
        (pull_request(), RESPECTING),
        (replace(DELETED, state=PullRequestState.CLOSED), RESPECTING),
        (replace(DELETED, comments=(comment("<!-- hygiene:1 status {} -->\nours", 1),)), RESPECTING),
        (replace(DELETED, comments=(comment("<!-- hygiene:2 status {} -->\nnew", 1),)), RESPECTING),
    ],
    ids=["not wanted", "not deleted", "closed", "one is there", "one of a newer version is there"],
)
def test_otherwise_all_is_as_ever(pull: PullRequest, policy: Policy) -> None:
    """No notice about deletions where there is none to respect."""
    assert not_recreated(pull, policy, TRIGGER) is None


def test_another_slot_does_not_count() -> None:
    """Of several Gates' comments the one that is missing is taken for the deleted one."""
    other = comment("<!-- hygiene:1 status/nightly {} -->\nours", 1)
    assert not_recreated(replace(DELETED, comments=(other,)), RESPECTING, TRIGGER) is not None
    nightly = replace(RESPECTING, key="nightly")
    assert not_recreated(replace(DELETED, comments=(other,)), nightly, TRIGGER) is None
