"""The parts of a tracker's words: links, figures, the sparkline, and the few notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.failure_tracker.ledger.model import Episode, Flake, Fold, JobFailure, Ledger, Occurrence, RunRef, Subject
from hygiene.failure_tracker.links import job_url, run_url, subject_name, when
from hygiene.failure_tracker.render import DAYS, folded_details, render_note, sparkline
from hygiene.model.marker import Marker, decode
from tests.failure_tracker.ledger.cases import ledger, occurrence, red

URL = "https://github.com/o/r"
DAY = 86_400


def _days(*days: int) -> Ledger:
    return Ledger("c", tuple(occurrence(run, at=day * DAY) for run, day in enumerate(days, 1)))


def test_the_newest_day_is_at_the_right() -> None:
    """And the highest bar is the worst day."""
    spark = sparkline(_days(100, 103, 103, 103, 106, 106))
    assert len(spark) == DAYS
    assert (spark[-1], spark[-4], spark[-7], spark[-2]) == ("▆", "█", "▄", "▁")


@pytest.mark.parametrize("days", [(), (100,), (100, 100, 100)])
def test_a_single_day_draws_nothing(days: tuple[int, ...]) -> None:
    """One bar shows nothing."""
    assert sparkline(_days(*days)) == ""


def test_what_is_older_than_the_line_is_left_out() -> None:
    """It ends with the last occurrence, not with today."""
    assert sparkline(_days(1, 100, 101)) == sparkline(_days(100, 101))


def test_occurrences_that_are_no_longer_listed_draw_nothing() -> None:
    """Some of their days would be missing."""
    assert sparkline(replace(_days(100, 103), fold=Fold((0, 1), 30))) == ""


def test_details_have_what_only_some_readers_want() -> None:
    """Folded, and without empty parts."""
    assert folded_details(ledger(5)) == ""
    one = replace(ledger(5), previous=12, escalated=True, fold=Fold((4, 1), 30), flakes=(Flake(5, 1, "a"),))
    shown = folded_details(replace(one, episodes=(*one.episodes, Episode(2, RunRef(5, 50, 300), RunRef(6, 60, 420)))))
    assert shown.startswith("<details><summary>Details</summary>")
    assert shown.split("\n")[2:-2] == [
        "- opened 2 times",
        "- recovers after 2m 00s on average",
        "- 1 of 31 occurrences passed when repeated on the same commit",
        "- the oldest 30 occurrences are counted and no longer listed",
        "- continues #12",
        "- escalated",
    ]
    passed = replace(ledger(5), subjects=(Subject("pr:7", "", (replace(red(5), recovered_at=RunRef(9, 9, 900)),)),))
    assert "- newest recorded result: 1970-01-01 00:15 UTC" in folded_details(passed)


def test_links_lead_to_the_attempt_and_to_the_step() -> None:
    """Or to the address of another app's check run."""
    found = Occurrence(500, 2, 0)
    assert run_url(URL, *found.key) == f"{URL}/actions/runs/500/attempts/2"
    assert run_url(URL, 500) == f"{URL}/actions/runs/500"
    assert job_url(f"{URL}", found, JobFailure(9, 2, "1:a", 8)) == f"{URL}/actions/runs/500/job/9#step:8:1"
    assert job_url(f"{URL}", found, JobFailure(9, 0, "1:a")) == f"{URL}/actions/runs/500/job/9"
    assert job_url(f"{URL}", found, JobFailure(9, 0, "1:a", 0, "https://ci.example/9")) == "https://ci.example/9"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("pr:7", "#7"),
        ("branch:main", "`main`"),
        ("pr:x", "`pr:x`"),
        ("odd", "`odd`"),
        ("branch:a`b", "<code>a&#96;b</code>"),
    ],
)
def test_a_subject_is_named_as_github_names_it(key: str, name: str) -> None:
    """A pull request by its reference, a branch as code, anything else as what it is."""
    assert subject_name(key) == name


def test_a_time_that_cannot_be_is_still_a_time() -> None:
    """A marker may claim anything."""
    assert when(2**62) == "9999-12-31 23:59 UTC"


def _note(kind: str, one: Ledger) -> str:
    return render_note(kind, 1, "python-ci", one, URL, "")


def test_a_note_has_its_kind_in_its_first_line() -> None:
    """So that concurrent writers can see that it is there already."""
    marker = decode(_note("resolved", ledger(5)))
    assert marker == Marker("note/python-ci", {"kind": "resolved", "episode": 1})


def test_a_resolution_names_the_run_and_how_long_it_took() -> None:
    """Or states that there was no run: nobody claims a green run that never was."""
    ended = replace(ledger(5), subjects=(), episodes=(Episode(1, RunRef(5, 50, 300), RunRef(6, 60, 3_960)),))
    text = _note("resolved", ended).split("\n")[1]
    assert text == f"**Resolved.** python ci recovered after 1h 01m with [run 6]({URL}/actions/runs/6)."
    unknown = replace(ended, episodes=(Episode(1, RunRef(5, 50, 0), RunRef(6, 60, 3_960)),))
    assert "recovered with [run 6]" in _note("resolved", unknown)
    left = replace(ended, episodes=(Episode(1, RunRef(5, 50, 300), RunRef(0, 0)),))
    assert "no longer fails: the last pull request or branch on which it failed was" in _note("resolved", left)
    again = replace(
        ended, episodes=(Episode(1, RunRef(1, 10, 30), RunRef(2, 20, 60)), replace(*ended.episodes, number=2))
    )
    assert f"recovered with [run 6]({URL}/actions/runs/6), 1h 01m after it failed again." in _note("resolved", again)


def test_a_reopening_names_who_fails_and_where() -> None:
    """A few of them, and the newest run."""
    subjects = tuple(Subject(f"pr:{n}", "", (red(5),)) for n in range(1, 8))
    words = _note("reopened", replace(ledger(4, 5), subjects=subjects))
    assert "python ci fails again on #1, #2, #3, #4, #5 and 2 more" in words
    assert f"[run 5]({URL}/actions/runs/5/attempts/1)" in words
    one = replace(ledger(5), subjects=subjects[:1])
    two = replace(ledger(5), subjects=subjects[:2])
    three = replace(ledger(5), subjects=subjects[:3])
    assert [_note("reopened", found).split(" on ")[1].split(", last")[0] for found in (one, two, three)] == [
        "#1",
        "#1 and #2",
        "#1, #2 and #3",
    ]


def test_an_escalation_has_the_count() -> None:
    """With what was folded."""
    assert "has failed 42 times" in _note("escalated", replace(ledger(4, 5), fold=Fold((3, 1), 40)))


def test_a_note_without_any_occurrence_is_still_a_sentence() -> None:
    """A ledger may have lost its rows."""
    assert _note("escalated", Ledger("c")).endswith("c has failed 0 times.")
    assert _note("flaky", Ledger("c")).endswith("for 0 different commits.")
