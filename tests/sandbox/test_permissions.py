"""Permissions of tokens, and GitHub's messages where they are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.store import Behaviour
from tests.sandbox.graphql_client import BOT, READER, busy, fetch, mutate, mutation_error, query_error, send

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

NOT_ACCESSIBLE = "Resource not accessible by integration"


def _writes(repository: RepositorySeed, number: int, issue: int) -> dict[str, dict[str, Any]]:
    thread, tracker = repository.thread(number), repository.thread(issue)
    labels = {"labelableId": tracker.id, "labelIds": list(tracker.labels)}
    return {
        "addComment": {"subjectId": thread.id, "body": "x"},
        "updateIssueComment": {"id": thread.comments[0], "body": "x"},
        "deleteIssueComment": {"id": thread.comments[0]},
        "minimizeComment": {"subjectId": thread.comments[0], "classifier": "SPAM"},
        "createIssue": {"repositoryId": repository.record.id, "title": "x"},
        "updateIssue": {"id": tracker.id, "title": "x"},
        "closeIssue": {"issueId": tracker.id},
        "reopenIssue": {"issueId": tracker.id},
        "createLabel": {"repositoryId": repository.record.id, "name": "x", "color": "ededed"},
        "addLabelsToLabelable": labels,
        "removeLabelsFromLabelable": labels,
        "deleteLabel": {"id": tracker.labels[0]},
        "lockLockable": {"lockableId": tracker.id},
    }


@pytest.mark.parametrize("field", sorted(_writes(*busy()[1:])))
def test_a_readers_token_writes_nothing(field: str) -> None:
    """Every mutation with a fork's token is refused and changes nothing."""
    world, repository, number, issue = busy()
    before = world.digest()
    error = mutation_error(world, field, _writes(repository, number, issue)[field], by=READER)
    assert (error["type"], error["message"], error["path"]) == ("FORBIDDEN", NOT_ACCESSIBLE, [field])
    assert world.digest() == before


@pytest.mark.parametrize(
    ("grants", "on_issue", "on_pull_request"),
    [
        ({"issues": "write", "pull_requests": "write"}, True, True),
        ({"issues": "write", "pull_requests": "read"}, True, False),
        ({"issues": "read", "pull_requests": "write"}, False, True),
    ],
)
def test_comments_need_the_permission_of_their_thread(
    grants: dict[str, Any], *, on_issue: bool, on_pull_request: bool
) -> None:
    """``issues: write`` alone does not allow comments on pull requests."""
    world, repository, number, issue = busy()
    world.token("some-token", **grants)
    for place, allowed in ((issue, on_issue), (number, on_pull_request)):
        given = {"subjectId": repository.thread(place).id, "body": "x"}
        if allowed:
            mutate(world, "addComment", given, "commentEdge { node { id } }", by="some-token")
        else:
            assert mutation_error(world, "addComment", given, by="some-token")["type"] == "FORBIDDEN"


def _person(world: World) -> str:
    return world.token("alice-token", "alice", kind="user", issues="read", pull_requests="read", push=False)


def test_people_comment_and_open_issues_without_write_permission() -> None:
    """Everybody may do that in public and change what they wrote; labels are dropped."""
    world, repository, number, _ = busy()
    alice = _person(world)
    given = {"subjectId": repository.thread(number).id, "body": "hello"}
    comment = mutate(world, "addComment", given, "commentEdge { node { id } }", by=alice)["commentEdge"]["node"]["id"]
    mutate(world, "updateIssueComment", {"id": comment, "body": "other"}, "issueComment { id }", by=alice)
    mutate(world, "deleteIssueComment", {"id": comment}, by=alice)
    labels = [repository.label("x").id]
    mine = {"repositoryId": repository.record.id, "title": "Mine", "labelIds": labels}
    issue = mutate(world, "createIssue", mine, "issue { id labels(first: 1) { nodes { name } } }", by=alice)["issue"]
    assert issue["labels"]["nodes"] == []
    mutate(world, "closeIssue", {"issueId": issue["id"]}, "issue { id }", by=alice)


def test_an_app_needs_permission_for_its_own_comments() -> None:
    """A fork's token of the same app cannot edit what the workflow's token wrote."""
    world, repository, number, _ = busy()
    given = {"subjectId": repository.thread(number).id, "body": "mine"}
    comment = mutate(world, "addComment", given, "commentEdge { node { id } }")["commentEdge"]["node"]["id"]
    error = mutation_error(world, "updateIssueComment", {"id": comment, "body": "other"}, by=READER)
    assert (error["type"], error["message"]) == ("FORBIDDEN", NOT_ACCESSIBLE)


def test_people_are_refused_by_name() -> None:
    """Changes to what others wrote need write permission; the error names login and mutation."""
    world, repository, number, issue = busy()
    alice = _person(world)
    for field, given in _writes(repository, number, issue).items():
        if field in {"addComment", "createIssue"}:
            continue
        error = mutation_error(world, field, given, by=alice)
        name = field[0].upper() + field[1:]
        assert error["message"] == f"alice does not have the correct permissions to execute `{name}`"


@pytest.mark.parametrize("kind", ["issue", "pull request"])
def test_locked_conversations(kind: str) -> None:
    """Only people with write permission comment there; labels and states can still be changed."""
    world, repository, number, issue = busy()
    place = number if kind == "pull request" else issue
    repository.person("bob").lock(place)
    world.token("maintainer-token", "carol", kind="user")
    alice, thread = _person(world), repository.thread(place)
    before = world.digest()
    for field, what, given in (
        ("addComment", "create", {"subjectId": thread.id, "body": "x"}),
        ("updateIssueComment", "update", {"id": thread.comments[0], "body": "x"}),
    ):
        for token in (BOT, alice) if field == "addComment" else (BOT,):
            error = mutation_error(world, field, given, by=token)
            message = f"Unable to {what} comment because issue is locked"
            assert (error["type"], error["message"], error["path"]) == ("UNPROCESSABLE", message, [field])
        assert world.digest() == before
    mutate(
        world, "addComment", {"subjectId": thread.id, "body": "x"}, "commentEdge { node { id } }", "maintainer-token"
    )
    mutate(
        world, "addLabelsToLabelable", {"labelableId": thread.id, "labelIds": [repository.label("x").id]}, "__typename"
    )
    mutate(world, "deleteIssueComment", {"id": thread.comments[0]})
    world.behaviour = Behaviour(apps_comment_when_locked=True)
    mutate(world, "addComment", {"subjectId": thread.id, "body": "x"}, "commentEdge { node { id } }")


@pytest.mark.parametrize("field", sorted({*_writes(*busy()[1:]), "unlockLockable", "unminimizeComment", "deleteIssue"}))
def test_archived_repositories_are_read_only(field: str) -> None:
    """Every mutation is refused in GitHub's words, whatever the permission, and reading still works."""
    world, repository, number, issue = busy()
    world.token("admin-token", "carol", kind="user", admin=True)
    thread, tracker = repository.thread(number), repository.thread(issue)
    writes = {
        **_writes(repository, number, issue),
        "unlockLockable": {"lockableId": tracker.id},
        "unminimizeComment": {"subjectId": thread.comments[0]},
        "deleteIssue": {"issueId": tracker.id},
    }
    repository.change(archived=True)
    before = world.digest()
    also = " and unable to create comment because issue is locked" if field == "addComment" else ""
    error = mutation_error(world, field, writes[field], by="admin-token")
    message = f"Repository was archived so is read-only{also}"
    assert (error["type"], error["message"], error["path"]) == ("UNPROCESSABLE", message, [field])
    assert world.digest() == before
    query = '{ repository(owner: "o", name: "r") { isArchived issues(first: 9) { totalCount } } }'
    assert fetch(world, query)["repository"] == {"isArchived": True, "issues": {"totalCount": 1}}


CHECKS = """query Checks($oid: GitObjectID!) { repository(owner: "o", name: "r") { object(oid: $oid) { ... on Commit {
  checkSuites(first: 9) { nodes { conclusion workflowRun { databaseId } } }
  status { contexts { context } } } } } }"""


@pytest.mark.parametrize("private", [True, False])
def test_statuses_and_runs_need_permissions_of_their_own(*, private: bool) -> None:
    """Also in public repositories. The rest of the data is there, and the paths end where it is missing."""
    world, repository, *_ = busy()
    repository.change(private=private)
    head = repository.head("feature")
    repository.suite(head)
    world.token("narrow-token", statuses="none", actions="none")
    answer = send(world, CHECKS, {"oid": head}, by="narrow-token").json()
    commit = answer["data"]["repository"]["object"]
    assert commit["checkSuites"]["nodes"] == [
        {"conclusion": "FAILURE", "workflowRun": None},
        {"conclusion": None, "workflowRun": None},
    ]
    assert commit["status"] is None
    place = ["repository", "object"]
    assert [(error["type"], error["message"], error["path"]) for error in answer["errors"]] == [
        ("FORBIDDEN", NOT_ACCESSIBLE, [*place, "checkSuites", "nodes", 0, "workflowRun"]),
        ("FORBIDDEN", NOT_ACCESSIBLE, [*place, "status", "contexts", 0]),
    ]
    world.token("narrow-token", "alice", kind="user", statuses="none", actions="none")
    assert "errors" not in send(world, CHECKS, {"oid": head}, by="narrow-token").json()


@pytest.mark.parametrize(("scopes", "allowed"), [(("repo",), True), (("public_repo",), True), (("read:org",), False)])
def test_classic_tokens_need_a_scope(scopes: tuple[str, ...], *, allowed: bool) -> None:
    """INSUFFICIENT_SCOPES lists the granted and the required scopes."""
    world, repository, number, _ = busy()
    world.token("classic-token", "alice", kind="classic", scopes=scopes)
    given = {"subjectId": repository.thread(number).id, "body": "x"}
    if allowed:
        mutate(world, "addComment", given, "commentEdge { node { id } }", by="classic-token")
    else:
        error = mutation_error(world, "addComment", given, by="classic-token")
        assert error["type"] == "INSUFFICIENT_SCOPES"
        assert "['public_repo']" in error["message"]
        assert "['read:org']" in error["message"]


@pytest.mark.parametrize("name", ["o/missing", "o/private"])
def test_a_hidden_repository_is_not_found(name: str) -> None:
    """A private and a missing repository have the same answer."""
    world, *_ = busy()
    world.repository("o/private", private=True)
    world.token("narrow-token", repositories=("o/r",))
    query = 'query Find($name: String!) { repository(owner: "o", name: $name) { id } }'
    answer = send(world, query, {"name": name.partition("/")[2]}, by="narrow-token").json()
    assert answer["data"] == {"repository": None}
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["repository"])
    assert error["message"] == f"Could not resolve to a Repository with the name '{name}'."


def test_nodes_of_a_hidden_repository_are_not_found() -> None:
    """A node id gives no access that the token does not have."""
    world, *_ = busy()
    private = world.repository("o/private", private=True)
    issue = private.thread(private.issue("Secret"))
    world.token("narrow-token", repositories=("o/r",))
    query = "query N($id: ID!) { node(id: $id) { id } }"
    assert fetch(world, query, {"id": issue.id}, by=BOT)["node"] == {"id": issue.id}
    error = query_error(world, query, {"id": issue.id}, by="narrow-token")
    assert error["message"] == f"Could not resolve to a node with the global id of '{issue.id}'"


@pytest.mark.parametrize(
    ("area", "selection"),
    [
        ("issues", "issues(first: 1) { totalCount }"),
        ("pull_requests", "pullRequests(first: 1) { totalCount }"),
        ("contents", 'object(expression: "HEAD") { oid }'),
        ("checks", "defaultBranchRef { target { ... on Commit { checkSuites(first: 1) { totalCount } } } }"),
    ],
)
def test_private_repositories_need_read_permission(area: str, selection: str) -> None:
    """In a public repository the same token may read everything."""
    world, repository, *_ = busy()
    grants: dict[str, Any] = {area: "none"}
    world.token("blind-token", **grants)
    query = f'{{ repository(owner: "o", name: "r") {{ {selection} }} }}'
    fetch(world, query, by="blind-token")
    repository.change(private=True)
    error = query_error(world, query, by="blind-token")
    assert (error["type"], error["message"]) == ("FORBIDDEN", NOT_ACCESSIBLE)


def test_other_repositories_cannot_be_written() -> None:
    """A workflow's token is limited to its own repository."""
    world, *_ = busy()
    other = world.repository("o/other")
    world.token("narrow-token", repositories=("o/r",))
    given = {"repositoryId": other.record.id, "title": "x"}
    assert mutation_error(world, "createIssue", given, by="narrow-token")["type"] == "FORBIDDEN"
