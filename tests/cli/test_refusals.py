"""What GitHub refuses for good: archived repositories, locked conversations, permissions that are not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.workflow_runner import GREEN, RED, TOKEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.mark.parametrize("command", ["post-ci", "first", "sweep", "section"])
def test_an_archived_repository(runner: Runner, command: str) -> None:
    """Nothing can be written there: a notice gives the reason, and the command succeeds."""
    number, run = runner.proposal(RED)
    if command != "first":
        runner.post_ci(run=run)
        runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=GREEN)
        runner.repository.person("octocat").close(number)
    runner.repository.change(archived=True)
    before = runner.world.digest()
    (runner.folder / "text").write_text("text", encoding="utf-8")
    arguments = {
        "sweep": ("sweep",),
        "section": ("section", "set", "size", "--pr", str(number), "--file", "text"),
    }.get(command, ("post-ci", "--pr", str(number)))
    ran = runner.run(*arguments, "--json")
    assert (ran.code, runner.world.digest()) == (0, before), ran.stderr
    assert "The repository is archived, so nothing can be written to it." in ran.json["notices"]
    assert ran.json["outcome"] == "degraded"
    assert {one["action"] for one in (*ran.json["status_comments"], *ran.json["trackers"])} <= {"unchanged", "withheld"}


@pytest.mark.parametrize("existing", [False, True])
def test_a_locked_conversation(runner: Runner, *, existing: bool) -> None:
    """The tracker is kept all the same, a notice names the pull request, and the text is in the step summary."""
    number, run = runner.proposal(GREEN)
    if existing:
        runner.post_ci(run=run)
    before = [comment.body for comment in runner.comments(number)]
    run = runner.repository.workflow_run(head=runner.repository.head("feature"), jobs=RED)
    runner.repository.person("octocat").lock(number)
    for _ in range(2):
        ran = runner.post_ci("--json", run=run)
        assert ran.code == 0, ran.stderr
        assert [comment.body for comment in runner.comments(number)] == before
        assert len(runner.repository.issues()) == 1
        assert any(f"#{number} is locked" in notice for notice in ran.json["notices"])
        assert ran.json["outcome"] == "degraded"
        assert "1 of 4" in ran.summary
        assert all(comment["action"] == "unchanged" for comment in ran.json["status_comments"])
    runner.repository.person("octocat").lock(number, locked=False)
    assert runner.post_ci("--json", run=run).json["outcome"] == "settled"
    assert "1 of 4" in runner.comments(number)[0].body


def test_unreadable_commit_statuses(runner: Runner) -> None:
    """The comment and the report name what is missing and the permission that brings it."""
    number, run = runner.proposal(GREEN)
    runner.repository.status(runner.repository.head("feature"), "legacy", "failure")
    runner.world.token(TOKEN, statuses="none")
    ran = runner.post_ci("--json", run=run)
    what = (
        "Not everything was read: commit statuses (Resource not accessible by integration). Grant {}statuses: read{}."
    )
    assert (ran.code, ran.json["notices"][-1]) == (0, what.format("`", "`"))
    assert what.format("&#96;", "&#96;").partition(": ")[2] in runner.comments(number)[0].body


def test_a_required_commit_status_that_is_not_read(runner: Runner) -> None:
    """Whether it has reported is not known: neither that it passed is shown, nor that it never reported or blocks."""
    runner.repository.protect("main", "legacy", "gate")
    number, run = runner.proposal(GREEN)
    runner.repository.status(runner.repository.head("feature"), "legacy", "success")
    runner.world.token(TOKEN, statuses="none")
    ran = runner.post_ci("--json", run=run)
    text = runner.comments(number)[0].body
    assert (ran.code, ran.json["state"]) == (0, "incomplete")
    assert "**Required by GitHub, result not read**: `legacy`." in text
    assert "never reported" not in text
    assert "Blocks merging" not in text
    runner.world.token(TOKEN)
    assert runner.post_ci("--json", run=run).json["state"] == "success"
    assert "not read" not in runner.comments(number)[0].body


@pytest.mark.parametrize(
    ("area", "granted"),
    [("actions", "actions: read"), ("checks", "checks: read"), ("contents", "contents: read"),
     ("issues", "issues: read"), ("pull_requests", "pull-requests: read")],
)  # fmt: skip
def test_permissions_that_it_cannot_do_without(runner: Runner, area: str, granted: str) -> None:
    """The error names the one permission that is missing."""
    number, run = runner.proposal(GREEN)
    runner.repository.change(private=True)
    none: dict[str, Any] = {area: "none"}
    runner.world.token(TOKEN, **none)
    ran = runner.post_ci(run=run)
    assert ran.code == 4
    assert f"Grant the workflow job `permissions:` {granted}.\n" in ran.stderr
    assert runner.comments(number) == []
