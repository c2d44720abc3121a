"""What comes back over the wire, whole, broken or unexpected, ends as an answer or as one error with a hint."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError
from hygiene.github.client import UnknownOutcomeError
from hygiene.github.errors import ErrorKind
from tests.github.wire import NOTHING, UNICORN

if TYPE_CHECKING:
    from tests.github.wire import Wire

COMMENT = {
    "__typename": "IssueComment",
    "id": "IC_1",
    "body": "x",
    "updatedAt": "2025-10-13T00:00:00Z",
    "lastEditedAt": None,
}


def nodes(*found: object) -> dict[str, Any]:
    """An answer that holds these nodes."""
    return {"data": {"nodes": list(found), "rateLimit": None}}


def test_a_request_as_github_wants_it(wire: Wire) -> None:
    """One POST with the token in a header, JSON, and our name; nothing of the token anywhere else."""
    wire.answers(NOTHING, x_ratelimit_remaining="41")
    wire.query()
    (request,) = wire.mock.get_requests()
    assert request.method == "POST"
    assert request.headers["authorization"] == "bearer secret-token"
    assert request.headers["user-agent"] == "ci-hygiene"
    assert b"secret-token" not in request.content
    assert wire.connection.headers["x-ratelimit-remaining"] == "41"


def test_no_headers_before_the_first_answer(wire: Wire) -> None:
    """There is no response before the first request."""
    assert dict(wire.connection.headers) == {}


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (UNICORN, "HTML"),
        ("<html><body>Sign in", "HTML"),
        ('{"data": {"nodes": [', "something"),
        ("", "something"),
        (b"\xff\xfe\x00", "something"),
        ("[]", "something"),
        ('"text"', "something"),
        ("{}", "something"),
        ('{"data": null}', "something"),
        ('{"message": "moved"}', "something"),
        ("[" * 100_000, "something"),
    ],
)
def test_not_graphql(wire: Wire, body: str | bytes, word: str) -> None:
    """A page, half a document or any other JSON with status 200 is an outage, reported in a sentence."""
    wire.answers(body)
    with pytest.raises(UnavailableError, match=f"answered with {word} that is not GraphQL"):
        wire.query()


@pytest.mark.parametrize("body", [UNICORN, '{"data": {"upd', "{}"])
def test_a_mutation_without_an_answer(wire: Wire, body: str) -> None:
    """When a mutation's response cannot be read, it is unknown whether it was carried out."""
    wire.answers(body)
    with pytest.raises(UnknownOutcomeError, match="not GraphQL"):
        wire.mutate()


@pytest.mark.parametrize(
    ("kind", "message", "error"),
    [
        ("FORBIDDEN", "Resource not accessible by integration", AuthorizationError),
        ("INSUFFICIENT_SCOPES", "It requires one of the following scopes: ['repo']", AuthorizationError),
        ("STALE_DATA", "moved", RejectedError),
        ("NOT_FOUND", "Could not resolve", RejectedError),
        ("UNPROCESSABLE", "invalid", RejectedError),
        ("NEW_KIND", "whatever", RejectedError),
    ],
)
def test_refused_as_a_whole(wire: Wire, kind: str, message: str, error: type[HygieneError]) -> None:
    """A refusal of the whole document is certain, for a query and for a mutation alike."""
    wire.refuses(message, kind)
    with pytest.raises(error):
        wire.query()
    wire.refuses(message, kind)
    with pytest.raises(error):
        wire.mutate()


def test_an_older_schema(wire: Wire) -> None:
    """A host that lacks a field names it; the error repeats it and names the host and a command."""
    wire.refuses("Field 'isMinimized' doesn't exist on type 'IssueComment'", code="undefinedField")
    with pytest.raises(RejectedError) as caught:
        wire.mutate()
    assert "api.github.com lacks a field" in str(caught.value)
    assert "'isMinimized'" in str(caught.value)
    assert "hygiene schema check" in str(caught.value)


def test_something_went_wrong_under_a_mutation(wire: Wire) -> None:
    """GitHub's own time-out leaves it open whether the mutation happened."""
    wire.refuses("Something went wrong while executing your query.")
    with pytest.raises(UnknownOutcomeError):
        wire.mutate()
    assert wire.sent == 1


def test_refused_under_http_statuses(wire: Wire) -> None:
    """A status in the 4xx came before anything ran, so it is a refusal and not an unknown outcome."""
    wire.answers({"message": "Bad credentials"}, 401)
    with pytest.raises(AuthorizationError, match="does not accept the token"):
        wire.mutate()


def test_redirects_are_not_followed(wire: Wire) -> None:
    """A token is not carried to wherever a redirect points."""
    wire.answers("", 302, location="https://evil.example/graphql")
    with pytest.raises(RejectedError, match="HTTP status 302"):
        wire.query()
    assert wire.sent == 1


def test_partial_data(wire: Wire) -> None:
    """What came is returned; what did not is listed next to it with the path where it is missing."""
    error = {"type": "NOT_FOUND", "message": "Could not resolve to a node", "path": ["nodes", 0]}
    wire.answers({**nodes(None, COMMENT), "errors": [error]})
    response = wire.query()
    assert [getattr(node, "id", None) for node in response.data.nodes] == [None, "IC_1"]
    assert [(failure.kind, failure.path) for failure in response.errors] == [(ErrorKind.NOT_FOUND, ("nodes", 0))]


def test_partial_data_without_what_is_needed(wire: Wire) -> None:
    """When the errors took what cannot be missing, the first of them is the reason."""
    error = {"type": "FORBIDDEN", "message": "Resource not accessible by integration", "path": ["nodes"]}
    wire.answers({"data": {"nodes": None, "rateLimit": None}, "errors": [error]})
    with pytest.raises(AuthorizationError, match="not accessible"):
        wire.query()


@pytest.mark.parametrize("errors", [["words"], "words", {"message": "words"}, [None, {"message": "words"}]])
def test_errors_in_odd_shapes(wire: Wire, errors: object) -> None:
    """A proxy's idea of GraphQL errors is a refusal too, not a traceback."""
    wire.answers({"errors": errors})
    with pytest.raises(RejectedError):
        wire.query()


def test_another_shape_than_requested(wire: Wire) -> None:
    """Data that does not fit is reported with the place where it does not, and never with its content."""
    wire.answers(nodes({**COMMENT, "updatedAt": "secret words"}))
    with pytest.raises(RejectedError) as caught:
        wire.query()
    assert "nodes.0.IssueComment.updatedAt" in str(caught.value)
    assert "secret words" not in str(caught.value)


def test_open_world(wire: Wire) -> None:
    """Types that came to GitHub after us are passed over, not fatal; they and new enum values are named."""
    issue = {**COMMENT, "__typename": "Issue", "id": "I_1", "issueState": "FROZEN"}
    wire.answers(nodes({"__typename": "Hologram", "id": "H_1"}, issue, COMMENT))
    response = wire.query()
    assert len(response.data.nodes) == 3
    assert response.unknown_values == ("IssueState.FROZEN", "type Hologram")


def test_the_token_stays_secret(wire: Wire) -> None:
    """No error shows the token: not in its words, not in its traceback, not in what it came from."""
    for error in (httpx.ConnectError("no route"),) * 3:
        wire.breaks(error)
    with pytest.raises(UnavailableError) as caught:
        wire.query()
    shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value)) + repr(wire.connection.client)
    assert "secret-token" not in shown
    assert "secret-token" not in repr(wire.connection._http.headers)
