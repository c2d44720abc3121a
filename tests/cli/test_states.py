"""States as people mean them, through the whole command: what GitHub concludes is not always what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.runs import Job
from tests.cli.after_use import labels
from tests.cli.tracked import GREEN, Life

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

LIMIT = "The job has exceeded the maximum execution time of 30m0s"


@pytest.fixture
def life(runner: Runner) -> Life:
    """A repository without a past."""
    return Life(runner)


def ended(*messages: str, seconds: int = 1_800, path: str = ".github") -> Job:
    """A job that was cancelled in its step Pytest, with these annotations of the runner."""
    annotations = [Annotation(path, 1, message) for message in messages]
    return Job("cancelled", steps={"Pytest": "cancelled"}, annotations=annotations, seconds=seconds)


@pytest.mark.parametrize(
    "messages",
    [
        (LIMIT, "The operation was canceled."),
        ("The operation was canceled.", LIMIT),
        ("The job running on runner GitHub Actions 2 has exceeded the maximum execution time of 360 minutes.",),
    ],
)
def test_a_job_that_its_time_limit_ended_has_failed(life: Life, messages: tuple[str, ...]) -> None:
    """It is timed out in the comment, in the label and in the tracker, and names the step that ran."""
    ran = life.push(GREEN | {"docker smoke": ended(*messages)})
    (number,) = life.pulls.values()
    body = life.runner.comments(number)[0].body
    assert "timed out" in body
    assert "Pytest" in body
    assert (ran.json["state"], life.actions(ran)) == ("failure", ["opened"])
    assert labels(life.runner, number) == {"ci-failure"}
    assert life.handle(life.exported["history"][0]["run_id"]).json["requests"]["mutations"] == 0


@pytest.mark.parametrize(
    "job",
    [
        ended("The run was canceled by @octocat."),
        ended("The operation was canceled.", "No job exceeded anything."),
        ended(LIMIT, path="tests/test_runner.py"),
        ended(),
    ],
)
def test_a_job_that_somebody_cancelled_has_not_failed(life: Life, job: Job) -> None:
    """Only the runner's own annotation shows a time limit."""
    ran = life.push(GREEN | {"docker smoke": job})
    (number,) = life.pulls.values()
    assert (ran.json["state"], life.trackers, labels(life.runner, number)) == ("cancelled", [], set())


def test_many_time_limits_are_all_shown(life: Life) -> None:
    """More than come with the first answer."""
    jobs = {f"leg ({number})": ended(LIMIT) for number in range(8)}
    life.runner.settings('workflow = ".github/workflows/gate.yml"\njobs = ["leg (1)", "leg (7)"]\n')
    life.push(jobs)
    (number,) = life.pulls.values()
    assert life.runner.comments(number)[0].body.count("timed out") >= len(jobs)


def failed(message: str, title: str | None = None) -> Job:
    """A job that failed in its step Pytest with this only annotation."""
    annotations = [Annotation(".github", 12, message, title)] if message or title else []
    return Job("failure", steps={"Pytest": "failure"}, annotations=annotations)


@pytest.mark.parametrize(
    "job",
    [
        failed("Process completed with exit code 1."),
        failed("Process completed with exit code -1073741819."),
        failed("The process '/usr/bin/make' failed with exit code 2"),
        failed("The action 'Run the tests' has timed out after 10 minutes."),
        failed(""),
        ended(LIMIT),
    ],
)
def test_a_failure_without_a_telling_message_is_never_known(life: Life, job: Job) -> None:
    """Two pull requests may fail the same step for different reasons."""
    life.main(GREEN)
    life.push(GREEN | {"docker smoke": job}, "one")
    life.push(GREEN | {"docker smoke": job}, "two")
    body = life.runner.comments(life.pulls["two"])[0].body
    assert "Likely caused by this pull request**: passes on `main`" in body
    assert "Known" not in body


@pytest.mark.parametrize("message", ["AssertionError: 3 != 2", "make: *** [test] Error 2", "disk full"])
def test_a_failure_with_a_telling_message_is_known(life: Life, message: str) -> None:
    """The same message in the same step of the same job is evidence."""
    life.main(GREEN)
    life.push(GREEN | {"docker smoke": failed(message)}, "one")
    life.push(GREEN | {"docker smoke": failed(message)}, "two")
    assert "**Known**" in life.runner.comments(life.pulls["two"])[0].body


@pytest.mark.parametrize(
    ("step", "expected"),
    [("Pytest", "**Also failing on `main`**"), ("Build", "**Cause unknown**: on main it fails in another step")],
)
def test_the_base_is_compared_by_step(life: Life, step: str, expected: str) -> None:
    """What fails on the base branch in another step is no excuse."""
    life.main(GREEN | {"docker smoke": Job("failure", steps={step: "failure"})})
    life.push(GREEN | {"docker smoke": failed("")})
    assert expected in life.runner.comments(life.pulls["feature"])[0].body


@pytest.mark.parametrize("state", ["failure", "cancelled", "in_progress"])
def test_a_success_for_another_event_is_no_recovery(life: Life, state: str) -> None:
    """Comment, label and tracker agree: the job has passed when it passed for each event of this commit."""
    life.push(GREEN | {"docker smoke": failed("disk full")})
    (number,) = life.pulls.values()
    head = life.runner.repository.head("feature")
    if state != "failure":
        life.runner.repository.workflow_run(head=head, jobs=GREEN | {"docker smoke": state})
    life.runner.repository.workflow_run(head=head, jobs=GREEN, event="push")
    life.handle(life.runner.repository.workflow_run(head=head, jobs=dict.fromkeys(GREEN, "skipped")))
    assert life.state == "OPEN"
    assert labels(life.runner, number) == {"ci-failure"}
    life.handle(life.runner.repository.workflow_run(head=head, jobs=GREEN))
    assert (life.state, labels(life.runner, number)) == ("CLOSED", set())
