"""Comments: edit histories, notifications, deletions, and what a viewer reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.store import Behaviour
from tests.sandbox.graphql_client import READER, busy, fetch, mutate, mutation_error, query_error, world_of

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

COMMENT = """query Read($id: ID!) { node(id: $id) { ... on IssueComment {
  id fullDatabaseId url body createdAt updatedAt lastEditedAt isMinimized viewerDidAuthor author { login }
  userContentEdits(first: 10) { totalCount nodes { editedAt diff editor { login } } } } } }"""
ADD = "commentEdge { node { id } }"


def _added() -> tuple[World, RepositorySeed, int, str]:
    world, repository = world_of()
    number = repository.issue("Title", "body")
    given = {"subjectId": repository.thread(number).id, "body": "one"}
    return world, repository, number, mutate(world, "addComment", given, ADD)["commentEdge"]["node"]["id"]


def test_a_new_comment_was_never_edited() -> None:
    """A comment that was never edited has no edit date and an empty edit history."""
    world, _, number, comment = _added()
    seen = fetch(world, COMMENT, {"id": comment})["node"]
    assert seen["lastEditedAt"] is None
    assert seen["userContentEdits"] == {"totalCount": 0, "nodes": []}
    assert seen["author"] == {"login": "github-actions"}
    assert seen["url"] == f"https://github.com/o/r/issues/{number}#issuecomment-{seen['fullDatabaseId']}"
    assert seen["createdAt"] == seen["updatedAt"] == "2025-10-13T00:00:01Z"


def test_ids_are_opaque_and_large() -> None:
    """The database id is a string, because it exceeds 32 bits."""
    world, _, _, comment = _added()
    seen = fetch(world, COMMENT, {"id": comment})["node"]
    assert re.fullmatch(r"IC_[\w-]+", comment)
    assert isinstance(seen["fullDatabaseId"], str)
    assert int(seen["fullDatabaseId"]) > 2**31


def test_edit_history_has_full_texts_newest_first() -> None:
    """``diff`` is the text after the edit, and the original is listed once there is an edit."""
    world, repository, _, comment = _added()
    mutate(world, "updateIssueComment", {"id": comment, "body": "two"}, "issueComment { id }")
    repository.person("bob").edit_comment(comment, "three")
    seen = fetch(world, COMMENT, {"id": comment})["node"]
    assert [node["diff"] for node in seen["userContentEdits"]["nodes"]] == ["three", "two", "one"]
    assert [node["editor"]["login"] for node in seen["userContentEdits"]["nodes"]] == [
        "bob",
        "github-actions",
        "github-actions",
    ]
    assert seen["userContentEdits"]["totalCount"] == 3
    assert seen["lastEditedAt"] == seen["updatedAt"] == seen["userContentEdits"]["nodes"][0]["editedAt"]


def test_a_host_may_leave_the_original_out() -> None:
    """Hosts may count the first edit as one entry or as two."""
    world, _, _, comment = _added()
    world.behaviour = Behaviour(original_listed=False)
    mutate(world, "updateIssueComment", {"id": comment, "body": "two"}, "issueComment { id }")
    edits = fetch(world, COMMENT, {"id": comment})["node"]["userContentEdits"]
    assert (edits["totalCount"], [node["diff"] for node in edits["nodes"]]) == (1, ["two"])


def test_an_equal_text_is_not_an_edit() -> None:
    """Nothing changes and nothing is listed."""
    world, _, _, comment = _added()
    before = world.digest()
    mutate(world, "updateIssueComment", {"id": comment, "body": "one"}, "issueComment { id }")
    assert world.digest() == before


def test_viewer_did_author_depends_on_the_token() -> None:
    """It is true for every token of the app, and false for a person's token."""
    world, _, _, comment = _added()
    world.token("alice-token", "alice", kind="user")
    authored = {
        token: fetch(world, COMMENT, {"id": comment}, by=token)["node"]["viewerDidAuthor"]
        for token in (READER, "alice-token")
    }
    assert authored == {READER: True, "alice-token": False}


def test_only_creating_notifies() -> None:
    """Editing, minimizing and deleting a comment notify nobody."""
    world, _, _, comment = _added()
    notified = len(world.notifications)
    assert world.notifications[-1].what == "comment.created"
    mutate(world, "updateIssueComment", {"id": comment, "body": "two"}, "issueComment { id }")
    mutate(
        world, "minimizeComment", {"subjectId": comment, "classifier": "DUPLICATE"}, "minimizedComment { isMinimized }"
    )
    mutate(world, "deleteIssueComment", {"id": comment})
    assert len(world.notifications) == notified


def test_a_comment_updates_its_issue() -> None:
    """``updatedAt`` of an issue moves with its comments, so it is not a version of the body."""
    _, repository, number, _ = _added()
    moved = repository.thread(number)
    assert moved.updated_at == moved.created_at + 1
    assert moved.edits == ()


def test_minimized_comments_have_a_reason() -> None:
    """Minimizing can be undone."""
    world, _, _, comment = _added()
    given = {"subjectId": comment, "classifier": "OFF_TOPIC"}
    shown = mutate(
        world, "minimizeComment", given, "minimizedComment { ... on IssueComment { isMinimized minimizedReason } }"
    )
    assert shown["minimizedComment"] == {"isMinimized": True, "minimizedReason": "off-topic"}
    mutate(world, "unminimizeComment", {"subjectId": comment}, "unminimizedComment { isMinimized }")
    assert fetch(world, COMMENT, {"id": comment})["node"]["isMinimized"] is False


def test_a_deleted_comment_is_gone() -> None:
    """Deleting or updating a deleted comment is NOT_FOUND."""
    world, repository, number, comment = _added()
    mutate(world, "deleteIssueComment", {"id": comment})
    assert repository.comments(number) == []
    for field, given in (("deleteIssueComment", {"id": comment}), ("updateIssueComment", {"id": comment, "body": "x"})):
        error = mutation_error(world, field, given)
        assert (error["type"], error["path"]) == ("NOT_FOUND", [field])


TIMELINE = """query Read($id: ID!, $of: [PullRequestTimelineItemsItemType!]) { viewer { login } node(id: $id) {
  ... on PullRequest { timelineItems(last: 20, itemTypes: $of) {
    nodes { __typename ... on CommentDeletedEvent { actor { login } deletedCommentAuthor { login } } } } } } }"""


def test_the_timeline_lists_deleted_comments() -> None:
    """Actor and author are listed, oldest first. Only ``viewer.login`` ends in ``[bot]``."""
    world, repository, number, _ = busy()
    (first,) = repository.comments(number)
    repository.person("alice").delete_comment(first.id)
    thread = repository.thread(number).id
    mutate(world, "addComment", {"subjectId": thread, "body": "one"}, ADD)
    mutate(world, "deleteIssueComment", {"id": repository.comments(number)[0].id})
    seen = fetch(world, TIMELINE, {"id": thread, "of": ["COMMENT_DELETED_EVENT"]})
    assert seen["viewer"] == {"login": "github-actions[bot]"}
    assert [
        (one["__typename"], one["actor"]["login"], one["deletedCommentAuthor"]["login"])
        for one in seen["node"]["timelineItems"]["nodes"]
    ] == [
        ("CommentDeletedEvent", "alice", "bob"),
        ("CommentDeletedEvent", "github-actions", "github-actions"),
    ]


def test_the_timeline_skips_items() -> None:
    """``skip`` counts items of the requested types."""
    world, repository, number, _ = busy()
    bob = repository.person("bob")
    for place in range(5):
        bob.comment(number, f"c{place}")
    query = """{ repository(owner: "o", name: "r") { pullRequest(number: 1) {
      timelineItems(first: 2, skip: 3, itemTypes: [ISSUE_COMMENT]) { nodes { ... on IssueComment { body } } }
      beyond: timelineItems(first: 2, skip: 30, itemTypes: [ISSUE_COMMENT]) { nodes { __typename } } } } }"""
    seen = fetch(world, query)["repository"]["pullRequest"]
    assert [node["body"] for node in seen["timelineItems"]["nodes"]] == ["c2", "c3"]
    assert seen["beyond"]["nodes"] == []


TITLES = """query Read($id: ID!, $of: [%sTimelineItemsItemType!]) { node(id: $id) { ... on %s {
  title timelineItems(first: 20, itemTypes: $of) { totalCount nodes { __typename
    ... on RenamedTitleEvent { actor { login } createdAt previousTitle currentTitle }
    ... on ReopenedEvent { actor { login } } ... on ClosedEvent { actor { login } } } } } } }"""


@pytest.mark.parametrize("kind", ["Issue", "PullRequest"])
def test_a_title_change_is_a_timeline_event(kind: str) -> None:
    """Both titles, actor and time; bodies are in the edit history instead."""
    world, repository, number, issue = busy()
    place = issue if kind == "Issue" else number
    bob, thread = repository.person("bob"), repository.thread(place)
    world.advance(60)
    bob.retitle(place, "Other")
    bob.retitle(place, "Other")
    bob.edit(place, "text")
    bob.close(place)
    bob.reopen(place)
    seen = fetch(world, TITLES % (kind, kind), {"id": thread.id, "of": ["RENAMED_TITLE_EVENT"]})["node"]
    assert seen["title"] == "Other"
    assert seen["timelineItems"] == {
        "totalCount": 1,
        "nodes": [
            {
                "__typename": "RenamedTitleEvent",
                "actor": {"login": "bob"},
                "createdAt": "2025-10-13T00:01:00Z",
                "previousTitle": thread.title,
                "currentTitle": "Other",
            }
        ],
    }
    wanted = ["CLOSED_EVENT", "RENAMED_TITLE_EVENT", "REOPENED_EVENT"]
    seen = fetch(world, TITLES % (kind, kind), {"id": thread.id, "of": wanted})["node"]
    kinds = [node["__typename"] for node in seen["timelineItems"]["nodes"]]
    assert kinds == ["RenamedTitleEvent", "ClosedEvent", "ReopenedEvent"]


def test_comments_and_events_share_a_timeline() -> None:
    """In the order of time."""
    world, repository, number, _ = busy()
    bob, thread = repository.person("bob"), repository.thread(number)
    for act in (lambda: bob.retitle(number, "A"), lambda: bob.comment(number, "x"), lambda: bob.retitle(number, "B")):
        world.advance(1)
        act()
    seen = fetch(
        world,
        TITLES % ("PullRequest", "PullRequest"),
        {"id": thread.id, "of": ["ISSUE_COMMENT", "RENAMED_TITLE_EVENT"]},
    )
    kinds = [node["__typename"] for node in seen["node"]["timelineItems"]["nodes"]]
    assert kinds == ["IssueComment", "RenamedTitleEvent", "IssueComment", "RenamedTitleEvent"]


def test_an_issue_has_an_edit_history_too() -> None:
    """Edits of a person around and inside a text are listed with the full text after each of them."""
    world, repository, _, issue = busy()
    bob, thread = repository.person("bob"), repository.thread(issue)
    bob.edit(issue, "above\nbody")
    bob.edit(issue, "above\nother")
    query = """query Read($id: ID!) { node(id: $id) { ... on Issue { lastEditedAt
      userContentEdits(first: 2) { totalCount nodes { diff editor { login } } pageInfo { hasNextPage } } } } }"""
    edits = fetch(world, query, {"id": thread.id})["node"]["userContentEdits"]
    assert [(node["diff"], node["editor"]["login"]) for node in edits["nodes"]] == [
        ("above\nother", "bob"),
        ("above\nbody", "bob"),
    ]
    assert (edits["totalCount"], edits["pageInfo"]["hasNextPage"]) == (3, True)


def test_other_timeline_events_are_refused() -> None:
    """The error states that the sandbox does not have them, instead of an empty list."""
    world, repository, number, _ = busy()
    error = query_error(world, TIMELINE, {"id": repository.thread(number).id, "of": ["LABELED_EVENT"]})
    assert error["type"] == "SANDBOX"


def test_comments_can_be_ordered_by_their_last_update() -> None:
    """The most recently updated comment comes first; without ``orderBy`` the oldest does."""
    world, repository, number, _ = busy()
    bob = repository.person("bob")
    ids = [bob.comment(number, f"c{place}") for place in range(3)]
    world.advance(10)
    bob.edit_comment(ids[0], "c0 edited")
    query = """{ repository(owner: "o", name: "r") { pullRequest(number: 1) {
      oldest: comments(first: 9) { nodes { body } }
      freshest: comments(first: 2, orderBy: {field: UPDATED_AT, direction: DESC}) { totalCount nodes { body } } } } }"""
    seen = fetch(world, query)["repository"]["pullRequest"]
    assert [node["body"] for node in seen["oldest"]["nodes"]] == ["second", "c0 edited", "c1", "c2"]
    assert [node["body"] for node in seen["freshest"]["nodes"]] == ["c0 edited", "c2"]
    assert seen["freshest"]["totalCount"] == 4


def test_the_author_of_a_deleted_account_is_null() -> None:
    """GitHub shows such an author as ghost."""
    world, repository, number, _ = busy()
    world.delete_account("bob")
    comment = repository.comments(number)[0].id
    seen = fetch(world, COMMENT, {"id": comment})["node"]
    assert seen["author"] is None
    assert [node["editor"] for node in seen["userContentEdits"]["nodes"]] == [None, None]
    world.delete_account("octocat")
    query = '{ repository(owner: "o", name: "r") { pullRequest(number: 1) { title author { login } } } }'
    assert fetch(world, query)["repository"]["pullRequest"]["author"] is None
    assert repository.pull_request_event(number)["pull_request"]["user"]["login"] == "ghost"
