"""Notes: each kind once for each episode, also with concurrent runs, within the hour's budget, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hygiene.model.marker import Marker, encode
from hygiene.model.plan import AddNote, DeleteComment
from hygiene.model.snapshot import Comment, IssueState
from tests.failure_tracker.world import JOBS, World


def _note(world: World, kind: str, episode: object, *, own: bool = True, slot: str = "note/python-ci") -> Comment:
    world.comments += 1
    body = f"{encode(Marker(slot, {'kind': kind, 'episode': episode}))}\nwords"
    return Comment(f"N_{world.comments}", world.comments, "", body, world.now, own=own)


def _with(world: World, *notes: Comment) -> None:
    issue = world.issues[101]
    world.issues[101] = replace(issue, notes=(*issue.notes, *notes), notes_total=issue.notes_total + len(notes))


def _ready_to_resolve(*kinds: str, own: bool = True) -> World:
    world = World()
    world.failed()
    _with(world, *(_note(world, kind, 1, own=own) for kind in kinds))
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, JOBS)
    return world


def test_racing_writers_leave_one_note() -> None:
    """The younger one goes in the next pass of anybody."""
    world = _ready_to_resolve("resolved", "resolved")
    world.handle(7)
    assert [note.id for note in world.issues[101].notes] == ["N_1"]
    assert world.state() is IssueState.COMPLETED


def test_surplus_notes_go_wherever_they_are_seen() -> None:
    """On a closed tracker too, by somebody who has no part in it."""
    world = World()
    world.failed()
    world.passed()
    _with(world, replace(world.issues[101].notes[0], id="N_9", database_id=9))
    world.pull(9, "head-9")
    world.run("head-9", 700, {"docker smoke": JOBS["docker smoke"]})
    assert world.decide(9).plan == (DeleteComment("N_9", 101),)


def test_a_minimized_note_is_no_note_any_more() -> None:
    """Where deletion is forbidden a surplus note was hidden: it is not deleted again and again."""
    world = World()
    world.failed()
    world.passed()
    _with(world, replace(world.issues[101].notes[0], id="N_9", database_id=9, minimized=True))
    assert world.decide(7).plan == ()


def test_a_note_by_somebody_else_does_not_count() -> None:
    """A pasted marker neither silences us nor is it deleted."""
    world = _ready_to_resolve("resolved", "resolved", own=False)
    plan = world.decide(7).plan
    assert sum(isinstance(operation, AddNote) for operation in plan) == 1
    assert not any(isinstance(operation, DeleteComment) for operation in plan)


def test_notes_of_another_slot_or_without_sense_are_left_alone() -> None:
    """What does not parse is not judged."""
    world = World()
    world.failed()
    _with(world, _note(world, "resolved", 1, slot="note/other"), _note(world, "resolved", "x"), _note(world, "x", None))
    assert world.decide(7).plan == ()


def test_each_episode_has_its_own_notes() -> None:
    """A note of the first episode does not suppress one of the second."""
    world = World().tracker(escalate_at=0)
    for run_id in (500, 510):
        world.failed(7, run_id)
        world.passed(7, run_id + 1)
    assert len(world.issues[101].notes) == 3


def test_an_hour_has_a_budget() -> None:
    """Beyond it the tracker is closed without a note, and the report states it; a notice is no plan."""
    world = World().tracker(notes_per_hour_max=1, escalate_at=0)
    world.failed()
    world.passed(7, 501)
    world.failed(7, 502)
    assert len(world.issues[101].notes) == 1
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 503, JOBS)
    assert any("in an hour" in notice for notice in world.decide(7).notices)
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    assert len(world.issues[101].notes) == 1


def test_the_budget_is_for_an_hour() -> None:
    """Old notes do not count."""
    world = World().tracker(notes_per_hour_max=1, escalate_at=0)
    world.failed()
    world.passed(7, 501)
    world.now += timedelta(hours=2)
    world.failed(7, 502)
    assert len(world.issues[101].notes) == 2


def test_comments_of_others_do_not_count_against_the_budget() -> None:
    """A long discussion does not prevent the note that it has recovered."""
    world = _ready_to_resolve(*["talk"] * 5, own=False)
    assert any(isinstance(operation, AddNote) for operation in world.decide(7).plan)
