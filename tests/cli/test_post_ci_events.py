"""Events of all kinds, with each kind of token: forks, branches, queues, closed and locked pull requests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workflow_runner import GREEN, RED, REPOSITORY

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


def test_a_fork(runner: Runner) -> None:
    """A fork's event names no pull request: it is found by branch, commit and repository."""
    runner.repository.label("ci-failure")
    runner.world.repository("mallory/r", fork_of=REPOSITORY).push("patch-1", {"a": "b"})
    number = runner.repository.pull_request("patch-1", fork="mallory/r", author="mallory")
    head = runner.world.repository("mallory/r").head("patch-1")
    run = runner.repository.workflow_run(head=head, jobs=RED)
    assert runner.repository.run_event(run)["workflow_run"]["pull_requests"] == []
    ran = runner.post_ci("--json", run=run)
    assert [one["pull_request"] for one in ran.json["status_comments"]] == [number]
    assert ran.json["requests"] == {"queries": 1, "mutations": 1}


def test_a_fork_with_several_pull_requests(runner: Runner) -> None:
    """One commit in pull requests to several bases: each of them has its one comment."""
    runner.repository.label("ci-failure")
    runner.world.repository("mallory/r", fork_of=REPOSITORY).push("patch-1", {"a": "b"})
    for base in ("1.x", "2.x", "3.x"):
        runner.repository.push(base, {"README.md": base})
    numbers = [
        runner.repository.pull_request("patch-1", fork="mallory/r", author="mallory", base=base)
        for base in ("main", "1.x", "2.x", "3.x")
    ]
    head = runner.world.repository("mallory/r").head("patch-1")
    run = runner.repository.workflow_run(head=head, jobs=RED)
    ran = runner.post_ci("--json", run=run)
    assert sorted(one["pull_request"] for one in ran.json["status_comments"]) == numbers
    assert all(len(runner.comments(number)) == 1 for number in numbers)
    (tracker,) = runner.repository.issues()
    assert all(f"<!-- tracked-pr: {number} -->" in tracker.body for number in numbers)
    again = runner.post_ci("--json", run=run)
    # One for all, one for each, and one for the Gate's file of each base branch but the default one.
    assert again.json["requests"] == {"queries": 8, "mutations": 0}


def test_a_fork_that_moved_on(runner: Runner) -> None:
    """A fork's older run is superseded like any other, and writes nothing."""
    assert runner.repository.head()
    runner.world.repository("mallory/r", fork_of=REPOSITORY).push("patch-1", {"a": "b"})
    number = runner.repository.pull_request("patch-1", fork="mallory/r", author="mallory")
    head = runner.world.repository("mallory/r").head("patch-1")
    event = runner.repository.run_event(runner.repository.workflow_run(head=head, jobs=RED))
    runner.repository.person("mallory").push(number)
    runner.event(event)
    ran = runner.post_ci("--json")
    assert (ran.code, ran.json["outcome"], ran.json["requests"]["mutations"]) == (0, "superseded", 0)


def test_issues_are_disabled(runner: Runner) -> None:
    """Where a repository has no issues there is a comment all the same, and the reason why there is no tracker."""
    runner.repository.change(has_issues=False)
    number, run = runner.proposal(RED)
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"]) == (0, "settled"), ran.stderr
    assert len(runner.comments(number)) == 1
    assert {tracker["action"] for tracker in ran.json["trackers"]} <= {"withheld"}


def test_a_thread_that_is_full(runner: Runner) -> None:
    """A pull request on which nobody may comment any more: the tracker is kept, and the refusal is reported."""
    runner.world.behaviour = replace(runner.world.behaviour, comments_max=3)
    number, run = runner.proposal(RED)
    for _ in range(3):
        runner.repository.person("octocat").comment(number, "more")
    ran = runner.post_ci(run=run)
    assert (ran.code, "Commenting is disabled" in ran.stderr) == (5, True)
    assert len(runner.repository.issues()) == 1


def test_another_tools_comment(runner: Runner) -> None:
    """--adopt takes over our token's comment of another tool, once, and never anybody else's."""
    number, run = runner.proposal(RED)
    runner.repository.person("alice").comment(number, "<!-- old-tool -->\nhers")
    ours = runner.repository.person("github-actions[bot]").comment(number, "<!-- old-tool -->\nours")
    for action in ("updated", "unchanged"):
        ran = runner.post_ci("--adopt", "<!-- old-tool -->", "--json", run=run)
        assert [(one["id"], one["action"]) for one in ran.json["status_comments"]] == [(ours, action)]
    assert len(runner.repository.comments(number)) == 2


def test_two_gates(runner: Runner) -> None:
    """Each key has a comment of its own, and none touches the other's."""
    number, run = runner.proposal(RED)
    for key in ("one", "two", "one"):
        assert runner.post_ci("--key", key, run=run).code == 0
    first, second = runner.comments(number)
    assert (first.body[:31], second.body[:31]) == ('<!-- hygiene:1 status/one {"bas', '<!-- hygiene:1 status/two {"bas')


def test_options_as_variables(runner: Runner) -> None:
    """Every option has a variable, so that an action's inputs need no shell."""
    number, _ = runner.proposal(RED)
    runner.monkeypatch.delenv("GITHUB_REPOSITORY")
    for name, value in {"REPO": "o/r", "PR": str(number), "ONLY": "status-comment", "KEY": "k"}.items():
        runner.monkeypatch.setenv(f"HYGIENE_{name}", value)
    assert runner.post_ci().code == 0
    (comment,) = runner.comments(number)
    assert comment.body.startswith("<!-- hygiene:1 status/k ")
    assert runner.repository.issues() == []


def test_a_read_only_token(runner: Runner) -> None:
    """A fork's own run may not write: the report goes to the summary and a file, and the job stays green."""
    number, run = runner.proposal(RED)
    runner.world.token("bot-token", level="read")
    before = runner.world.digest()
    ran = runner.post_ci("--json", run=run)
    assert (ran.code, ran.json["outcome"], runner.world.digest()) == (0, "degraded", before)
    assert "refused: Resource not accessible by integration (it takes pull-requests: write)" in ran.json["notices"]
    assert [(row["action"], row["reason"]) for row in ran.json["trackers"]] == [("withheld", "the token may not write")]
    assert "python ci (3.11)" in ran.summary
    assert "python ci (3.11)" in Path(ran.outputs["markdown-file"]).read_text(encoding="utf-8")
    assert runner.comments(number) == []


def test_a_read_only_token_on_a_runner(runner: Runner) -> None:
    """A degraded run prints a warning annotation."""
    runner.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, run = runner.proposal(RED)
    runner.world.token("bot-token", level="read")
    assert "::warning title=hygiene::Not everything could be posted" in runner.post_ci(run=run).stderr


@pytest.mark.parametrize(
    ("grants", "permission"),
    [
        ({"pull_requests": "read"}, "`permissions:` pull-requests: write"),
        ({"issues": "read"}, "`permissions:` issues: write"),
    ],
)
def test_a_missing_permission(runner: Runner, grants: dict[str, Any], permission: str) -> None:
    """When some writes are allowed and others are not, the missing permission is named and the job fails."""
    _, run = runner.proposal(RED)
    runner.world.token("bot-token", **grants)
    ran = runner.post_ci(run=run)
    assert ran.code == 4
    assert permission in ran.stderr


def test_a_branch(runner: Runner) -> None:
    """A push or a schedule has no comment to keep, only trackers."""
    for event in ("push", "schedule"):
        head = runner.repository.push("main", {event: "x"})
        run = runner.repository.workflow_run(head=head, jobs=RED, event=event)
        ran = runner.post_ci("--json", run=run)
        assert (ran.code, ran.json["status_comments"]) == (0, [])
    (tracker,) = runner.repository.issues()
    assert "`main`" in tracker.body


def test_a_merge_queue(runner: Runner) -> None:
    """A merge group leaves the pull request's comment alone."""
    number, run = runner.proposal(GREEN)
    runner.post_ci(run=run)
    (before,) = runner.comments(number)
    runner.event(runner.repository.merge_group_event(number), "merge_group")
    ran = runner.post_ci("--json")
    assert ran.json["status_comments"] == []
    assert runner.comments(number) == [before]


def test_a_pull_request_event(runner: Runner) -> None:
    """A plain ``pull_request`` event is taken too."""
    number, _ = runner.proposal(RED)
    runner.event(runner.repository.pull_request_event(number), "pull_request")
    assert runner.post_ci("--json").json["status_comments"][0]["pull_request"] == number


def test_two_pull_requests_on_one_commit(runner: Runner) -> None:
    """A commit that belongs to several pull requests gets a comment on each, and one tracker."""
    one, run = runner.proposal(RED)
    runner.repository.push("release", {"x": "y"})
    two = runner.repository.pull_request("feature", base="release")
    ran = runner.post_ci("--json", run=run)
    assert sorted(found["pull_request"] for found in ran.json["status_comments"]) == [one, two]
    assert (len(runner.comments(one)), len(runner.comments(two)), len(runner.repository.issues())) == (1, 1, 1)
    assert ran.json["outcome"] == "settled"
    assert [found["action"] for found in ran.json["trackers"]] == ["opened"]
    runner.post_ci(run=run)
    # The second is for the other one, the third for the Gate's file of its base branch.
    assert runner.post_ci("--json", run=run).json["requests"] == {"queries": 3, "mutations": 0}


def test_closed_and_locked(runner: Runner) -> None:
    """A closed pull request gets no new comment; a locked one does, where the host lets apps comment there."""
    runner.world.behaviour = replace(runner.world.behaviour, apps_comment_when_locked=True)
    closed, run = runner.proposal(RED)
    runner.repository.person("octocat").close(closed)
    assert runner.post_ci("--pr", str(closed)).code == 0
    assert runner.comments(closed) == []
    locked, run = runner.proposal(RED, "other")
    runner.repository.person("octocat").lock(locked)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.comments(locked)) == 1


def test_a_closing_event_resolves(runner: Runner) -> None:
    """When a failing pull request is closed, nobody follows its failure any more."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    runner.repository.person("octocat").close(number)
    runner.event(runner.repository.pull_request_event(number, action="closed"), "pull_request")
    assert runner.post_ci().code == 0
    assert [issue.state for issue in runner.repository.issues()] == ["CLOSED"]


def test_an_enterprise_server(runner: Runner) -> None:
    """On GHES the runner names another host; requests go to its own path."""
    runner.monkeypatch.setenv("GITHUB_SERVER_URL", "https://ghe.example.org")
    runner.monkeypatch.setenv("GITHUB_GRAPHQL_URL", "https://ghe.example.org/api/graphql")
    number, run = runner.proposal(RED)
    assert runner.post_ci(run=run).code == 0
    assert len(runner.comments(number)) == 1


def test_nothing_to_report_on(runner: Runner) -> None:
    """A fork's branch without an open pull request is skipped in words."""
    number, run = runner.proposal(RED)
    event = runner.repository.run_event(run)
    event["workflow_run"] |= {"pull_requests": [], "head_branch": "gone", "event": "pull_request"}
    runner.event(event)
    ran = runner.post_ci("--json")
    assert (ran.code, ran.json["outcome"]) == (0, "skipped")
    assert "No open pull request has this head." in ran.json["notices"]
    assert runner.comments(number) == []
