"""Both features at once, and runs that are superseded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hygiene.model.checks import CheckRun, Checks, CheckState, Suite
from hygiene.model.decision import Decision
from hygiene.model.freshness import absent, superseded
from hygiene.model.plan import AddComment, CreateLabel
from hygiene.model.policy import Policy, TrackerPolicy
from hygiene.model.report import CommentAction, CommentResult, TrackerAction, TrackerResult
from hygiene.model.snapshot import PullRequest, PullRequestState, Repository, Snapshot
from hygiene.model.trigger import Trigger
from hygiene.post_ci.decide import decide

OID, OLD = "a" * 40, "b" * 40
PULL = PullRequest("PR", 7, "T", "https://github.com/o/r/pull/7", PullRequestState.OPEN, OID, "feature", "o/r", "main")
RUN = CheckRun("CR", 1, "gate", CheckState.FAILURE, Suite("CS", "github-actions", "Gate"), "https://github.com/o/r/x")
SNAPSHOT = Snapshot(
    Repository("R", "o/r", "https://github.com/o/r"),
    datetime(2025, 10, 13, tzinfo=UTC),
    (PULL,),
    Checks(OID, (RUN.suite,), (RUN,)),
)
TRIGGER = Trigger("o/r", "pull_request", (7,), OID)


@pytest.mark.parametrize(
    ("trigger", "heads", "expected"),
    [
        (TRIGGER, [OID], False),
        (replace(TRIGGER, head_oid=OLD), [OID], True),
        (replace(TRIGGER, head_oid=OLD), [OID, OLD], False),
        (replace(TRIGGER, head_oid=""), [OID], False),
        (replace(TRIGGER, head_oid=OLD, closed=True), [OID], False),
        (replace(TRIGGER, head_oid=OLD, wrote=True), [OID], False),
        (replace(TRIGGER, head_oid=OLD), [], False),
    ],
)
def test_superseded(trigger: Trigger, heads: list[str], expected: bool) -> None:  # noqa: FBT001 - a table's column
    """A run writes nothing when every pull request has moved on; not if it is manual, closes one, or has written."""
    snapshot = replace(SNAPSHOT, pull_requests=tuple(replace(PULL, head_oid=oid) for oid in heads))
    assert superseded(snapshot, trigger) is expected
    if expected:
        assert decide(snapshot, Policy(), trigger) == Decision()


def test_absent() -> None:
    """A head without a pull request has nothing to report on; a branch always has."""
    nothing = replace(SNAPSHOT, pull_requests=())
    assert absent(nothing, TRIGGER)
    assert decide(nothing, Policy(), TRIGGER) == Decision()
    assert not absent(SNAPSHOT, TRIGGER)
    assert not absent(nothing, Trigger("o/r", "push", head_oid=OID, branch="main"))


@pytest.mark.parametrize(
    ("policy", "comments"),
    [
        (Policy(), 1),
        (Policy(only="status-comment"), 1),
        (Policy(only="failure-tracker"), 0),
        (Policy(tracker=TrackerPolicy(enabled=False)), 1),
    ],
)
def test_only_one_of_the_features(policy: Policy, comments: int) -> None:
    """Either feature works without the other."""
    decision = decide(SNAPSHOT, policy, TRIGGER)
    assert len([one for one in decision.plan if isinstance(one, AddComment)]) == comments


def test_deciding_again() -> None:
    """The same snapshot leads to the same plan."""
    assert decide(SNAPSHOT, Policy(), TRIGGER) == decide(SNAPSHOT, Policy(), TRIGGER)


def test_two_verdicts_as_one() -> None:
    """Verdicts on different slots add up; the first text and state represent the whole."""
    one = Decision(
        (AddComment("P", 7, "b"),), (CommentResult(7, CommentAction.UNCHANGED, "s"),), (), "text", "s", ("a",)
    )
    label = CreateLabel("R", "l", "ffffff", "")
    two = Decision((label,), (), (TrackerResult("c", TrackerAction.UNCHANGED, 1),), "other", "t", ("b",), ("I",))
    both = one + two
    assert both.plan == (*one.plan, label)
    assert (both.comments, both.trackers) == (one.comments, two.trackers)
    assert (both.markdown, both.state, both.notices, both.needs_history) == ("text", "s", ("a", "b"), ("I",))
    assert (Decision() + two).markdown == "other"
