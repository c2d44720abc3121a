"""Words of people around the block, and damaged markers: found again by the edit history, whoever overwrote them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.failure_tracker.body import around, parse_body
from hygiene.failure_tracker.ledger.codec import END
from hygiene.failure_tracker.sweep import decide_sweep
from hygiene.model.snapshot import IssueState, SubjectStates
from tests.failure_tracker.world import BROKEN, JOBS, World

if TYPE_CHECKING:
    from collections.abc import Callable


def _world() -> World:
    world = World()
    world.failed()
    return world


def _overwritten(world: World, *edits: Callable[[str], str]) -> str:
    """People edit, and a write of hygiene's that had seen none of it follows; the text of that write."""
    issue = world.issues[101]
    for edit in edits:
        world.edit(101, edit(world.issues[101].body))
    late = issue.body.replace("**1** occurrence", "**1**  occurrence")
    world.edit(101, late, other=False)
    return late


def test_text_that_a_write_replaced_is_put_back() -> None:
    """By the next run that reads the tracker, in front of the block and after it."""
    world = _world()
    _overwritten(world, lambda body: f"Before.\n\n{body}\n\nAfter.")
    world.failed(8, 501)
    body = world.issues[101].body
    assert body.startswith("Before.\n\n<!-- hygiene:")
    assert body.endswith(f"{END}\n\nAfter.")
    assert "**2** occurrences" in body
    assert world.decide(8).plan == ()


def test_the_newest_words_of_a_person_win() -> None:
    """Also over older ones of their own, and when the newest have nothing left."""
    world = _world()
    _overwritten(world, lambda body: f"First.\n{body}", lambda body: body.replace("First.", "Second."))
    world.failed(8, 501)
    assert world.issues[101].body.startswith("Second.\n<!-- hygiene:")
    _overwritten(world, lambda body: body.replace("Second.\n", ""))
    world.failed(9, 502)
    assert world.issues[101].body.startswith("<!-- hygiene:")


def test_what_the_writer_had_seen_is_not_put_back() -> None:
    """An older version is no loss once a write that had read it has followed, though its text is in the history."""
    world = _world()
    plain = world.issues[101].body
    world.edit(101, f"Once.\n{plain}")
    world.edit(101, plain, other=False)
    world.failed(8, 501)
    world.failed(9, 502)
    assert world.issues[101].body.startswith("Once.")
    world.edit(101, world.issues[101].body.replace("Once.\n", ""))
    world.failed(9, 503)
    world.failed(9, 504)
    assert "Once." not in world.issues[101].body


def test_a_run_that_changes_nothing_else_puts_them_back() -> None:
    """Whether the tracker is open or was closed meanwhile."""
    world = _world()
    _overwritten(world, lambda body: f"Mine.\n{body}")
    world.handle(7)
    assert world.issues[101].body.startswith("Mine.\n")
    world.passed(7, 600)
    assert world.state() is IssueState.COMPLETED
    _overwritten(world, lambda body: body.replace("Mine.", "Mine, after the end."))
    world.handle(7)
    assert world.issues[101].body.startswith("Mine, after the end.\n")
    assert world.state() is IssueState.COMPLETED


def test_words_around_a_text_without_a_marker() -> None:
    """The lines that are in no block of hygiene's are a person's."""
    world = _world()
    body = world.issues[101].body
    parsed = parse_body(body)
    assert parsed is not None
    found = around(parsed, f"Before.\n{body.partition(chr(10))[2]}\n\nAfter.", (body,))
    assert (found.before, found.after) == (("Before.",), ("After.",))
    assert around(parsed, "All mine.", (body,)).before == ("All mine.",)


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.partition("\n")[2],
        lambda _: "Only words of a person",
        lambda body: f"\ufeff{body}",
        lambda body: f"\u200b{body}",
        lambda body: body.replace('"category":"python ci"', '"category":"another"'),
        lambda body: body.replace(" tracker/python-ci ", " tracker/another "),
        lambda body: body.replace("<!-- hygiene:1 tracker/python-ci", "<!-- hygiene:"),
        lambda body: body.replace("<!-- hygiene:1", "<!--hygiene:1"),
    ],
)
def test_a_damaged_tracker_is_found_again(damage: Callable[[str], str]) -> None:
    """By its edit history, and its count goes on; a run of another category finds it as well."""
    for jobs in (BROKEN, JOBS):
        world = _world()
        world.edit(101, damage(world.issues[101].body))
        assert world.issues[101].body != world.texts["I_101"][0]
        world.failed(9, 501, jobs)
        world.failed(8, 502)
        assert sorted(world.issues) == [101]
        found = parse_body(world.issues[101].body)
        assert found is not None
        assert found.ledger is not None
        assert (found.identity, found.ledger.category, found.damaged) == ("tracker/python-ci", "python ci", "")
        assert {one.run_id for one in found.ledger.occurrences} >= {500, 502}
        assert world.decide(8).plan == ()


def test_a_sweep_finds_a_damaged_tracker_again() -> None:
    """Its history is read before anything is decided."""
    world = _world()
    world.edit(101, world.issues[101].body.partition("\n")[2])
    snapshot = replace(world.snapshot(""), subjects=SubjectStates())
    decision = decide_sweep(snapshot, world.policy)
    assert (decision.plan, decision.needs_history) == ((), ("I_101",))
    world.texts["I_101"] = ["nothing", "else"]
    read = replace(snapshot, overwritten={"I_101": ("else", "nothing")}, by_others={"I_101": (True, False)})
    assert any("#101 has no marker" in notice for notice in decide_sweep(read, world.policy).notices)


def test_other_issues_of_the_same_account_cost_nothing() -> None:
    """An issue of another tool with our label: no history is read for it, and no report names it."""
    world = _world()
    world.issues[102] = replace(world.issues[101], id="I_102", number=102, title="Flaky tests", body="A list")
    world.edit(102, "A longer list")
    decision = world.decide(7)
    assert (decision.needs_history, decision.notices) == ((), ())
