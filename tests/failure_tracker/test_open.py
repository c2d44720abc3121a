"""When a tracker opens: the gate, the cap, the systemic one, the label that must be there first, the roll-over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.model.plan import CreateIssue, CreateLabel
from hygiene.model.policy import CategoryRule
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import IssueState, Label
from tests.failure_tracker.world import BROKEN, FAIL, PASS, World

if TYPE_CHECKING:
    from hygiene.model.checks import CheckState


def _titles(world: World) -> set[str]:
    return {
        issue.title.removeprefix("CI failure: ") for issue in world.issues.values() if issue.state is IssueState.OPEN
    }


def _mass(count: int) -> dict[str, CheckState]:
    return {f"job {letter}": FAIL for letter in "abcdefghij"[:count]}


def test_the_label_comes_first() -> None:
    """An issue without it would never be found: the label is made in one pass, the issue opens in the next."""
    world = World()
    world.pull(7, "head")
    world.run("head", 500, BROKEN)
    plan = world.decide(7).plan
    assert [type(operation) for operation in plan] == [CreateLabel]
    world.apply(plan)
    assert any(isinstance(operation, CreateIssue) for operation in world.decide(7).plan)


def test_a_gate_of_occurrences() -> None:
    """Below it, nothing opens and the report counts; failing attempts of one head are what one read can see."""
    world = World().tracker(open_after_occurrences=3)
    decision = world.failed()
    assert world.issues == {}
    assert decision.trackers[0].action is TrackerAction.WITHHELD
    assert "1 of 3 occurrences" in decision.trackers[0].reason
    for _ in range(2):
        world.run("head-7-500", 500, BROKEN)
    world.handle(7)
    assert _titles(world) == {"python ci"}


def test_a_gate_of_pull_requests() -> None:
    """Two pull requests on one commit pass a gate of two."""
    world = World().tracker(open_after_pull_requests=2)
    world.failed()
    assert world.issues == {}
    world.pull(8, "head-7-500")
    world.handle(7)
    assert _titles(world) == {"python ci"}


def test_either_gate_opens() -> None:
    """Enough occurrences, or enough pull requests."""
    world = World().tracker(open_after_pull_requests=5, open_after_occurrences=2)
    world.failed()
    assert world.issues == {}
    world.run("head-7-500", 500, BROKEN)
    world.handle(7)
    assert _titles(world) == {"python ci"}


def test_the_default_branch_opens_at_once() -> None:
    """Whatever the gate; another branch waits like a pull request."""
    world = World().tracker(open_after_occurrences=3, open_after_pull_requests=3)
    world.run("tip-topic", 500, BROKEN, event="push")
    world.handle(branch="topic")
    assert world.issues == {}
    world.run("tip-main", 501, BROKEN, event="push")
    world.handle(branch="main")
    assert _titles(world) == {"python ci"}


def test_the_gate_is_for_opening_alone() -> None:
    """A known category goes on with every occurrence."""
    world = World()
    world.failed()
    world.tracker(open_after_occurrences=9)
    world.failed(8, 501)
    assert "**2** occurrences" in world.issues[101].body


def test_a_run_opens_only_so_many() -> None:
    """The others are withheld, in every later pass of the same run as well."""
    world = World()
    decision = world.failed(jobs=_mass(5))
    assert len(world.issues) == 3
    assert sum(found.action is TrackerAction.WITHHELD for found in decision.trackers) == 2
    world.handle(7)
    assert len(world.issues) == 3


def test_another_run_may_open_as_many_again() -> None:
    """The cap is for a run, not for the repository."""
    world = World()
    world.failed(jobs=_mass(5))
    world.failed(8, 501, _mass(5))
    assert len(world.issues) == 5


def test_when_everything_fails_at_once_there_is_one_systemic_tracker() -> None:
    """Mass failure is one thing that broke, not many."""
    world = World()
    world.failed(jobs=_mass(8))
    assert _titles(world) == {"systemic"}
    assert "Tracked PR: #7" in world.issues[101].body
    world.handle(7)
    assert _titles(world) == {"systemic"}


def test_the_systemic_tracker_ends_like_any_other() -> None:
    """When every check that failed has passed."""
    world = World()
    world.failed(jobs=_mass(8))
    world.failed(7, 501, dict.fromkeys(_mass(8), PASS) | {"job a": FAIL})
    assert _titles(world) == {"systemic", "job a"}
    world.failed(7, 502, dict.fromkeys(_mass(8), PASS))
    assert _titles(world) == set()


def test_open_trackers_go_on_with_the_systemic_one() -> None:
    """What has a tracker of its own is written down there."""
    world = World()
    world.failed(jobs=_mass(1))
    world.failed(8, 501, _mass(8))
    assert _titles(world) == {"job a", "systemic"}
    assert "**2** occurrences" in world.issues[101].body


def test_closed_trackers_are_not_reopened_one_by_one_by_a_mass_failure() -> None:
    """They would shout eight times."""
    world = World()
    world.failed(jobs=_mass(2))
    world.failed(7, 501, dict.fromkeys(_mass(2), PASS))
    world.failed(7, 502, _mass(8))
    assert _titles(world) == {"systemic"}


def test_a_rule_names_its_category_labels_assignees_and_mention() -> None:
    """As far as the read has their ids; the rest is reported."""
    rule = CategoryRule(
        "network",
        messages=("*timed out*",),
        labels=("infra", "lost"),
        assignees=("Octocat", "ghost"),
        mention="@o/infra",
    )
    world = World(labels={"ci-failure": Label("L_1", "ci-failure")}).tracker(categories=(rule,))
    world.pull(7, "head")
    world.run("head", 500, BROKEN, error="Connection timed out after 30s")
    snapshot = world.reader(7)(True)  # noqa: FBT003 - a first read
    repository = replace(snapshot.repository, labels=(Label("L_2", "Infra"),), users={"octocat": "U_1"})
    decision = world.decision(replace(snapshot, repository=repository), 7)
    (issue,) = [operation for operation in decision.plan if isinstance(operation, CreateIssue)]
    assert (issue.category, issue.title) == ("network", "CI failure: network")
    assert (issue.label_ids, issue.assignee_ids) == (("L_1", "L_2"), ("U_1",))
    assert "\n@o/infra\n" in issue.body
    assert any("label lost, assignee ghost" in notice for notice in decision.notices)


@pytest.mark.parametrize("error", ["Connection timed out after 30s", "something else"])
def test_a_check_run_keeps_the_category_under_which_it_was_recorded(error: str) -> None:
    """An answer without details does not move it to another tracker."""
    rule = CategoryRule("network", messages=("*timed out*",))
    world = World(labels={"ci-failure": Label("L_1", "ci-failure")}).tracker(categories=(rule,))
    world.details = False
    world.pull(7, "head")
    world.run("head", 500, BROKEN, error=error)
    world.handle(7)
    assert _titles(world) == {"network" if "timed out" in error else "python ci"}


def test_a_tracker_that_is_full_of_comments_is_followed_by_a_new_one() -> None:
    """With everything it recorded; the old one becomes its duplicate once the new one is seen to have it."""
    world = World()
    world.failed()
    world.issues[101] = replace(world.issues[101], notes_total=2_400)
    world.failed(8, 501)
    assert world.state(101) is IssueState.DUPLICATE
    assert world.state(102) is IssueState.OPEN
    assert "**2** occurrences" in world.issues[102].body
    assert "Tracked PR: #7, #8" in world.issues[102].body
    assert "continues #101" in world.issues[102].body
    assert world.decide(8).plan == ()


def test_rolling_over_ends_although_comments_may_vanish() -> None:
    """Two open ones are never closed against each other: exactly one stays."""
    world = World()
    world.failed()
    world.issues[101] = replace(world.issues[101], notes_total=2_400)
    world.pull(8, "head-8-501")
    world.run("head-8-501", 501, BROKEN)
    world.apply(world.decide(8).plan)
    world.issues[101] = replace(world.issues[101], notes_total=2_300)
    world.handle(8)
    assert (world.state(101), world.state(102)) == (IssueState.OPEN, IssueState.DUPLICATE)
    assert "**2** occurrences" in world.issues[101].body
