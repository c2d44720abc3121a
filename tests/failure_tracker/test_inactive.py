"""When a tracker counts as inactive, and how far back the default branch is read for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hygiene.failure_tracker.issues import trackers_of
from hygiene.failure_tracker.ledger.model import Ledger
from hygiene.failure_tracker.sweep import (
    COMMIT_PAGES_MAX,
    COMMITS_PER_PAGE,
    decide_sweep,
    lacks_older_commits,
    successes_if_inactive,
)
from hygiene.model.checks import Checks, CheckState
from hygiene.model.decision import SubjectsNeeded
from hygiene.model.snapshot import PullRequestState, Snapshot, SubjectStates
from tests.failure_tracker.world import FAIL, PASS, World

JOB = "python ci (3.12)"


def _world() -> World:
    world = World().tracker(inactive_green_runs=3)
    world.failed()
    world.now += timedelta(days=2)
    return world


def _sweep(world: World, *oids: str) -> Snapshot:
    recent = tuple(Checks(oid, runs=tuple(world.heads.get(oid, ()))) for oid in oids)
    states = {pull.id: PullRequestState.OPEN for pull in world.pulls.values()}
    subjects = SubjectStates(states, recent=recent, older="cursor")
    return replace(world.snapshot("none"), head=None, subjects=subjects)


def _subjects(world: World) -> SubjectStates:
    found = _sweep(world).subjects
    assert found is not None
    return found


def _ledger(world: World) -> Ledger:
    (issues,) = trackers_of(world.snapshot("none")).by_identity.values()
    return issues.open[0].known


def _enough(world: World, *oids: str) -> bool:
    return bool(successes_if_inactive(_sweep(world, *oids), world.policy.tracker, _ledger(world)))


def _further(world: World, *oids: str) -> bool:
    return lacks_older_commits(_sweep(world, *oids), world.policy.tracker, _ledger(world))


def test_runs_count_and_not_commits() -> None:
    """What runs every night counts every night, whether or not anybody committed."""
    world = _world()
    for run_id in (600, 601, 602):
        world.run("tip", run_id, {JOB: PASS}, event="schedule")
    assert _enough(world, "tip")


def test_attempts_of_one_run_count_once() -> None:
    """The newest of them: neither is a repeated success another run, nor a repaired attempt a failure."""
    world = _world()
    for _ in range(3):
        world.run("tip", 600, {JOB: PASS}, event="push")
    assert not _enough(world, "tip")
    for run_id in (601, 602):
        world.run("tip", run_id, {JOB: FAIL}, event="push")
        world.run("tip", run_id, {JOB: PASS}, event="push")
    assert _enough(world, "tip")


@pytest.mark.parametrize("state", [CheckState.SKIPPED, CheckState.CANCELLED])
def test_commits_without_the_job_lead_further_back(state: CheckState) -> None:
    """As long as what was read is younger than the failure."""
    world = _world()
    world.run("tip-1", 600, {JOB: state}, event="push")
    world.run("tip-2", 601, {JOB: PASS}, event="push")
    assert _further(world, "tip-2", "tip-1")
    assert _further(world, "tip-2", "bare")
    assert _further(world)


def test_before_the_failure_nothing_is_read() -> None:
    """Runs that are older than the last failure, on a pull request or on the branch itself, end nothing."""
    world = _world()
    world.run("before", 400, {JOB: PASS}, event="push")
    world.run("tip", 600, {JOB: PASS}, event="push")
    assert not _further(world, "tip", "before")
    world.run("red", 601, {JOB: FAIL}, event="push")
    assert not _further(world, "red", "tip")


def test_what_has_enough_or_failed_today_needs_no_more() -> None:
    """Nor does a tracker that nothing keeps open."""
    world = _world()
    for run_id in (600, 601, 602):
        world.run("tip", run_id, {JOB: PASS}, event="push")
    assert not _further(world, "tip")
    assert not lacks_older_commits(_sweep(world, "bare"), world.policy.tracker, Ledger("python ci"))
    world.failed(8, 700)
    assert not _further(world, "bare")


def test_a_sweep_reads_for_all_of_its_open_trackers() -> None:
    """One that wants more is enough; with the tracker switched off none does."""
    world = _world()
    more = SubjectsNeeded(commits=True)
    assert decide_sweep(_sweep(world), world.policy).needs_subjects == more
    assert not decide_sweep(_sweep(world), world.tracker(enabled=False).policy).needs_subjects
    world.tracker(enabled=True)
    last = replace(_sweep(world), subjects=replace(_subjects(world), older=None))
    assert not decide_sweep(last, world.policy).needs_subjects
    full = _sweep(world, *("bare",) * COMMIT_PAGES_MAX * COMMITS_PER_PAGE)
    assert decide_sweep(
        _sweep(world, *("bare",) * (COMMIT_PAGES_MAX - 1) * COMMITS_PER_PAGE), world.policy
    ).needs_subjects
    assert not decide_sweep(full, world.policy).needs_subjects
    world.close(101)
    assert not decide_sweep(_sweep(world), world.policy).needs_subjects


def test_every_check_needs_enough_successes() -> None:
    """One of two checks that keep a tracker open has enough, the other lacks one: the tracker is not inactive."""
    world = World().tracker(inactive_green_runs=3)
    legs = ("python ci (3.11)", "python ci (3.12)")
    world.failed(jobs=dict.fromkeys(legs, FAIL))
    world.now += timedelta(days=2)
    for run_id in (600, 601):
        world.run("tip", run_id, dict.fromkeys(legs, PASS), event="push")
    world.run("tip", 602, {legs[0]: PASS, legs[1]: CheckState.SKIPPED}, event="push")
    assert not _enough(world, "tip")
    world.run("tip", 603, {legs[1]: PASS}, event="push")
    assert _enough(world, "tip")


def test_older_commits_are_read_only_if_each_check_may_gain_from_them() -> None:
    """A check that failed in what was read already gains nothing from older commits; then the others need not wait."""
    world = World().tracker(inactive_green_runs=3)
    legs = ("python ci (3.11)", "python ci (3.12)")
    world.failed(jobs=dict.fromkeys(legs, FAIL))
    world.now += timedelta(days=2)
    world.run("tip", 600, dict.fromkeys(legs, PASS), event="push")
    assert _further(world, "tip")
    world.run("red", 601, {legs[0]: FAIL, legs[1]: PASS}, event="push")
    assert not _further(world, "red", "tip")
