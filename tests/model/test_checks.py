"""Checks: one state for status and conclusion, and the newest check run of each name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygiene.model.checks import CheckRun, Checks, CheckState, Suite
from tests.snapshots import GATE, NOON, check

FAILED = {CheckState.FAILURE, CheckState.TIMED_OUT, CheckState.STARTUP_FAILURE}
OPEN = {CheckState.PENDING, CheckState.WAITING, CheckState.ACTION_REQUIRED}


@pytest.mark.parametrize("state", list(CheckState))
def test_failed_and_unfinished_share_nothing(state: CheckState) -> None:
    """A state is red, or open, or neither: cancelled, stale and unknown are neither."""
    assert (state.failed, state.unfinished) == (state in FAILED, state in OPEN)


def test_highest_run_number_is_the_latest() -> None:
    """A later run of the workflow replaces an earlier one, whatever the ids."""
    newer = replace(GATE, id="CS_2", run_number=8)
    old, new = check("a", "failure", id_=99), check("a", id_=1, suite=newer)
    assert Checks("x", (), (old, new)).latest() == (new,)


def test_highest_id_is_the_latest_of_one_run() -> None:
    """A second attempt has a new check run with a higher id."""
    first, second = check("a", "failure", id_=1), check("a", id_=2, attempt=2)
    assert Checks("x", (), (second, first)).latest() == (second,)


@pytest.mark.parametrize(
    "elsewhere",
    [replace(GATE, app="codeql"), replace(GATE, path="x.yml"), replace(GATE, event="push")],
    ids=["another app", "another workflow", "another event"],
)
def test_check_runs_of_the_same_name_are_both_kept(elsewhere: Suite) -> None:
    """The same name from elsewhere is another check."""
    other = check("a", id_=2, suite=replace(elsewhere, id="CS_2"))
    assert len(Checks("x", (), (check("a", id_=1), other)).latest()) == 2


def test_workflow_name_is_used_for_a_missing_path() -> None:
    """Older hosts do not have the file."""
    one, other = (Suite("a", "app", workflow=name) for name in ("A", "B"))
    assert len(Checks("x", (), (check("a", id_=1, suite=one), check("a", id_=2, suite=other))).latest()) == 2


RUNS = st.lists(
    st.builds(
        lambda name, id_, number: check(name, id_=id_, suite=replace(GATE, run_number=number)),
        st.sampled_from("abc"),
        st.integers(1, 9),
        st.integers(1, 3),
    ),
    max_size=12,
)


@given(RUNS, st.randoms())
def test_order_of_the_list_does_not_matter(runs: list[CheckRun], random: object) -> None:
    """The list is no ordinal: shuffled, it gives the same."""
    shuffled = sorted(runs, key=lambda _: random.random())  # type: ignore[attr-defined]
    found = Checks("x", (), tuple(runs)).latest()
    assert [(run.name, run.database_id) for run in found] == [
        (run.name, run.database_id) for run in Checks("x", (), tuple(shuffled)).latest()
    ]


@given(RUNS)
def test_latest_is_one_of_each_name(runs: list[CheckRun]) -> None:
    """No name is lost, none is there twice, in a stated order."""
    names = [run.name for run in Checks("x", (), tuple(runs)).latest()]
    assert names == sorted({run.name for run in runs})


def test_duration_needs_both_ends() -> None:
    """Whole seconds; a clock that went backwards took no time."""
    run = check("a", took_s=90)
    assert run.started_at is not None
    assert run.duration_s == 90
    assert replace(run, completed_at=None).duration_s is None
    assert replace(run, started_at=None).duration_s is None
    assert replace(run, completed_at=NOON - timedelta(seconds=5)).duration_s == 0
