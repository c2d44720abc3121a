"""What happens to an occupied slot: duplicates, milestones, and writers that ended early or were overwritten."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hygiene.model.plan import CloseIssue, UpdateIssue
from hygiene.model.snapshot import EditCount, IssueState
from tests.failure_tracker.world import BROKEN, JOBS, World


def _twice() -> World:
    """Two trackers for one category, as two first failures at the same instant leave them."""
    first, second = World(), World()
    first.failed(7, 500)
    second.checks = 50
    second.failed(8, 501)
    first.issues[102] = replace(second.issues[101], id="I_102", number=102)
    first.pull(8, "head-8-501")
    first.heads |= second.heads
    return first


def test_duplicates_are_merged_into_the_oldest() -> None:
    """With both occurrences and both subjects; the younger one is closed as a duplicate, without a note."""
    world = _twice()
    world.handle(7)
    assert (world.state(101), world.state(102)) == (IssueState.OPEN, IssueState.DUPLICATE)
    assert "Tracked PR: #7, #8" in world.issues[101].body
    assert "**2** occurrences" in world.issues[101].body
    assert world.issues[101].notes == ()


def test_a_duplicate_goes_only_after_the_survivor_is_seen_to_hold_it() -> None:
    """First the merge, and in the next pass the close."""
    world = _twice()
    plan = world.decide(7).plan
    assert [type(operation) for operation in plan] == [UpdateIssue]
    world.apply(plan)
    (close,) = world.decide(7).plan
    assert isinstance(close, CloseIssue)
    assert (close.number, close.duplicate_of) == (102, "I_101")


def test_any_run_merges_duplicates_that_it_reads() -> None:
    """Even a read that has nothing to do with the category."""
    world = _twice()
    world.failed(9, 600, {"docker smoke": JOBS["docker smoke"]})
    assert (world.state(101), world.state(102)) == (IssueState.OPEN, IssueState.DUPLICATE)


def test_a_duplicate_that_is_to_be_kept_open_is_kept_open() -> None:
    """A person stated it; what it recorded is merged all the same."""
    world = _twice()
    world.label(102, "hygiene:keep-open")
    world.handle(7)
    assert world.state(102) is IssueState.OPEN
    assert "Tracked PR: #7, #8" in world.issues[101].body
    assert world.decide(7).plan == ()


def test_a_duplicate_of_somebody_else_is_no_duplicate() -> None:
    """Only our own issues are ever closed."""
    world = _twice()
    world.issues[102] = replace(world.issues[102], own=False)
    assert world.decide(7).plan == ()


def test_trackers_without_subjects_do_not_end_as_recovered() -> None:
    """Two damaged ones without any history: one stays open, until a run shows whether it still fails."""
    world = _twice()
    for number in (101, 102):
        world.edit(number, "<!-- hygiene:1 tracker/python-ci gar\n<!-- /hygiene -->")
    world.texts.clear()
    world.passed(9, 600)
    assert (world.state(101), world.state(102)) == (IssueState.OPEN, IssueState.DUPLICATE)
    assert world.issues[101].notes == ()


def test_a_duplicate_that_recovered_while_it_was_merged_has_recovered() -> None:
    """The merge was planned before its subject passed, and lands after its close: the next pass learns of the end."""
    world = _twice()
    late = world.decide(7).plan
    pull = world.pull(8, "head-8-next")
    world.run(pull.head_oid, 600, JOBS)
    issue = world.issues.pop(101)
    world.handle(8)
    world.issues[101] = issue
    assert world.state(102) is IssueState.COMPLETED
    world.apply(late)
    assert "Tracked PR: #7, #8" in world.issues[101].body
    world.handle(7)
    assert "Tracked PR: #7\n" in world.issues[101].body


def test_a_tracker_that_recovered_takes_in_its_duplicate_before_it_is_closed() -> None:
    """Both recorded failures of one pull request: one note of the recovery, and nothing that failed is lost."""
    world, second = World(), World()
    world.failed()
    second.failed(7, 501)
    world.issues[102] = replace(second.issues[101], id="I_102", number=102)
    world.passed()
    assert (world.state(101), world.state(102)) == (IssueState.COMPLETED, IssueState.DUPLICATE)
    assert [len(world.issues[number].notes) for number in (101, 102)] == [1, 0]
    assert "**2** occurrences" in world.issues[101].body


def test_three_duplicates_end_as_one() -> None:
    """Nothing that any of them recorded is lost."""
    world = _twice()
    third = replace(world.issues[102], id="I_103", number=103)
    world.issues[103] = replace(third, body=third.body.replace("pr:8", "pr:9").replace("501", "502"))
    world.handle(7)
    assert [world.state(number) for number in (101, 102, 103)] == [
        IssueState.OPEN,
        IssueState.DUPLICATE,
        IssueState.DUPLICATE,
    ]
    assert "**3** occurrences" in world.issues[101].body


def test_the_history_of_an_overwritten_tracker_is_requested() -> None:
    """Its edit count is higher than its writer had read: nothing is planned before the edits are read."""
    world = World()
    world.failed()
    lost = world.issues[101].body
    world.failed(8, 501)
    world.edit(101, lost)
    decision = world.decide(8)
    assert (decision.plan, decision.needs_history) == ((), ("I_101",))
    world.handle(8)
    assert "**2** occurrences" in world.issues[101].body


def test_a_close_by_hygiene_that_came_too_late_is_no_persons_close() -> None:
    """A writer that was paused resolves and closes what was reopened meanwhile: the next run opens it again."""
    world = World()
    world.failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, JOBS)
    late = world.decide(7).plan
    world.handle(7)
    world.failed(8, 601)
    assert world.state() is IssueState.OPEN
    world.apply(late)
    assert world.state() is IssueState.COMPLETED
    world.handle(7)
    assert world.state() is IssueState.OPEN
    assert "Tracked PR: #8" in world.issues[101].body


def test_a_close_by_hygiene_that_was_overwritten_is_no_persons_close_either() -> None:
    """A failure that was written just after the close, by a writer who had not seen it: the tracker opens again."""
    world = World()
    world.failed()
    pull = world.pull(8, "head-8")
    world.run(pull.head_oid, 501, BROKEN)
    late = world.decide(8).plan
    world.passed()
    assert world.state() is IssueState.COMPLETED
    world.apply(late)
    world.handle(8)
    assert world.state() is IssueState.OPEN
    assert "Tracked PR: #8" in world.issues[101].body


def test_a_close_by_hygiene_without_a_note_is_no_persons_close() -> None:
    """The body alone states that it was resolved: an older failure that is seen late opens it again."""
    world = World()
    world.failed()
    pull = world.pull(8, "head-8")
    world.run(pull.head_oid, 501, BROKEN)
    world.label(101, "hygiene:quiet")
    world.passed()
    assert (world.state(), world.issues[101].notes) == (IssueState.COMPLETED, ())
    world.handle(8)
    assert world.state() is IssueState.OPEN


def test_a_read_of_another_category_requests_nothing() -> None:
    """Reading histories costs a request: only those pay who are concerned."""
    world = World()
    world.failed()
    world.edit(101, world.issues[101].body + "\nmine")
    world.edit(101, world.issues[101].body + "\nand mine")
    world.pull(9, "head-9")
    world.run("head-9", 600, {"docker smoke": JOBS["docker smoke"]})
    assert world.decide(9).needs_history == ()


def test_a_history_that_nobody_kept_does_not_stop_the_work() -> None:
    """People can delete edits: what is left is what is known."""
    world = World()
    world.failed()
    world.edit(101, world.issues[101].body, base=9)
    world.texts.clear()
    world.failed(8, 501)
    assert "**2** occurrences" in world.issues[101].body
    assert world.decide(8).plan == ()


def test_the_first_edit_may_count_as_one_or_two() -> None:
    """Hosts differ on whether the original is listed; neither is a conflict."""
    world = World()
    world.failed()
    world.failed(8, 501)
    world.issues[101] = replace(world.issues[101], edits=EditCount(2, original_listed=True))
    assert world.decide(8).needs_history == ()


def test_a_resolved_body_whose_issue_is_open_is_closed_with_its_note() -> None:
    """A writer ended in the middle; the next one finishes, and states it once."""
    world = World()
    world.failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, JOBS)
    world.apply(tuple(one for one in world.decide(7).plan if isinstance(one, UpdateIssue)))
    assert world.state() is IssueState.OPEN
    world.handle(7)
    assert world.state() is IssueState.COMPLETED
    assert len(world.issues[101].notes) == 1


def test_a_note_without_its_close_is_not_repeated() -> None:
    """The note landed, the close did not: only the close is left to do."""
    world = World()
    world.failed()
    pull = world.pull(7, "next")
    world.run(pull.head_oid, 600, JOBS)
    world.apply(tuple(one for one in world.decide(7).plan if not isinstance(one, CloseIssue)))
    (close,) = world.decide(7).plan
    assert isinstance(close, CloseIssue)


@pytest.mark.parametrize(("threshold", "notes"), [(3, 1), (0, 0), (9, 0)])
def test_escalation_happens_once(threshold: int, notes: int) -> None:
    """At its threshold one note, and never again, not even in a later episode."""
    world = World().tracker(escalate_at=threshold)
    for run_id in range(500, 505):
        world.failed(7, run_id)
    world.passed(7, 505)
    world.failed(7, 506)
    kinds = [found for note in world.issues[101].notes for found in re.findall(r'"kind":"(\w+)"', note.body)]
    assert kinds.count("escalated") == notes
    assert ("- escalated" in world.issues[101].body) == bool(notes)


def test_one_kind_of_failure_more_changes_the_rows_not_the_tracker() -> None:
    """Fingerprints are rows of one issue."""
    world = World()
    for run_id, error in ((500, "E1"), (501, "disk full"), (502, "E1")):
        pull = world.pull(7, f"head-{run_id}")
        world.run(pull.head_oid, run_id, BROKEN, error=error)
        world.handle(7)
    assert sorted(world.issues) == [101]
    errors = re.findall(r"(?m)^- .*`tests/test_a.py:7` (.*)\n.* · (once|\d times)", world.issues[101].body)
    assert errors == [("E1", "2 times"), ("disk full", "once")]
