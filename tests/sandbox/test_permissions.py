"""Permissions: who may do what, and in which words GitHub refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.talking import BOT, READER, ask, busy, mutate, mutation_refused, refused, reply

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
    """Every mutation of a fork's token is refused, and the world stays as it was."""
    world, repository, number, issue = busy()
    before = world.digest()
    error = mutation_refused(world, field, _writes(repository, number, issue)[field], by=READER)
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
def test_comments_belong_to_their_threads_permission(
    grants: dict[str, Any], *, on_issue: bool, on_pull_request: bool
) -> None:
    """``issues: write`` alone does not comment on pull requests."""
    world, repository, number, issue = busy()
    world.token("some-token", **grants)
    for place, allowed in ((issue, on_issue), (number, on_pull_request)):
        given = {"subjectId": repository.thread(place).id, "body": "x"}
        if allowed:
            mutate(world, "addComment", given, "commentEdge { node { id } }", by="some-token")
        else:
            assert mutation_refused(world, "addComment", given, by="some-token")["type"] == "FORBIDDEN"


def _person(world: World) -> str:
    return world.token("alice-token", "alice", kind="user", issues="read", pull_requests="read", push=False)


def test_people_may_talk_and_open_issues_without_write_permission() -> None:
    """In public everybody may; what they wrote they may change; labels are dropped."""
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


def test_an_apps_own_comment_is_not_its_own_without_permission() -> None:
    """What the workflow's token wrote, a fork's token of the same app cannot edit."""
    world, repository, number, _ = busy()
    given = {"subjectId": repository.thread(number).id, "body": "mine"}
    comment = mutate(world, "addComment", given, "commentEdge { node { id } }")["commentEdge"]["node"]["id"]
    error = mutation_refused(world, "updateIssueComment", {"id": comment, "body": "other"}, by=READER)
    assert (error["type"], error["message"]) == ("FORBIDDEN", NOT_ACCESSIBLE)


def test_people_are_refused_by_name() -> None:
    """What is somebody else's needs write permission; the refusal names the login and the mutation."""
    world, repository, number, issue = busy()
    alice = _person(world)
    for field, given in _writes(repository, number, issue).items():
        if field in {"addComment", "createIssue"}:
            continue
        error = mutation_refused(world, field, given, by=alice)
        name = field[0].upper() + field[1:]
        assert error["message"] == f"alice does not have the correct permissions to execute `{name}`"


def test_locked_threads_are_closed_to_readers_only() -> None:
    """Whoever has write permission can still comment."""
    world, repository, number, issue = busy()
    alice = _person(world)
    for place in (number, issue):
        repository.person("bob").lock(place)
        given = {"subjectId": repository.thread(place).id, "body": "x"}
        error = mutation_refused(world, "addComment", given, by=alice)
        assert error["message"] == "Unable to create comment because issue is locked."
        mutate(world, "addComment", given, "commentEdge { node { id } }")


@pytest.mark.parametrize(("scopes", "allowed"), [(("repo",), True), (("public_repo",), True), (("read:org",), False)])
def test_classic_tokens_need_a_scope(scopes: tuple[str, ...], *, allowed: bool) -> None:
    """INSUFFICIENT_SCOPES names what there is and what there should be."""
    world, repository, number, _ = busy()
    world.token("classic-token", "alice", kind="classic", scopes=scopes)
    given = {"subjectId": repository.thread(number).id, "body": "x"}
    if allowed:
        mutate(world, "addComment", given, "commentEdge { node { id } }", by="classic-token")
    else:
        error = mutation_refused(world, "addComment", given, by="classic-token")
        assert error["type"] == "INSUFFICIENT_SCOPES"
        assert "['public_repo']" in error["message"]
        assert "['read:org']" in error["message"]


@pytest.mark.parametrize("name", ["o/missing", "o/private"])
def test_a_hidden_repository_is_as_good_as_none(name: str) -> None:
    """Missing or private: the same answer, with null data and the path."""
    world, *_ = busy()
    world.repository("o/private", private=True)
    world.token("narrow-token", repositories=("o/r",))
    query = 'query Find($name: String!) { repository(owner: "o", name: $name) { id } }'
    answer = reply(world, query, {"name": name.partition("/")[2]}, by="narrow-token").json()
    assert answer["data"] == {"repository": None}
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["repository"])
    assert error["message"] == f"Could not resolve to a Repository with the name '{name}'."


def test_nodes_of_a_hidden_repository_are_hidden() -> None:
    """A node id opens nothing that its repository does not."""
    world, *_ = busy()
    private = world.repository("o/private", private=True)
    issue = private.thread(private.issue("Secret"))
    world.token("narrow-token", repositories=("o/r",))
    query = "query N($id: ID!) { node(id: $id) { id } }"
    assert ask(world, query, {"id": issue.id}, by=BOT)["node"] == {"id": issue.id}
    error = refused(world, query, {"id": issue.id}, by="narrow-token")
    assert error["message"] == f"Could not resolve to a node with the global id of '{issue.id}'"


@pytest.mark.parametrize(
    ("area", "selection"),
    [
        ("issues", "issues(first: 1) { totalCount }"),
        ("pull_requests", "pullRequests(first: 1) { totalCount }"),
        ("contents", 'object(expression: "HEAD") { id }'),
        ("checks", "defaultBranchRef { target { ... on Commit { checkSuites(first: 1) { totalCount } } } }"),
    ],
)
def test_private_repositories_need_read_permission(area: str, selection: str) -> None:
    """In a public repository the same token may read all of it."""
    world, repository, *_ = busy()
    grants: dict[str, Any] = {area: "none"}
    world.token("blind-token", **grants)
    query = f'{{ repository(owner: "o", name: "r") {{ {selection} }} }}'
    ask(world, query, by="blind-token")
    repository.change(private=True)
    error = refused(world, query, by="blind-token")
    assert (error["type"], error["message"]) == ("FORBIDDEN", NOT_ACCESSIBLE)


def test_other_repositories_cannot_be_written() -> None:
    """A workflow's token belongs to its own repository."""
    world, *_ = busy()
    other = world.repository("o/other")
    world.token("narrow-token", repositories=("o/r",))
    given = {"repositoryId": other.record.id, "title": "x"}
    assert mutation_refused(world, "createIssue", given, by="narrow-token")["type"] == "FORBIDDEN"
