"""The table of all jobs: one row each, without columns that would be empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.markdown.budget import Detail
from hygiene.model.checks import CheckState
from hygiene.status_comment.model import Overall, Row, Status
from hygiene.status_comment.render_table import jobs_table
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


def test_empty_columns_are_left_out() -> None:
    """No time, no time column."""
    assert header(RED, GREEN) == "| Job | State |"
    assert header(replace(GREEN, duration_s=3)) == "| Job | State | Time |"


def test_name_is_the_link_to_the_log() -> None:
    """To the failing step where there is one; without a log it is the name alone."""
    assert cells(RED) == [f"[`unit`]({HOST}/1)", "❌&nbsp;failed"]
    assert cells(replace(RED, log_url=""))[0] == "`unit`"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (replace(RED, attempt=2), "❌&nbsp;failed, attempt 2"),
        (replace(RED, sums_up="", required=True), "❌&nbsp;failed, result of the other jobs, required by GitHub"),
        (replace(GREEN, required=False), "✅&nbsp;passed"),
        (Row("x", CheckState.ABSENT, required=True), "❓&nbsp;never reported, required by GitHub"),
    ],
)
def test_state_shows_what_else_is_known(row: Row, expected: str) -> None:
    """The attempt from the second on, and what GitHub requires."""
    assert cells(row)[1] == expected


@pytest.mark.parametrize(
    ("took_s", "base_s", "expected"),
    [
        (100, None, "1m&nbsp;40s"),
        (100, 95, "1m&nbsp;40s"),
        (105, 100, "1m&nbsp;45s"),
        (30, 21, "30s"),
        (31, 21, "31s (+10s)"),
        (120, 100, "2m&nbsp;00s (+20s)"),
        (119, 100, "1m&nbsp;59s"),
        (100, 60, "1m&nbsp;40s (+40s)"),
        (60, 300, "1m&nbsp;00s (-4m&nbsp;00s)"),
    ],
)
def test_time_is_compared_where_it_differs(took_s: int, base_s: int | None, expected: str) -> None:
    """Ten seconds and a fifth: anything less is noise, and noise would be an edit."""
    assert cells(replace(GREEN, duration_s=took_s, base_duration_s=base_s))[-1] == expected


def test_failed_job_is_not_compared() -> None:
    """It stopped where it failed, so its time means nothing."""
    assert cells(replace(RED, duration_s=3, base_duration_s=300))[-1] == "3s"


def test_compared_times_name_the_branch() -> None:
    """The header names what it is compared with."""
    found = Status(HEAD, Overall.SUCCESS, (), base_branch="main")
    rows = [replace(GREEN, duration_s=100, base_duration_s=10)]
    assert "| Time (against `main`) |" in jobs_table(rows, found, Detail())
