"""Evidence: what one read proves, for whom, and under which attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.failure_tracker.check_runs import observations_of, run_ref, seconds, subjects_of
from hygiene.failure_tracker.evidence import Evidence, Past, Recorded, gather
from hygiene.failure_tracker.ledger.model import RunRef
from hygiene.model.checks import Checks, CheckState, LegacyStatus
from hygiene.model.policy import CategoryRule, Policy
from hygiene.model.snapshot import Base, PullRequestState, Snapshot
from hygiene.model.trigger import Run, Trigger
from tests.failure_tracker.host import START
from tests.failure_tracker.world import BROKEN, FAIL, GATE, JOBS, PASS, World, tracker_policy, trigger_for


def _world(*runs: dict[str, CheckState], number: int = 7) -> World:
    world = World()
    pull = world.pull(number, "head")
    for run_id, jobs in enumerate(runs, 500):
        world.run(pull.head_oid, run_id, jobs)
    return world


def _snapshot(world: World, *numbers: int) -> Snapshot:
    return world.snapshot("head", numbers or tuple(world.pulls))


def _gather(world: World, trigger: Trigger | None = None, **known: Recorded) -> Evidence:
    recorded = {int(name.removeprefix("c")): where for name, where in known.items()}
    return gather(_snapshot(world), world.policy, trigger or trigger_for(7), Past(recorded))


def test_nothing_ran_nothing_is_proved() -> None:
    """A head without check runs gives only its subject."""
    found = _gather(_world())
    assert [subject.key for subject in found.subjects] == ["pr:7"]
    assert (found.ledgers, found.successes, found.run_ids) == ({}, {}, frozenset())


def test_every_failing_attempt_is_an_occurrence_of_its_category() -> None:
    """The one that passed meanwhile, too."""
    world = _world(BROKEN)
    world.run("head", 500, BROKEN)
    world.run("head", 500, JOBS)
    found = _gather(world)
    assert sorted(found.ledgers) == ["python ci"]
    assert [one.key for one in found.ledgers["python ci"].occurrences] == [(500, 1), (500, 2)]
    assert found.failing_categories == frozenset()
    assert [flake.attempt for flake in found.ledgers["python ci"].flakes] == [1, 2]


def test_a_repeat_that_did_not_run_leaves_the_failure_standing() -> None:
    """The newest result that proves anything is what counts as failing now."""
    world = _world(BROKEN)
    world.run("head", 500, JOBS | {"python ci (3.12)": CheckState.SKIPPED, "gate": CheckState.CANCELLED})
    assert _gather(world).failing_categories == {"python ci"}


def test_two_legs_that_fail_together_are_one_occurrence() -> None:
    """The category fails once in an attempt, in two places."""
    (one,) = _gather(_world(BROKEN | {"python ci (3.11)": FAIL})).ledgers["python ci"].occurrences
    assert len(one.failures) == 2


def test_time_is_that_of_the_check_run_not_of_the_read() -> None:
    """Two reads at different times show the same occurrence."""
    world = _world(BROKEN)
    (one,) = _gather(world).ledgers["python ci"].occurrences
    assert one.at == seconds(START) + 60
    assert seconds(None) == 0


def test_a_check_run_without_an_end_takes_the_time_of_its_suite() -> None:
    """There is always some time that does not depend on the looker, if only none."""
    check = replace(_world(BROKEN).heads["head"][0], completed_at=None)
    assert run_ref(check).at == seconds(START) + 60
    assert run_ref(replace(check, suite=replace(check.suite, created_at=None))) == RunRef(500, 1001, 0)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ghes.example/o/r/actions/runs/500/job/1002?pr=7#step:3:1", ""),
        ("https://ci.example/builds/9", "https://ci.example/builds/9"),
        ("https://ci.example/" + "x" * 400, ""),
    ],
)
def test_only_an_address_that_does_not_follow_from_the_run_is_kept(url: str, kept: str) -> None:
    """Space in the marker is limited."""
    world = _world(BROKEN)
    world.heads["head"] = [replace(check, url=url) for check in world.heads["head"]]
    (one,) = _gather(world).ledgers["python ci"].occurrences
    assert [failure.url for failure in one.failures] == [kept]


def test_what_was_recorded_keeps_its_category_and_attempt() -> None:
    """Rules may have changed, and details may be missing by now."""
    found = _gather(_world(BROKEN), c1002=Recorded("network", 3))
    assert sorted(found.ledgers) == ["network"]
    assert [one.key for one in found.ledgers["network"].occurrences] == [(500, 3)]


@pytest.mark.parametrize("attempt", [3, 1, 0])
def test_the_events_attempt_does_not_count(attempt: int) -> None:
    """A replica may lag behind the event: what it lists then are the earlier attempts."""
    trigger = trigger_for(7, run=Run(500, 500, attempt, "Gate", GATE))
    (one,) = _gather(_world(BROKEN), trigger).ledgers["python ci"].occurrences
    assert one.attempt == 1


def test_the_events_attempt_does_not_move_what_ran_before() -> None:
    """Where attempts are listed, the list is right: a job that was not repeated keeps its own number."""
    world = _world(BROKEN | {"docker smoke": FAIL})
    world.run("head", 500, {"python ci (3.12)": FAIL, "gate": FAIL})
    found = _gather(world, trigger_for(7, run=Run(500, 500, 2, "Gate", GATE)))
    assert [one.attempt for one in found.ledgers["docker smoke"].occurrences] == [1]
    assert [one.attempt for one in found.ledgers["python ci"].occurrences] == [1, 2]


def test_another_runs_attempt_proves_nothing() -> None:
    """The event is about its own run only."""
    trigger = trigger_for(7, run=Run(900, 900, 5, "Gate", GATE))
    (one,) = _gather(_world(BROKEN), trigger).ledgers["python ci"].occurrences
    assert one.attempt == 1


def test_a_commit_status_is_no_run() -> None:
    """It has neither run nor attempt: nothing would distinguish an old one from a new one."""
    world = _world(BROKEN)
    snapshot = _snapshot(world)
    assert snapshot.head is not None
    status = LegacyStatus("ST_1", "legacy", FAIL, created_at=START)
    both = replace(snapshot, head=replace(snapshot.head, statuses=(status,)))
    policy = Policy(jobs=("legacy", "python ci (3.12)"))
    assert {one.check.name for one in observations_of(both, policy, trigger_for(7))} == set(BROKEN)


@pytest.mark.parametrize(
    ("gate", "suppressed"),
    [
        ({"python ci (3.12)": FAIL}, True),
        ({"python ci (3.12)": PASS}, False),
        ({"python ci (3.12)": CheckState.CANCELLED}, False),
    ],
)
def test_an_aggregate_counts_only_when_it_failed_alone(gate: dict[str, CheckState], suppressed: bool) -> None:  # noqa: FBT001
    """What the others show already is not shown twice."""
    found = _gather(_world(JOBS | gate | {"gate": FAIL}))
    assert ("gate" not in found.ledgers) == suppressed


def test_an_aggregate_that_is_repeated_alone_still_sums_up() -> None:
    """The job that it fails for failed in the attempt before."""
    world = _world(BROKEN)
    world.run("head", 500, {"gate": FAIL})
    assert sorted(_gather(world).ledgers) == ["python ci"]


def test_a_newer_commit_of_the_branch_may_have_passed_already() -> None:
    """The event of a push that comes late does not make the branch a failing one."""
    world = World()
    world.run("old", 500, BROKEN, event="push")
    world.run("new", 501, JOBS, event="push")
    base = Base("main", (Checks("new", runs=tuple(world.heads["new"])),))
    snapshot = replace(world.snapshot("old"), base=base)
    found = gather(snapshot, world.policy, trigger_for(branch="main"), Past())
    assert [mark.run_id for mark in found.successes["python ci (3.12)", ""]] == [501]
    assert found.ledgers["python ci"].flakes == ()
    assert found.failing_categories == frozenset()


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "merge_group"])
def test_a_success_of_another_event_on_a_newer_commit_of_the_branch_recovers_nothing(event: str) -> None:
    """A commit of a pull request becomes a commit of the branch, with its check runs, when it is fast-forwarded."""
    world = World()
    world.run("old", 500, BROKEN, event="push")
    world.run("new", 501, JOBS, event=event)
    base = Base("main", (Checks("new", runs=tuple(world.heads["new"])),))
    found = gather(replace(world.snapshot("old"), base=base), world.policy, trigger_for(branch="main"), Past())
    assert ("python ci (3.12)", "") not in found.successes
    assert found.failing_categories == {"python ci"}


def test_runs_of_pull_requests_do_not_count_for_a_branch() -> None:
    """A commit that was fast-forwarded carries both."""
    world = World()
    world.run("tip-main", 500, JOBS, event="push")
    world.run("tip-main", 501, BROKEN)
    assert world.decide(branch="main").plan == ()
    world.run("tip-main", 502, BROKEN, event="merge_group")
    assert world.decide(branch="main").plan == ()


def test_a_run_that_goes_on_has_not_finished() -> None:
    """What it lacks may still come."""
    assert _gather(_world(JOBS)).finished_run == RunRef(500, 0, seconds(START) + 60)
    assert _gather(_world(JOBS | {"gate": CheckState.PENDING})).finished_run is None


def test_long_names_are_bounded_everywhere_alike() -> None:
    """A failure and its later success have the same name."""
    name = "x" * 70_000
    world = _world({name: FAIL}, {name: PASS})
    found = _gather(world)
    (ledger,) = found.ledgers.values()
    assert {(ledger.subjects[0].records[0].check, "")} <= set(found.successes) == set(found.check_names)


def test_the_subjects_are_the_pull_requests_with_this_head() -> None:
    """One whose head has moved on is not part of this read."""
    world = _world(BROKEN)
    world.pull(8, "elsewhere")
    assert [subject.key for subject in subjects_of(_snapshot(world, 7, 8), trigger_for(7))] == ["pr:7"]


@pytest.mark.parametrize("state", list(PullRequestState))
def test_a_subject_is_gone_when_its_pull_request_is_not_open(state: PullRequestState) -> None:
    """As the snapshot has it, for each event."""
    world = _world(BROKEN)
    world.pulls[7] = replace(world.pulls[7], state=state)
    (found,) = subjects_of(_snapshot(world), trigger_for(7))
    assert found.ended_as == ("" if state is PullRequestState.OPEN else state.value)


def test_an_event_that_reports_closed_counts() -> None:
    """A lagging read may still show it open, or not show it at all."""
    world = _world(BROKEN)
    for snapshot in (_snapshot(world), replace(_snapshot(world), pull_requests=())):
        (found,) = subjects_of(snapshot, trigger_for(7, closed=True))
        assert (found.key, found.ended_as) == ("pr:7", "closed")


def test_a_branch_is_a_subject_only_without_a_pull_request() -> None:
    """Exactly one of them is requested."""
    world = _world(BROKEN)
    assert [
        one.key for one in subjects_of(replace(_snapshot(world), pull_requests=()), trigger_for(branch="main"))
    ] == ["branch:main"]
    assert subjects_of(replace(_snapshot(world), pull_requests=()), trigger_for(7)) == ()


RULE = CategoryRule("containers", jobs=("docker smoke",))


def test_a_rule_may_match_the_name_of_the_job_alone() -> None:
    """Also where the check run has a longer one, as those of a reusable workflow have."""
    world = World(policy=Policy(jobs=("docker smoke",), tracker=tracker_policy(categories=(RULE,))))
    world.pull(7, "head")
    world.run("head", 500, {"docker smoke / build": FAIL})
    assert sorted(_gather(world).ledgers) == ["containers"]


EVENTS = ("pull_request", "pull_request_target", "push", "schedule", "merge_group", "")


@pytest.mark.parametrize(
    ("trigger", "counting"),
    [
        (trigger_for(7), {"pull_request", "pull_request_target", "push", "schedule", ""}),
        (trigger_for(branch="topic-7"), {"push", "schedule", ""}),
        (trigger_for(branch="topic-7", event="schedule"), {"push", "schedule", ""}),
        (trigger_for(7, event="merge_group"), {"merge_group", ""}),
    ],
)
def test_which_runs_of_a_commit_are_about_the_trigger(trigger: Trigger, counting: set[str]) -> None:
    """One commit has runs of every event; each trigger records the failures of those that are about it, no others."""
    world = World()
    world.pull(7, "head")
    for place, event in enumerate(EVENTS):
        world.run("head", 500 + place, {"python ci": FAIL}, event=event)
    found = _gather(world, trigger).ledgers["python ci"]
    assert {EVENTS[one.run_id - 500] for one in found.occurrences} == counting
