"""Our comment among many others: found wherever it is, and nothing else is taken for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.workflow_runner import GREEN, RED, SETTINGS

if TYPE_CHECKING:
    from hygiene.sandbox.threads import Comment
    from tests.workflow_runner import Ran, Runner

REMARKS = 230
FOREIGN = "<!-- Sticky Pull Request Comment -->"


class WithoutWindows(httpx.BaseTransport):
    """A host that refuses the windows of a long conversation, so that it is read in pages."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner = inner
        self.refused = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse that one operation."""
        if json.loads(request.content)["operationName"] != "ReadConversation":
            return self.inner.handle_request(request)
        self.refused += 1
        return httpx.Response(200, json={"errors": [{"message": "Something went wrong"}]}, request=request)


def remarks(runner: Runner, number: int, count: int) -> None:
    """Comments of another person."""
    octocat = runner.repository.person("octocat")
    for place in range(count):
        octocat.comment(number, f"remark {place}")
    runner.world.advance(60)


def again(runner: Runner, *options: str) -> Ran:
    """Run on a new head of the branch, whose result differs."""
    head = runner.repository.push("feature", {"README.md": "again"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    return runner.post_ci("--json", *options, run=run, around=WithoutWindows)


def status_comments(runner: Runner, number: int, key: str = "") -> list[Comment]:
    """The status comments of a key that nobody hid."""
    opening = f"<!-- hygiene:1 status/{key} " if key else "<!-- hygiene:1 status "
    return [one for one in runner.repository.comments(number) if one.body.startswith(opening)]


@pytest.mark.parametrize("decoy", ["another key", "another's marker", "another tool", "another's tool"])
def test_no_other_comment_ends_the_search(runner: Runner, decoy: str) -> None:
    """One that is read first and only resembles the status comment does not lead to a second one."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(GREEN)
    octocat, bot = runner.repository.person("octocat"), runner.repository.person("github-actions[bot]")
    options: tuple[str, ...] = ()
    match decoy:
        case "another key":
            runner.post_ci("--key", "nightly", run=run)
        case "another's marker":
            octocat.comment(number, "<!-- hygiene:1 status {} -->\nnot yours")
        case "another tool":
            bot.comment(number, "A report of another tool.")
        case _:
            options = ("--adopt", FOREIGN)
            octocat.comment(number, f"{FOREIGN}\nnot yours")
    remarks(runner, number, REMARKS // 2)
    runner.post_ci(run=run)
    remarks(runner, number, REMARKS // 2)
    (ours,) = status_comments(runner, number)[-1:]
    before = len(list(runner.repository.comments(number)))
    ran = again(runner, *options)
    assert ran.code == 0, ran.stderr
    assert len(list(runner.repository.comments(number))) == before
    (changed,) = [one for one in status_comments(runner, number) if one.id == ours.id]
    assert "python ci (3.11)" in changed.body
    assert changed.body != ours.body


def test_own_comment_ends_the_search(runner: Runner) -> None:
    """No page is read after the one that has it."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(GREEN)
    remarks(runner, number, 10)
    runner.post_ci(run=run)
    remarks(runner, number, 4 * REMARKS)
    few = again(runner).json["requests"]["queries"]
    assert len(status_comments(runner, number)) == 1
    other, run = runner.proposal(GREEN, "other")
    remarks(runner, other, 10)
    runner.post_ci(run=run)
    remarks(runner, other, REMARKS)
    head = runner.repository.push("other", {"README.md": "again"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    assert runner.post_ci("--json", run=run, around=WithoutWindows).json["requests"]["queries"] == few


def test_trackers_alone_read_no_pages_of_comments(runner: Runner) -> None:
    """With ``--only failure-tracker`` the comments do not matter, however many there are."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(GREEN)
    remarks(runner, number, 4 * REMARKS)
    options = ("--json", "--only", "failure-tracker")
    ran = runner.post_ci(*options, run=run, around=WithoutWindows)
    few = runner.post_ci(*options, run=runner.proposal(GREEN, "other")[1], around=WithoutWindows)
    assert ran.json["requests"] == few.json["requests"]
    assert status_comments(runner, number) == []


@pytest.mark.parametrize("count", [100, 1_000, 3_000])
def test_requests_of_a_long_conversation(runner: Runner, count: int) -> None:
    """One query more finds it among up to 3,000 comments that were written or edited since."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(GREEN)
    remarks(runner, number, 3)
    runner.post_ci(run=run)
    remarks(runner, number, count - 4)
    head = runner.repository.push("feature", {"README.md": "again"})
    run = runner.repository.workflow_run(head=head, jobs=RED)
    assert runner.post_ci("--json", "--only", "status-comment", run=run).json["requests"] == {
        "queries": 2,
        "mutations": 1,
    }
    assert len(status_comments(runner, number)) == 1


def test_comments_too_long_to_be_read_together(runner: Runner) -> None:
    """A conversation that strangers fill is read in smaller pages; the comment is found and updated."""
    runner.settings(SETTINGS)
    number, run = runner.proposal(GREEN)
    stranger = runner.repository.person("mallory")
    for _ in range(130):
        stranger.comment(number, "😀" * 65_000)
    runner.post_ci(run=run)
    for _ in range(130):
        stranger.comment(number, "😀" * 65_000)
    before = status_comments(runner, number)
    ran = again(runner)
    assert ran.code == 0, ran.stderr
    (ours,) = status_comments(runner, number)
    assert len(before) == 1
    assert ours.id == before[0].id
    assert ours.body != before[0].body
