"""Flakes: failed, then passed, for the same job on the same commit. One pass is no recovery; the evidence is kept."""

from __future__ import annotations

import re
from dataclasses import replace

from hygiene.model.checks import CheckState
from hygiene.model.snapshot import IssueState
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, PASS, World


def _repeated(world: World, number: int, run_id: int) -> None:
    """A failure whose second attempt passes."""
    world.failed(number, run_id)
    world.run(f"head-{number}-{run_id}", run_id, JOBS)
    world.handle(number)


def _body(world: World) -> str:
    return world.issues[101].body


def test_a_pass_on_the_same_commit_is_recorded_and_closes_nothing() -> None:
    """The next attempt passed: that is evidence of a flake, not of a recovery."""
    world = World()
    _repeated(world, 7, 500)
    assert world.state() is IssueState.OPEN
    assert "one more success closes this issue" in _body(world)
    assert "1 of 1 occurrences passed when repeated" in _body(world)
    assert world.issues[101].notes == ()


def test_a_second_pass_closes_it() -> None:
    """Another attempt, or the next commit."""
    world = World()
    _repeated(world, 7, 500)
    world.passed(7, 501)
    assert world.state() is IssueState.COMPLETED


def test_another_run_on_the_same_commit_counts_like_another_attempt() -> None:
    """What matters is the commit."""
    world = World()
    world.failed(7, 500)
    world.run("head-7-500", 501, JOBS)
    world.handle(7)
    assert world.state() is IssueState.OPEN
    assert "1 of 1 occurrences passed when repeated" in _body(world)


def test_a_pass_of_another_event_is_no_repeat() -> None:
    """A push tests the commit, a pull request tests its merge: they may differ for good reasons."""
    world = World()
    world.failed(7, 500)
    world.run("head-7-500", 501, JOBS, event="push")
    world.handle(7)
    assert "passed when repeated" not in _body(world)


def test_a_pass_before_the_failure_is_no_flake() -> None:
    """Passed and then failed is a failure."""
    world = World()
    world.pull(7, "head")
    world.run("head", 500, JOBS)
    world.run("head", 501, BROKEN)
    world.handle(7)
    assert "passed when repeated" not in _body(world)


def test_it_is_confirmed_on_distinct_commits() -> None:
    """One commit proves nothing, whatever is repeated on it; the second one does: label, and one note."""
    world = World().tracker(escalate_at=0)
    _repeated(world, 7, 500)
    world.run("head-7-500", 500, BROKEN)
    world.run("head-7-500", 500, JOBS)
    world.handle(7)
    assert not world.issues[101].has_label("flaky")
    _repeated(world, 8, 510)
    assert world.issues[101].has_label("flaky")
    assert "flaky" in world.labels
    kinds = [found for note in world.issues[101].notes for found in re.findall(r'"kind":"(\w+)"', note.body)]
    assert kinds.count("flaky") == 1
    _repeated(world, 9, 520)
    kinds = [found for note in world.issues[101].notes for found in re.findall(r'"kind":"(\w+)"', note.body)]
    assert kinds.count("flaky") == 1


def test_its_note_is_not_repeated_when_it_is_no_longer_among_the_newest_comments() -> None:
    """The body stores that the category is flaky."""
    world = World().tracker(escalate_at=0)
    _repeated(world, 7, 500)
    _repeated(world, 8, 510)
    world.issues[101] = replace(world.issues[101], notes=())
    _repeated(world, 9, 520)
    assert not [note for note in world.issues[101].notes if "Flaky" in note.body]


def test_once_flaky_one_pass_is_not_enough_even_on_a_new_commit() -> None:
    """The category is flaky, so one pass proves little."""
    world = World()
    _repeated(world, 7, 500)
    _repeated(world, 8, 510)
    world.passed(7, 511)
    world.passed(8, 512)
    assert world.state() is IssueState.COMPLETED
    world.failed(7, 600)
    world.passed(7, 601)
    assert world.state() is IssueState.OPEN
    assert "(flaky)" in _body(world) or "not yet trusted" in _body(world)
    world.passed(7, 602)
    assert world.state() is IssueState.COMPLETED


def test_being_confirmed_does_not_reach_back() -> None:
    """Subjects that had recovered before stay recovered."""
    world = World()
    world.failed(6, 490)
    world.passed(6, 491)
    _repeated(world, 7, 500)
    _repeated(world, 8, 510)
    assert "Tracked PR: #7, #8" in _body(world)


def test_a_closed_tracker_waits_for_nothing() -> None:
    """A failure that is reported once it has passed is an occurrence; it neither reopens nor needs one more pass."""
    world = World()
    world.failed(6, 490)
    world.passed(6, 491)
    assert world.state() is IssueState.COMPLETED
    world.pull(7, "head-7-500")
    world.run("head-7-500", 500, BROKEN)
    world.run("head-7-500", 500, JOBS)
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    assert "**2** occurrences" in _body(world)
    assert "one more success" not in _body(world)
    assert "Not recovered yet" not in _body(world)
    world.failed(7, 501)
    assert world.state() is IssueState.OPEN


def test_a_skipped_repeat_is_no_pass() -> None:
    """It proves nothing."""
    world = World()
    world.failed(7, 500)
    world.run("head-7-500", 500, JOBS | {"python ci (3.12)": CheckState.SKIPPED})
    world.handle(7)
    assert "passed when repeated" not in _body(world)


def test_each_attempt_that_failed_is_an_occurrence() -> None:
    """Three failing attempts of one run are three, whichever events came in between."""
    world = World()
    world.pull(7, "head")
    for _ in range(3):
        world.run("head", 500, BROKEN)
    world.handle(7)
    assert "**3** occurrences" in _body(world)
    assert "/runs/500/attempts/3" in _body(world)


def test_the_label_of_the_pull_request_goes_with_the_first_pass() -> None:
    """It states whether the pull request fails now, not whether the result is reliable."""
    world = World()
    world.failed(7, 500)
    assert world.pulls[7].labels
    world.run("head-7-500", 500, {"python ci (3.12)": PASS, "gate": PASS})
    world.handle(7)
    assert not world.pulls[7].labels
    assert FAIL.failed
