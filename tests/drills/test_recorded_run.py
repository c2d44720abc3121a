"""Recorded runs and their copies in the sandbox. What a file must contain is tested with ``replay``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hygiene.drills.recorded_run import RecordedRun, SandboxRun, add_run
from hygiene.sandbox.checks import CheckRun, Suite
from hygiene.sandbox.world import World

DATA = Path(__file__).parents[1] / "data"
PYTEST = "Pytest (unit tests with coverage)"


def _text(name: str) -> str:
    return (DATA / f"gate-{name}-run.json").read_text(encoding="utf-8")


def _check_runs(copy: SandboxRun) -> list[CheckRun]:
    state = copy.repository.world.state
    suite = state.get(copy.repository.run(copy.run).suite, Suite)
    return [state.get(node, CheckRun) for node in suite.check_runs]


def test_a_real_run_keeps_its_ids_links_and_steps() -> None:
    """Ids, links, times and steps are those of the file."""
    world = World()
    copy = add_run(world, RecordedRun.model_validate_json(_text("failure")))
    given = json.loads(_text("failure"))
    runs = _check_runs(copy)
    assert [(run.name, run.database_id, run.url) for run in runs] == [
        (job["name"], job["databaseId"], job["url"]) for job in given["jobs"]
    ]
    failed = {run.name: [step.name for step in run.steps if step.conclusion == "FAILURE"] for run in runs}
    assert failed["core tests (3.12) / python 3.12"] == failed["core tests (3.11) / python 3.11"] == [PYTEST]
    assert [len(run.steps) for run in runs] == [len(job["steps"]) for job in given["jobs"]]
    event = copy.repository.run_event(copy.run)
    assert event["workflow_run"]["html_url"] == given["url"]
    assert event["workflow_run"]["head_sha"] == given["headSha"]
    assert event["repository"]["full_name"] == "stranske/Trend_Model_Project"


def test_the_next_run_lands_on_the_same_pull_request() -> None:
    """Head and clock move to those of the next run."""
    world = World()
    first = add_run(world, RecordedRun.model_validate_json(_text("failure")))
    second = add_run(world, RecordedRun.model_validate_json(_text("success")))
    assert (first.number, second.number) == (1, 1)
    event = second.repository.run_event(second.run)
    assert event["workflow_run"]["conclusion"] == "success"
    assert event["workflow_run"]["run_number"] == 2
    assert event["workflow_run"]["pull_requests"][0]["head"]["sha"] == json.loads(_text("success"))["headSha"]
    assert world.now == RecordedRun.model_validate_json(_text("success")).updated_s


def _changed(**changes: Any) -> str:  # noqa: ANN401 - keys of gh's output
    given = json.loads(_text("failure"))
    return json.dumps({key: value for key, value in {**given, **changes}.items() if value is not None})


def test_unfinished_runs_are_read() -> None:
    """The gh command prints empty conclusions and the year 1 for them."""
    job = {
        "name": "a",
        "conclusion": "",
        "status": "in_progress",
        "databaseId": 7,
        "url": "https://github.com/o/r/actions/runs/1/job/7",
        "startedAt": "2025-10-13T01:14:29Z",
        "completedAt": "0001-01-01T00:00:00Z",
        "steps": [
            {"name": "s", "number": 1, "conclusion": "", "status": "in_progress", "startedAt": "0001-01-01T00:00:00Z"}
        ],
    }
    (run,) = _check_runs(add_run(World(), RecordedRun.model_validate_json(_changed(jobs=[job]))))
    assert (run.status, run.conclusion, run.completed_at) == ("IN_PROGRESS", None, None)
    (step,) = run.steps
    assert (step.status, step.conclusion, step.started_at) == ("IN_PROGRESS", None, None)


@pytest.mark.parametrize("conclusion", ["startup_failure", "action_required"])
def test_a_run_without_jobs_keeps_its_conclusion(conclusion: str) -> None:
    """There are no check runs from which it could follow."""
    copy = add_run(World(), RecordedRun.model_validate_json(_changed(jobs=[], conclusion=conclusion)))
    assert _check_runs(copy) == []
    assert copy.repository.run_event(copy.run)["workflow_run"]["conclusion"] == conclusion


def test_jobs_may_share_a_name() -> None:
    """Both jobs are kept."""
    job = json.loads(_text("failure"))["jobs"][0]
    recorded = RecordedRun.model_validate_json(_changed(jobs=[job, {**job, "databaseId": 8}]))
    assert [run.database_id for run in _check_runs(add_run(World(), recorded))] == [job["databaseId"], 8]


def test_runs_of_other_hosts_keep_their_links() -> None:
    """The address may be that of GitHub Enterprise Server."""
    url = "https://ghe.example.com/o/r/actions/runs/5/attempts/2"
    recorded = RecordedRun.model_validate_json(_changed(url=url))
    assert (recorded.repository, recorded.database_id, recorded.url) == ("o/r", 5, url)
