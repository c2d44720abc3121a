"""Scenarios about jobs whose conclusion is not the result: skipped, timed out, allowed to fail; and closed subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills import claims
from hygiene.drills.content import status_comments, without_markers
from hygiene.drills.scenario import Claim, scenario
from hygiene.drills.setup import BETWEEN_RUNS_S, create_repository, open_pull_request
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.example import GATE_PATH, PASSING_JOBS
from hygiene.sandbox.runs import Job

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation

_LIMIT = Annotation(".github", 1, "The job has exceeded the maximum execution time of 30m0s")
_TIMED_OUT = Job("cancelled", steps={"Pytest": "cancelled"}, annotations=[_LIMIT], seconds=1_800)
_JOB = "{runs-on: ubuntu-latest, steps: [{run: make}]}"
_ALLOWING = f"""name: Gate
on: [push, pull_request]
jobs:
  unit: {_JOB}
  nightly: {_JOB.replace("{r", "{continue-on-error: true, r", 1)}
"""


def _text_shown(text: str) -> Claim:
    def check(simulation: Simulation) -> str:
        body = without_markers(status_comments(simulation.repository, 1)[0].body)
        return "" if text in body else f"{text!r} is not in the comment"

    return Claim("text-shown", f"The comment contains {text!r}.", check)


@scenario(
    "A later run that skips every job hides no failure",
    claims.one_comment(1),
    claims.headline(1, "❌", "that it failed"),
    claims.one_tracker,
    claims.occurrence_count(1),
    claims.label(present=True),
    claims.request_limit(6),
)
def _late_skip(simulation: Simulation) -> None:
    create_repository(simulation)
    failed = open_pull_request(simulation)
    simulation.post_ci(failed.event, title="The Gate fails on pull request #1")
    simulation.world.advance(BETWEEN_RUNS_S)
    run = simulation.repository.workflow_run(head=failed.head, jobs=dict.fromkeys(PASSING_JOBS, "skipped"))
    simulation.post_ci(
        simulation.repository.run_event(run),
        title="A label is added, which starts another run on the same commit; all its jobs are skipped",
    )


@scenario(
    "A job that exceeded its time limit has failed",
    claims.one_comment(1),
    claims.headline(1, "❌", "that it failed"),
    claims.one_tracker,
    _text_shown("timed out"),
    claims.label(present=True),
    claims.request_limit(4),
)
def _time_out(simulation: Simulation) -> None:
    create_repository(simulation)
    failed = open_pull_request(simulation, jobs={**PASSING_JOBS, "docker smoke": _TIMED_OUT})
    simulation.post_ci(failed.event, title="A job exceeds its timeout-minutes, and GitHub concludes it as cancelled")


@scenario(
    "A job that may fail changes neither the result nor the trackers",
    claims.one_comment(1),
    claims.headline(1, "✅", "that it passed"),
    _text_shown("failed (allowed)"),
    claims.no_open_tracker,
    claims.label(present=False),
    claims.request_limit(3),
)
def _allowed_failure(simulation: Simulation) -> None:
    create_repository(simulation, files={GATE_PATH: _ALLOWING})
    jobs = {"unit": "success", "gate": "success", "nightly": "failure"}
    failed = open_pull_request(simulation, jobs=jobs)
    simulation.post_ci(failed.event, title="A job with continue-on-error fails")


@scenario(
    "The tracker of a pull request that was closed is closed",
    claims.one_comment(1),
    claims.no_open_tracker,
    claims.request_limit(12),
)
def _closed_pull_request(simulation: Simulation) -> None:
    """A pull request is closed without an event for hygiene."""
    repository = create_repository(simulation)
    first, second = open_pull_request(simulation), open_pull_request(simulation, "Add a product", PASSING_JOBS)
    simulation.post_ci(first.event, title="The Gate fails on pull request #1")
    repository.person("alice").close(first.number)
    main = repository.workflow_run(head=repository.head(), event="push", jobs=PASSING_JOBS)
    simulation.post_ci(
        second.event,
        repository.run_event(main),
        title="Its author closes it, without an event for hygiene; then other runs pass",
    )


SCENARIOS = (_late_skip, _time_out, _allowed_failure, _closed_pull_request)
