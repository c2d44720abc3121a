"""Labels on pull requests and trackers: while it fails, and only on evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.model.checks import CheckState
from hygiene.model.plan import AddLabels, CreateIssue, CreateLabel, RemoveLabels
from hygiene.model.policy import CategoryRule, Policy
from hygiene.model.snapshot import Label, PullRequestState, RecentIssue, Snapshot
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, PASS, World


def _names(world: World, number: int = 7) -> list[str]:
    return [label.name for label in world.pulls[number].labels]


def test_a_failing_pull_request_carries_the_label_and_a_passing_one_does_not() -> None:
    """Put on with the failure, taken off with the success, not written in between."""
    world = World()
    world.failed()
    assert _names(world) == ["ci-failure"]
    world.handle(7)
    assert world.requests == 1
    world.passed()
    assert _names(world) == []


@pytest.mark.parametrize(
    "state", [CheckState.PENDING, CheckState.CANCELLED, CheckState.STALE, CheckState.UNKNOWN, CheckState.WAITING]
)
def test_nothing_changes_while_a_verdict_is_open(state: CheckState) -> None:
    """Neither on nor off."""
    world = World()
    world.failed()
    world.failed(7, 501, JOBS | {"docker smoke": state})
    assert _names(world) == ["ci-failure"]
    world.failed(8, 502, JOBS | {"docker smoke": state})
    assert _names(world, 8) == []


def test_one_failed_job_is_enough_while_others_run() -> None:
    """A failure does not wait for the rest."""
    world = World()
    world.failed(7, 500, JOBS | {"docker smoke": FAIL, "gate": CheckState.PENDING})
    assert _names(world) == ["ci-failure"]


def test_skipped_jobs_do_not_hold_the_label() -> None:
    """A success with skipped jobs is a success; skipped jobs alone are nothing."""
    world = World()
    world.failed()
    world.failed(7, 501, dict.fromkeys(JOBS, CheckState.SKIPPED))
    assert _names(world) == ["ci-failure"]
    world.failed(7, 502, JOBS | {"docker smoke": CheckState.SKIPPED})
    assert _names(world) == []


def test_a_workflow_that_is_not_the_gate_does_not_count() -> None:
    """Unless one of its jobs is required."""
    world = World()
    world.pull(7, "head")
    world.run("head", 500, JOBS)
    world.run("head", 501, {"nightly": FAIL}, path=".github/workflows/nightly.yml")
    world.handle(7)
    assert (_names(world), world.issues) == ([], {})
    world.policy = replace(world.policy, jobs=("nightly",))
    world.handle(7)
    assert _names(world) == ["ci-failure"]
    assert [issue.title for issue in world.issues.values()] == ["CI failure: nightly"]


def unlabelled(world: World, *bodies: str) -> Snapshot:
    """A read in which the only tracker has lost its label; ``bodies`` are those of the light window."""
    lost = tuple(RecentIssue(f"I_{101 + at}", 101 + at, body) for at, body in enumerate(bodies))
    return replace(world.reader(7)(True), trackers=(), unlisted_issues=lost)  # noqa: FBT003 - a first read


def test_a_tracker_that_lost_its_label_gets_it_back_before_anything_else() -> None:
    """No other category is written or opened: which are open decides about the others too."""
    world = World()
    world.failed()
    body = world.issues[101].body
    world.failed(7, 501, BROKEN | {"docker smoke": FAIL})
    decision = world.decision(unlabelled(world, body), 7)
    assert decision.plan == (AddLabels("I_101", 101, ("L_ci-failure",), ("ci-failure",)),)
    assert (decision.trackers, decision.needs_history) == ((), ())


def test_a_label_to_put_back_is_made_when_it_is_missing() -> None:
    """Labels are added by ids, which only the next read has."""
    world = World()
    world.failed()
    world.labels.clear()
    body = world.issues[101].body
    (made,) = world.decision(unlabelled(world, body, body), 7).plan
    assert isinstance(made, CreateLabel)
    assert made.name == "ci-failure"


@pytest.mark.parametrize("body", ["", "words", "<!-- hygiene:1 status {} -->", "<!-- hygiene:", "> <!-- hygiene:1 t"])
def test_what_is_no_tracker_is_not_labelled(body: str) -> None:
    """Other issues of the same account, and those whose slot nobody can read, are left alone."""
    world = World()
    world.failed()
    plan = world.decision(unlabelled(world, body), 7).plan
    assert [type(operation) for operation in plan] == [CreateIssue]


@pytest.mark.parametrize("marker", ["<!-- hygiene:9 tracker/python-ci {} -->", "<!-- hygiene:1 tracker/python-ci x"])
def test_a_damaged_or_newer_tracker_holds_its_place_too(marker: str) -> None:
    """With its label back it is found, and treated as the listing's trackers are."""
    world = World()
    world.failed()
    assert [type(one) for one in world.decision(unlabelled(world, f"Hello\n{marker}"), 7).plan] == [AddLabels]


def test_it_can_be_switched_off() -> None:
    """Then only the trackers carry labels."""
    world = World().tracker(label_pull_request=False)
    world.failed()
    assert _names(world) == []
    assert world.issues[101].has_label("ci-failure")


def test_a_label_of_other_letter_case_is_the_same_label() -> None:
    """GitHub does not distinguish them."""
    world = World(labels={"ci-failure": Label("L_1", "CI-Failure")})
    world.failed()
    world.pulls[7] = replace(world.pulls[7], labels=(Label("L_1", "CI-FAILURE"),))
    assert world.decide(7).plan == ()


def test_a_missing_label_is_made_once_for_all_who_want_it() -> None:
    """The tracker and two pull requests request one label."""
    world = World()
    world.pull(7, "shared")
    world.pull(8, "shared")
    world.run("shared", 500, BROKEN)
    assert [type(operation) for operation in world.decide(7).plan] == [CreateLabel]
    world.handle(7)
    assert _names(world, 7) == _names(world, 8) == ["ci-failure"]


def test_a_closed_pull_request_keeps_its_labels() -> None:
    """Its history is nobody's to tidy."""
    world = World()
    world.failed()
    world.pulls[7] = replace(world.pulls[7], state=PullRequestState.MERGED)
    plan = world.decide(7, closed=True).plan
    assert not any(isinstance(operation, AddLabels | RemoveLabels) for operation in plan)


def test_an_escalated_tracker_gets_its_label_if_there_is_one() -> None:
    """The configuration names it; people make it; until then nothing is planned in vain."""
    world = World().tracker(escalate_at=1, escalate_label="urgent")
    world.failed()
    assert not world.issues[101].has_label("urgent")
    snapshot = world.reader(7)(True)  # noqa: FBT003 - a first read
    known = replace(snapshot.repository, labels=(Label("L_9", "urgent"),))
    (put,) = world.decision(replace(snapshot, repository=known), 7).plan
    assert put == AddLabels("I_101", 101, ("L_9",), ("urgent",))


def test_the_label_stays_while_a_required_job_never_reported() -> None:
    """Only when every configured job is green is the label removed; a missing job alone adds no label either."""
    world = World(policy=Policy(jobs=("python ci (3.11)", "never")))
    world.failed(7, 500, {"python ci (3.11)": FAIL})
    assert _names(world) == ["ci-failure"]
    world.failed(7, 501, {"python ci (3.11)": PASS})
    assert _names(world) == ["ci-failure"]
    world.failed(8, 502, {"python ci (3.11)": PASS})
    assert _names(world, 8) == []
    world.failed(7, 503, {"python ci (3.11)": PASS, "never": PASS})
    assert _names(world) == []


def test_what_the_policy_names_and_does_not_exist_is_reported_while_the_tracker_is_open() -> None:
    """A label or person that the repository lacks is no secret of the run that opened the tracker."""
    rule = CategoryRule("network", messages=("*timed out*",), labels=("Infra", "lost"), assignees=("Bob", "ghost"))
    world = World(labels={"ci-failure": Label("L_1", "ci-failure")}).tracker(categories=(rule,))
    world.pull(7, "head")
    world.run("head", 500, BROKEN, error="Connection timed out")
    world.handle(7)
    world.label(101, "infra")
    snapshot = world.reader(7)(True)  # noqa: FBT003 - a first read
    known = replace(snapshot.repository, users={"bob": "U_1"})
    decision = world.decision(replace(snapshot, repository=known), 7)
    assert decision.plan == ()
    (notice,) = decision.notices
    assert "network" in notice
    assert notice.endswith(": label lost, assignee ghost.")


def test_nothing_is_reported_of_a_policy_that_names_nothing() -> None:
    """The tracker's own labels are created where they are missing, so there is no notice of them."""
    world = World()
    world.failed()
    assert world.decide(7).notices == ()
