"""The status as a whole: the overall state, every job in exactly one row, nothing silently missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hygiene.model.checks import Checks, CheckState
from hygiene.model.snapshot import Base, Snapshot
from hygiene.model.trigger import Run
from hygiene.status_comment.build import overall, status_of
from hygiene.status_comment.model import Cause, Overall, Row, Status
from hygiene.status_comment.wording import headline
from tests.snapshots import GATE, HEAD, HOST, JOBS, NOON, POLICY, TRIGGER, check, head, snapshot
from tests.status_comment.situations import GREEN, LINT, RED

if TYPE_CHECKING:
    from hygiene.model.policy import Policy


def status(seen: Snapshot, policy: Policy = POLICY) -> Status:
    """The status of the snapshot's head."""
    found = status_of(seen, policy, TRIGGER)
    assert found is not None
    return found


WORDS = {
    CheckState.FAILURE: Overall.FAILURE,
    CheckState.TIMED_OUT: Overall.FAILURE,
    CheckState.STARTUP_FAILURE: Overall.FAILURE,
    CheckState.ACTION_REQUIRED: Overall.WAITING,
    CheckState.WAITING: Overall.WAITING,
    CheckState.CANCELLED: Overall.CANCELLED,
    CheckState.STALE: Overall.INCOMPLETE,
    CheckState.UNKNOWN: Overall.INCOMPLETE,
    CheckState.ABSENT: Overall.INCOMPLETE,
    CheckState.PENDING: Overall.PENDING,
    CheckState.ALLOWED_FAILURE: Overall.SUCCESS,
    CheckState.SKIPPED: Overall.SUCCESS,
    CheckState.NEUTRAL: Overall.SUCCESS,
    CheckState.SUCCESS: Overall.SUCCESS,
}


@pytest.mark.parametrize("state", list(CheckState))
def test_every_state_has_its_headline(state: CheckState) -> None:
    """One job in this state among green ones; unknown is never green."""
    rows = [Row("a", CheckState.SUCCESS), Row("b", state)]
    assert overall(rows, unfinished=False) is WORDS[state]


def test_worst_state_is_the_overall_state() -> None:
    """Failure before cancelled before waiting before pending before incomplete before success."""
    order = [CheckState(word) for word in ("failure", "cancelled", "waiting", "pending", "unknown", "success")]
    for at in range(len(order)):
        rows = [Row(str(state), state) for state in order[at:]]
        assert overall(rows, unfinished=False) is list(Overall)[at]


def test_absent_is_pending_while_the_run_goes_on() -> None:
    """A job with ``needs`` has no check run before it starts; once the run ended, it is missing."""
    rows = [Row("a", CheckState.ABSENT)]
    assert overall(rows, unfinished=True) is Overall.PENDING
    assert overall(rows, unfinished=False) is Overall.INCOMPLETE


def test_nothing_required_is_not_green() -> None:
    """No row at all proves nothing."""
    assert overall([], unfinished=False) is Overall.INCOMPLETE


def test_one_row_for_each_required_job_in_their_order() -> None:
    """Whatever reported, the required jobs are there, in the order of the configuration."""
    found = status(snapshot(head(check("lint", suite=LINT), *GREEN[1:3])))
    assert [row.name for row in found.rows] == list(JOBS)
    assert [row.state.value for row in found.rows] == ["absent", "success", "success", "absent"]
    assert [row.name for row in found.others] == ["lint"]


def test_optional_failure_does_not_turn_the_headline() -> None:
    """A red job that nobody requires is shown, not counted."""
    found = status(snapshot(head(*GREEN, check("lint", "failure", suite=LINT))))
    assert found.overall is Overall.SUCCESS


def test_other_check_that_github_requires_counts() -> None:
    """It blocks the merge, so the overall is not green."""
    found = status(snapshot(head(*GREEN, check("lint", "failure", suite=LINT, required=True))))
    assert found.overall is Overall.FAILURE


def test_required_context_that_nobody_answers_is_shown() -> None:
    """Protection that waits for a check without a source blocks for ever, in silence, unless somebody states it."""
    seen = replace(snapshot(head(*GREEN)), base=Base("main", required=("codeql", "gate")))
    found = status(seen)
    assert [(row.name, row.state, row.required) for row in found.others] == [("codeql", CheckState.ABSENT, True)]
    assert found.overall is Overall.INCOMPLETE


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("startup_failure", Overall.FAILURE),
        ("failure", Overall.FAILURE),
        ("action_required", Overall.WAITING),
        ("waiting", Overall.WAITING),
        ("cancelled", Overall.CANCELLED),
    ],
)
def test_state_of_a_run_without_jobs_is_used(word: str, expected: Overall) -> None:
    """A workflow that does not start has no check runs, but a conclusion."""
    found = status(snapshot(head(state=word)))
    assert found.overall is expected
    assert [row.name for row in found.rows] == ["Gate", *JOBS]


def test_newer_run_of_the_workflow_replaces_one_that_did_not_start() -> None:
    """Broken in the first run, fixed in the second: only the second counts."""
    newer = replace(GATE, id="CS_2", run_id=901, run_number=8)
    runs = [replace(run, suite=newer) for run in GREEN]
    checks = head(*runs)
    broken = replace(GATE, state=CheckState.STARTUP_FAILURE)
    found = status(snapshot(replace(checks, suites=(*checks.suites, broken))))
    assert found.overall is Overall.SUCCESS


def test_suite_of_an_app_that_never_reports_is_ignored() -> None:
    """Apps leave suites queued for ever without check runs; in a manual run every workflow counts, but not they."""
    idle = replace(GATE, id="CS_7", app="some-app", workflow="", path="", run_id=0, state=CheckState.PENDING)
    checks = head(*GREEN)
    seen = snapshot(replace(checks, suites=(*checks.suites, idle)))
    found = status_of(seen, POLICY, replace(TRIGGER, event="manual", run=None))
    assert found is not None
    assert (found.overall, found.unfinished) == (Overall.SUCCESS, False)


@pytest.mark.parametrize(
    ("states", "jobs", "rows"),
    [((), JOBS, 1), (("success",), JOBS, 1), (("success", "pending"), JOBS, 1), (("success", "pending"), None, 0)],
)
def test_another_workflow_of_the_name_with_jobs_to_come(
    states: tuple[str, ...], jobs: tuple[str, ...] | None, rows: int
) -> None:
    """No file tells which these are, so the run is shown as not finished, unless one of the jobs that count is."""
    other = replace(GATE, id="CS_2", path=".github/workflows/other.yml", run_id=901, state=CheckState.PENDING)
    checks = head(*GREEN, *(check(f"job {at}", state, suite=other) for at, state in enumerate(states)))
    policy = replace(POLICY, jobs=jobs, gate=replace(POLICY.gate, paths=frozenset({other.path})))
    found = status(snapshot(replace(checks, suites=(*checks.suites, other))), policy)
    assert found.overall is Overall.PENDING
    runs = [row for row in found.rows if row.is_run]
    assert [(row.state, row.cause, row.evidence) for row in runs] == [(CheckState.PENDING, Cause.NONE, "")] * rows
    assert ("another run of the workflow has not finished" in headline(found)) is bool(rows)


def test_where_to_click() -> None:
    """Commit, checks, run and what to run again."""
    found = status(snapshot(head(*RED)))
    assert found.commit_url == f"{HOST}/commit/{HEAD}"
    assert found.checks_url == f"{HOST}/commit/{HEAD}/checks"
    assert (found.run_url, found.rerun_id, found.workflow) == (GATE.run_url, 900, "Gate")
    assert found.completed_at is not None
    assert found.completed_at > NOON


def test_no_rerun_while_the_run_goes_on() -> None:
    """GitHub refuses it until every job of the run has ended."""
    going = replace(GATE, state=CheckState.PENDING)
    checks = head(*RED)
    runs = tuple(replace(run, suite=going) for run in checks.runs)
    found = status(snapshot(replace(checks, runs=runs, suites=(going,))))
    assert (found.overall, found.rerun_id) == (Overall.FAILURE, 0)


def test_green_needs_no_rerun() -> None:
    """Nothing failed, nothing to run again."""
    assert status(snapshot(head(*GREEN))).rerun_id == 0


def test_what_was_not_read_is_reported() -> None:
    """The overall state names what is missing."""
    assert status(replace(snapshot(head(*GREEN)), incomplete=("a page of check runs",))).notices == (
        "a page of check runs",
    )


def test_the_end_of_a_run_of_another_workflow_is_not_that_of_the_gate() -> None:
    """The configuration names the Gate, and another workflow's run, which failed, triggered this one."""
    policy = replace(POLICY, workflow=GATE.path)
    ends = {}
    for path in (GATE.path, ".github/workflows/nightly.yml"):
        run = Run(GATE.run_id, 7, 1, "Gate", path, conclusion="failure")
        found = status_of(snapshot(head(*GREEN)), policy, replace(TRIGGER, run=run))
        assert found is not None
        ends[path] = (found.overall, len(found.late))
    assert list(ends.values()) == [(Overall.FAILURE, 1), (Overall.SUCCESS, 0)]


@pytest.mark.parametrize("paths", [("a.yml", "b.yml"), ("", "")])
def test_every_workflow_that_could_not_start_has_a_row(paths: tuple[str, str]) -> None:
    """Where the host does not report files, their names distinguish them; with files, names may be equal."""
    runs = [
        replace(
            GATE,
            id=f"S_{at}",
            path=path,
            workflow="W" if path else f"W{at}",
            run_id=at,
            state=CheckState.STARTUP_FAILURE,
        )
        for at, path in enumerate(paths, 1)
    ]
    found = status(snapshot(Checks(HEAD, tuple(runs))), replace(POLICY, workflow="Gate"))
    assert len(found.others) == 2
