"""What GitHub does not show of a run that has ended, by suite, attempt, jobs and conclusion."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from hygiene.model.checks import Checks, CheckState
from hygiene.model.late_results import (
    LateResults,
    NotShown,
    RunEnd,
    is_conclusion,
    late_results,
    merge_ends,
    without_stale_results,
)
from tests.snapshots import GATE, check, head

FAILED, PASSED = RunEnd(GATE.run_id, 1, "failure"), RunEnd(GATE.run_id, 1, "success")


def with_attempt(checks: Checks, attempt: int) -> Checks:
    """The checks of a host that numbers attempts."""
    suites = {suite.id: replace(suite, run_attempt=attempt) for suite in checks.suites}
    runs = tuple(replace(run, suite=suites[run.suite.id]) for run in checks.runs)
    return replace(checks, suites=tuple(suites.values()), runs=runs)


def what(checks: Checks, end: RunEnd) -> tuple[NotShown, tuple[str, ...]] | None:
    """What is not shown, and of which jobs."""
    found = late_results(checks, [end])
    return (found[0].not_shown, found[0].jobs) if found else None


@pytest.mark.parametrize(
    ("checks", "end", "expected"),
    [
        (head(check("a"), check("gate")), PASSED, None),
        (head(check("a", "failure"), check("gate")), FAILED, None),
        (head(check("a", "cancelled"), check("gate")), FAILED, None),
        (head(check("a", "failure"), check("gate")), PASSED, None),
        (head(check("a", "skipped"), check("gate", "neutral")), PASSED, None),
        (head(check("a", "action_required"), state="action_required"), RunEnd(GATE.run_id, 1, "action_required"), None),
        (Checks("x"), FAILED, (NotShown.RUN, ())),
        (head(check("a", "pending"), check("gate", "waiting"), check("b")), PASSED, (NotShown.JOBS, ("a", "gate"))),
        (head(check("a"), state="pending"), PASSED, (NotShown.END, ())),
        (head(check("a", "failure"), state="pending"), FAILED, (NotShown.END, ())),
        (head(check("a"), state="pending"), FAILED, (NotShown.FAILURE, ())),
        (head(state="pending"), PASSED, (NotShown.JOBS, ())),
        (head(check("a"), check("gate")), FAILED, (NotShown.FAILURE, ())),
        (head(check("a"), check("gate", "skipped")), replace(FAILED, conclusion="timed_out"), (NotShown.FAILURE, ())),
        (head(state="failure"), FAILED, (NotShown.FAILURE, ())),
        (head(state="startup_failure"), FAILED, None),
        (head(state="startup_failure"), replace(FAILED, conclusion="startup_failure"), None),
    ],
)
def test_what_is_not_shown(checks: Checks, end: RunEnd, expected: tuple[NotShown, tuple[str, ...]] | None) -> None:
    """A run is late without its suite, while anything of it is unfinished, or where nothing explains its failure."""
    assert what(checks, end) == expected


def test_attempts() -> None:
    """An attempt before that of the event is late, one after it is news of its own, whoever numbers attempts."""
    passed = head(check("a"), check("gate"))
    second = replace(FAILED, attempt=2)
    assert what(with_attempt(passed, 1), second) == (NotShown.ATTEMPT, ())
    assert what(with_attempt(passed, 2), second) == (NotShown.FAILURE, ())
    assert what(with_attempt(passed, 3), second) is None
    pending = head(check("a", "failure"), check("a", "pending", id_=2000, attempt=2), check("gate"))
    assert what(pending, FAILED) is None
    assert what(pending, replace(PASSED, attempt=2)) == (NotShown.JOBS, ("a",))
    # Without numbers an attempt that re-ran other jobs cannot be distinguished from one that is not shown.
    assert what(passed, replace(PASSED, attempt=2)) is None


def test_only_the_last_attempt_of_a_job_counts() -> None:
    """A check run of an earlier attempt that never finished shows nothing of the run's end."""
    checks = head(check("a", "pending"), check("a", id_=3000, attempt=2), check("gate"), state="success")
    assert what(checks, replace(PASSED, attempt=2)) is None


def test_another_run_of_the_workflow() -> None:
    """A newer run on the same commit does not hide the results of this one."""
    newer = replace(GATE, id="CS_2", run_id=901, run_number=8)
    checks = head(check("a", "failure"), check("a", id_=3000, suite=newer))
    assert what(checks, FAILED) is None
    assert what(checks, RunEnd(901, 1, "failure")) == (NotShown.FAILURE, ())


def test_states_that_the_end_contradicts() -> None:
    """What is unfinished becomes unknown; of an attempt that is not shown, everything but what passed."""
    checks = head(check("a", "pending"), check("b", "failure"), check("c"))
    (late,) = late_results(checks, [PASSED])
    found = without_stale_results(checks, [late])
    assert {run.name: run.state for run in found.runs} == {
        "a": CheckState.UNKNOWN, "b": CheckState.FAILURE, "c": CheckState.SUCCESS,
    }  # fmt: skip
    assert [suite.state for suite in found.suites] == [CheckState.UNKNOWN]
    assert all(run.suite is found.suites[0] for run in found.runs)
    (late,) = late_results(with_attempt(checks, 1), [replace(PASSED, attempt=2)])
    found = without_stale_results(checks, [late])
    assert [run.state.value for run in found.runs] == ["unknown", "unknown", "success"]
    assert without_stale_results(checks, []) is checks


def test_the_suite_of_a_run_that_did_not_start() -> None:
    """Where nothing explains a failure, the suite's own state is kept."""
    checks = head(state="failure")
    found = without_stale_results(checks, late_results(checks, [FAILED]))
    assert [suite.state for suite in found.suites] == [CheckState.FAILURE]


def test_merging() -> None:
    """The last attempt of each run, in any order, once."""
    ends = (RunEnd(1, 1, "failure"), RunEnd(1, 2, "success"), RunEnd(2, 1, "failure"))
    expected = (RunEnd(1, 2, "success"), RunEnd(2, 1, "failure"))
    assert {merge_ends(order) for order in permutations(ends)} == {expected}
    assert merge_ends(merge_ends(ends[:1], ends[1:]), ends) == expected
    assert merge_ends() == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("failure", True), ("timed_out", True), ("", False), ("Failure", False), ("a b", False), ("x" * 41, False),
     ("success\n", False), ("`--", False)],
)  # fmt: skip
def test_conclusions(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    """Nothing of an event or a comment reaches a text unless it has the form of GitHub's own words."""
    assert is_conclusion(text) is expected


def test_late_results_of_several_runs() -> None:
    """Each run that has ended is judged by itself."""
    checks = head(check("a", "pending"))
    other = RunEnd(5, 1, "success")
    assert late_results(checks, [PASSED, other]) == (
        LateResults(PASSED, NotShown.JOBS, ("a",)),
        LateResults(other, NotShown.RUN),
    )
