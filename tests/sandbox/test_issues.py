"""Issues: creating, editing, closing, reopening, deleting and listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.store import Behaviour
from tests.sandbox.graphql_client import busy, fetch, mutate, mutation_error, query_error, world_of

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.threads import Thread
    from hygiene.sandbox.world import World

ISSUE = "issue { number state stateReason closedAt updatedAt lastEditedAt title body }"


def _issue() -> tuple[World, RepositorySeed, Thread]:
    world, repository = world_of()
    return world, repository, repository.thread(repository.issue("Title", "body"))


def _titles(world: World, arguments: str) -> list[str]:
    query = '{ repository(owner: "o", name: "r") { issues(first: 50 %s) { nodes { title } } } }'
    return [node["title"] for node in fetch(world, query % arguments)["repository"]["issues"]["nodes"]]


def test_an_issue_is_created_with_its_labels() -> None:
    """Numbers are shared with pull requests; the payload has the labels that were kept."""
    world, repository = world_of()
    repository.push("feature")
    repository.pull_request("feature")
    label = repository.label("ci-failure")
    given = {"repositoryId": repository.record.id, "title": "New", "body": "text", "labelIds": [label.id]}
    seen = mutate(
        world, "createIssue", given, "issue { number title viewerDidAuthor labels(first: 5) { nodes { name } } }"
    )
    assert seen["issue"] == {
        "number": 2,
        "title": "New",
        "viewerDidAuthor": True,
        "labels": {"nodes": [{"name": "ci-failure"}]},
    }


def test_labels_are_dropped_without_push() -> None:
    """There is no error; only the payload shows it."""
    world, repository = world_of()
    world.token("weak-token", push=False)
    given = {"repositoryId": repository.record.id, "title": "New", "labelIds": [repository.label("x").id]}
    seen = mutate(world, "createIssue", given, "issue { labels(first: 5) { nodes { name } } }", by="weak-token")
    assert seen["issue"]["labels"]["nodes"] == []


def test_an_issue_is_created_with_its_assignees() -> None:
    """Users can be assigned, apps cannot."""
    world, repository = world_of()
    bob = world.account("bob")
    listed = fetch(world, '{ repository(owner: "o", name: "r") { assignableUsers(first: 9) { nodes { id login } } } }')
    assert {"id": bob.id, "login": "bob"} in listed["repository"]["assignableUsers"]["nodes"]
    assert "github-actions[bot]" not in {one["login"] for one in listed["repository"]["assignableUsers"]["nodes"]}
    given = {"repositoryId": repository.record.id, "title": "New", "assigneeIds": [bob.id, bob.id]}
    mutate(world, "createIssue", given, "issue { number }")
    assert repository.issues()[0].assignees == (bob.id,)
    world.token("weak-token", push=False)
    mutate(world, "createIssue", given, "issue { number }", by="weak-token")
    assert repository.issues()[1].assignees == ()
    error = mutation_error(world, "createIssue", {**given, "assigneeIds": [repository.record.id]})
    assert error["type"] == "NOT_FOUND"


@pytest.mark.parametrize("reason", ["COMPLETED", "NOT_PLANNED"])
def test_closing_keeps_the_reason(reason: str) -> None:
    """Each reason is returned as it was given."""
    world, _, issue = _issue()
    seen = mutate(world, "closeIssue", {"issueId": issue.id, "stateReason": reason}, ISSUE)["issue"]
    assert (seen["state"], seen["stateReason"], seen["closedAt"]) == ("CLOSED", reason, "2025-10-13T00:00:01Z")


def test_a_duplicate_names_the_original() -> None:
    """``duplicateIssueId`` must be an issue. ``stateReason`` does not show that it is a duplicate."""
    world, repository, issue = _issue()
    original = repository.thread(repository.issue("First"))
    given = {"issueId": issue.id, "stateReason": "DUPLICATE", "duplicateIssueId": original.id}
    seen = mutate(world, "closeIssue", given, "issue { stateReason duplicateOf { id } }")["issue"]
    assert seen == {"stateReason": "NOT_PLANNED", "duplicateOf": {"id": original.id}}
    (closed, _) = repository.issues()
    assert (closed.state_reason, closed.duplicate_of) == ("DUPLICATE", original.id)
    error = mutation_error(world, "closeIssue", {**given, "duplicateIssueId": "nobody"})
    assert error["type"] == "NOT_FOUND"


def test_the_default_reason_is_completed() -> None:
    """``closeIssue`` needs no reason."""
    world, _, issue = _issue()
    assert mutate(world, "closeIssue", {"issueId": issue.id}, ISSUE)["issue"]["stateReason"] == "COMPLETED"


def test_reopening_undoes_closing() -> None:
    """A reopened issue has the reason REOPENED and no closing time; an open one does not change."""
    world, _, issue = _issue()
    mutate(world, "closeIssue", {"issueId": issue.id}, ISSUE)
    seen = mutate(world, "reopenIssue", {"issueId": issue.id}, ISSUE)["issue"]
    assert (seen["state"], seen["stateReason"], seen["closedAt"]) == ("OPEN", "REOPENED", None)
    before = world.digest()
    mutate(world, "reopenIssue", {"issueId": issue.id}, ISSUE)
    assert world.digest() == before


def test_only_a_body_has_an_edit_history() -> None:
    """``lastEditedAt`` belongs to the body; ``updatedAt`` moves with both."""
    world, repository, issue = _issue()
    seen = mutate(world, "updateIssue", {"id": issue.id, "title": "Renamed"}, ISSUE)["issue"]
    assert (seen["title"], seen["lastEditedAt"], seen["updatedAt"]) == ("Renamed", None, "2025-10-13T00:00:01Z")
    seen = mutate(world, "updateIssue", {"id": issue.id, "body": "new"}, ISSUE)["issue"]
    assert seen["lastEditedAt"] == seen["updatedAt"] == "2025-10-13T00:00:02Z"
    assert len(repository.thread(issue.number).edits) == 1


def test_update_issue_can_close_and_open() -> None:
    """``state`` of updateIssue has no reason."""
    world, _, issue = _issue()
    seen = mutate(world, "updateIssue", {"id": issue.id, "state": "CLOSED"}, ISSUE)["issue"]
    assert (seen["state"], seen["stateReason"]) == ("CLOSED", "COMPLETED")
    assert mutate(world, "updateIssue", {"id": issue.id, "state": "OPEN"}, ISSUE)["issue"]["state"] == "OPEN"


def test_an_overlong_update_may_be_ignored() -> None:
    """Some hosts were seen to answer 200 and keep the old body."""
    world, repository, issue = _issue()
    world.behaviour = Behaviour(overlong_issue_update_ignored=True)
    seen = mutate(world, "updateIssue", {"id": issue.id, "body": "x" * 70_000}, ISSUE)["issue"]
    assert seen["body"] == "body"
    assert repository.thread(issue.number).edits == ()


def test_issues_never_list_pull_requests() -> None:
    """Issues and pull requests share only their numbers."""
    world, repository, number, issue = busy()
    assert _titles(world, "") == ["Tests fail"]
    query = '{ repository(owner: "o", name: "r") { issue(number: %d) { number } } }'
    assert query_error(world, query % number)["type"] == "NOT_FOUND"
    assert fetch(world, query % issue)["repository"]["issue"] == {"number": issue}
    assert repository.thread(number).typename == "PullRequest"


def test_listings_filter_by_state_and_label() -> None:
    """The case of label names does not matter; an unknown label lists nothing."""
    world, repository = world_of()
    repository.issue("plain")
    repository.issue("labelled", labels=("CI-Failure",))
    done = repository.issue("done", labels=("ci-failure",))
    repository.person("bob").close(done)
    assert _titles(world, "") == ["plain", "labelled", "done"]
    assert _titles(world, "states: [OPEN]") == ["plain", "labelled"]
    assert _titles(world, 'labels: ["ci-failure"]') == ["labelled", "done"]
    assert _titles(world, 'labels: ["ci-failure"] states: [CLOSED]') == ["done"]
    assert _titles(world, 'labels: ["unknown"]') == []


@pytest.mark.parametrize(
    ("field", "direction", "expected"),
    [
        ("CREATED_AT", "ASC", ["a", "b", "c"]),
        ("CREATED_AT", "DESC", ["c", "b", "a"]),
        ("UPDATED_AT", "DESC", ["a", "c", "b"]),
        ("COMMENTS", "DESC", ["a", "c", "b"]),
    ],
)
def test_listings_are_ordered(field: str, direction: str, expected: list[str]) -> None:
    """A comment makes an issue the most recently updated one."""
    world, repository = world_of()
    for title in "abc":
        repository.issue(title)
        world.advance(1)
    repository.person("bob").comment(1, "moves it")
    assert _titles(world, f"orderBy: {{field: {field}, direction: {direction}}}") == expected


def test_several_labels_mean_any_or_all() -> None:
    """GitHub does not document which; both can be tested."""
    world, repository = world_of()
    repository.issue("one", labels=("a",))
    repository.issue("two", labels=("a", "b"))
    assert _titles(world, 'labels: ["a", "b"]') == ["one", "two"]
    world.behaviour = Behaviour(labels_mean_all=True)
    assert _titles(world, 'labels: ["a", "b"]') == ["two"]


def test_only_admins_delete_issues() -> None:
    """The comments are deleted too, and the number is not used again."""
    world, repository, _, issue = busy()
    thread = repository.thread(issue)
    assert mutation_error(world, "deleteIssue", {"issueId": thread.id})["type"] == "FORBIDDEN"
    world.token("admin-token", "alice", kind="user", admin=True)
    mutate(world, "deleteIssue", {"issueId": thread.id}, by="admin-token")
    assert repository.issues() == []
    assert not {thread.id, *thread.comments} & set(world.state.nodes)
    assert repository.issue("Next") == issue + 1


def test_no_issue_where_issues_are_disabled() -> None:
    """The list is empty and creation is refused."""
    world, repository, _ = _issue()
    repository.change(has_issues=False)
    assert _titles(world, "") == []
    error = mutation_error(world, "createIssue", {"repositoryId": repository.record.id, "title": "New"})
    assert (error["type"], error["message"]) == ("FORBIDDEN", "Issues has been disabled in this repository.")


def test_issue_mutations_refuse_pull_requests() -> None:
    """``closeIssue`` and ``updateIssue`` need the id of an issue."""
    world, repository, number, _ = busy()
    given: dict[str, dict[str, Any]] = {
        "closeIssue": {"issueId": repository.thread(number).id},
        "updateIssue": {"id": repository.thread(number).id, "title": "x"},
    }
    for field, one in given.items():
        assert mutation_error(world, field, one)["message"].startswith("Could not resolve to Issue node")
