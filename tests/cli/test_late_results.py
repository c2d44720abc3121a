"""Results that GitHub shows later than it announces the end of their run: waited for, and never called unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.post_ci.reconcile import PAUSE_S
from hygiene.sandbox.faults import LateResults
from tests.cli.test_other_answers import Otherwise
from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault
    from hygiene.sandbox.runs import Job
    from hygiene.sandbox.transport import Chooser
    from tests.workflow_runner import Ran, Runner

LATE = LateResults()
NOTHING = LateResults("missing")
GATE_LATE = LateResults(jobs=("gate",))
RESULTS = "ReadRunResults"


@pytest.fixture
def runner(runner: Runner) -> Runner:
    """A runner with a configuration."""
    runner.settings(SETTINGS)
    return runner


def shown_after(runner: Runner, seconds: int, fault: Fault) -> Chooser:
    """A fault of every request for so many seconds from now."""
    until = runner.world.now + seconds
    return lambda _info: fault if runner.world.now < until else None


def operations(runner: Runner) -> list[str | None]:
    """What was requested, in order."""
    return [request.operation for request in runner.world.requests]


def body(runner: Runner, number: int) -> str:
    """The visible text of the one status comment."""
    (comment,) = runner.comments(number)
    return comment.body.partition("\n")[2]


@pytest.mark.parametrize("fault", [LATE, NOTHING, GATE_LATE], ids=repr)
@pytest.mark.parametrize(
    ("seconds", "slept", "queries"),
    [(0, [], 1), (4, [3], 3), (14, [3, 10], 4), (30, [3, 10, 20], 5), (65, [3, 10, 20, 30], 6)],
)
def test_results_that_arrive_while_it_waits(
    runner: Runner, fault: Fault, seconds: int, slept: list[int], queries: int
) -> None:
    """Whatever was late, comment and tracker are those of the results, and one small query in each pause reads them."""
    number, run = runner.proposal(RED)
    expected = runner.world.copy()
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, seconds, fault))
    assert (ran.code, ran.json["outcome"], ran.json["state"]) == (0, "settled", "failure")
    assert runner.clock.slept == [*slept, PAUSE_S]
    assert (ran.json["requests"]["queries"], operations(runner).count(RESULTS)) == (queries, len(slept))
    late = body(runner, number)
    runner.world = expected
    runner.clock.world = expected
    runner.post_ci(run=run)
    assert late == body(runner, number)


@pytest.mark.parametrize(
    ("jobs", "fault", "state", "sentence"),
    [
        (RED, LATE, "failure", "The run ended with `failure`; GitHub had not shown the result of `docker smoke`, "),
        (RED, NOTHING, "failure", "The run ended with `failure`; GitHub had not shown its results yet."),
        (GREEN | {"gate": "failure"}, GATE_LATE, "failure",
         "The run ended with `failure`; GitHub had not shown the result of `gate` yet."),
        (GREEN, GATE_LATE, "incomplete",
         "The run ended with `success`; GitHub had not shown the result of `gate` yet."),
        (GREEN, NOTHING, "incomplete", "The run ended with `success`; GitHub had not shown its results yet."),
        (GREEN | {"gate": "cancelled"}, GATE_LATE, "cancelled",
         "The run ended with `cancelled`; GitHub had not shown the result of `gate` yet."),
    ],
)  # fmt: skip
def test_results_that_do_not_arrive(
    runner: Runner, jobs: dict[str, str | Job], fault: Fault, state: str, sentence: str
) -> None:
    """After about a minute what is known is written, with the event's own conclusion, and a notice states the same."""
    number, run = runner.proposal(jobs)
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 3600, fault))
    assert (ran.code, ran.json["outcome"], ran.json["state"]) == (0, "settled", state)
    assert [notice for notice in ran.json["notices"] if notice.startswith(sentence)]
    text = body(runner, number)
    assert sentence in text
    assert "not finished" not in text
    assert "not reported yet" not in text
    assert (ran.json["requests"]["queries"], ran.json["requests"]["mutations"]) == (6, 1)
    assert operations(runner).count(RESULTS) == 4


def test_a_later_run_corrects_it(runner: Runner) -> None:
    """Whoever reads the results writes them, and the sentence is gone."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run, before=shown_after(runner, 3600, LATE))
    runner.run("post-ci", "--pr", str(number))
    assert "GitHub had not shown" not in body(runner, number)
    assert "boom" in body(runner, number)


def test_a_writer_without_the_run(runner: Runner) -> None:
    """Who runs without the event, while nothing is shown still, learns of the run's end from the comment."""
    number, run = runner.proposal(GREEN | {"gate": "failure"})
    late = shown_after(runner, 3600, GATE_LATE)
    runner.post_ci(run=run, before=late)
    before = body(runner, number)
    ran = runner.run("post-ci", "--pr", str(number), "--json", before=late)
    assert (ran.json["requests"]["queries"], ran.json["requests"]["mutations"]) == (1, 0)
    (runner.folder / "notes.md").write_text("hello", encoding="utf-8")
    ran = runner.run("section", "set", "notes", "--file", "notes.md", "--pr", str(number), before=late)
    assert ran.code == 0
    assert body(runner, number).startswith(before.rstrip().partition("\n\n<sub>Commit")[0])
    assert "not finished" not in body(runner, number)


@pytest.mark.parametrize("jobs", [GREEN | {"gate": "in_progress"}, {}])
def test_no_waiting_without_a_run_that_has_ended(runner: Runner, jobs: dict[str, str | Job]) -> None:
    """A command for a pull request, and its own event, name no run: what is shown is written at once."""
    number, _ = runner.proposal(jobs)
    runner.run("post-ci", "--pr", str(number))
    runner.event(runner.repository.pull_request_event(number), "pull_request")
    runner.run("post-ci")
    assert runner.clock.slept == []
    assert RESULTS not in operations(runner)


def test_a_run_that_goes_on(runner: Runner) -> None:
    """A ``workflow_run`` event of a run that has not ended does not wait either: its jobs are not finished."""
    number, run = runner.proposal(GREEN | {"gate": "in_progress"})
    runner.post_ci(run=run)
    assert runner.clock.slept == []
    assert "not finished" in body(runner, number)


def test_a_newer_head(runner: Runner) -> None:
    """Nobody waits for the results of a commit that is no longer the head."""
    number, run = runner.proposal(RED)
    runner.repository.person("octocat").push(number)
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 3600, LATE))
    assert (ran.json["outcome"], runner.clock.slept) == ("superseded", [])


def test_a_run_that_does_not_exist(runner: Runner) -> None:
    """Of a run that is not there, or was deleted, the conclusion is known and nothing else; it is no error."""
    number, run = runner.proposal(GREEN)
    payload = runner.repository.run_event(run)
    payload["workflow_run"] |= {"id": 99, "check_suite_node_id": "CS_gone", "conclusion": "failure"}
    runner.event(payload)
    ran: Ran = runner.run("post-ci", "--json")
    assert (ran.code, ran.json["outcome"], ran.json["state"]) == (0, "settled", "failure")
    assert "The run ended with `failure`; GitHub had not shown its results yet." in ran.json["notices"]
    assert "all 4" not in body(runner, number)


def test_a_failure_that_is_not_shown(runner: Runner) -> None:
    """The run has failed, and nothing that failed is listed: it is waited for, and never called passed."""
    number, run = runner.proposal(RED)

    def passed_only(node: dict[str, Any]) -> None:
        runs = node.get("runs") or node.get("failing")
        if isinstance(runs, dict):
            runs["nodes"] = [one for one in runs["nodes"] if one.get("conclusion") == "SUCCESS"]
            runs["totalCount"] = len(runs["nodes"])

    ran = runner.post_ci("--json", run=run, around=lambda inner: Otherwise(inner, passed_only))
    sentence = "The run ended with `failure`; GitHub had not shown which job failed yet."
    assert (ran.code, ran.json["state"], runner.clock.slept) == (
        0,
        "failure",
        [3, 10, 20, 30, PAUSE_S][: len(runner.clock.slept)],
    )
    assert len(runner.clock.slept) >= 4
    assert sentence in ran.json["notices"]
    assert sentence in body(runner, number)
    assert "passed" not in body(runner, number).splitlines()[0]


@pytest.mark.parametrize(
    ("jobs", "state"), [(GREEN, "success"), (GREEN | {"gate": "cancelled"}, "cancelled"), (RED, "failure")]
)
def test_a_run_of_which_only_the_end_is_not_shown(runner: Runner, jobs: dict[str, str | Job], state: str) -> None:
    """All jobs are shown as finished, the run is not: it is waited for, and then the jobs' results are not denied."""
    number, run = runner.proposal(jobs)
    ran = runner.post_ci("--json", run=run, around=lambda inner: Otherwise(inner, without_end))
    assert (ran.code, ran.json["state"], runner.clock.slept[:4]) == (0, state, [3, 10, 20, 30])
    text = body(runner, number)
    assert f"The run ended with `{state}`; GitHub had not shown that yet." in text
    assert "its results" not in text
    assert ("all 4 jobs passed" in text) == (jobs is GREEN)
    assert "not finished" not in text


@pytest.mark.parametrize("shows_end", [True, False])
def test_a_failure_that_the_results_contradict(runner: Runner, *, shows_end: bool) -> None:
    """The event's failure is newer than an end, or the lack of one, with which nothing failed."""
    number, run = runner.proposal(GREEN)
    payload = runner.repository.run_event(run)
    payload["workflow_run"]["conclusion"] = "failure"
    runner.event(payload)
    ran = runner.run("post-ci", "--json", around=lambda inner: inner if shows_end else Otherwise(inner, without_end))
    assert (ran.json["state"], runner.clock.slept[:4]) == ("failure", [3, 10, 20, 30])
    assert "The run ended with `failure`; GitHub had not shown which job failed yet." in body(runner, number)


def without_end(node: dict[str, Any]) -> None:
    """A suite that goes on although its check runs have ended."""
    if node.get("suiteConclusion"):
        node |= {"suiteStatus": "IN_PROGRESS", "suiteConclusion": None}


EARLIER = LateResults("previous_attempt")


@pytest.mark.parametrize(("first", "second"), [(RED, GREEN), (GREEN, RED)])
def test_an_attempt_that_is_not_shown_yet(
    runner: Runner, first: dict[str, str | Job], second: dict[str, str | Job]
) -> None:
    """After a re-run, results of the attempt before it are no results: the new ones are waited for."""
    number, run = runner.proposal(first)
    runner.post_ci(run=run)
    runner.repository.rerun(run, second)
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 14, EARLIER))
    assert ran.json["state"] == ("failure" if second is RED else "success")
    assert runner.clock.slept[-3:-1] == [3, 10] or runner.clock.slept[-2:] == [3, 10]
    assert "GitHub had not shown" not in body(runner, number)


def test_an_attempt_that_is_never_shown(runner: Runner) -> None:
    """What passed before may not have run again; what failed before has, and is not called failed."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.rerun(run, GREEN)
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 3600, EARLIER))
    assert ran.json["state"] == "incomplete"
    sentence = "The run ended with `success`; GitHub had not shown the results of attempt 2 yet."
    assert sentence in ran.json["notices"]
    text = body(runner, number)
    assert sentence in text
    assert "boom" not in text
    assert "❌" not in text


def test_an_event_of_an_earlier_attempt(runner: Runner) -> None:
    """The event of the first attempt arrives when the second has passed: what is shown is written at once."""
    number, run = runner.proposal(RED)
    payload = runner.repository.run_event(run)
    runner.repository.rerun(run, GREEN)
    runner.event(payload)
    ran = runner.run("post-ci", "--json")
    assert (ran.json["state"], RESULTS in operations(runner)) == ("success", False)
    assert "GitHub had not shown" not in body(runner, number)


def test_an_event_of_an_earlier_attempt_while_the_next_one_runs(runner: Runner) -> None:
    """Then jobs are not finished: that attempt will have an event of its own."""
    number, run = runner.proposal(RED)
    payload = runner.repository.run_event(run)
    runner.repository.rerun(run, GREEN | {"gate": "in_progress"})
    runner.event(payload)
    ran = runner.run("post-ci", "--json")
    assert (ran.json["state"], RESULTS in operations(runner)) == ("pending", False)
    assert "not finished" in body(runner, number)


def test_several_pull_requests_of_one_run(runner: Runner) -> None:
    """They are waited for once, and each shows what is known."""
    runner.repository.push("1.x", {"a": "b"})
    number, run = runner.proposal(RED)
    other = runner.repository.pull_request("feature", base="1.x")
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 3600, NOTHING))
    assert sum(seconds for seconds in runner.clock.slept if seconds > 2) == 63
    for one in (number, other):
        assert "The run ended with `failure`" in body(runner, one)
    assert len(ran.json["status_comments"]) == 2


def test_a_branch(runner: Runner) -> None:
    """A push has no comment: only the notice states what is not known, and no tracker is opened for it."""
    head = runner.repository.push("main", {"a": "b"})
    run = runner.repository.workflow_run(head=head, jobs=RED, event="push")
    ran = runner.post_ci("--json", run=run, before=shown_after(runner, 3600, NOTHING))
    assert (ran.code, ran.json["trackers"]) == (0, [])
    assert "The run ended with `failure`; GitHub had not shown its results yet." in ran.json["notices"]
    assert runner.repository.issues() == []
