"""Cells: what stands in the table about one job, and the columns that have nothing to say left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.markdown.budget import Detail
from hygiene.model.checks import CheckState
from hygiene.status_comment.model import Cause, FailingSince, KnownTracker, Overall, Row, Status
from hygiene.status_comment.render_table import brief_table, jobs_table
from tests.snapshots import HEAD, HOST, check

RED = Row("unit", CheckState.FAILURE, checks=(check("unit", "failure"),), step="Test", log_url=f"{HOST}/1")
GREEN = Row("docs", CheckState.SUCCESS, checks=(check("docs"),))


def cells(row: Row, *others: Row, base: str = "main") -> list[str]:
    """The cells of a row in the table."""
    found = Status(HEAD, Overall.FAILURE, (row,), others, base_branch=base)
    line = jobs_table((*others, row), found, Detail()).split("\n")[-1]
    return [cell.strip() for cell in line.strip("|").split("|")]


def header(*rows: Row) -> str:
    """The first line of the table."""
    return jobs_table(rows, Status(HEAD, Overall.FAILURE, rows), Detail()).split("\n")[0]


def test_columns_without_a_word_are_left_out() -> None:
    """No time, no time column; nothing failed, no failing step."""
    assert header(GREEN) == "| Job | State |"
    assert header(RED, GREEN) == "| Job | State | Failing step and first error |"
    assert header(replace(GREEN, duration_s=3)) == "| Job | State | Time |"


def test_log_is_linked_beside_the_state() -> None:
    """The second column, which a narrow screen still shows."""
    assert cells(RED)[1] == f"❌&nbsp;failed · [log]({HOST}/1)"


def test_attempt_is_told_from_the_second_on() -> None:
    """Nobody needs to read that it was the first."""
    assert cells(replace(RED, attempt=2, log_url=""))[1] == "❌&nbsp;failed, attempt 2"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (replace(RED, cause=Cause.NEW, evidence="passes on main"), "new: passes on main"),
        (replace(RED, cause=Cause.BASE, evidence="also failing on main"), "also failing on main"),
        (replace(RED, cause=Cause.FLAKY, evidence="passed in attempt 1"), "flaky: passed in attempt 1"),
        (
            replace(
                RED, cause=Cause.BASE, evidence="also failing on main", since=FailingSince("a" * 40, f"{HOST}/commit/a")
            ),
            f"also failing on main since [`aaaaaaa`]({HOST}/commit/a)",
        ),
        (
            replace(RED, cause=Cause.BASE, evidence="also failing on x", since=FailingSince("a" * 40, "", exact=False)),
            "also failing on x since `aaaaaaa` or earlier",
        ),
        (
            replace(RED, cause=Cause.KNOWN, known=KnownTracker(3, f"{HOST}/issues/3")),
            f"known: [tracker #3]({HOST}/issues/3)",
        ),
        (replace(RED, required=False), "does not block the merge"),
    ],
)
def test_evidence_stands_below_the_state(row: Row, expected: str) -> None:
    """Whose fault, with what shows it, and a link where there is one."""
    assert cells(replace(row, log_url=""))[1] == f"❌&nbsp;failed<br>{expected}"


def test_nested_check_run_is_named_before_its_step() -> None:
    """``core / inner`` fails: the row is ``core``, the cell says which part of it."""
    row = replace(RED, name="core", checks=(check("core / inner", "failure"), check("core / logs")))
    assert cells(row)[2] == "inner: Test"


def test_more_failing_check_runs_are_counted() -> None:
    """The worst in words, the others as a number."""
    runs = tuple(check(f"core / {name}", "failure") for name in "abc")
    assert cells(replace(RED, name="core", checks=runs))[2] == "a: Test<br>and 2 more check runs"


def test_first_error_follows_its_place() -> None:
    """Where, then what."""
    row = replace(RED, location="a.py:3", error="boom | bang")
    assert cells(row)[2] == "Test<br>`a.py:3` boom &#124; bang"


@pytest.mark.parametrize(
    ("took_s", "base_s", "expected"),
    [
        (100, None, "1m&nbsp;40s"),
        (100, 95, "1m&nbsp;40s"),
        (105, 100, "1m&nbsp;45s"),
        (30, 21, "30s"),
        (100, 60, "1m&nbsp;40s (+40s)"),
        (60, 300, "1m&nbsp;00s (-4m&nbsp;00s)"),
    ],
)
def test_time_is_compared_where_it_differs(took_s: int, base_s: int | None, expected: str) -> None:
    """Ten seconds and a fifth: anything less is noise, and noise would be an edit."""
    assert cells(replace(GREEN, duration_s=took_s, base_duration_s=base_s))[-1] == expected


def test_failed_job_is_not_compared() -> None:
    """It stopped where it failed; its time says nothing."""
    assert cells(replace(RED, duration_s=3, base_duration_s=300))[-1] == "3s"


def test_compared_times_name_the_branch() -> None:
    """Against what, stands in the header."""
    found = Status(HEAD, Overall.SUCCESS, (), base_branch="main")
    rows = [replace(GREEN, duration_s=100, base_duration_s=10)]
    assert "| Time (against `main`) |" in jobs_table(rows, found, Detail())


def test_brief_table_has_no_words_about_failures() -> None:
    """In a fold: name, state, time."""
    shown = brief_table([replace(RED, duration_s=5)], Status(HEAD, Overall.FAILURE, (RED,)), Detail())
    assert shown.split("\n")[0] == "| Job | State | Time |"
    assert "Test" not in shown
