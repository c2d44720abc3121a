"""The parts around the failures: what blocks merging, where to click, folds and sections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hygiene.markdown.budget import CUT_NOTE, Detail
from hygiene.model.checks import CheckState
from hygiene.model.comment_state import Section
from hygiene.status_comment.groups import merge_sentence
from hygiene.status_comment.model import Overall, Row, Status
from hygiene.status_comment.render import fold, footer, rerun, sections
from tests.snapshots import HEAD, HOST, NOON, OLDER_HEAD, check

DETAIL = Detail()
GREEN = Row("docs", CheckState.SUCCESS)


def red(label: str, *, required: bool | None = None) -> Row:
    """A failing row."""
    return Row(label, CheckState.FAILURE, (check(label, "failure"),), required=required)


def merge_line(*rows: Row, others: tuple[Row, ...] = ()) -> str:
    """The sentence about merging."""
    return merge_sentence(Status(HEAD, Overall.FAILURE, rows, others, base_branch="main"), DETAIL)


def test_what_blocks_the_merge_is_named() -> None:
    """By GitHub's field, whoever's job it is; green ones block nothing."""
    sentence = merge_line(
        red("a", required=True), replace(GREEN, required=True), others=(red("b", required=True), red("c"))
    )
    assert sentence == "**Blocks merging:** `a` and `b`."
    aggregate = replace(red("gate", required=True), sums_up="")
    assert merge_line(red("a"), aggregate) == "**Blocks merging:** `gate` (result of the other jobs)."


def test_many_that_block_are_named_in_part() -> None:
    """Twenty names, then a number."""
    assert merge_line(*(red(f"j{at}", required=True) for at in range(22))).endswith("`j18`, `j19` and 2 more.")


def test_failures_that_block_nothing_are_marked() -> None:
    """Only when GitHub reports it for every one of them."""
    assert merge_line(red("a", required=False)) == "Does not block merging: GitHub does not require what failed."
    assert merge_line(red("a", required=False), red("b")) == ""
    assert merge_line(replace(GREEN, required=False)) == ""


def test_footer_leaves_out_what_is_not_there() -> None:
    """No run and no result: only the commit, and what this is."""
    status = Status(HEAD, Overall.PENDING, (), commit_url=f"{HOST}/commit/{HEAD}")
    first, last = footer(status, shortened=False).split("<br>")
    assert first == f"<sub>Commit [`ddb7962`]({HOST}/commit/{HEAD})"
    assert "`enabled = false` under `[status]`" in last


def test_footer_shows_how_new_the_results_are() -> None:
    """The time of the last result, and that something was left out."""
    status = Status(HEAD, Overall.FAILURE, (), completed_at=NOON)
    assert "results of 2025-10-13 12:00 UTC · shortened" in footer(status, shortened=True)
    assert "mute" not in footer(status, shortened=False, comment=False)


@pytest.mark.parametrize(
    ("word", "run", "expected"),
    [
        (Overall.FAILURE, 900, f"[Re-run failed jobs]({HOST}/actions/runs/900), or run `gh run rerun 900 --failed`"),
        (Overall.CANCELLED, 900, f"[Re-run all jobs]({HOST}/actions/runs/900), or run `gh run rerun 900`"),
        (Overall.INCOMPLETE, 900, f"[Re-run all jobs]({HOST}/actions/runs/900), or run `gh run rerun 900`"),
        (Overall.FAILURE, 7, "Re-run failed jobs: `gh run rerun 7 --failed`"),
        (Overall.FAILURE, 0, ""),
        (Overall.PENDING, 900, ""),
        (Overall.SUCCESS, 900, ""),
    ],
)
def test_rerun(word: Overall, run: int, expected: str) -> None:
    """Where there is a run, and it makes sense to run it again: the page with the button, and the command."""
    assert rerun(Status(HEAD, word, (red("a"),), rerun_id=run)) == expected


def test_fold_counts_in_its_summary() -> None:
    """As many rows as fit, the worst are kept longest; without any the count alone."""
    rows = [GREEN, Row("x", CheckState.CANCELLED), GREEN]
    status = Status(HEAD, Overall.FAILURE, ())
    assert fold("Jobs: 3", rows, status, DETAIL).startswith("<details><summary>Jobs: 3</summary>")
    cut = fold("Jobs: 3", rows, status, replace(DETAIL, jobs_max=1))
    assert "`x`" in cut
    assert "`docs`" not in cut
    assert "2 of them not listed" in cut
    assert fold("Jobs: 3", rows, status, replace(DETAIL, jobs_max=0)) == "Jobs: 3, 3 of them not listed"
    assert fold("Jobs: 0", [], status, DETAIL) == ""


def test_section_of_an_older_commit_is_marked() -> None:
    """A reader must not take yesterday's coverage for today's."""
    found = (Section("a", 1, HEAD, "now"), Section("b", 1, OLDER_HEAD, "then"), Section("c", 1, HEAD, None))
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), DETAIL)
    assert shown == ["#### a\n\nnow", "#### b\n\n*Of an older commit, `1f0c3a8`.*\n\nthen"]


def test_section_cannot_contain_the_next() -> None:
    """An open fence and an open fold are closed at the section's end."""
    found = (Section("a", 1, HEAD, "<details>\n\n```\nx"), Section("b", 1, HEAD, "y"))
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), DETAIL)
    assert shown[0].endswith("x\n```\n\n</details>")


def test_sections_share_what_is_left() -> None:
    """When there is too much, the end of each is cut, with a note."""
    found = tuple(Section(name, 1, HEAD, "line\n" * 200) for name in "ab")
    shown = sections(Status(HEAD, Overall.SUCCESS, (), sections=found), replace(DETAIL, sections_bytes_max=200))
    assert all(text.endswith(CUT_NOTE) and len(text) < 130 for text in shown)
