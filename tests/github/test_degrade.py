"""From a host's refusal to the features that it lacks: in GitHub's words, in others', and never from anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hygiene_github.read_more_comments import ReadMoreComments

from hygiene.errors import HygieneError
from hygiene.github.degrade import refused

if TYPE_CHECKING:
    from hygiene.github.client import Response
    from tests.github.wire import Wire

SENT = """\
query ReadScope($id:ID!){...CommentNumber}
fragment CommentNumber on IssueComment{fullDatabaseId}
fragment Scope on Repository{id}"""
VARIABLE = "Variable $closeIssue6 of type CloseIssueInput! was provided invalid value for "


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
        (undefined("fragment CommentMinimized", "isMinimized"), ["hidden comments"]),
        (undefined("fragment AnnotationRef", "location", "start"), ["annotations"]),
        (undefined("fragment Scope", "nameWithOwner"), []),
        (undefined("query ReadScope", "repository"), []),
        ({"message": "Cannot query field", "locations": [{"line": 2, "column": 39}]}, [
            "numbers of comments beyond 32 bits"
        ]),
        ({"message": "Cannot query field", "locations": [{"line": 3, "column": 30}]}, []),
        ({"message": "Unknown type 'CreateLabelInput'.", "locations": [{"line": 1, "column": 1}]}, ["making labels"]),
        (undefined("mutation ApplyPlan", "deleteComment4", "deleteIssueComment"), ["deleting comments"]),
        ({"message": "Field 'minimizeComment' doesn't exist on type 'Mutation'"}, ["hiding comments"]),
        ({"message": "Unknown type 'X'. Did you mean 'CreateLabelInput'?", "locations": [{"line": 1}]}, []),
        ({"message": f"{VARIABLE}duplicateIssueId (Field is not defined on CloseIssueInput)"}, [
            "closing as a duplicate"
        ]),
        ({"message": f'{VARIABLE}stateReason (Expected "DUPLICATE" to be one of: COMPLETED, NOT_PLANNED)'}, [
            "closing as a duplicate"
        ]),
        ({"message": f"{VARIABLE}stateReason (Field is not defined on CloseIssueInput)"}, ["closing with a reason"]),
        ({"message": "invalid", "extensions": {"problems": [{"path": ["stateReason"], "explanation": "no"}]}}, [
            "closing with a reason"
        ]),
        ({"message": "Variable '$closeIssue6' got invalid value {'stateReason': 'DUPLICATE'}; Field "
                     "'duplicateIssueId' is not defined by type 'CloseIssueInput'."}, ["closing as a duplicate"]),
    ],
)  # fmt: skip
def test_what_a_refusal_is_about(error: dict[str, Any], found: list[str]) -> None:
    """The path names the fragment, or else the line does; variables have neither, there the words tell."""
    assert names(error) == found


@pytest.mark.parametrize(
    "error",
    [
        {"type": "FORBIDDEN", "path": ["fragment CommentMinimized"], "message": "not accessible"},
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
    (said,) = wire.connection.lacking
    assert said.startswith("Switched off on api.github.com, which lacks it: edit history; conflicts cannot be seen")


def test_a_host_that_repeats_itself_is_not_asked_for_ever(wire: Wire) -> None:
    """When leaving a thing out helps nothing, the refusal is final."""
    for _ in range(2):
        wire.answers({"errors": [undefined("fragment CommentOverwritten", "userContentEdits")]})
    with pytest.raises(HygieneError, match="does not know a field"):
        wire.mutate()
    assert wire.sent == 2


def test_partial_data_switches_nothing_off(wire: Wire) -> None:
    """Something was carried out already: asking again would do it twice."""
    wire.answers({"data": {}, "errors": [undefined("fragment CommentOverwritten", "userContentEdits")]})
    wire.mutate()
    assert wire.sent == 1
    assert wire.connection.lacking == ()


def test_what_a_run_can_do_without_is_nothing_found(wire: Wire) -> None:
    """Only where the host does not know the words; any other refusal ends the run as ever."""
    client = wire.connection.client

    def look() -> Response[ReadMoreComments]:
        return wire.connection.query_optional(lambda: client.read_more_comments("PR_1", None, None), ReadMoreComments)

    wire.refuses("Field 'node' doesn't exist on type 'Query'", code="undefinedField")
    assert look().data.node is None
    assert [one.partition("; ")[0] for one in wire.connection.lacking] == [
        "Switched off on api.github.com, which lacks it: long conversations"
    ]
    wire.refuses("Resource not accessible by integration", "FORBIDDEN")
    with pytest.raises(HygieneError, match="may not do this"):
        look()
