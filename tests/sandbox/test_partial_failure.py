"""Mutation documents: fields run in order, and nothing is rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.faults import FieldFails
from tests.sandbox.graphql_client import busy, send

if TYPE_CHECKING:
    from hygiene.sandbox.seed import RepositorySeed
    from hygiene.sandbox.world import World

THREE = """mutation Three($a: AddCommentInput!, $b: UpdateIssueInput!, $c: AddCommentInput!) {
  first: addComment(input: $a) { commentEdge { node { body } } }
  second: updateIssue(input: $b) { issue { title } }
  third: addComment(input: $c) { commentEdge { node { repository { pullRequest(number: 1) {
    comments(last: 2) { nodes { body } } } } } } }
}"""


def _given(repository: RepositorySeed, number: int, issue: int) -> dict[str, Any]:
    thread = repository.thread(number).id
    return {
        "a": {"subjectId": thread, "body": "one"},
        "b": {"id": repository.thread(issue).id, "title": "renamed"},
        "c": {"subjectId": thread, "body": "three"},
    }


def _bodies(repository: RepositorySeed, number: int) -> list[str]:
    return [comment.body for comment in repository.comments(number)]


def _send(world: World, given: dict[str, Any], fault: FieldFails | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = send(world, THREE, given, fault=fault).json()
    return answer


def test_fields_run_in_order_and_see_what_was_written() -> None:
    """The payload of the last field contains the first write."""
    world, repository, number, issue = busy()
    answer = _send(world, _given(repository, number, issue))
    nodes = answer["data"]["third"]["commentEdge"]["node"]["repository"]["pullRequest"]["comments"]["nodes"]
    assert [node["body"] for node in nodes] == ["one", "three"]
    assert list(answer["data"]) == ["first", "second", "third"]


def test_one_refusal_does_not_stop_the_other_fields() -> None:
    """The refused field is null with an error; the others have results."""
    world, repository, number, issue = busy()
    answer = _send(world, {**_given(repository, number, issue), "b": {"id": "nobody", "title": "x"}})
    assert answer["data"]["second"] is None
    assert answer["data"]["first"]["commentEdge"]["node"]["body"] == "one"
    (error,) = answer["errors"]
    assert set(error) == {"type", "path", "locations", "message"}
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["second"])
    assert error["locations"] == [{"line": 3, "column": 3}]
    assert _bodies(repository, number)[-2:] == ["one", "three"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_field_may_fail_inside_github(place: int, *, after: bool) -> None:
    """The error is the same whether the field was written or not."""
    world, repository, number, issue = busy()
    answer = _send(world, _given(repository, number, issue), FieldFails(place, after=after))
    key = ("first", "second", "third")[place - 1]
    (error,) = answer["errors"]
    assert error["message"].startswith("Something went wrong while executing your query")
    assert error["path"] == [key]
    assert [name for name, value in answer["data"].items() if value is None] == [key]
    wrote = ["one" in _bodies(repository, number), repository.thread(issue).title == "renamed"]
    wrote.append("three" in _bodies(repository, number))
    assert wrote == [after if at == place else True for at in (1, 2, 3)]


def test_every_field_is_one_write() -> None:
    """The history has the request of each write, in order."""
    world, repository, number, issue = busy()
    before = len(world.history)
    _send(world, _given(repository, number, issue))
    assert [event.what for event in world.history[before:]] == ["comment.created", "issue.edited", "comment.created"]
    assert {event.request for event in world.history[before:]} == {world.request_number}
    assert {event.request for event in world.history[:before]} == {0}
    assert world.requests[-1].events == 3
