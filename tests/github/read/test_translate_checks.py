"""Checks as GitHub may report them: every status and conclusion, those of tomorrow, and everything that can be null."""

from __future__ import annotations

from typing import Any

import pytest
from hygiene_github.enums import CheckConclusionState, CheckStatusState
from hygiene_github.fragments import AnnotationRef, BaseChecks, CheckRunRow, HeadChecks, StepRef, SuiteRef

from hygiene.github.read import translate_checks as checks
from hygiene.model.checks import CheckState, Suite

AT = "2025-10-13T00:00:00Z"
RUN_URL = "https://github.com/o/r/actions/runs/18452300001"
SUITE: dict[str, Any] = {
    "id": "CS_1",
    "suiteStatus": "COMPLETED",
    "suiteConclusion": "FAILURE",
    "createdAt": AT,
    "url": "https://github.com/o/r/commit/abc/checks?check_suite_id=1",
    "app": {"slug": "github-actions"},
    "workflowRun": {
        "databaseId": 18452300001,
        "runNumber": 41,
        "event": "pull_request",
        "url": RUN_URL,
        "file": {"path": ".github/workflows/gate.yml"},
        "workflow": {"name": "Gate"},
    },
}
RUN: dict[str, Any] = {
    "__typename": "CheckRun",
    "id": "CR_1",
    "databaseId": 52567800001,
    "name": "gate",
    "status": "COMPLETED",
    "conclusion": "SUCCESS",
    "startedAt": AT,
    "completedAt": "2025-10-13T00:01:30Z",
    "detailsUrl": f"{RUN_URL}/job/52567800001",
    "permalink": "https://github.com/o/r/runs/52567800001",
}
PAGE = {"hasNextPage": False, "endCursor": None}


def suite(**changes: object) -> Suite:
    """A suite as GitHub answers it, translated."""
    return checks.suite(SuiteRef.model_validate(SUITE | changes))


def head(suites: list[dict[str, Any] | None] | None, status: dict[str, Any] | None = None) -> HeadChecks:
    """A head commit as GitHub answers it."""
    found = None if suites is None else {"totalCount": len(suites), "pageInfo": PAGE, "nodes": suites}
    raw = {"__typename": "Commit", "oid": "a" * 40, "committedDate": AT, "status": status, "checkSuites": found}
    return HeadChecks.model_validate(raw)


@pytest.mark.parametrize("conclusion", [one for one in CheckConclusionState if one.name != "UNKNOWN"])
def test_every_conclusion(conclusion: CheckConclusionState) -> None:
    """A completed check has the state of its conclusion, in GitHub's own word."""
    found = checks.state(CheckStatusState.COMPLETED, conclusion)
    assert found is CheckState(conclusion.value.casefold())


@pytest.mark.parametrize("status", [one for one in CheckStatusState if one.name not in ("UNKNOWN", "COMPLETED")])
def test_every_status(status: CheckStatusState) -> None:
    """Whatever has no conclusion yet is pending, or waits for a person."""
    expected = CheckState.WAITING if status is CheckStatusState.WAITING else CheckState.PENDING
    assert checks.state(status, None) is expected


@pytest.mark.parametrize(
    ("status", "conclusion", "expected"),
    [
        ("COMPLETED", "EXPLODED", CheckState.UNKNOWN),
        ("COMPLETED", None, CheckState.UNKNOWN),
        ("DREAMING", None, CheckState.UNKNOWN),
        ("DREAMING", "SUCCESS", CheckState.SUCCESS),
        ("DREAMING", "EXPLODED", CheckState.UNKNOWN),
    ],
)
def test_words_of_tomorrow(status: str, conclusion: str | None, expected: CheckState) -> None:
    """An unknown value is unknown: neither green nor red."""
    row = CheckRunRow.model_validate(RUN | {"status": status, "conclusion": conclusion})
    assert checks.check_run(row, Suite("CS_1")).state is expected
    assert not CheckState.UNKNOWN.failed
    assert not CheckState.UNKNOWN.unfinished


def test_a_suite() -> None:
    """One run of one workflow."""
    found = suite()
    assert (found.app, found.workflow, found.path) == ("github-actions", "Gate", ".github/workflows/gate.yml")
    assert (found.run_id, found.run_number, found.event, found.run_url) == (18452300001, 41, "pull_request", RUN_URL)


def test_a_suite_of_another_app() -> None:
    """An app that runs no workflows has its own page; a deleted app has not even a name."""
    found = suite(workflowRun=None, app=None)
    assert (found.app, found.workflow, found.path, found.run_id, found.run_number) == ("", "", "", 0, 0)
    assert found.run_url.endswith("check_suite_id=1")


def test_a_run_without_a_number() -> None:
    """Where a host cannot give a 64-bit number, the address has it; a deleted file has no path."""
    run = SUITE["workflowRun"] | {"databaseId": None, "file": None}
    assert (suite(workflowRun=run).run_id, suite(workflowRun=run).path) == (18452300001, "")
    assert suite(workflowRun=run | {"url": "https://ghe/x"}).run_id == 0


def test_a_check_run() -> None:
    """A check run links to its log and lasted from start to end."""
    found = checks.check_run(CheckRunRow.model_validate(RUN), suite(), required=True)
    assert (found.name, found.database_id, found.required, found.duration_s) == ("gate", 52567800001, True, 90)
    assert found.url == f"{RUN_URL}/job/52567800001"


def test_a_check_run_of_another_app() -> None:
    """Without details of its own it links to GitHub's page; what has not ended has no duration."""
    row = RUN | {"detailsUrl": None, "databaseId": None, "completedAt": None, "conclusion": None, "status": "QUEUED"}
    found = checks.check_run(CheckRunRow.model_validate(row), suite())
    assert (found.url, found.database_id, found.duration_s) == (RUN["permalink"], 0, None)


def test_steps_and_annotations() -> None:
    """A step has a number and a state; an annotation may name neither title nor line nor level."""
    assert (
        checks.step(StepRef.model_validate({"number": 3, "name": "Pytest", "conclusion": None})).state.failed is False
    )
    failed = checks.step(StepRef.model_validate({"number": 3, "name": "Pytest", "conclusion": "FAILURE"}))
    assert (failed.number, failed.state) == (3, CheckState.FAILURE)
    raw = {"path": "a.py", "title": None, "message": "boom", "location": {"start": {"line": 0}}}
    bare = checks.annotation(AnnotationRef.model_validate({**raw, "annotationLevel": None}))
    assert (bare.level, bare.line, bare.title, bare.message) == ("", None, "", "boom")
    raw["location"] = {"start": {"line": 7}}
    assert checks.annotation(AnnotationRef.model_validate({**raw, "annotationLevel": "FAILURE"})).level == "failure"


def test_a_head_without_anything() -> None:
    """A commit on which nothing reported, or whose suites may not be seen, has no checks."""
    nothing: list[list[dict[str, Any] | None] | None] = [None, [], [None]]
    for suites in nothing:
        found = checks.head_checks(head(suites))
        assert (found.suites, found.runs, found.statuses) == ((), (), ())


def test_a_head() -> None:
    """Check runs with their suite; those that fail with what failed in them, in whatever order it came."""
    steps = [
        None,
        {"number": 1, "name": "Lint", "conclusion": "SUCCESS"},
        {"number": 2, "name": "Pytest", "conclusion": "FAILURE"},
    ]
    failing = {"__typename": "CheckRun", "id": "CR_2", "annotations": None, "steps": {"nodes": steps}}
    rows = [RUN, None, RUN | {"id": "CR_2", "name": "tests", "conclusion": "FAILURE"}]
    shown = {
        **SUITE,
        "runs": {"totalCount": 2, "pageInfo": PAGE, "nodes": rows},
        "failing": {"totalCount": 1, "nodes": [None, failing]},
    }
    found = checks.head_checks(head([shown]))
    assert [(run.name, [step.name for step in run.steps]) for run in found.runs] == [
        ("gate", []),
        ("tests", ["Pytest"]),
    ]
    assert {run.suite.id for run in found.runs} == {"CS_1"}


def test_legacy_statuses() -> None:
    """Statuses of the old kind, with what tomorrow may bring."""
    base = {"__typename": "StatusContext", "description": None, "targetUrl": None, "createdAt": AT}
    words = ["SUCCESS", "FAILURE", "ERROR", "PENDING", "EXPECTED", "NOVEL"]
    contexts = [{**base, "id": f"SC_{word}", "context": word, "state": word} for word in words]
    contexts[0] |= {"targetUrl": "https://ci.example/1", "description": "all well"}
    found = checks.head_checks(head([], {"contexts": contexts}))
    assert [(one.url, one.description) for one in found.statuses][:2] == [
        ("https://ci.example/1", "all well"),
        ("", ""),
    ]
    assert [status.state.value for status in found.statuses] == [
        "success", "failure", "failure", "pending", "pending", "unknown"
    ]  # fmt: skip


def test_attempts() -> None:
    """Of one name in one suite the older check run is the earlier attempt; the same one twice counts once."""
    rows = [RUN | {"id": f"CR_{number}", "databaseId": number} for number in (30, 10, 20, 10)]
    runs = checks.with_attempts(checks.check_run(CheckRunRow.model_validate(row), suite()) for row in rows)
    assert [(run.database_id, run.attempt) for run in runs] == [(10, 1), (20, 2), (30, 3)]


def test_a_base() -> None:
    """A commit of the base branch, with suites and runs that may be null."""
    raw: dict[str, Any] = {"__typename": "Commit", "oid": "b" * 40, "committedDate": AT, "url": "https://x"}
    assert checks.base_checks(BaseChecks.model_validate({**raw, "checkSuites": None})).runs == ()
    suites = [None, {**SUITE, "runs": None}, {**SUITE, "id": "CS_2", "runs": {"nodes": [RUN, None]}}]
    found = checks.base_checks(BaseChecks.model_validate({**raw, "checkSuites": {"nodes": suites}}))
    assert ([one.id for one in found.suites], [run.name for run in found.runs]) == (["CS_1", "CS_2"], ["gate"])
