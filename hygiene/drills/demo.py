"""The newcomer's first minute: it fails, it fails elsewhere, eight race, it recovers, and it fails once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.ground import GREEN, RED, begin, opened, pushed
from hygiene.drills.holdings import occurrences, status_comments, trackers
from hygiene.drills.stage import Call, Stage

if TYPE_CHECKING:
    from hygiene.drills.show import Page
    from hygiene.sandbox.seed import RepositorySeed

HOME = "octo/demo"
RACERS = "ABCDEFGH"
_YOURS = """
Try it on a run of your own; it needs no token and writes nothing:

  gh run view ID > run.json \\
    --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url
  hygiene demo --from run.json"""


def demo(page: Page, *, seed: int = 0) -> None:
    """Play the whole story."""
    stage = Stage(seed)
    repository = begin(stage, HOME)
    page.say("A small GitHub in memory: no token, no network. The command is hygiene post-ci.")
    first = _fails(page, stage, repository)
    second = _joins(page, stage, repository)
    third = _race(page, stage, repository)
    _recovers(page, stage, repository, (first, second, third))
    _returns(page, stage, repository, first)
    page.say(_YOURS)


def _fails(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-sum", "Add a sum")
    page.step(stage, f"The Gate fails on pull request #{failed.number}: a comment and a tracker appear")
    stage.post_ci(Call(failed.event))
    page.spent(stage)
    for comment in status_comments(repository, failed.number):
        page.comment(repository, failed.number, comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
    page.step(stage, "The same event again: nothing changes, so nothing is written")
    stage.post_ci(Call(failed.event))
    page.spent(stage)
    return failed.number


def _joins(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-product", "Add a product")
    page.step(stage, f"It fails again on pull request #{failed.number}: the same issue, one more occurrence")
    stage.post_ci(Call(failed.event))
    page.spent(stage)
    for issue in trackers(repository):
        page.issue(repository, issue)
    return failed.number


def _race(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-difference", "Add a difference")
    page.step(stage, f"It fails on pull request #{failed.number} as well, and eight writers race for it")
    stage.race(*(Call(failed.event, writer=name) for name in RACERS))
    page.schedule(stage)
    page.spent(stage)
    comments, issues = status_comments(repository, failed.number), trackers(repository)
    page.say(f"Pull request #{failed.number} now has {_many(len(comments), 'status comment')}.")
    page.say(f"The repository has {_many(len(issues), 'tracker')}, with {occurrences(issues[0])} occurrences.")
    return failed.number


def _recovers(page: Page, stage: Stage, repository: RepositorySeed, numbers: tuple[int, ...]) -> None:
    page.step(stage, "The fix is pushed to all three: the comments turn green, the tracker is resolved and closed")
    for number in numbers:
        stage.post_ci(Call(pushed(stage, number, GREEN).event))
    page.spent(stage)
    for comment in status_comments(repository, numbers[0]):
        page.comment(repository, numbers[0], comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
        for comment in repository.comments(issue.number):
            page.comment(repository, issue.number, comment)


def _returns(page: Page, stage: Stage, repository: RepositorySeed, number: int) -> None:
    page.step(stage, f"The same job fails again on pull request #{number}: its tracker is reopened, with all it knew")
    stage.post_ci(Call(pushed(stage, number, RED).event))
    page.spent(stage)
    for issue in trackers(repository):
        page.issue(repository, issue)
        page.comment(repository, issue.number, repository.comments(issue.number)[-1])


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
