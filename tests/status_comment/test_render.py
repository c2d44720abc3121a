"""The comment as a whole: the same status gives the same bytes, and the essential parts are there at every size."""

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
from tests.examples import examples
from tests.markdown.reading import read, rows_of
from tests.snapshots import HEAD, HOST, JOBS, POLICY, TRIGGER, check, head, snapshot
from tests.status_comment.situations import GREEN, LINT, RED, STEP, detailed

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
    runs = [detailed(check(f"{name} ({at})", word, id_=at + 1)) for at in range(count)]
    return status(*runs, jobs=tuple(run.name for run in runs))


def unfolded(text: str) -> list[str]:
    """The lines that are seen before anything is unfolded."""
    return [line for line in re.sub(r"<details>.*?</details>", "fold", text, flags=re.DOTALL).split("\n") if line]


@pytest.mark.parametrize("count", [1, 4, 100])
def test_green_comment_is_three_lines(count: int) -> None:
    """A headline, the jobs in a fold, and the footer; each job has its row and its log."""
    shown = body(matrix(count, "success"))
    assert len(unfolded(shown)) == 3
    assert f"<summary>All jobs: {count} passed</summary>" in shown
    assert shown.count("/job/") == count


def test_failed_jobs_come_before_everything_else() -> None:
    """What a reader sees first: the headline, whose fault, the job with its error."""
    lines = unfolded(body(status(*RED)))
    assert lines[0] == "### ❌ Gate: 1 of 4 jobs failed"
    assert lines[1].startswith("**Cause unknown**")
    assert lines[2].startswith("- ❌ [`python ci (3.11)`]")


@pytest.mark.parametrize("state", list(CheckState))
def test_every_state_has_a_symbol_and_a_name(state: CheckState) -> None:
    """It reads without colour and without pictures, and no two states read the same."""
    row = Row("job", state, () if state is CheckState.ABSENT else (check("job"),), required=True)
    shown = body(Status(HEAD, Overall.INCOMPLETE, (row, Row("other", CheckState.FAILURE))))
    (line,) = [line for line in shown.split("\n") if line.startswith("| `job`")]
    symbol, _, word = line.split("|")[2].strip().partition("&nbsp;")
    assert len(symbol.removesuffix("\ufe0f")) == 1
    assert word.isascii()
    assert word


@pytest.mark.parametrize("word", list(Overall))
def test_every_headline_is_a_sentence(word: Overall) -> None:
    """Each of them is a sentence with a symbol."""
    rows = tuple(Row(state.value, state) for state in CheckState)
    assert read(body(Status(HEAD, word, rows, workflow="Gate"))).headings[0].partition(" ")[2].startswith("Gate: ")


@pytest.mark.parametrize(("red", "green"), [(1, 3), (2, 38), (24, 0)])
def test_each_job_has_exactly_one_row(red: int, green: int) -> None:
    """Failing, missing and passed ones alike, with a link to the log of each that has one."""
    words = ["failure"] * red + ["success"] * green
    runs = [detailed(check(f"unit ({at})", word, id_=at + 1)) for at, word in enumerate(words)]
    shown = body(status(*runs, jobs=(*(run.name for run in runs), "missing")))
    (table,) = rows_of(shown)
    assert len(table) == 2 + red + green + 1
    assert all(len(re.findall(rf"^\| \[`{re.escape(run.name)}`\]\(http", shown, re.MULTILINE)) == 1 for run in runs)
    assert len(re.findall(r"^\| `missing`", shown, re.MULTILINE)) == 1


def test_failures_beyond_the_limit_are_counted() -> None:
    """N with their errors, then the number; all of them are in the table."""
    shown = body(matrix(15, "failure"), StatusPolicy(failures_max=4))
    assert shown.count("\n- ") == 4
    assert "… and 11 more failed" in shown
    assert [len(table) for table in rows_of(shown)] == [17]


def test_optional_failure_is_seen() -> None:
    """What nobody requires is still shown when it is red."""
    shown = body(status(*GREEN, detailed(check("lint", "failure", suite=LINT))))
    assert "1 other check failed" in read(shown).headings[0]
    assert "not a job of Gate" in shown


@pytest.mark.parametrize(("wanted", "expected"), [(True, 1), (False, 0)])
def test_timeline_is_shown_where_it_is_wanted(wanted: object, expected: int) -> None:
    """It is long, and few need it."""
    assert StatusPolicy().timeline is False
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
        """The failing row keeps all its text while hundreds of passed ones become a number."""
        runs = [detailed(check(f"unit tests on a platform with a long name ({at})", id_=at + 2)) for at in range(600)]
        runs = [detailed(check("gate", "failure", id_=1)), *runs]
        shown = body(status(*runs, jobs=tuple(run.name for run in runs)))
        assert "All jobs: 1 failed, 600 passed" in shown
        assert STEP in shown
        assert "shortened" in shown

    def test_sections_lose_their_tails_before_failing_rows_do(self) -> None:
        """What other steps wrote is cut, with a note, before anything about a failure is."""
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
        assert shown.count(f" · {STEP}") == (min(count, 10) if word == "failure" else 0)

    def test_worst_text_still_ends_with_the_link(self) -> None:
        """Every character takes fourteen bytes, the policy wants all failures: cut, but with the link."""
        runs = [replace(detailed(check(f"{'$' * 150}{at}", "failure", id_=at + 1))) for at in range(300)]
        found = status(*runs, jobs=tuple(run.name for run in runs))
        marker = Marker("status", {"filler": "x" * 30_000})
        shown = render_status(found, marker, StatusPolicy(failures_max=300))
        assert size(shown) <= BODY_BYTES_MAX
        assert found.checks_url in read(shown.partition("\n")[2]).links

    @settings(max_examples=examples(25), deadline=None)
    @given(st.integers(0, 400), st.integers(0, 400), NAMES, st.integers(0, 60))
    def test_budget_holds_for_any_mixture(self, red: int, green: int, name: str, filled_kb: int) -> None:
        """65,000 bytes, marker included, whatever is in it."""
        words = ["failure"] * red + ["success"] * green
        runs = [detailed(check(f"{name}{at}", word, id_=at + 1)) for at, word in enumerate(words)]
        found = status(*runs, jobs=tuple(run.name for run in runs))
        marker = Marker("status", {"filler": "x" * 1_000 * filled_kb})
        shown = render_status(found, marker, Policy().status)
        assert size(shown) <= BODY_BYTES_MAX
        assert all(len(set(table)) == 1 for table in rows_of(shown))
