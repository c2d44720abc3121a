"""Every row of the table of GitHub's errors, as GitHub answers it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hygiene.github.errors import SECONDARY_WAIT_S, ApiError, ErrorKind, graphql_errors, http_error
from tests.github.wire import START, UNICORN

NOW_S = int(START.timestamp())
DENIED = "Resource not accessible by integration"
TIMEOUT = (
    "Something went wrong while executing your query on 2025-10-13T00:00:00Z. Please include `0C0A:1` when reporting."
)


def one(error: dict[str, Any], **headers: str) -> ApiError:
    """The failure of one error of a response."""
    return graphql_errors([error], {name.replace("_", "-"): value for name, value in headers.items()}, START)[0]


@pytest.mark.parametrize(
    ("kind", "message", "expected"),
    [
        ("RATE_LIMITED", "API rate limit exceeded for installation ID 1.", ErrorKind.RATE_LIMIT),
        ("RATE_LIMIT", "API rate limit already exceeded for user ID 1.", ErrorKind.RATE_LIMIT),
        ("", "You have exceeded a secondary rate limit. Please wait.", ErrorKind.SECONDARY),
        ("FORBIDDEN", "You have exceeded a secondary rate limit and have been blocked.", ErrorKind.SECONDARY),
        ("UNPROCESSABLE", "was submitted too quickly", ErrorKind.SECONDARY),
        ("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.", ErrorKind.TOO_HEAVY),
        ("MAX_NODE_LIMIT_EXCEEDED", "This query requests up to 1,000,000 possible nodes", ErrorKind.TOO_HEAVY),
        ("NOT_FOUND", "Could not resolve to a node with the global id of 'IC_1'", ErrorKind.NOT_FOUND),
        ("FORBIDDEN", DENIED, ErrorKind.FORBIDDEN),
        ("", DENIED, ErrorKind.FORBIDDEN),
        ("", "Resource not accessible by personal access token", ErrorKind.FORBIDDEN),
        ("FORBIDDEN", "octocat does not have the correct permissions to execute `AddComment`", ErrorKind.FORBIDDEN),
        ("INSUFFICIENT_SCOPES", "Your token has not been granted the required scopes", ErrorKind.SCOPES),
        ("STALE_DATA", "Expected branch to point to a, but it points to b", ErrorKind.STALE),
        ("UNPROCESSABLE", "body is too long (maximum is 65536 characters)", ErrorKind.INVALID),
        ("", TIMEOUT, ErrorKind.TIMEOUT),
        ("SOMETHING_NEW", "Nobody has seen this before", ErrorKind.INVALID),
        ("", "", ErrorKind.INVALID),
    ],
)
def test_errors_of_an_answer(kind: str, message: str, expected: ErrorKind) -> None:
    """GitHub's ``type`` at the top of an error decides, and its message where that is more specific."""
    assert one({"type": kind, "message": message}).kind is expected


@pytest.mark.parametrize("code", ["undefinedField", "argumentNotAccepted", "undefinedType", "variableMismatch"])
def test_errors_of_another_schema(code: str) -> None:
    """A host whose schema is older refuses the document with a code in ``extensions``."""
    error = {"message": "Field 'x' doesn't exist on type 'Y'", "extensions": {"code": code}, "path": ["query"]}
    assert one(error).kind is ErrorKind.SCHEMA


def test_type_in_extensions_is_not_githubs() -> None:
    """Only the top-level ``type`` is GitHub's; a code of the same name is somebody else's."""
    assert one({"message": "no", "extensions": {"code": "RATE_LIMITED"}}).kind is ErrorKind.INVALID


def test_path() -> None:
    """The path leads to the field that failed, whatever odd things are in it."""
    assert one({"message": "no", "path": ["addComment2", 0, None, 1.5]}).path == ("addComment2", 0)
    assert one({"message": "no", "path": None}).path == ()


@pytest.mark.parametrize("error", [{}, {"message": None}, {"extensions": "x", "message": 3}, {"type": 7}])
def test_errors_without_shape(error: dict[str, Any]) -> None:
    """An error without anything that errors have is still a refusal with a message."""
    found = one(error)
    assert (found.kind, bool(found.message)) == (ErrorKind.INVALID, True)


def test_advice_when_to_come_back() -> None:
    """Seconds until the reset for the hour's points, ``retry-after`` for frequency, a minute without advice."""
    limited = {"type": "RATE_LIMITED", "message": "x"}
    assert one(limited, x_ratelimit_reset=str(NOW_S + 90)).wait_s == 91
    assert one(limited, x_ratelimit_reset=str(NOW_S - 90)).wait_s == 1
    assert one(limited).wait_s is None
    busy = {"message": "secondary rate limit"}
    assert one(busy, retry_after="17").wait_s == 17
    assert one(busy).wait_s == SECONDARY_WAIT_S
    assert one(busy, retry_after="Wed, 21 Oct 2025 07:28:00 GMT").wait_s == 718_080
    assert one(busy, retry_after="soon").wait_s == SECONDARY_WAIT_S
    assert one({"type": "NOT_FOUND", "message": "x"}, retry_after="17").wait_s is None


@pytest.mark.parametrize(
    ("status", "text", "headers", "expected"),
    [
        (401, '{"message": "Bad credentials"}', {}, ErrorKind.UNAUTHENTICATED),
        (403, '{"message": "You have exceeded a secondary rate limit."}', {}, ErrorKind.SECONDARY),
        (403, "You have triggered an abuse detection mechanism.", {}, ErrorKind.SECONDARY),
        (403, "", {"retry-after": "60"}, ErrorKind.SECONDARY),
        (429, "", {"retry-after": "60"}, ErrorKind.SECONDARY),
        (429, "", {"x-ratelimit-remaining": "0"}, ErrorKind.RATE_LIMIT),
        (403, '{"message": "API rate limit exceeded"}', {}, ErrorKind.RATE_LIMIT),
        (403, '{"message": "Resource protected by organization SAML enforcement."}', {}, ErrorKind.FORBIDDEN),
        (404, '{"message": "Not Found"}', {}, ErrorKind.NOT_FOUND),
        (500, "", {}, ErrorKind.SERVER),
        (408, "", {}, ErrorKind.TIMEOUT),
        (499, "", {}, ErrorKind.TIMEOUT),
        (502, UNICORN, {}, ErrorKind.TIMEOUT),
        (503, "", {"retry-after": "9"}, ErrorKind.SERVER),
        (504, UNICORN, {}, ErrorKind.TIMEOUT),
        (301, "", {"location": "https://example.org"}, ErrorKind.INVALID),
        (400, '{"message": "Problems parsing JSON"}', {}, ErrorKind.INVALID),
        (413, "", {}, ErrorKind.INVALID),
        (409, "", {}, ErrorKind.INVALID),
        (419, "", {}, ErrorKind.SERVER),
        (460, "", {"retry-after": "9"}, ErrorKind.SERVER),
        (498, "", {}, ErrorKind.SERVER),
    ],
)
def test_statuses(status: int, text: str, headers: dict[str, str], expected: ErrorKind) -> None:
    """A status outside the 2xx means what GitHub means by it."""
    assert http_error(status, headers, text, START).kind is expected


def test_statuses_carry_advice() -> None:
    """The host's advice is kept whichever way the refusal came."""
    assert http_error(403, {"retry-after": "60"}, "", START).wait_s == 60
    assert http_error(429, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(NOW_S + 5)}, "", START).wait_s == 6
    assert http_error(503, {"retry-after": "9"}, "", START).wait_s == 9
    assert http_error(502, {}, "", START).wait_s is None


@pytest.mark.parametrize("text", ["", UNICORN, "[1, 2]", '{"message": 3}', "[" * 100_000])
def test_refusals_without_words(text: str) -> None:
    """A refusal without GitHub's JSON is recognised by its status."""
    assert http_error(403, {}, text, START).message == "HTTP status 403"


def test_refusals_with_words() -> None:
    """GitHub's own sentence states what no status does."""
    text = "The `o` organization has an IP allow list enabled."
    assert http_error(403, {}, json.dumps({"message": text}), START).message == text
