"""The sweep: subjects that are gone, duplicates, trackers that no run updates any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hygiene.failure_tracker.issues import NOTES_MAX
from hygiene.failure_tracker.sweep import decide_sweep
from hygiene.model.checks import Checks, CheckState
from hygiene.model.decision import Decision, SubjectsNeeded
from hygiene.model.snapshot import IssueState, PullRequestState, Snapshot, SubjectStates
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, PASS, World

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE: dict[str, PullRequestState | None] = {"PR_7": PullRequestState.MERGED}


def _world() -> World:
    world = World().tracker(inactive_green_runs=3)
    world.failed()
    world.now += timedelta(days=2)
    return world


def _snapshot(world: World) -> Snapshot:
    return replace(world.snapshot("none"), head=None)


def _read(
    world: World,
    pull_requests: Mapping[str, PullRequestState | None] | None = None,
    branches: frozenset[str] | None = None,
    recent: tuple[Checks, ...] = (),
) -> Snapshot:
    """A snapshot with its subjects; pull requests are open unless given otherwise."""
    needed = decide_sweep(_snapshot(world), world.policy).needs_subjects
    states = {**dict.fromkeys(needed.ids, PullRequestState.OPEN), **(pull_requests or {})}
    return replace(_snapshot(world), subjects=SubjectStates(states, branches, recent))


def _sweep(world: World, **read: object) -> Decision:
    """A sweep, repeated until nothing is left to do."""
    for _ in range(6):
        decision = decide_sweep(_read(world, **read), world.policy)  # type: ignore[arg-type]
        if not decision.plan:
            return decision
        world.apply(decision.plan)
    raise AssertionError("it does not settle")


def _recent(world: World, states: list[CheckState], first: int = 600) -> tuple[Checks, ...]:
    """The newest commits of the default branch, one run each."""
    for run_id, state in enumerate(states, first):
        world.run(f"tip-{run_id}", run_id, {"python ci (3.12)": state}, event="push")
    oids = [f"tip-{run_id}" for run_id in range(first, first + len(states))]
    return tuple(Checks(oid, runs=tuple(world.heads[oid])) for oid in reversed(oids))


def test_the_sweep_reads_each_subject_once() -> None:
    """Only pull requests, only those that keep something open."""
    world = _world()
    world.failed(8, 501, JOBS | {"docker smoke": FAIL, "python ci (3.12)": FAIL})
    world.failed(9, 502)
    world.passed(9, 503)
    world.run("tip-main", 504, BROKEN, event="push")
    world.handle(branch="main")
    needed = decide_sweep(_snapshot(world), world.policy).needs_subjects
    assert needed == SubjectsNeeded(("PR_7", "PR_8"), commits=True)
    assert not decide_sweep(_read(world), world.policy).needs_subjects


def test_with_all_well_nothing_is_written() -> None:
    """A pull request that is still open and fails keeps its tracker, answered or not."""
    world = _world()
    assert _sweep(world).plan == ()
    _sweep(world, pull_requests={"PR_7": PullRequestState.OPEN})
    assert world.state() is IssueState.OPEN


@pytest.mark.parametrize("state", [PullRequestState.MERGED, PullRequestState.CLOSED, None])
def test_a_subject_that_left_unseen_is_taken_out(state: PullRequestState | None) -> None:
    """Merged, closed or deleted while nobody listened: the tracker ends with its note."""
    world = _world()
    _sweep(world, pull_requests={"PR_7": state})
    assert world.state() is IssueState.COMPLETED
    assert "merged, closed or deleted" in world.issues[101].notes[0].body


def test_the_other_subject_keeps_it_open() -> None:
    """Only who is gone leaves."""
    world = _world()
    world.failed(8, 501)
    _sweep(world, pull_requests=GONE)
    assert world.state() is IssueState.OPEN
    assert "Tracked PR: #8" in world.issues[101].body


def test_a_branch_that_was_deleted_is_gone() -> None:
    """Where the branches were read."""
    world = World()
    world.run("tip-topic", 500, BROKEN, event="push")
    world.handle(branch="topic")
    _sweep(world, branches=None)
    assert world.state() is IssueState.OPEN
    _sweep(world, branches=frozenset({"topic"}))
    assert world.state() is IssueState.OPEN
    _sweep(world, branches=frozenset({"main"}))
    assert world.state() is IssueState.COMPLETED


def test_a_full_tracker_is_followed_by_a_new_one() -> None:
    """As an event would do."""
    world = _world()
    world.issues[101] = replace(world.issues[101], notes_total=NOTES_MAX)
    _sweep(world)
    assert (world.state(101), world.state(102)) == (IssueState.DUPLICATE, IssueState.OPEN)
    assert "continues #101" in world.issues[102].body


def test_duplicates_are_deduplicated() -> None:
    """Without any event about their category."""
    world = _world()
    world.issues[102] = replace(world.issues[101], id="I_102", number=102)
    _sweep(world)
    assert (world.state(101), world.state(102)) == (IssueState.OPEN, IssueState.DUPLICATE)


def test_enough_green_runs_end_an_inactive_tracker() -> None:
    """The job ran and passed on the default branch as often as needed since it last failed anywhere."""
    world = _world()
    _sweep(world, recent=_recent(world, [PASS, PASS]))
    assert world.state() is IssueState.OPEN
    _sweep(world, recent=_recent(world, [PASS, PASS, PASS], 610))
    assert world.state() is IssueState.COMPLETED
    assert "run 612" in world.issues[101].notes[0].body


def test_runs_in_which_the_job_did_not_run_do_not_count() -> None:
    """A skipped job is no green run."""
    world = _world()
    _sweep(world, recent=_recent(world, [PASS, PASS, CheckState.SKIPPED, CheckState.CANCELLED]))
    assert world.state() is IssueState.OPEN


def test_a_failure_in_between_starts_the_count_again() -> None:
    """Only what passed after the last failure counts, whose ever it was."""
    world = _world()
    _sweep(world, recent=_recent(world, [PASS, PASS, FAIL, PASS, PASS]))
    assert world.state() is IssueState.OPEN


def test_the_clock_alone_ends_nothing() -> None:
    """In a year without any run the result is unknown."""
    world = _world()
    world.now += timedelta(days=365)
    _sweep(world)
    assert world.state() is IssueState.OPEN


def test_green_runs_within_the_day_end_nothing_either() -> None:
    """A busy morning is no recovery of a pull request that failed an hour ago."""
    world = World().tracker(inactive_green_runs=2)
    world.failed()
    _sweep(world, recent=_recent(world, [PASS, PASS, PASS]))
    assert world.state() is IssueState.OPEN


def test_after_inactivity_only_a_new_failure_reopens() -> None:
    """The same old run does not; the next failing one does."""
    world = _world()
    _sweep(world, recent=_recent(world, [PASS, PASS, PASS]))
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    world.failed(7, 700)
    assert world.state() is IssueState.OPEN


def test_what_people_decided_is_kept() -> None:
    """Ignored, kept open: as in every other run."""
    world = _world()
    world.label(101, "hygiene:ignore")
    assert _sweep(world, pull_requests=GONE).plan == ()
    world.issues[101] = replace(world.issues[101], labels=world.issues[101].labels[:1])
    world.label(101, "hygiene:keep-open")
    _sweep(world, pull_requests=GONE)
    assert world.state() is IssueState.OPEN


def test_an_overwritten_tracker_is_read_first() -> None:
    """Its edit history is read before anything is decided about it."""
    world = _world()
    world.edit(101, world.issues[101].body, base=7)
    decision = decide_sweep(_read(world, GONE), world.policy)
    assert (decision.plan, decision.needs_history) == ((), ("I_101",))


def test_a_damaged_tracker_is_reported() -> None:
    """Without a category it cannot be repaired."""
    world = _world()
    world.edit(101, world.issues[101].body[:100], base=0)
    decision = _sweep(world)
    assert "damaged" in decision.trackers[0].reason


def test_the_kill_switch_stops_it_too() -> None:
    """Nothing is decided while the tracker is switched off."""
    world = _world().tracker(enabled=False)
    assert _sweep(world, pull_requests=GONE) == Decision()
