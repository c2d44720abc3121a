"""The comment as a whole: the same status gives the same bytes, and whatever its size the essential stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygiene.markdown.budget import CUT_NOTE, size
from hygiene.model.checks import CheckState
from hygiene.model.comment_state import Section
from hygiene.model.marker import Marker, decode
from hygiene.model.policy import BODY_BYTES_MAX, Policy, StatusPolicy
from hygiene.status_comment.build import status_of
from hygiene.status_comment.model import Overall, Row, Status
from hygiene.status_comment.render import render_status, render_summary
from tests.markdown.reading import read, rows_of
from tests.snapshots import HEAD, HOST, JOBS, POLICY, TRIGGER, check, head, snapshot
from tests.status_comment.situations import GREEN, LINT, RED, STEP, told

if TYPE_CHECKING:
    from hygiene.model.checks import CheckRun

NAMES = st.sampled_from(["é", "$", "x" * 90, "漢" * 60])
MARKER = Marker("status", {"head": HEAD})


def status(*runs: CheckRun, jobs: tuple[str, ...] = JOBS) -> Status:
    """The status of a head with these check runs."""
    found = status_of(snapshot(head(*runs)), replace(POLICY, jobs=jobs), TRIGGER)
    assert found is not None
    return found


def body(found: Status, policy: StatusPolicy | None = None, marker: Marker = MARKER) -> str:
    """The comment without its marker."""
    return render_status(found, marker, policy or StatusPolicy()).partition("\n")[2]


def matrix(count: int, word: str, name: str = "integration tests, one of many legs") -> Status:
    """So many jobs in this state."""
    runs = [told(check(f"{name} ({at})", word, id_=at + 1)) for at in range(count)]
    return status(*runs, jobs=tuple(run.name for run in runs))


def test_green_comment_is_three_lines() -> None:
    """A headline, the jobs, where to click: nobody reads more when all is well."""
    assert len([line for line in body(status(*GREEN)).split("\n") if line]) == 3


def test_green_comment_of_many_jobs() -> None:
    """A dozen stand in their line, the others behind a fold of one more; none is without its log."""
    assert len([line for line in body(matrix(12, "success")).split("\n") if line]) == 3
    shown = body(matrix(100, "success"))
    unfolded = re.sub(r"<details>.*</details>", "fold", shown, flags=re.DOTALL)
    assert len([line for line in unfolded.split("\n") if line]) == 4
    assert "<summary>and 88 more passed</summary>" in shown
    assert shown.count("/job/") == 100
    assert "488 more passed" in body(matrix(500, "success"))


@pytest.mark.parametrize("state", list(CheckState))
def test_every_state_has_a_symbol_and_a_word(state: CheckState) -> None:
    """It reads without colour and without pictures, and no two states read the same."""
    row = Row("job", state, required=True)
    shown = body(Status(HEAD, Overall.INCOMPLETE, (row, Row("other", CheckState.FAILURE))))
    (line,) = [line for line in shown.split("\n") if line.startswith("| `job`")]
    symbol, _, word = line.split("|")[2].strip().partition("&nbsp;")
    assert len(symbol) == 1
    assert word.isascii()
    assert word


@pytest.mark.parametrize("word", list(Overall))
def test_every_headline_speaks(word: Overall) -> None:
    """Each of them is a sentence with a symbol."""
    rows = tuple(Row(state.value, state) for state in CheckState)
    assert read(body(Status(HEAD, word, rows, workflow="Gate"))).headings[0].partition(" ")[2].startswith("Gate: ")


def test_each_required_job_has_exactly_one_row() -> None:
    """Failing, missing and passed ones alike."""
    (table,) = rows_of(body(status(*RED[:2])))
    assert len(table) == 2 + len(JOBS)


def test_many_passed_jobs_are_folded() -> None:
    """Two failures among forty jobs: the table shows the two, the fold the rest."""
    runs = [told(check(f"unit ({at})", "failure" if at < 2 else "success", id_=at + 1)) for at in range(40)]
    shown = body(status(*runs, jobs=tuple(run.name for run in runs)))
    failing, passed = rows_of(shown)
    assert (len(failing), len(passed)) == (4, 40)
    assert "<details><summary>Required jobs: 38 passed</summary>" in shown


def test_failures_beyond_the_limit_are_counted() -> None:
    """N in full, then "and K more", by name in a fold."""
    shown = body(matrix(15, "failure"), StatusPolicy(failures_max=4))
    full, more = rows_of(shown)
    assert (len(full), len(more)) == (6, 13)
    assert "and 11 more failed" in shown


def test_optional_failure_is_seen() -> None:
    """What nobody requires is still shown when it is red."""
    shown = body(status(*GREEN, told(check("lint", "failure", suite=LINT))))
    assert "1 other job failed" in read(shown).headings[0]
    assert "not a required job" in shown


@pytest.mark.parametrize(("wanted", "expected"), [(True, 1), (False, 0)])
def test_timeline_can_be_switched_off(wanted: object, expected: int) -> None:
    """Some repositories do not want pictures."""
    shown = body(status(*RED), StatusPolicy(timeline=bool(wanted)))
    assert shown.count("```mermaid") == expected


def test_log_link_and_rerun_hint() -> None:
    """Where to click, and what to type."""
    shown = body(status(*RED))
    assert f"{HOST}/actions/runs/900/job/{RED[0].database_id}#step:8:1" in read(shown).links
    assert "`gh run rerun 900 --failed`" in shown


def test_summary_has_what_the_comment_left_out() -> None:
    """Every check run and every text in full, without a marker."""
    found = matrix(300, "failure")
    shown = render_summary(found)
    assert decode(shown) is None
    assert all(f"({at})`" in shown for at in range(300))
    assert size(shown) > BODY_BYTES_MAX


class TestLadder:
    """What goes first when there is too much: passed rows, folds, tails of sections, texts, counts."""

    def test_small_comment_is_whole(self) -> None:
        """Nothing is left out without need."""
        assert "shortened" not in body(status(*RED))

    def test_passed_rows_go_first(self) -> None:
        """The failing row keeps every word while hundreds of passed ones become a number."""
        runs = [told(check(f"unit tests on a platform with a long name ({at})", id_=at + 2)) for at in range(600)]
        runs = [told(check("gate", "failure", id_=1)), *runs]
        shown = body(status(*runs, jobs=tuple(run.name for run in runs)))
        assert "Required jobs: 600 passed" in shown
        assert STEP in shown
        assert "shortened" in shown

    def test_sections_lose_their_tails_before_failing_rows_do(self) -> None:
        """What other steps wrote is cut, with a note, before a word about a failure is."""
        long = Section("log", 1, HEAD, "line of text\n" * 3_000)
        shown = body(replace(matrix(10, "failure"), sections=(long, replace(long, name="other"))))
        assert shown.count(CUT_NOTE) == 2
        assert shown.count(STEP) >= 10

    @pytest.mark.parametrize("word", ["failure", "pending", "success", "cancelled"])
    @pytest.mark.parametrize("count", [1, 500, 3_000])
    def test_any_number_of_jobs_fits(self, count: int, word: str) -> None:
        """Overall, failing rows and the link to everything are never lost."""
        found = matrix(count, word)
        shown = render_status(found, MARKER, StatusPolicy())
        assert size(shown) <= BODY_BYTES_MAX
        assert isinstance(decode(shown), Marker)
        assert found.checks_url in shown
        assert shown.count(f"{STEP}<br>") == (min(count, 10) if word == "failure" else 0)

    def test_worst_text_still_ends_with_the_link(self) -> None:
        """Every character takes fourteen bytes, the policy wants all failures: cut, but the link stands."""
        runs = [replace(told(check(f"{'$' * 150}{at}", "failure", id_=at + 1))) for at in range(300)]
        found = status(*runs, jobs=tuple(run.name for run in runs))
        marker = Marker("status", {"filler": "x" * 30_000})
        shown = render_status(found, marker, StatusPolicy(failures_max=300))
        assert size(shown) <= BODY_BYTES_MAX
        assert found.checks_url in read(shown.partition("\n")[2]).links

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 400), st.integers(0, 400), NAMES, st.integers(0, 60))
    def test_budget_holds_for_any_mixture(self, red: int, green: int, name: str, filled_kb: int) -> None:
        """65,000 bytes, marker included, whatever stands in it."""
        words = ["failure"] * red + ["success"] * green
        runs = [told(check(f"{name}{at}", word, id_=at + 1)) for at, word in enumerate(words)]
        found = status(*runs, jobs=tuple(run.name for run in runs))
        marker = Marker("status", {"filler": "x" * 1_000 * filled_kb})
        shown = render_status(found, marker, Policy().status)
        assert size(shown) <= BODY_BYTES_MAX
        assert all(len(set(table)) == 1 for table in rows_of(shown))
