"""The life of a tracker: opened, kept up, escalated, resolved, reopened; and what it costs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from hygiene.failure_tracker.body import parse_body
from hygiene.model.decision import Decision
from hygiene.model.plan import CreateIssue
from hygiene.model.policy import Policy
from hygiene.model.report import TrackerAction
from hygiene.model.snapshot import IssueState, Label
from tests.failure_tracker.world import BROKEN, FAIL, JOBS, World


def _failed(number: int = 7, run_id: int = 500, world: World | None = None) -> World:
    world = world or World()
    world.failed(number, run_id)
    return world


def _passed(world: World, number: int = 7, run_id: int = 600) -> Decision:
    return world.passed(number, run_id)


def _kinds(world: World, number: int = 101) -> list[str]:
    return [found for note in world.issues[number].notes for found in re.findall(r'"kind":"(\w+)"', note.body)]


def test_a_first_failure_opens_one_tracker() -> None:
    """One issue for the category, with the label, the subject and the run; the aggregate job opens none."""
    world = _failed()
    (issue,) = world.issues.values()
    assert issue.title == "CI failure: python ci"
    assert issue.has_label("ci-failure")
    assert "Tracked PR: #7" in issue.body
    assert "<!-- tracked-pr: 7 -->" in issue.body
    assert "/actions/runs/500/attempts/1" in issue.body
    assert "**1** occurrence " in issue.body
    assert issue.notes == ()


def test_the_same_run_three_times_is_one_occurrence() -> None:
    """An event that comes again costs one request and writes nothing."""
    world = _failed()
    before = world.issues[101]
    for _ in range(2):
        decision = world.handle(7)
        assert (world.requests, decision.plan) == (1, ())
        assert decision.trackers[0].occurrences == 1
    assert world.issues[101] == before


def test_another_pull_request_joins_the_same_tracker() -> None:
    """A known category costs two requests, and notifies nobody."""
    world = _failed(8, 501, _failed())
    assert len(world.issues) == 1
    assert "Tracked PR: #7, #8" in world.issues[101].body
    assert world.handle(8).trackers[0].occurrences == 2
    pull = world.pull(9, "head-9")
    world.run(pull.head_oid, 502, BROKEN)
    world.handle(9)
    assert world.requests == 2


def test_forty_occurrences_leave_ten_rows_and_a_count_of_forty() -> None:
    """History is short, the count is whole."""
    world = World()
    for run_id in range(500, 540):
        _failed(7, run_id, world)
    body = world.issues[101].body
    assert "**40** occurrences" in body
    assert re.findall(r"(?m)^\| \S+ \S+ \| \[(\d+)\]", body) == [str(run_id) for run_id in range(539, 529, -1)]
    assert "and 30 older" in body


def test_hundreds_of_occurrences_are_counted_and_the_body_stays_small() -> None:
    """What is folded counts, in the total and in the row of its fingerprint."""
    world = World()
    for run_id in range(500, 611):
        _failed(7, run_id, world)
    body = world.issues[101].body
    assert "**111** occurrences" in body
    assert "· 111 times, last " in body
    assert "the oldest 11 occurrences are counted" in body
    assert len(body.encode()) < 40_000


def test_recovery_closes_with_one_note_that_names_the_run() -> None:
    """The last subject to recover ends the tracker: body, note and close in one go."""
    world = _failed()
    decision = _passed(world)
    issue = world.issues[101]
    assert world.requests == 2
    assert issue.state is IssueState.COMPLETED
    assert _kinds(world) == ["resolved"]
    assert "[run 600](https://github.com/o/r/actions/runs/600)" in issue.notes[0].body
    assert "recovered" in issue.body
    assert decision.trackers[0].number == 101
    assert world.decide(7).plan == ()


def test_a_success_with_nothing_to_do_writes_nothing() -> None:
    """Whoever never failed leaves the trackers of others alone."""
    world = _failed()
    decision = _passed(world, 9)
    assert (world.requests, decision.plan, decision.trackers) == (1, (), ())


def test_repeated_successes_write_nothing() -> None:
    """A subject that has recovered is not written down again with every green run."""
    world = _failed(8, 501, _failed())
    _passed(world, 7)
    before = world.issues[101]
    _passed(world, 7, 602)
    assert (world.requests, world.issues[101]) == (1, before)


def test_a_later_failure_reopens_the_same_issue() -> None:
    """With a note, the count going on, and a second episode."""
    world = _failed()
    _passed(world)
    _failed(7, 700, world)
    assert [issue.state for issue in world.issues.values()] == [IssueState.OPEN]
    assert _kinds(world) == ["resolved", "reopened"]
    assert "**2** occurrences" in world.issues[101].body


def test_after_the_window_a_new_issue_continues_the_old_one() -> None:
    """The old issue stays closed and is linked."""
    world = _failed()
    _passed(world)
    old = world.issues[101]
    world.now += timedelta(days=15)
    _failed(7, 700, world)
    assert sorted(world.issues) == [101, 102]
    assert world.issues[101] == old
    assert "continues #101" in world.issues[102].body
    assert "**1** occurrence " in world.issues[102].body
    _passed(world, 7, 701)
    assert world.issues[102].state is IssueState.COMPLETED


def test_each_category_has_its_own_tracker() -> None:
    """Two broken jobs are two trackers, opened in one document."""
    world = World()
    world.pull(7, "head-7")
    world.run("head-7", 500, BROKEN | {"docker smoke": FAIL})
    world.handle(7)
    assert {issue.title for issue in world.issues.values()} == {"CI failure: docker smoke", "CI failure: python ci"}


def test_the_aggregate_opens_one_only_when_it_fails_alone() -> None:
    """Then, and only then, it shows something that no other job shows."""
    world = World()
    world.pull(7, "head-7")
    world.run("head-7", 500, JOBS | {"gate": FAIL})
    world.handle(7)
    assert [issue.title for issue in world.issues.values()] == ["CI failure: gate"]


def test_switched_off_nothing_is_decided() -> None:
    """The kill switch, and the flag for the status comment alone."""
    world = World().tracker(enabled=False)
    world.pull(7, "head-7")
    world.run("head-7", 500, BROKEN)
    assert world.decide(7) == Decision()
    world.policy = Policy(jobs=(), only="status-comment")
    assert world.decide(7) == Decision()


def test_a_first_failure_and_its_recovery_in_one_read_open_nothing() -> None:
    """The event of the failing attempt was lost, and the next one finds it passed."""
    world = World()
    world.pull(7, "head-7")
    world.run("head-7", 500, BROKEN)
    world.run("head-7", 500, JOBS)
    world.handle(7)
    assert world.issues == {}


def test_two_reads_of_the_same_write_the_same_bytes() -> None:
    """Nothing in a plan depends on who reads, or when."""
    world = World(labels={"ci-failure": Label("L_1", "ci-failure")})
    world.pull(7, "head-7")
    world.run("head-7", 500, BROKEN)
    first = world.decide(7)
    world.now += timedelta(hours=3)
    second = world.decide(7)
    assert first.plan == second.plan
    assert any(isinstance(operation, CreateIssue) for operation in first.plan)


def test_results_have_the_tracker_of_every_category_concerned() -> None:
    """With its number, its address and the count."""
    world = _failed()
    (found,) = world.handle(7).trackers
    assert (found.category, found.action, found.occurrences) == ("python ci", TrackerAction.UNCHANGED, 1)
    assert (found.number, found.url) == (101, "https://github.com/o/r/issues/101")


def test_a_second_decision_parses_no_body_again() -> None:
    """The parsed bodies of the largest repository that is supported are all kept between two decisions."""
    world = World()
    world.failed()
    for number in range(200, 700):
        body = world.issues[101].body.replace("tracker/python-ci", f"tracker/job-{number}")
        world.issues[number] = replace(world.issues[101], id=f"I_{number}", number=number, body=body)
    world.decide(7)
    parsed = parse_body.cache_info().misses
    world.decide(7)
    assert parse_body.cache_info().misses == parsed
