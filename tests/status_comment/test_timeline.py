"""The timeline: a diagram that no name can break, left out where it would not help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hygiene.status_comment.render_table import BARS_MAX, timeline
from tests.snapshots import check


def bars(*names: str, word: str = "success") -> list[str]:
    """The bars of jobs with these names, without the last one."""
    shown = timeline([*(check(name, word, id_=at + 1) for at, name in enumerate(names)), check("z", at_s=600)])
    return [line.strip() for line in shown.split("\n") if line.startswith("    ·")]


def test_bars_are_sorted_by_their_start() -> None:
    """As they ran, not as they were listed."""
    shown = timeline([check("late", at_s=90), check("early", "failure"), check("b")])
    assert [line.split()[1] for line in shown.split("\n") if "·" in line] == ["b", "early", "late"]


def test_failing_bar_is_marked_and_named() -> None:
    """Red, and in words for readers who do not see colours."""
    assert bars("unit", word="failure")[0] == "· unit failed :crit, 2025-10-13 12:00:00, 60s"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a:b;c#d", "a_b_c_d"),
        ("%%{init}%%", "__"),
        ("title x", "title x"),
        ("```\nend", "___ end"),
        ("tests (3.12, é漢)", "tests (3.12_ é漢)"),
    ],
)
def test_names_hold_no_syntax(name: str, expected: str) -> None:
    """Colons, semicolons, hashes and fences are the diagram's own; its words begin no bar."""
    assert bars(name)[0].startswith(f"· {expected}")
    assert ":" not in bars(name)[0].partition(" :2025")[0]


def test_running_jobs_have_no_bar() -> None:
    """Without an end there is no length; a moving one would be an edit each minute."""
    assert len(bars("a", word="pending")) == 0


@pytest.mark.parametrize("count", [0, 1, BARS_MAX + 1, 500])
def test_left_out_where_it_would_not_help(count: int) -> None:
    """One bar compares with nothing, and nobody reads a hundred."""
    assert timeline([check(f"job {at}", id_=at + 1) for at in range(count)]) == ""


@pytest.mark.parametrize("count", [2, BARS_MAX])
def test_as_many_as_help_are_shown(count: int) -> None:
    """Each with its bar."""
    assert timeline([check(f"job {at}", id_=at + 1) for at in range(count)]).count("·") == count


def test_axis_has_minutes_for_short_runs_only() -> None:
    """A tick each minute over six hours would be a wall."""
    assert "tickInterval 1minute" in timeline([check("a"), check("b")])
    assert "tickInterval 1minute" in timeline([check("a"), check("b", took_s=900)])
    assert "tickInterval" not in timeline([check("a"), check("b", took_s=901)])


def test_job_that_ended_at_once_is_visible() -> None:
    """A length of nothing is drawn as a second."""
    done = check("a")
    assert done.started_at is not None
    early = replace(done, completed_at=done.started_at - timedelta(seconds=2))
    assert ", 1s" in timeline([early, check("b")])
