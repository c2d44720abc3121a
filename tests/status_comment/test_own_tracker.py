"""Which tracker a failed job links to: one that was there before by its number, a new one by its title."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import unquote_plus, urlencode

import pytest

from hygiene.drills.content import status_comments, trackers
from hygiene.drills.setup import create_repository, open_pull_request, push_commit
from hygiene.drills.simulation import Simulation
from hygiene.failure_tracker.categories import identity_of
from hygiene.failure_tracker.ledger.codec import encode_ledger
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.model.marker import Marker, encode
from hygiene.model.policy import CategoryRule, Policy, TrackerPolicy
from hygiene.model.snapshot import Issue, IssueState
from hygiene.sandbox.example import FAILING_JOBS, PASSING_JOBS
from hygiene.status_comment.build import status_of
from hygiene.status_comment.model import KnownTracker
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


def linked(*trackers: Issue, policy: Policy = POLICY, opening: frozenset[str] = frozenset()) -> KnownTracker | None:
    """The tracker that the failed job links to."""
    seen = replace(snapshot(head(FAILED)), trackers=trackers)
    status = status_of(seen, policy, TRIGGER, opening=opening)
    assert status is not None
    return next((row.tracker for row in status.rows if row.tracker is not None), None)


def by_title(category: str) -> KnownTracker:
    """A tracker without a number yet."""
    query = urlencode({"q": f'is:issue label:"ci-failure" in:title "CI failure: {category}"'})
    return KnownTracker(0, f"{HOST}/issues?{query}")


@pytest.mark.parametrize("open_", [True, False])
def test_a_tracker_that_was_there_before(open_: object) -> None:
    """Open or closed by now: the comment of this run stays the same."""
    assert linked(tracker(3, open_=bool(open_))) == KnownTracker(3, f"{HOST}/issues/3")


@pytest.mark.parametrize("issue", [tracker(3, category="docker smoke"), tracker(3, own=False)])
def test_others_are_not_linked(issue: Issue) -> None:
    """One of another category, and one that somebody else wrote."""
    assert linked(issue) is None


@pytest.mark.parametrize("opened", [ENDED, ENDED + timedelta(days=1)])
@pytest.mark.parametrize("open_", [True, False])
def test_a_tracker_that_this_run_opens_is_linked_by_its_title(opened: datetime, open_: object) -> None:
    """Its number is not known when the comment is written, and the text stays the same once it is there."""
    planned = linked(opening=frozenset({"python ci"}))
    assert planned == by_title("python ci")
    assert linked(tracker(3, opened, open_=bool(open_))) == planned
    assert linked(opening=frozenset({"docker smoke"})) is None


def test_a_category_cannot_leave_its_quotes() -> None:
    """A name with quotes adds no terms to the search."""
    rule = CategoryRule('a" author:octocat "', jobs=("python*",))
    policy = replace(POLICY, tracker=TrackerPolicy(categories=(rule,)))
    assert linked(policy=policy, opening=frozenset({rule.name})) == by_title("a author:octocat")


def test_the_newest_is_linked() -> None:
    """An old one may have been closed for good."""
    assert linked(tracker(3), tracker(9), tracker(5), tracker(11, ENDED)) == KnownTracker(9, f"{HOST}/issues/9")


def test_without_trackers() -> None:
    """Where none are kept there is no link."""
    policy = replace(POLICY, tracker=TrackerPolicy(enabled=False))
    assert linked(tracker(3), policy=policy) is None


def test_comment_of_the_run_that_opens_a_tracker_links_to_it() -> None:
    """At once, and in no more requests: the next run of the same event writes nothing."""
    simulation = Simulation()
    repository = create_repository(simulation, "octo/demo")
    repository.label("ci-failure")
    failed = open_pull_request(simulation, "Add a sum")
    simulation.post_ci(failed.event)
    assert [one.request.kind for one in simulation.exchanges] == ["query", "mutation"]
    (issue,), (comment,) = trackers(repository), status_comments(repository, failed.number)
    (query,) = set(re.findall(r"\[tracker\]\(\S+\?q=([^)]+)\)", comment.body))
    assert unquote_plus(query).endswith(f'label:"ci-failure" in:title "{issue.title}"')
    simulation.post_ci(failed.event)
    assert [one.request.kind for one in simulation.exchanges] == ["query", "mutation", "query"]


def test_a_failure_that_had_recovered_is_not_known() -> None:
    """The tracker is reopened by one pull request: what others contributed before it recovered is over."""
    simulation = Simulation()
    repository = create_repository(simulation, "octo/demo")
    repository.label("ci-failure")
    first, second = open_pull_request(simulation, "Add a sum"), open_pull_request(simulation, "Add a product")
    for event in (first.event, second.event):
        simulation.post_ci(event)
    for number in (first.number, second.number):
        simulation.post_ci(push_commit(simulation, number, PASSING_JOBS).event)
    before = len(simulation.exchanges)
    simulation.post_ci(push_commit(simulation, first.number, FAILING_JOBS).event)
    (comment,) = status_comments(repository, first.number)
    assert "**Likely caused by this pull request**" in comment.body
    assert len(simulation.exchanges) == before + 2
