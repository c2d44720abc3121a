"""From a host's refusal to the features that it lacks: in GitHub's words, in others', and never from anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hygiene.errors import HygieneError
from hygiene.github.degrade import refused

if TYPE_CHECKING:
    from tests.github.wire import Wire

SENT = """\
query ReadScope($id:ID!){...CommentHistory}
fragment CommentHistory on IssueComment{userContentEdits(first:5){...Edits}}
fragment Edits on UserContentEditConnection{totalCount}
fragment Scope on Repository{id}"""


def names(error: dict[str, Any]) -> list[str]:
    """The features that one error is about."""
    return [feature.name for feature in refused([error], SENT)]


def undefined(*path: str) -> dict[str, Any]:
    """An error as GitHub puts it."""
    return {
        "path": [*path],
        "extensions": {"code": "undefinedField", "typeName": "X", "fieldName": path[-1]},
        "locations": [{"line": 3, "column": 1}],
        "message": f"Field '{path[-1]}' doesn't exist on type 'X'",
    }


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (undefined("fragment CommentHistory", "userContentEdits"), ["edit history"]),
        (undefined("fragment Edits", "nodes", "diff"), ["edit history"]),
        (undefined("fragment RunAttempt", "runAttempt"), ["attempts of workflow runs"]),
        (undefined("fragment Scope", "nameWithOwner"), []),
        (undefined("query ReadScope", "repository"), []),
        ({"message": "Cannot query field", "locations": [{"line": 2, "column": 40}]}, ["edit history"]),
        ({"message": "Cannot query field", "locations": [{"line": 3, "column": 40}]}, ["edit history"]),
        ({"message": "Cannot query field", "locations": [{"line": 4, "column": 30}]}, []),
        ({"message": "Unknown type 'X'.", "locations": [{"line": 1, "column": 1}]}, []),
    ],
)
def test_what_a_refusal_is_about(error: dict[str, Any], found: list[str]) -> None:
    """The path names the fragment, or else the line does."""
    assert names(error) == found


@pytest.mark.parametrize(
    "error",
    [
        {"type": "FORBIDDEN", "path": ["fragment CommentHistory"], "message": "not accessible"},
        {"path": ["repository", "pullRequest"], "locations": [{"line": 2}], "message": "Something went wrong"},
        {"message": "Something went wrong while executing your query"},
        {"message": None, "locations": "?", "path": {}, "extensions": []},
        {"locations": [{"line": "seven"}]},
        {"locations": ["seven"], "path": [7]},
        {},
    ],
)
def test_other_errors_switch_nothing_off(error: dict[str, Any]) -> None:
    """A permission, a fault or nonsense is no sign that a field is not there."""
    assert names(error) == []


def test_what_one_refusal_names_is_known_from_then_on(wire: Wire) -> None:
    """The document is sent again without it, and every later one is sent without it at once."""
    wire.answers({"errors": [undefined("fragment CommentOverwritten", "userContentEdits")]})
    for _ in range(2):
        wire.answers({"data": {}})
    wire.mutate()
    wire.mutate()
    sent = [b"CommentOverwritten" in request.content for request in wire.mock.get_requests()]
    assert sent == [True, False, False]
    (lacks,) = wire.connection.lacking
    assert lacks.startswith("api.github.com does not have an optional part of its API, edit history: conflicts cannot")


def test_a_host_that_repeats_itself_ends_the_requests(wire: Wire) -> None:
    """When leaving a thing out helps nothing, the refusal is final."""
    for _ in range(2):
        wire.answers({"errors": [undefined("fragment CommentOverwritten", "userContentEdits")]})
    with pytest.raises(HygieneError, match="lacks a field"):
        wire.mutate()
    assert wire.sent == 2


def test_partial_data_switches_nothing_off(wire: Wire) -> None:
    """Something was carried out already: another request would do it twice."""
    wire.answers({"data": {}, "errors": [undefined("fragment CommentOverwritten", "userContentEdits")]})
    wire.mutate()
    assert wire.sent == 1
    assert wire.connection.lacking == ()
