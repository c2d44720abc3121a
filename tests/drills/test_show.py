"""Showing a story while it is played."""

from __future__ import annotations

import pytest

from hygiene.drills.ground import begin, opened
from hygiene.drills.holdings import status_comments, trackers
from hygiene.drills.show import Page
from hygiene.drills.stage import Call, Stage
from hygiene.drills.terminal.spans import Style


@pytest.fixture
def written() -> list[str]:
    """What has been echoed."""
    return []


@pytest.fixture
def page(written: list[str]) -> Page:
    """A page without colour."""
    return Page(written.append, color=False)


@pytest.fixture
def stage() -> Stage:
    """A world with one failing pull request, its comment and its tracker."""
    stage = Stage()
    begin(stage)
    stage.step("Before")
    stage.post_ci(Call(opened(stage, "sum", "Add a sum").event))
    return stage


def test_say(page: Page, written: list[str]) -> None:
    """Sentences are broken at 80 columns; indented lines are commands, and stay whole."""
    page.say("word " * 20 + "\n\n  " + "x" * 90)
    assert written == [f"{'word ' * 15}word\n{'word ' * 4}".rstrip(), "", "  " + "x" * 90]


def test_say_in_color(written: list[str]) -> None:
    """A style is paint and nothing else."""
    Page(written.append, color=True).say("Bad.", Style.BAD)
    assert written == ["\x1b[1;31mBad.\x1b[0m"]


def test_step(page: Page, written: list[str], stage: Stage) -> None:
    """A step begins on the stage and on the page, with the next number."""
    page.step(stage, "It recovers")
    assert stage.steps == ["Before", "It recovers"]
    assert written == ["", "2. It recovers", ""]


def test_spent_is_of_this_step(page: Page, written: list[str], stage: Stage) -> None:
    """Only the requests of the current step are counted."""
    page.spent(stage)
    stage.step("Nothing")
    page.spent(stage)
    assert written == ["Requests: 1 read, 2 writes", "Requests: none"]


def test_comment(page: Page, written: list[str], stage: Stage) -> None:
    """A comment names its place, its author and how often it was edited."""
    comment = status_comments(stage.home, 1)[0]
    page.comment(stage.home, 1, comment)
    assert "┌ octo/app #1: comment by github-actions[bot]\n" in written[0]
    for times, word in ((1, "once"), (2, "2 times")):
        stage.home.person("octocat").edit_comment(comment.id, f"{comment.body}{times}")
        page.comment(stage.home, 1, status_comments(stage.home, 1)[0])
        assert f"github-actions[bot], edited {word}\n" in written[-1]


@pytest.mark.parametrize(
    ("reason", "words"), [("COMPLETED", "closed as completed"), ("NOT_PLANNED", "closed as not planned")]
)
def test_issue(page: Page, written: list[str], stage: Stage, reason: str, words: str) -> None:
    """An issue names its title, its labels, and whether it is open or why not."""
    page.issue(stage.home, trackers(stage.home)[0])
    assert "octo/app #2: CI failure: python ci (open, labels: ci-failure)" in written[0]
    stage.home.person("octocat").close(2, reason)  # type: ignore[arg-type]
    page.issue(stage.home, trackers(stage.home)[0])
    assert f"({words}, labels: ci-failure)" in written[1]
