"""What other heads prove for a threshold, and when they are requested."""

from __future__ import annotations

from dataclasses import replace

from hygiene.failure_tracker.evidence import gather_other_heads
from hygiene.model.checks import Checks
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import OtherHead, Snapshot
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, World, trigger_for


def _world(**policy: object) -> World:
    world = World().tracker(**policy)
    world.pull(7, "head-7")
    world.run("head-7", 500, BROKEN)
    return world


def _look(world: World, *heads: tuple[int, str]) -> Snapshot:
    """A read at pull request 7 with other heads: numbers of pull requests and commits."""
    elsewhere = tuple(
        OtherHead(replace(world.pull(number), head_oid=oid), Checks(oid, runs=tuple(world.heads[oid])))
        for number, oid in heads
    )
    return replace(world.reader(7)(True), other_heads=elsewhere)  # noqa: FBT003 - a first read


def test_other_heads_are_requested_only_where_a_threshold_needs_them() -> None:
    """Nobody pays for what is not configured, or known already."""
    plain = replace(_world().reader(7)(True), other_heads=None)  # noqa: FBT003 - a first read
    assert not _world().decision(plain, 7).needs_other_heads
    waiting = _world(open_after_pull_requests=2)
    decision = waiting.decision(plain, 7)
    assert (decision.needs_other_heads, [one for one in decision.plan if hasattr(one, "title")]) == (True, [])
    assert not waiting.decision(replace(plain, other_heads=()), 7).needs_other_heads


def test_another_pull_request_counts_and_is_in_the_tracker() -> None:
    """Of its newest head, and as long as it fails."""
    world = _world(open_after_pull_requests=2)
    world.run("head-8", 501, BROKEN)
    world.run("head-9", 502, JOBS)
    alone = world.decision(_look(world, (9, "head-9")), 7)
    assert alone.trackers[0].action is TrackerAction.WITHHELD
    together = world.decision(_look(world, (9, "head-9"), (8, "head-8")), 7)
    assert [one.action for one in together.trackers] == [TrackerAction.OPENED]
    assert together.trackers[0].occurrences == 2


def test_this_read_decides_about_its_own_pull_request() -> None:
    """What failed in an earlier commit and passes now is an occurrence, and keeps nothing open."""
    world = _world(open_after_occurrences=2)
    world.run("old", 400, JOBS | {"python ci (3.11)": FAIL})
    snapshot = replace(_look(world, (7, "old")))
    world.pull(7, "head-7")
    (found,) = world.decision(snapshot, 7).trackers
    assert (found.action, found.occurrences) == (TrackerAction.OPENED, 2)


def test_every_head_is_judged_as_that_of_its_pull_request() -> None:
    """For each event: a branch's run reads pull requests too."""
    world = _world()
    world.run("head-8", 501, BROKEN)
    (evidence,) = gather_other_heads(_look(world, (8, "head-8")), world.policy, trigger_for(branch="topic"), {}) or ()
    assert [one.key for one in evidence.subjects] == ["pr:8"]
    assert set(evidence.ledgers) == {"python ci"}
    assert gather_other_heads(replace(_look(world), other_heads=None), world.policy, trigger_for(7), {}) is None
