"""Settings, ports and decisions put together: whose configuration counts, and several scopes as one report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.errors import UsageError
from hygiene.model.policy import Policy, StatusPolicy
from hygiene.model.report import CommentAction, CommentResult, Outcome, Report, TrackerAction, TrackerResult
from hygiene.model.trigger import Trigger
from hygiene.post_ci.run import SystemClock, combined, connect, policy_of, trigger_of
from hygiene.settings import Settings, Token
from tests.workflow_runner import RED

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

SETTINGS = Settings("o/r", Token("x"), "https://api.github.com/graphql", "https://github.com")
GATE = ".github/workflows/gate.yml"
WORKFLOW = "jobs:\n  a:\n    name: from the workflow\n"
REPORT = Report(Outcome.SETTLED, "o/r")


def test_the_default_branchs_configuration() -> None:
    """Without a file here, the default branch's counts."""
    assert policy_of(SETTINGS, {"hygiene.toml": "jobs = ['remote']"}, "").jobs == ("remote",)
    assert policy_of(SETTINGS, {}, "") == Policy()


def test_a_local_configuration_wins() -> None:
    """With a file here, the default branch's does not."""
    local = replace(SETTINGS, policy=Policy(jobs=("local",)), policy_source="hygiene.toml")
    assert policy_of(local, {"hygiene.toml": "jobs = ['remote']"}, "").jobs == ("local",)


def test_flags_win_over_the_default_branch() -> None:
    """What the command line said is said about the remote configuration as well."""
    flags = Policy(key="flag", only="status-comment", status=StatusPolicy(adopt="<!-- mine"))
    text = "key = 'remote'\n[status]\nadopt = '<!-- theirs'\nfailures-max = 3"
    policy = policy_of(replace(SETTINGS, policy=flags), {"hygiene.toml": text}, "")
    assert (policy.key, policy.only, policy.status.adopt, policy.status.failures_max) == (
        "flag", "status-comment", "<!-- mine", 3
    )  # fmt: skip
    policy = policy_of(SETTINGS, {"hygiene.toml": text}, "")
    assert (policy.key, policy.only, policy.status.adopt) == ("remote", "", "<!-- theirs")


def test_jobs_of_the_workflow() -> None:
    """Where nobody configured the jobs, those of the workflow at the head count."""
    assert policy_of(SETTINGS, {GATE: WORKFLOW}, GATE).workflow_jobs == ("from the workflow",)
    configured = {GATE: WORKFLOW, "hygiene.toml": "jobs = ['x']"}
    assert policy_of(SETTINGS, configured, GATE).workflow_jobs is None


@pytest.mark.parametrize("text", ["jobs: [", "- a", "", "jobs: {a: {uses: ./.github/workflows/gone.yml}}", "\x00"])
def test_a_workflow_that_cannot_be_read(text: str) -> None:
    """A broken workflow of a fork ends nothing: the defaults hold, and a notice may say why."""
    policy = policy_of(SETTINGS, {GATE: text}, GATE)
    assert policy.jobs is None


def test_a_mistake_in_the_default_branchs_configuration() -> None:
    """It is told with its place."""
    with pytest.raises(UsageError, match=r"^\.github/hygiene\.toml: unknown key `job`"):
        policy_of(SETTINGS, {".github/hygiene.toml": "job = 1"}, "")


def test_who_rang(tmp_path: str) -> None:
    """A number by hand comes before any event."""
    settings = replace(SETTINGS, event_path=f"{tmp_path}/gone.json", event_name="workflow_run")
    assert trigger_of(settings, 7) == Trigger("o/r", "by_hand", (7,))
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
    monkeypatch.setattr("hygiene.post_ci.run.time.sleep", slept.append)
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
    """Several scopes add up; the outcome is the one that has something to say."""
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
    """A pull request that adds a job to its own workflow is asked for that job, in the same one query."""
    runner.repository.label("ci-failure")
    runner.repository.push("main", {GATE: WORKFLOW})
    runner.repository.push("feature", {GATE: f"{WORKFLOW}  b:\n    name: added here\n"})
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=RED, path=GATE)
    ran = runner.post_ci("--json", run=run)
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}
    body = runner.comments(number)[0].body
    assert "`added here`" in body
    assert "`from the workflow`" in body
