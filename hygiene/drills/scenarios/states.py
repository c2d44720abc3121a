"""Stories about results that are not what GitHub concludes: skipped late, timed out, allowed to fail, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.claims import Claim, counted, headline, one_comment, one_tracker, within
from hygiene.drills.ground import BETWEEN_RUNS_S, GATE, GREEN, HOME, begin, opened
from hygiene.drills.holdings import shown, status_comments, trackers
from hygiene.drills.scenario import Scenario
from hygiene.drills.stage import Call
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from hygiene.drills.stage import Stage

_LIMIT = Annotation(".github", 1, "The job has exceeded the maximum execution time of 30m0s")
_TIMED_OUT = Job("cancelled", steps={"Pytest": "cancelled"}, annotations=[_LIMIT], seconds=1_800)
_JOB = "{runs-on: ubuntu-latest, steps: [{run: make}]}"
_ALLOWING = f"""name: Gate
on: [push, pull_request]
jobs:
  unit: {_JOB}
  nightly: {_JOB.replace("{r", "{continue-on-error: true, r", 1)}
"""


def _skipped_later(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum")
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(failed.event))
    stage.world.advance(BETWEEN_RUNS_S)
    run = stage.home.workflow_run(head=failed.head, jobs=dict.fromkeys(GREEN, "skipped"))
    stage.step("A label is set, which starts another run on the same commit, and all of it is skipped")
    event = stage.home.run_event(run)
    stage.post_ci(Call(event))
    return Call(event)


def _timed_out(stage: Stage) -> Call:
    begin(stage)
    failed = opened(stage, "sum", "Add a sum", {**GREEN, "docker smoke": _TIMED_OUT})
    stage.step("A job runs into its timeout-minutes, which GitHub concludes as cancelled")
    stage.post_ci(Call(failed.event))
    return Call(failed.event)


def _allowed(stage: Stage) -> Call:
    begin(stage, HOME, {GATE: _ALLOWING})
    failed = opened(stage, "sum", "Add a sum", {"unit": "success", "gate": "success", "nightly": "failure"})
    stage.step("A job with continue-on-error fails")
    stage.post_ci(Call(failed.event))
    return Call(failed.event)


def _ended(stage: Stage) -> Call:
    begin(stage)
    first, second = opened(stage, "sum", "Add a sum"), opened(stage, "product", "Add a product", GREEN)
    stage.step("The Gate fails on pull request #1")
    stage.post_ci(Call(first.event))
    stage.home.person("alice").close(first.number)
    main = stage.home.workflow_run(head=stage.home.head(), event="push", jobs=GREEN)
    stage.step("Its author closes it, without any event for hygiene; then other runs pass")
    event = stage.home.run_event(main)
    stage.post_ci(Call(second.event), Call(event))
    return Call(event)


def _labels(*expected: int) -> Claim:
    def found(stage: Stage) -> str:
        labels = stage.home.thread(1).labels
        return "" if bool(labels) is bool(expected) else f"{len(labels)} labels"

    return Claim("label", f"Pull request #1 has {'the' if expected else 'no'} label.", found)


def _says(words: str) -> Claim:
    def found(stage: Stage) -> str:
        return "" if words in shown(status_comments(stage.home, 1)[0].body) else f"{words!r} is not in the comment"

    return Claim("says", f"The comment says {words!r}.", found)


def _no_open_tracker(stage: Stage) -> str:
    still = [issue.number for issue in trackers(stage.home) if issue.state == "OPEN"]
    return f"open: {still}" if still else ""


_NONE_OPEN = Claim("none-open", "No tracker is open.", _no_open_tracker)

STATES = (
    Scenario(
        "late-skip",
        "A later run that skips everything hides no failure",
        _skipped_later,
        (one_comment(1), headline(1, "❌", "that it failed"), one_tracker(), counted(1), _labels(1), within(6)),
    ),
    Scenario(
        "time-out",
        "A job that its time limit ended has failed",
        _timed_out,
        (one_comment(1), headline(1, "❌", "that it failed"), one_tracker(), _says("timed out"), _labels(1), within(4)),
    ),
    Scenario(
        "allowed-failure",
        "A job that may fail counts for nothing",
        _allowed,
        (
            one_comment(1),
            headline(1, "✅", "that it passed"),
            _says("failed (allowed)"),
            _NONE_OPEN,
            _labels(),
            within(3),
        ),
    ),
    Scenario(
        "ended-pull-request",
        "The tracker of a pull request that was closed ends",
        _ended,
        (one_comment(1), _NONE_OPEN, within(12)),
    ),
)
