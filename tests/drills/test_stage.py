"""The main job on the stage: its way to the sandbox, what is written down, and how it ends."""

from __future__ import annotations

import json

import pytest

from hygiene.drills.ground import GREEN, RED, begin, opened, pushed
from hygiene.drills.holdings import status_comments, trackers
from hygiene.drills.stage import READER, WRITER, Call, Stage, StageClock
from hygiene.sandbox.faults import GatewayError, Reset, WrongPage


@pytest.fixture
def stage() -> Stage:
    """A stage with a green main branch."""
    stage = Stage(seed=1)
    begin(stage)
    return stage


def test_post_ci_writes_to_the_world(stage: Stage) -> None:
    """It is the real command's way: a comment and a tracker are there afterwards."""
    failed = opened(stage, "sum", "Add a sum")
    (ending,) = stage.post_ci(Call(failed.event))
    assert ending.outcome == "settled"
    assert len(status_comments(stage.home, failed.number)) == 1
    assert [issue.state for issue in trackers(stage.home)] == ["OPEN"]


def test_exchanges(stage: Stage) -> None:
    """Each request is written down with its document, its variables, its answer and what it changed."""
    failed = opened(stage, "sum", "Add a sum")
    stage.step("one")
    stage.post_ci(Call(failed.event, writer="W"))
    first, *others = stage.tape.exchanges
    assert (first.operation, first.kind, first.status, first.wrote) == ("ReadScope", "query", 200, ())
    assert first.document.lstrip().startswith("query ReadScope(")
    assert first.variables["name"] == "app"
    assert first.answer["data"]["repository"]
    assert [one.number for one in stage.tape.exchanges] == list(range(1, len(others) + 2))
    assert {(one.writer, one.step) for one in stage.tape.exchanges} == {("W", 1)}
    assert "issue.created" in [what for one in others for what in one.wrote]


def test_no_token_on_the_tape(stage: Stage) -> None:
    """The tape knows who asked, and never with which token."""
    failed = opened(stage, "sum", "Add a sum")
    stage.post_ci(Call(failed.event), Call(failed.event, token=READER))
    text = repr(stage.tape.exchanges)
    assert "github-actions[bot]" in text
    assert WRITER not in text
    assert READER not in text


@pytest.mark.parametrize(
    ("fault", "status", "answer"),
    [
        (GatewayError(), 502, "<!DOCTYPE html>"),
        (Reset(), 0, "reset"),
        (WrongPage(), 200, "<!DOCTYPE html>"),
    ],
)
def test_faults_on_the_tape(stage: Stage, fault: GatewayError, status: int, answer: str) -> None:
    """A broken request is written down as what it was."""
    failed = opened(stage, "sum", "Add a sum")
    stage.post_ci(Call(failed.event, faults=[fault]))
    first = stage.tape.exchanges[0]
    assert (first.status, first.fault, first.answered) == (status, type(fault).__name__, False)
    assert str(first.answer).startswith(answer)


def test_operating_errors_are_endings(stage: Stage) -> None:
    """A command that fails ends with its exit code, it does not end the story."""
    failed = opened(stage, "sum", "Add a sum")
    (ending,) = stage.post_ci(Call(failed.event, token="nobody"))  # noqa: S106 - no token at all
    assert ending.outcome.startswith("exit 4: ")
    assert stage.endings == [ending]


def test_race_is_a_race(stage: Stage) -> None:
    """All writers look before any of them writes."""
    failed = opened(stage, "sum", "Add a sum")
    endings = stage.race(*(Call(failed.event, writer=name) for name in "ABC"))
    kinds = [one.kind for one in stage.tape.exchanges]
    assert kinds[:3] == ["query"] * 3
    assert "mutation" in kinds
    assert sorted(ending.writer for ending in endings) == ["A", "B", "C"]


def test_same_seed_same_tape() -> None:
    """A whole race can be had again, answers and all."""

    def tape(seed: int) -> str:
        stage = Stage(seed)
        begin(stage)
        failed = opened(stage, "sum", "Add a sum")
        stage.race(*(Call(failed.event, writer=name) for name in "ABCD"))
        return json.dumps([(one.writer, one.at, one.answer) for one in stage.tape.exchanges])

    assert tape(3) == tape(3)
    assert tape(3) != tape(4)


def test_kept_worlds_stand_still(stage: Stage) -> None:
    """What was kept is as it was, whatever happens later; the first start keeps what was before it."""
    failed = opened(stage, "sum", "Add a sum")
    stage.post_ci(Call(failed.event))
    stage.keep("red")
    stage.post_ci(Call(pushed(stage, failed.number, GREEN).event))
    assert not status_comments(stage.at("before"), failed.number)
    assert [issue.state for issue in trackers(stage.at("red"))] == ["OPEN"]
    assert [issue.state for issue in trackers(stage.home)] == ["CLOSED"]


def test_clock_is_the_worlds(stage: Stage) -> None:
    """Sleeping moves the world's time and no other; chance comes from the seed."""
    clock = StageClock(stage.world, stage.chance)
    before, real = stage.world.now, clock.now()
    clock.sleep(1.2)
    assert stage.world.now == before + 2
    assert (clock.now() - real).total_seconds() == 2
    assert 0 <= clock.jitter() < 1


def test_fork(stage: Stage) -> None:
    """A pull request may come from a fork."""
    failed = opened(stage, "sum", "Add a sum", RED, fork="alice/app", author="alice")
    assert failed.event["workflow_run"]["head_repository"]["full_name"] == "alice/app"
