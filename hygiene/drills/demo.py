"""The newcomer's first minute: it fails, it fails elsewhere, eight runs report at once, it recovers, it fails again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.drills.ground import GREEN, RED, begin, opened, pushed
from hygiene.drills.holdings import occurrences, shown, status_comments, trackers
from hygiene.drills.lanes import spent
from hygiene.drills.show import state_of
from hygiene.drills.stage import Call, Stage
from hygiene.drills.terminal.inline import Footnotes, inline
from hygiene.drills.terminal.spans import Span, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hygiene.drills.show import Page
    from hygiene.sandbox.seed import RepositorySeed

HOME = "octo/demo"
WRITERS = "ABCDEFGH"
_YOURS = """
Try it on a run of your own; it needs no token and writes nothing:

  gh run view ID > run.json \\
    --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url
  hygiene demo --from run.json"""


def demo(page: Page, *, seed: int = 0) -> None:
    """Play the whole story."""
    stage = Stage(seed)
    repository = begin(stage, HOME)
    page.links = False
    page.say("Everything runs on a simulated GitHub in memory: no token, no network.")
    page.say("After each CI run, `hygiene post-ci` reads the results and reports them.")
    first = _fails(page, stage, repository)
    second = _joins(page, stage, repository)
    third = _race(page, stage, repository)
    _recovers(page, stage, repository, (first, second, third))
    _returns(page, stage, repository, first)
    _sums_up(page, stage, repository, (first, second, third))
    page.say(_YOURS)


def _fails(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-sum", "Add a sum")
    page.step(stage, f"CI fails on pull request #{failed.number}")
    stage.post_ci(Call(failed.event))
    page.say("hygiene adds one status comment and opens one issue, the tracker of this failure.")
    for comment in status_comments(repository, failed.number):
        page.comment(repository, failed.number, comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
    page.step(stage, "The same result is reported again")
    stage.post_ci(Call(failed.event))
    page.say("Nothing changed, so nothing is written.")
    page.spent(stage)
    return failed.number


def _joins(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-product", "Add a product")
    page.step(stage, f"CI fails in the same way on pull request #{failed.number}")
    stage.post_ci(Call(failed.event))
    page.say("The same tracker counts it. No second issue is opened.")
    _now(page, repository, failed.number)
    return failed.number


def _race(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    failed = opened(stage, "add-a-difference", "Add a difference")
    page.step(stage, f"CI fails on pull request #{failed.number}, and eight runs report it at the same time")
    stage.race(*(Call(failed.event, writer=name) for name in WRITERS))
    page.say("Each may create a comment; all of them agree which one stays and delete the others.")
    _now(page, repository, failed.number)
    page.spent(stage)
    return failed.number


def _recovers(page: Page, stage: Stage, repository: RepositorySeed, numbers: Sequence[int]) -> None:
    page.step(stage, "A fix is pushed to all three pull requests, and CI passes")
    for number in numbers:
        stage.post_ci(Call(pushed(stage, number, GREEN).event))
    page.say("The comments turn green, and the tracker is closed.")
    _now(page, repository, *numbers)


def _returns(page: Page, stage: Stage, repository: RepositorySeed, number: int) -> None:
    page.step(stage, f"The same job fails again on pull request #{number}")
    stage.post_ci(Call(pushed(stage, number, RED).event))
    page.say("The same tracker is reopened, with its history.")
    _now(page, repository, number)


def _now(page: Page, repository: RepositorySeed, *numbers: int) -> None:
    """A line for each status comment and each tracker, as they are now."""
    for number in numbers:
        for comment in status_comments(repository, number):
            headline = shown(comment.body).partition("\n")[0].lstrip("# ")
            for found in inline(headline, Footnotes(shown=False)):
                page.draw([(Span(f"  #{number} comment  ", Style.QUIET), *found)])
    for issue in trackers(repository):
        count = _many(occurrences(issue), "occurrence")
        page.draw([(Span(f"  #{issue.number} tracker  ", Style.QUIET), Span(f"{state_of(issue)}, {count}"))])


def _sums_up(page: Page, stage: Stage, repository: RepositorySeed, numbers: Sequence[int]) -> None:
    """What the repository holds at the end, counted."""
    counts = [len(status_comments(repository, number)) for number in numbers]
    found = trackers(repository)
    page.draw([()])
    page.say("Summary", Style.HEADING)
    page.draw([()])
    runs = len(stage.endings)
    page.say(f"hygiene ran {runs} times, eight of them at once.")
    each = ", ".join(f"#{number}: {_many(count, 'comment')}" for number, count in zip(numbers, counts, strict=True))
    page.say(f"  Status comments   {each}")
    page.say(f"  Trackers          {_many(len(found), 'issue')}, {_many(sum(map(occurrences, found)), 'occurrence')}")
    page.say(f"  Requests          {spent(stage.tape.exchanges)}")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
