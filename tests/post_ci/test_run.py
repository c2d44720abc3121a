"""Settings, ports and decisions put together: whose configuration counts, and several scopes as one report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.errors import UsageError
from hygiene.model.report import CommentAction, CommentResult, Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.trigger import Trigger
from hygiene.post_ci.connect import SystemClock, connect
from hygiene.post_ci.run import combined, trigger_of
from hygiene.settings import Settings, Token
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

SETTINGS = Settings("o/r", Token("x"), "https://api.github.com/graphql", "https://github.com")
GATE = ".github/workflows/gate.yml"
WORKFLOW = "on: pull_request\njobs:\n  a:\n    name: from the workflow\n    runs-on: x\n    steps: [{run: make}]\n"
REPORT = Report(Outcome.SETTLED, "o/r")


def test_which_event(tmp_path: str) -> None:
    """A number on the command line is used before any event."""
    settings = replace(SETTINGS, event_path=f"{tmp_path}/gone.json", event_name="workflow_run")
    assert trigger_of(settings, 7) == Trigger("o/r", "manual", (7,))
    with pytest.raises(UsageError, match="cannot be read"):
        trigger_of(settings, None)


@pytest.mark.parametrize("changes", [{"graphql_url": "https://xn--a/graphql"}, {"proxy": "nonsense://proxy"}])
def test_addresses_that_cannot_be_used(changes: dict[str, Any]) -> None:
    """An address that no client can use is a sentence."""
    with pytest.raises(UsageError, match="GITHUB_GRAPHQL_URL"):
        connect(replace(SETTINGS, **changes))


def test_the_real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real time is in UTC, real pauses are the system's, real chance is from 0 to below 1."""
    slept: list[float] = []
    monkeypatch.setattr("hygiene.post_ci.connect.time.sleep", slept.append)
    clock = SystemClock()
    clock.sleep(3.5)
    assert slept == [3.5]
    assert clock.now().tzinfo is UTC
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 60
    assert 0 <= clock.jitter() < 1


def test_one_report() -> None:
    """One scope is its own report, with the requests that were really sent."""
    connection = connect(SETTINGS)
    connection.transport.queries, connection.transport.mutations = 3, 1
    assert combined([REPORT], connection) == replace(REPORT, queries=3, mutations=1)
    connection.close()


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((Outcome.SETTLED, Outcome.SUPERSEDED), Outcome.SETTLED),
        ((Outcome.SKIPPED, Outcome.SUPERSEDED), Outcome.SUPERSEDED),
        ((Outcome.DEGRADED, Outcome.SETTLED), Outcome.DEGRADED),
        ((Outcome.SUPERSEDED, Outcome.SUPERSEDED), Outcome.SUPERSEDED),
    ],
)
def test_several_reports(outcomes: tuple[Outcome, ...], expected: Outcome) -> None:
    """Several scopes add up; the outcome is that of the scope which wrote or refused something."""
    connection = connect(SETTINGS)
    reports = [
        replace(
            REPORT,
            outcome=outcome,
            state="failure",
            status_comments=(CommentResult(number, CommentAction.CREATED, "failure"),),
            trackers=(TrackerResult("lint", TrackerAction.OPENED if number == 1 else TrackerAction.UPDATED, number),),
            passes=1,
            conflicts=number,
            markdown=f"text {number}",
            notices=("the same", f"notice {number}"),
        )
        for number, outcome in enumerate(outcomes, start=1)
    ]
    whole = combined(reports, connection)
    connection.close()
    assert whole.outcome is expected
    assert [comment.pull_request for comment in whole.status_comments] == [1, 2]
    assert whole.trackers == (TrackerResult("lint", TrackerAction.OPENED, 2),)
    assert (whole.passes, whole.conflicts, whole.markdown) == (2, 3, "text 1\n\ntext 2")
    assert whole.notices == ("the same", "notice 1", "notice 2")


def test_the_workflow_at_the_head(runner: Runner) -> None:
    """A pull request that adds a job to its own workflow gets a row for that job, from the same one query."""
    runner.repository.label("ci-failure")
    runner.repository.push("main", {GATE: WORKFLOW})
    runner.repository.push(
        "feature",
        {
            GATE: WORKFLOW
            + WORKFLOW.partition("jobs:\n")[2].replace("a:", "b:").replace("from the workflow", "added here")
        },
    )
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=RED, path=GATE)
    ran = runner.post_ci("--json", run=run)
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}
    body = runner.comments(number)[0].body
    assert "`added here`" in body
    assert "`from the workflow`" in body
