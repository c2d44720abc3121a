"""Limits of texts, comments, nodes and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.mutations import BODY_CHARACTERS_MAX
from hygiene.sandbox.store import Behaviour
from tests.sandbox.graphql_client import (
    busy,
    fetch,
    mutate,
    mutation_error,
    operations,
    query_error,
    send,
    world_of,
)

if TYPE_CHECKING:
    from typing import Any

LIMIT = "{ rateLimit { cost limit remaining used resetAt nodeCount } }"
TOO_LONG = "body is too long (maximum is 65536 characters)"


def _writes(length: int) -> dict[str, dict[str, Any]]:
    _, repository, number, issue = busy()
    thread, body = repository.thread(number), "ä" * length
    return {
        "addComment": {"subjectId": thread.id, "body": body},
        "updateIssueComment": {"id": thread.comments[0], "body": body},
        "createIssue": {"repositoryId": repository.record.id, "title": "T", "body": body},
        "updateIssue": {"id": repository.thread(issue).id, "body": body},
    }


@pytest.mark.parametrize("field", ["addComment", "updateIssueComment", "createIssue", "updateIssue"])
def test_bodies_are_limited_in_characters(field: str) -> None:
    """65,536 characters are accepted whatever their bytes; one more is refused and nothing is written."""
    world, *_ = busy()
    mutate(world, field, _writes(BODY_CHARACTERS_MAX)[field], "__typename")
    world, *_ = busy()
    before = world.digest()
    error = mutation_error(world, field, _writes(BODY_CHARACTERS_MAX + 1)[field])
    assert (error["type"], error["message"], error["path"]) == ("UNPROCESSABLE", TOO_LONG, [field])
    assert world.digest() == before


@pytest.mark.parametrize(
    ("field", "blank"), [("addComment", True), ("updateIssueComment", True), ("createIssue", False)]
)
def test_comments_are_not_blank(field: str, blank: bool) -> None:  # noqa: FBT001 - a row of the table
    """A comment needs a body, an issue does not."""
    world, *_ = busy()
    given = {**_writes(1)[field], "body": " \n"}
    if blank:
        assert mutation_error(world, field, given)["message"] == "Body can't be blank"
    else:
        mutate(world, field, given, "__typename")


@pytest.mark.parametrize(
    ("title", "message"),
    [("x" * 257, "Title is too long (maximum is 256 characters)"), ("", "Title can't be blank")],
)
def test_titles_are_limited(title: str, message: str) -> None:
    """A title has 1 to 256 characters."""
    world, repository, _, issue = busy()
    given = {"repositoryId": repository.record.id, "title": title}
    assert mutation_error(world, "createIssue", given)["message"] == message
    given = {"id": repository.thread(issue).id, "title": title}
    assert mutation_error(world, "updateIssue", given)["message"] == message
    mutate(world, "updateIssue", {**given, "title": "x" * 256}, "issue { id }")


def test_comments_are_limited() -> None:
    """Further comments are refused."""
    world, repository, number, _ = busy()
    world.behaviour = Behaviour(comments_max=3)
    given = {"subjectId": repository.thread(number).id, "body": "x"}
    for _ in range(2):
        mutate(world, "addComment", given, "commentEdge { node { id } }")
    error = mutation_error(world, "addComment", given)
    assert error["message"] == "Commenting is disabled on issues with more than 3 comments"
    assert Behaviour().comments_max == 2_500


def test_every_request_costs_at_least_a_point() -> None:
    """``rateLimit``, the headers and the next request agree."""
    world, _ = world_of()
    seen = fetch(world, LIMIT)["rateLimit"]
    assert seen == {
        "cost": 1,
        "limit": 1000,
        "remaining": 999,
        "used": 1,
        "resetAt": "2025-10-13T01:00:01Z",
        "nodeCount": 0,
    }
    assert send(world, LIMIT).headers["x-ratelimit-remaining"] == "998"


@pytest.mark.parametrize(("issues", "labels", "cost", "nodes"), [(100, 60, 1, 6_100), (50, 1, 1, 100)])
def test_the_cost_follows_githubs_formula(issues: int, labels: int, cost: int, nodes: int) -> None:
    """One page for each parent and a hundred pages for a point; nodes are the possible maximum."""
    world, _ = world_of()
    query = """query Cost($issues: Int, $labels: Int) { rateLimit { cost nodeCount } repository(owner: "o", name: "r") {
      issues(first: $issues) { nodes { labels(first: $labels) { nodes { name } } } } } }"""
    assert fetch(world, query, {"issues": issues, "labels": labels})["rateLimit"] == {
        "cost": cost,
        "nodeCount": nodes,
    }


def test_a_nested_listing_costs_more() -> None:
    """100 pull requests with 100 comments each and their edits are 10,101 pages."""
    world, _ = world_of()
    query = """{ rateLimit { cost } repository(owner: "o", name: "r") { pullRequests(first: 100) { nodes {
      comments(first: 100) { nodes { userContentEdits(first: 1) { totalCount } } } } } } }"""
    assert fetch(world, query)["rateLimit"]["cost"] == 101


def test_half_a_million_nodes_are_too_many() -> None:
    """The query is refused before anything is read."""
    world, _ = world_of()
    query = """{ repository(owner: "o", name: "r") { pullRequests(first: 100) { nodes {
      comments(first: 100) { nodes { userContentEdits(first: 100) { totalCount } } } } } } }"""
    error = query_error(world, query)
    assert error["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert "1,010,100" in error["message"]


def test_points_are_limited() -> None:
    """RATE_LIMITED with status 200, and nothing is executed until the second of the reset."""
    world, repository, number, _ = busy()
    world.tick_s = 0
    world.behaviour = Behaviour(points_per_hour_max=2)
    given = {"subjectId": repository.thread(number).id, "body": "x"}
    for _ in range(2):
        mutate(world, "addComment", given, "commentEdge { node { id } }")
    before = world.digest()
    answer = send(world, operations()["ReadScope"])
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["type"] == "RATE_LIMITED"
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert world.digest() == before
    world.advance(int(answer.headers["x-ratelimit-reset"]) - world.now - 1)
    assert mutation_error(world, "addComment", given)["type"] == "RATE_LIMITED"
    world.advance(1)
    mutate(world, "addComment", given, "commentEdge { node { id } }")


def test_each_login_has_its_own_points() -> None:
    """All tokens of one app share their points."""
    world, _ = world_of()
    world.token("alice-token", "alice", kind="user")
    fetch(world, LIMIT)
    assert fetch(world, LIMIT, by="reader-token")["rateLimit"]["used"] == 2
    assert fetch(world, LIMIT, by="alice-token")["rateLimit"]["used"] == 1
