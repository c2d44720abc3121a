"""Failing tests as a section: names of others are harmless, the list is bounded."""

from __future__ import annotations

from hygiene.model.junit import FailedTest, TestResults
from hygiene.status_comment.junit import SHOWN_MAX, render_junit


def test_failing_tests_are_listed_with_their_first_line() -> None:
    """Count, name, message."""
    text = render_junit(TestResults(7, (FailedTest("pkg.test_a", "boom"),)))
    assert text == "1 of 7 tests failed:\n\n- `pkg.test_a`: boom"


def test_names_of_others_mention_nobody() -> None:
    """No mention and no reference fires from a test's name or message."""
    text = render_junit(TestResults(1, (FailedTest("a`b @octocat", "see #1 @octocat <img src=x>"),)))
    assert "@octocat" not in text.replace("`a`", "").replace("<code>a`b @octocat</code>", "")
    assert "#1 " not in text
    assert "<img" not in text


def test_more_than_fit_are_counted() -> None:
    """Nothing is cut in silence."""
    many = tuple(FailedTest(f"t{number}", "") for number in range(SHOWN_MAX + 3))
    assert render_junit(TestResults(100, many)).endswith("- and 3 more")


def test_green_and_empty_differ() -> None:
    """No file is not the same as no failure."""
    assert render_junit(TestResults(5, ())) == "None of 5 tests failed."
    assert render_junit(TestResults(0, (), ("no file matches the pattern",))).startswith("No tests were found.")
