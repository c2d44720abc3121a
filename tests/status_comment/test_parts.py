"""The parts around the table: why it is red, where to click, folds and sections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.markdown.budget import CUT_NOTE, Detail
from hygiene.model.checks import CheckState
from hygiene.model.comment_state import Section
from hygiene.status_comment.model import Cause, Overall, Row, Status
from hygiene.status_comment.render import fold, links, passed_line, rerun_hint, sections, why
from tests.snapshots import HEAD, HOST, NOON, OLDER_HEAD, check

DETAIL = Detail()
GREEN = Row("docs", CheckState.SUCCESS)


def red(label: str, blame: Cause = Cause.NONE, *, required: bool | None = None) -> Row:
    """A failing row with evidence for its blame."""
    checks = (check(label, "failure"),)
    return Row(label, CheckState.FAILURE, checks, blame, evidence="shown", required=required)


def told(*rows: Row, others: tuple[Row, ...] = ()) -> str:
    """The sentence about these rows."""
    status = Status(HEAD, Overall.FAILURE, rows, others, base_branch="main")
    return why(status, [row for row in (*rows, *others) if row.state.failed], DETAIL)


@pytest.mark.parametrize(
    ("blames", "expected"),
    [
        ((), ""),
        ((Cause.NONE,), ""),
        ((Cause.NEW,), "It is new."),
        ((Cause.BASE,), "It also fails on `main`."),
        ((Cause.NEW, Cause.NEW), "Both are new."),
        ((Cause.FLAKY,) * 3, "All 3 are flaky."),
        ((Cause.NEW, Cause.BASE), "1 is new and 1 also fails on `main`."),
        ((Cause.NEW, Cause.NONE), "1 is new."),
        ((Cause.KNOWN, Cause.KNOWN, Cause.FLAKY, Cause.NEW), "1 is new, 1 is flaky and 2 are known from before."),
    ],
)
def test_blames_are_counted_in_a_sentence(blames: tuple[Cause, ...], expected: str) -> None:
    """Whose fault, at one look; nothing is said where nothing is known."""
    assert told(*(red(f"job {at}", blame) for at, blame in enumerate(blames))) == expected


def test_what_blocks_the_merge_is_named() -> None:
    """By GitHub's word, whoever's job it is; green ones block nothing."""
    sentence = told(red("a", required=True), replace(GREEN, required=True), others=(red("b", required=True), red("c")))
    assert sentence == "This blocks the merge: `a` and `b`."


def test_many_that_block_are_named_in_part() -> None:
    """Five names, then a number."""
    assert told(*(red(f"j{at}", required=True) for at in range(7))).endswith("`j3`, `j4` and 2 more.")


def test_free_failures_are_said_to_be_free() -> None:
    """Only when GitHub said so of every one of them."""
    assert told(red("a", required=False)) == "It does not block the merge."
    assert told(red("a", required=False), red("b", required=False)) == "None of them blocks the merge."
    assert told(red("a", required=False), red("b")) == ""


def test_passed_line_names_flakes_and_skips_and_links_to_logs() -> None:
    """A green line is honest about what was not plainly green."""
    rows = (
        replace(GREEN, duration_s=65, log_url=f"{HOST}/actions/runs/9/job/1"),
        replace(GREEN, name="e2e", log_url="", cause=Cause.FLAKY, evidence="failed in attempt 1"),
        Row("deploy", CheckState.SKIPPED, duration_s=0),
    )
    status = Status(HEAD, Overall.SUCCESS, rows, (Row("lint", CheckState.CANCELLED),))
    assert passed_line(status, DETAIL) == (
        f"[`docs`]({HOST}/actions/runs/9/job/1) 1m 05s · `e2e` (flaky: failed in attempt 1) · `deploy` skipped"
        " · 1 other job (1 cancelled)"
    )


def test_links_leave_out_what_is_not_there() -> None:
    """No run, no end: only the commit."""
    status = Status(HEAD, Overall.PENDING, (), commit_url=f"{HOST}/commit/{HEAD}")
    assert links(status, shortened=False) == f"Commit [`ddb7962`]({HOST}/commit/{HEAD})"


@pytest.mark.parametrize(("unfinished", "expected"), [(False, True), (True, False)])
def test_end_is_told_when_it_ended(unfinished: object, expected: object) -> None:
    """The end of the last job is not the end while the run goes on."""
    status = Status(HEAD, Overall.FAILURE, (), completed_at=NOON, unfinished=bool(unfinished))
    assert ("finished 2025-10-13 12:00 UTC" in links(status, shortened=False)) is expected


@pytest.mark.parametrize(
    ("word", "run", "expected"),
    [
        (Overall.FAILURE, 7, "Run the failed jobs again: `gh run rerun 7 --failed`"),
        (Overall.CANCELLED, 7, "Run it again: `gh run rerun 7`"),
        (Overall.FAILURE, 0, ""),
        (Overall.PENDING, 7, ""),
        (Overall.SUCCESS, 7, ""),
    ],
)
def test_rerun_hint(word: Overall, run: int, expected: str) -> None:
    """Only where there is a run, and it makes sense to run it again."""
    assert rerun_hint(Status(HEAD, word, (), rerun_id=run)) == expected


def test_fold_counts_in_its_summary() -> None:
    """Worst first; without folds the count alone."""
    rows = [GREEN, Row("x", CheckState.CANCELLED), GREEN]
    status = Status(HEAD, Overall.FAILURE, ())
    assert "<summary>Other jobs: 1 cancelled, 2 passed</summary>" in fold("Other jobs", rows, status, DETAIL)
    assert fold("Other jobs", rows, status, replace(DETAIL, folds=False)) == "Other jobs: 1 cancelled, 2 passed"
    assert fold("Other jobs", [], status, DETAIL) == ""


def test_section_of_an_older_commit_says_so() -> None:
    """A reader must not take yesterday's coverage for today's."""
    found = (Section("a", 1, HEAD, "now"), Section("b", 1, OLDER_HEAD, "then"), Section("c", 1, HEAD, None))
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), DETAIL)
    assert shown == ["#### a\n\nnow", "#### b\n\n*Of an older commit, `1f0c3a8`.*\n\nthen"]


def test_section_cannot_swallow_the_next() -> None:
    """An open fence and an open fold are closed at the section's end."""
    found = (Section("a", 1, HEAD, "<details>\n\n```\nx"), Section("b", 1, HEAD, "y"))
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), DETAIL)
    assert shown[0].endswith("x\n```\n\n</details>")


def test_sections_share_what_is_left() -> None:
    """When there is too much, each loses its tail and says so."""
    found = tuple(Section(name, 1, HEAD, "line\n" * 200) for name in "ab")
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), replace(DETAIL, sections_bytes_max=200))
    assert all(text.endswith(CUT_NOTE) and len(text) < 130 for text in shown)
