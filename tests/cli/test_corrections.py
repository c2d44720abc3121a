"""What others did between two runs, or between a read and a write, is corrected without losing their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.model.marker import Marker, decode
from hygiene.sandbox.faults import FieldFails, GatewayError, Lag, Reset
from hygiene.sandbox.refusal import Refusal
from tests.cli.tracked import Meanwhile
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault, RequestInfo
    from tests.workflow_runner import Runner

BOT = "github-actions[bot]"


def no_deletions(runner: Runner) -> None:
    """A host on which our token may write comments, but not delete them."""

    def refuse(*_: object) -> None:
        raise Refusal("FORBIDDEN", "Resource not accessible by integration")

    runner.monkeypatch.setattr("hygiene.sandbox.writes.delete_comment", refuse)


@pytest.mark.parametrize("changed", [True, False], ids=["with news", "without news"])
def test_duplicates_that_may_not_be_deleted(runner: Runner, changed: bool) -> None:  # noqa: FBT001 - a table's column
    """Where deletion is forbidden, duplicates are hidden, and one comment stays in sight."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)
    runner.repository.person(BOT).comment(number, first.body)
    if changed:
        runner.repository.rerun(run, GREEN)
    no_deletions(runner)
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert [comment.minimized for comment in runner.comments(number)] == [None, "duplicate"]
    assert runner.comments(number)[0].id == first.id
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


@pytest.mark.parametrize("text", ["", "gone", "<!-- hygiene:1 status {", "<!-- hygiene:1 status null -->\nx"])
def test_a_damaged_comment(runner: Runner, text: str) -> None:
    """A person who edits the comment finds it restored; without a marker it is that person's from then on."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)
    runner.repository.person("alice").edit_comment(first.id, text or " ")
    assert runner.post_ci(run=run).code == 0
    whole = [comment for comment in runner.comments(number) if isinstance(decode(comment.body), Marker)]
    assert len(whole) == 1
    assert "python ci (3.11)" in whole[0].body


def test_a_deleted_comment(runner: Runner) -> None:
    """A comment that somebody deleted between a read and a write comes back by the next pass."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.rerun(run, GREEN)

    def delete(info: RequestInfo) -> Fault | None:
        found = runner.comments(number)
        if info.kind == "mutation" and found and len(runner.world.requests) < 5:
            runner.repository.person("alice").delete_comment(found[0].id)
        return None

    ran = runner.post_ci("--json", run=run, before=delete)
    assert (ran.code, ran.json["outcome"]) == (0, "settled")
    assert len(runner.comments(number)) == 1


def test_a_deleted_tracker_label(runner: Runner) -> None:
    """Without its label a tracker is in no listing; the label is created again and put back."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.person("alice").delete_label("ci-failure")
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled")
    assert len(runner.repository.issues()) == 1
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0
    assert number in [comment["pull_request"] for comment in ran.json["status_comments"]]


def test_a_dropped_label(runner: Runner) -> None:
    """A token without push loses the label of the tracker it opens; it is put on afterwards."""
    _, run = runner.proposal(RED)
    runner.world.token("bot-token", push=False)
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    (issue,) = runner.repository.issues()
    assert len(issue.labels) == 1
    assert runner.post_ci("--json", run=run).json["requests"] == {"queries": 1, "mutations": 0}


@pytest.mark.parametrize("fault", [GatewayError(after=True), GatewayError(), Reset(after=True), Reset()])
def test_a_lost_answer(runner: Runner, fault: Fault) -> None:
    """Whether or not a lost mutation happened, in the end there is one comment and one tracker."""
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run, faults=[None, fault])
    assert (ran.code, ran.json["outcome"]) == (0, "settled")
    assert (len(runner.comments(number)), len(runner.repository.issues())) == (1, 1)
    assert runner.post_ci("--json", run=run).json["requests"]["mutations"] == 0


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_one_field_goes_wrong(runner: Runner, place: int, after: bool) -> None:  # noqa: FBT001 - a table's column
    """One field of a document that fails inside GitHub, written or not, is read again and repeated if needed."""
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run, faults=[None, FieldFails(place, after=after)])
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert (len(runner.comments(number)), len(runner.repository.issues())) == (1, 1)


def test_replicas_that_lag(runner: Runner) -> None:
    """Reads that lag by some writes cost another pass at most, never a second comment at rest."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.rerun(run, GREEN)
    for _ in range(3):
        assert runner.post_ci(run=run, faults=[Lag(3)]).code == 0
    runner.post_ci(run=run)
    assert len(runner.comments(number)) == 1
    assert len([issue for issue in runner.repository.issues() if issue.state_reason != "DUPLICATE"]) == 1


def test_an_old_read(runner: Runner) -> None:
    """When somebody wrote while the run waited for a limit to pass, what they wrote is read before the next write."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)
    runner.repository.rerun(run, GREEN)
    for extra in range(14):
        runner.repository.workflow_run(f"Extra {extra}", head=runner.repository.head("feature"), jobs={"x": "success"})
    alice = runner.repository.person("alice")

    def slow(info: RequestInfo) -> Fault | None:
        if info.operation == "ReadMoreSuites" and info.number < 7:
            alice.edit_comment(first.id, f"{first.body}\nAlice was here")
        return None

    runner.world.tick_s = 45
    ran = runner.post_ci("--json", run=run, before=slow)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert "ReadVersions" in [request.operation for request in runner.world.requests]
    assert "Alice" not in runner.comments(number)[0].body


def test_a_run_that_was_overtaken_before_its_first_write(runner: Runner) -> None:
    """Its comment is the second one, of a commit that is no longer the head: it is removed by the run that wrote it."""
    number, run = runner.proposal(GREEN)
    heads: list[str] = []

    def overtake(info: RequestInfo) -> Fault | None:
        if info.kind == "mutation" and not heads:
            heads.append(runner.repository.push("feature", {"README.md": "newer"}))
            Meanwhile(runner, runner.repository.workflow_run(head=heads[0], jobs=GREEN))(info)
        return None

    assert runner.post_ci(run=run, before=overtake).code == 0
    (comment,) = runner.comments(number)
    assert heads[0][:7] in comment.body


def test_a_slower_writer(runner: Runner) -> None:
    """A run whose read is older than another run's write does not revert the comment."""
    number, run = runner.proposal(RED)
    slow = runner.repository.run_event(run)
    runner.repository.rerun(run, GREEN)
    runner.post_ci(run=run)
    (green,) = runner.comments(number)
    runner.event(slow)
    assert runner.post_ci().code == 0
    assert runner.comments(number)[0].body == green.body


def test_a_section_that_was_overwritten(runner: Runner) -> None:
    """What another step contributed and a slower writer replaced unseen comes back from the edit history."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (before,) = runner.comments(number)
    (runner.folder / "coverage.md").write_text("Coverage is **81 %**.\n", encoding="utf-8")
    assert runner.run("section", "set", "coverage", "--file", "coverage.md").code == 0
    assert "Coverage is" in runner.comments(number)[0].body
    runner.repository.person(BOT).edit_comment(before.id, before.body)
    assert "Coverage is" not in runner.comments(number)[0].body
    ran = runner.post_ci("--json", run=run)
    assert "Coverage is **81 %**." in runner.comments(number)[0].body
    assert ran.json["conflicts"] >= 1
    assert "ReadEdits" in [request.operation for request in runner.world.requests]
    assert runner.post_ci("--json", run=run).json["requests"] == {"queries": 1, "mutations": 0}


def test_a_section_that_was_overwritten_in_the_midst_of_a_crowd(runner: Runner) -> None:
    """Where the first read does not count edits, the response to the write does, and the section comes back."""
    number, run = runner.proposal(RED)
    crowd(runner, number)
    runner.post_ci(run=run)
    (before,) = runner.comments(number)
    (runner.folder / "coverage.md").write_text("Coverage is **81 %**.\n", encoding="utf-8")
    runner.run("section", "set", "coverage", "--file", "coverage.md", "--pr", str(number))
    runner.repository.person(BOT).edit_comment(before.id, before.body)
    crowd(runner, number)
    assert "Coverage is" not in runner.comments(number)[0].body
    runner.repository.rerun(run, GREEN)
    ran = runner.post_ci("--json", run=run)
    assert "Coverage is **81 %**." in runner.comments(number)[0].body
    assert ran.json["requests"]["mutations"] <= 2
    assert runner.post_ci("--json", run=run).json["requests"] == {"queries": 1, "mutations": 0}


def test_a_damaged_comment_in_the_midst_of_a_crowd(runner: Runner) -> None:
    """It is taken over in its place, with what its edit history contains."""
    number, run = runner.proposal(RED)
    crowd(runner, number)
    runner.post_ci(run=run)
    (whole,) = runner.comments(number)
    for text in ("one", "two"):
        runner.repository.person("alice").edit_comment(whole.id, f"<!-- hygiene:1 status {{damaged}} -->\n{text}")
    crowd(runner, number)
    assert runner.post_ci("--json", run=run).json["outcome"] == "settled"
    assert [(one.id, one.body.split("\n", 1)[1]) for one in runner.comments(number)] == [
        (whole.id, whole.body.split("\n", 1)[1])
    ]


def test_duplicates_in_the_midst_of_a_crowd(runner: Runner) -> None:
    """The older one stays, wherever both are."""
    number, run = runner.proposal(RED)
    crowd(runner, number)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)
    crowd(runner, number)
    runner.repository.person(BOT).comment(number, first.body)
    crowd(runner, number)
    runner.repository.rerun(run, GREEN)
    ran = runner.post_ci("--json", run=run)
    assert [one.id for one in runner.comments(number)] == [first.id]
    assert ran.json["requests"] == {"queries": 3, "mutations": 2}


def crowd(runner: Runner, number: int) -> None:
    """Other people talk."""
    for place in range(20):
        runner.world.advance(1)
        runner.repository.person("octocat").comment(number, f"remark {place}")
