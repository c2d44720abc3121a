"""The section on failed tests: true totals first, then what was not read, then the rows."""

from __future__ import annotations

import pytest

from hygiene.model.junit import FailedTest, TestResults
from hygiene.status_comment.junit import FLAKY_SHOWN_MAX, NOTES_SHOWN_MAX, SHOWN_MAX, render_junit

ROW = FailedTest("c.a", "boom")


@pytest.mark.parametrize(
    ("results", "text"),
    [
        (TestResults(5), "None of 5 tests failed."),
        (TestResults(1), "None of 1 test failed."),
        (TestResults(0), "No tests were found."),
        (TestResults(7, 1, (ROW,)), "1 of 7 tests failed:\n\n- `c.a`: boom"),
        (
            TestResults(1_234, 1_000, (FailedTest("c.a", "", 1_000),)),
            "1,000 of 1,234 tests failed:\n\n- `c.a` (1,000 times)",
        ),
        (
            TestResults(3, flakes=1, flaky=(ROW,)),
            "None of 3 tests failed, 1 was flaky.\n\nFlaky, failed and then passed:\n\n- `c.a`: boom",
        ),
        (
            TestResults(4, 1, (ROW,), 2, (FailedTest("c.b", ""), FailedTest("c.d", ""))),
            "1 of 4 tests failed, 2 were flaky:\n\n- `c.a`: boom\n\nFlaky, failed and then passed:\n\n- `c.b`\n- `c.d`",
        ),
        (
            TestResults(2, suites=(FailedTest("s", "could not load"),)),
            "1 test suite failed outside of its tests, 0 of 2 tests failed:\n\n- `s`: could not load",
        ),
        (
            TestResults(2, 1, (ROW,), suites=(FailedTest("s", "x"), FailedTest("t", "y"))),
            "2 test suites failed outside of their tests, 1 of 2 tests failed:\n\n- `s`: x\n- `t`: y\n- `c.a`: boom",
        ),
        (
            TestResults(6, 2, unlisted=(FailedTest("s", "", 2),)),
            "2 of 6 tests failed:\n\n- `s`: 2 failed tests counted, but not listed",
        ),
    ],
)
def test_what_was_read_whole(results: TestResults, text: str) -> None:
    """No file is not the same as no failure, and a flaky test is none."""
    assert render_junit(results) == text


@pytest.mark.parametrize(
    ("results", "first"),
    [
        (TestResults(5, unread=("a.xml: cut",)), "No failed test among the 5 tests that were read. "),
        (TestResults(1, unread=("a.xml: cut",)), "No failed test among the 1 test that were read. "),
        (TestResults(0, unread=("a.xml: cut",)), "No test results were read. "),
        (TestResults(5, 1, (ROW,), unread=("a.xml: cut",)), "1 of 5 tests failed. "),
        (
            TestResults(5, flakes=1, flaky=(ROW,), unread=("a.xml: cut",)),
            "No failed test among the 5 tests that were read, 1 was flaky. ",
        ),
    ],
)
def test_what_was_not_read_whole_does_not_sound_complete(results: TestResults, first: str) -> None:
    """The first line states it, and the reasons follow at once, where no cut can lose them."""
    text = render_junit(results)
    assert text.startswith(f"{first}**Not everything could be read:**\n\n- a.xml: cut")


def test_names_of_others_mention_nobody() -> None:
    """No mention and no reference comes from a test's name or message."""
    text = render_junit(TestResults(1, 1, (FailedTest("a`b @octocat", "see #1 @octocat <img src=x>"),)))
    assert "@octocat" not in text.replace("`a`", "").replace("<code>a`b @octocat</code>", "")
    assert "#1 " not in text
    assert "<img" not in text


def test_more_than_fit_are_counted() -> None:
    """Nothing is left out without a number, also beyond the rows that were kept."""
    many = tuple(FailedTest(f"t{number}", "") for number in range(500))
    text = render_junit(TestResults(9_000, 8_000, many, 700, many, unread=tuple(f"{n}.xml: cut" for n in range(99))))
    assert text.startswith("8,000 of 9,000 tests failed, 700 were flaky.")
    assert f"- and {8_000 - SHOWN_MAX:,} more" in text
    assert f"- and {700 - FLAKY_SHOWN_MAX:,} more" in text
    assert f"- and {99 - NOTES_SHOWN_MAX} more" in text


def test_rows_of_several_kinds_share_the_space() -> None:
    """Suites first; what is not shown of all kinds is one number."""
    many = tuple(FailedTest(f"t{number}", "", 2) for number in range(SHOWN_MAX))
    text = render_junit(TestResults(999, 2 * SHOWN_MAX + 3, many, suites=(ROW,), unlisted=(FailedTest("s", "", 3),)))
    assert text.count("\n- `t") == SHOWN_MAX - 1
    assert text.endswith("- and 5 more")
