"""Pages: opaque cursors that stay valid while the list changes, and required bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.graphql_client import fetch, query_error, send, world_of

if TYPE_CHECKING:
    from hygiene.sandbox.person import Person
    from hygiene.sandbox.world import World

PAGE = """query Page($first: Int, $last: Int, $after: String, $before: String) { repository(owner: "o", name: "r") {
  pullRequest(number: 1) { comments(first: $first, last: $last, after: $after, before: $before) {
    totalCount nodes { body } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }"""


def _thread(comments: int = 5) -> tuple[World, Person, list[str]]:
    world, repository = world_of()
    repository.push("feature")
    number = repository.pull_request("feature")
    bob = repository.person("bob")
    return world, bob, [bob.comment(number, str(place)) for place in range(comments)]


def _page(world: World, **bounds: object) -> tuple[str, dict[str, Any]]:
    found = fetch(world, PAGE, bounds)["repository"]["pullRequest"]["comments"]
    return "".join(node["body"] for node in found["nodes"]), found["pageInfo"]


def test_the_first_and_the_last_page() -> None:
    """``first`` counts from the start, ``last`` from the end, both in the order of the list."""
    world, *_ = _thread()
    body, info = _page(world, first=2)
    assert (body, info["hasNextPage"], info["hasPreviousPage"]) == ("01", True, False)
    body, info = _page(world, last=2)
    assert (body, info["hasNextPage"], info["hasPreviousPage"]) == ("34", False, True)


def test_pages_follow_each_other_in_both_directions() -> None:
    """Cursors lead to the end of the list."""
    world, *_ = _thread()
    seen, cursor, more = "", None, True
    while more:
        body, info = _page(world, first=2, after=cursor)
        seen, cursor, more = seen + body, info["endCursor"], info["hasNextPage"]
    assert seen == "01234"
    body, info = _page(world, last=2, before=cursor)
    assert body == "23"
    assert _page(world, last=2, before=info["startCursor"])[0] == "01"


def test_a_page_may_be_empty() -> None:
    """There are no items and no cursors; the total is that of the whole list."""
    world, *_ = _thread(0)
    found = fetch(world, PAGE, {"first": 5})["repository"]["pullRequest"]["comments"]
    assert found == {
        "totalCount": 0,
        "nodes": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


def test_cursors_stay_valid_when_items_are_deleted() -> None:
    """No item is skipped after an item before the cursor, or that of the cursor, was deleted."""
    world, bob, comments = _thread()
    cursor = _page(world, first=2)[1]["endCursor"]
    bob.delete_comment(comments[0])
    assert _page(world, first=9, after=cursor)[0] == "234"
    cursor = _page(world, first=2)[1]["endCursor"]
    bob.delete_comment(comments[2])
    assert _page(world, first=9, after=cursor)[0] == "34"


def test_invalid_cursors_are_refused() -> None:
    """A number is not a cursor."""
    world, *_ = _thread()
    error = query_error(world, PAGE, {"first": 1, "after": "5"})
    assert error["type"] == "INVALID_CURSOR_ARGUMENTS"


@pytest.mark.parametrize("bound", ["first", "last"])
def test_pages_over_one_hundred_are_refused(bound: str) -> None:
    """The limit is 100 items."""
    world, *_ = _thread()
    assert _page(world, **{bound: 100})[0] == "01234"
    error = query_error(world, PAGE, {bound: 101})
    assert (error["type"], error["path"]) == ("EXCESSIVE_PAGINATION", ["repository", "pullRequest", "comments"])
    assert (
        error["message"]
        == f"Requesting 101 records on the `comments` connection exceeds the `{bound}` limit of 100 records."
    )


@pytest.mark.parametrize("selection", ["nodes { body }", "pageInfo { hasNextPage }", "...Listing"])
def test_a_listing_without_bounds_is_refused(selection: str) -> None:
    """The connection is null, its siblings are returned, and the error names it."""
    world, *_ = _thread()
    query = '{ repository(owner: "o", name: "r") { url pullRequest(number: 1) { comments { totalCount %s } } } }'
    fragment = " fragment Listing on IssueCommentConnection { nodes { body } }" if "Listing" in selection else ""
    answer = send(world, query % selection + fragment).json()
    (error,) = answer["errors"]
    assert error["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert error["path"] == ["repository", "pullRequest", "comments"]
    assert answer["data"]["repository"] == {"url": "https://github.com/o/r", "pullRequest": None}


def test_counting_needs_no_bounds() -> None:
    """``totalCount`` alone is not a page."""
    world, *_ = _thread()
    query = '{ repository(owner: "o", name: "r") { pullRequest(number: 1) { comments { totalCount } } } }'
    assert fetch(world, query)["repository"]["pullRequest"]["comments"] == {"totalCount": 5}


def test_edges_have_cursors() -> None:
    """``edges`` and ``pageInfo`` have the same cursors."""
    world, repository = world_of()
    repository.issue("Title")
    query = """{ repository(owner: "o", name: "r") { issues(first: 1) {
      edges { cursor node { title } } pageInfo { endCursor } } } }"""
    found = fetch(world, query)["repository"]["issues"]
    assert found["edges"] == [{"cursor": found["pageInfo"]["endCursor"], "node": {"title": "Title"}}]
