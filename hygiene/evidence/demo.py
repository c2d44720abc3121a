"""The newcomer's first minute: it fails, it fails elsewhere, eight race, it recovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.evidence.holdings import occurrences, status_comments, trackers
from hygiene.evidence.stage import Call, Stage
from hygiene.sandbox.checks import Annotation
from hygiene.sandbox.seed_runs import Job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hygiene.evidence.show import Page
    from hygiene.sandbox.seed import RepositorySeed

HOME = "octo/demo"
RACERS = "ABCDEFGH"
_STEPS = {"Set up job": "success", "Install": "success", "Pytest": "failure", "Upload coverage": "skipped"}
_FAILING = Job("failure", steps=_STEPS, annotations=[Annotation("tests/test_sum.py", 3, "assert 3 == 4")], seconds=84)
RED: Mapping[str, str | Job] = {
    "python ci (3.11)": _FAILING,
    "python ci (3.12)": _FAILING,
    "docker smoke": Job(seconds=71),
    "gate": Job("failure", steps={"Summarize results": "failure"}, seconds=4),
}
_YOURS = """
Try it on a run of your own; it needs no token and writes nothing:

  gh run view ID > run.json \\
    --json conclusion,createdAt,displayTitle,headSha,jobs,updatedAt,url
  hygiene demo --from run.json"""
GREEN = {name: Job(seconds=80) for name in RED}


def demo(page: Page, *, seed: int = 0) -> None:
    """Play the whole story."""
    stage = Stage(seed)
    repository = stage.world.repository(HOME)
    repository.protect("main", "gate")
    repository.workflow_run(head=repository.head(), event="push", jobs=GREEN)
    page.say("A small GitHub in memory: no token, no network. The command is hygiene post-ci.")
    first = _fails(page, stage, repository)
    second = _joins(page, stage, repository)
    third = _race(page, stage, repository)
    _recovers(page, stage, repository, (first, second, third))
    page.say(_YOURS)


def _fails(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    number, event = _run(stage, repository, "add-a-sum", "Add a sum", RED)
    page.step(stage, f"The Gate fails on pull request #{number}: a comment and a tracker appear")
    stage.post_ci(Call(event))
    page.spent(stage)
    for comment in status_comments(repository, number):
        page.comment(repository, number, comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
    page.step(stage, "The same event again: nothing changes, so nothing is written")
    stage.post_ci(Call(event))
    page.spent(stage)
    return number


def _joins(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    number, event = _run(stage, repository, "add-a-product", "Add a product", RED)
    page.step(stage, f"It fails again on pull request #{number}: the same issue, one more occurrence")
    stage.post_ci(Call(event))
    page.spent(stage)
    for issue in trackers(repository):
        page.issue(repository, issue)
    return number


def _race(page: Page, stage: Stage, repository: RepositorySeed) -> int:
    number, event = _run(stage, repository, "add-a-difference", "Add a difference", RED)
    page.step(stage, f"It fails on pull request #{number} as well, and eight writers race for it")
    stage.race(*(Call(event, writer=name) for name in RACERS))
    page.schedule(stage)
    page.spent(stage)
    comments, issues = status_comments(repository, number), trackers(repository)
    page.say(f"Pull request #{number} now has {_many(len(comments), 'status comment')}.")
    page.say(f"The repository has {_many(len(issues), 'tracker')}, with {occurrences(issues[0])} occurrences.")
    return number


def _recovers(page: Page, stage: Stage, repository: RepositorySeed, numbers: tuple[int, ...]) -> None:
    page.step(stage, "The fix is pushed to all three: the comments turn green, the tracker is resolved and closed")
    for number in numbers:
        stage.world.advance(300)
        head = repository.person("octocat").push(number, {"sum.py": "print(2 + 2)\n"})
        run = repository.workflow_run(head=head, jobs=GREEN)
        stage.post_ci(Call(repository.run_event(run)))
    page.spent(stage)
    for comment in status_comments(repository, numbers[0]):
        page.comment(repository, numbers[0], comment)
    for issue in trackers(repository):
        page.issue(repository, issue)
        for comment in repository.comments(issue.number):
            page.comment(repository, issue.number, comment)


def _run(
    stage: Stage, repository: RepositorySeed, branch: str, title: str, jobs: Mapping[str, str | Job]
) -> tuple[int, Mapping[str, object]]:
    """A pull request and a completed run on it; its number and the event that rings."""
    stage.world.advance(600)
    head = repository.push(branch, {"sum.py": "print(1 + 2)\n"}, message=title)
    number = repository.pull_request(branch, title=title)
    return number, repository.run_event(repository.workflow_run(head=head, jobs=jobs))


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
