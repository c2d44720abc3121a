"""Each failure ends as a sentence on what happened, a sentence on what to do, and the right exit code."""

from __future__ import annotations

import httpx
import pytest

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError, UsageError
from hygiene.github.errors import (
    MESSAGE_CHARS_MAX,
    ApiError,
    ErrorKind,
    exception_for,
    fatal,
    missing,
    not_graphql,
    one_line,
    permission_for,
)

HOST = "ghe.example.org"
URL = httpx.URL(f"https://{HOST}/graphql")


@pytest.mark.parametrize(
    ("kind", "expected", "word"),
    [
        (ErrorKind.UNAUTHENTICATED, AuthorizationError, "set GITHUB_TOKEN"),
        (ErrorKind.FORBIDDEN, AuthorizationError, "`permissions:` contents: read, checks: read"),
        (ErrorKind.SCOPES, AuthorizationError, "Create it again with that scope"),
        (ErrorKind.RATE_LIMIT, UnavailableError, "Run again later"),
        (ErrorKind.SECONDARY, UnavailableError, "Run again later"),
        (ErrorKind.SERVER, UnavailableError, "Run again later"),
        (ErrorKind.SCHEMA, RejectedError, "hygiene schema check"),
        (ErrorKind.TOO_HEAVY, RejectedError, "Run again later"),
        (ErrorKind.STALE, RejectedError, "will not help"),
        (ErrorKind.INVALID, RejectedError, "will not help"),
        (ErrorKind.TIMEOUT, UnavailableError, "Run again later"),
        (ErrorKind.SILENT, UnavailableError, "Run again later"),
        (ErrorKind.NOT_SENT, UnavailableError, "Check the network"),
        (ErrorKind.NO_RESPONSE, UnavailableError, "Check the network"),
        (ErrorKind.NOT_GRAPHQL, UnavailableError, "any proxy between"),
        (ErrorKind.UNEXPECTED_DATA, RejectedError, "hygiene schema check"),
        (ErrorKind.NOT_FOUND, RejectedError, "GITHUB_GRAPHQL_URL"),
    ],
)
def test_errors(kind: ErrorKind, expected: type[HygieneError], word: str) -> None:
    """A failure of a whole request states what to do, and names the host."""
    error = exception_for(ApiError(kind, "words of GitHub"), HOST)
    assert type(error) is expected
    assert word in error.hint
    assert HOST in error.message or "words of GitHub" in error.message


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_has_an_error(kind: ErrorKind) -> None:
    """Every kind of failure has an error, and none is taken for a bug."""
    error = exception_for(ApiError(kind, "x"), HOST)
    assert error.exit_code in (4, 5, 6)
    assert error.hint.endswith(".")


@pytest.mark.parametrize(
    ("field", "permission"),
    [
        ("createIssue3", "issues: write"),
        ("createLabel1", "issues: write"),
        ("addNote4", "issues: write"),
        ("addComment2", "pull-requests: write"),
        ("updateComment1", "pull-requests: write"),
        ("deleteComment4", "pull-requests: write"),
        ("addLabels1", "pull-requests: write and issues: write"),
        ("repository", "contents: read, checks: read, pull-requests: read and issues: read"),
        ("", "contents: read, checks: read, pull-requests: read and issues: read"),
    ],
)
def test_permissions(field: str, permission: str) -> None:
    """A forbidden field names the permission of the workflow token that it needs."""
    assert permission_for(field) == permission
    assert permission in exception_for(ApiError(ErrorKind.FORBIDDEN, "no", (field,) if field else ()), HOST).hint


def test_advice_is_kept() -> None:
    """When the host states when to come back, people and programs both get it."""
    error = exception_for(ApiError(ErrorKind.RATE_LIMIT, "x", wait_s=77), HOST)
    assert isinstance(error, UnavailableError)
    assert (error.retry_after_s, "77 s" in error.message) == (77, True)


def test_words_of_others() -> None:
    """A message stays on one bounded line, without what could steer a terminal or a runner."""
    assert one_line("a\nb\x1b[31m\tc\u202ed") == "a b [31m c d"
    assert len(one_line("x" * 5000)) == MESSAGE_CHARS_MAX
    assert one_line("x" * MESSAGE_CHARS_MAX) == "x" * MESSAGE_CHARS_MAX


def test_missing() -> None:
    """What is not there and what may not be read are the same for GitHub, and the message states it."""
    error = missing("pull request #7 in o/r", HOST)
    assert isinstance(error, UsageError)
    assert str(error).startswith(f"{HOST} has no pull request #7 in o/r, or the token may not see it.")


@pytest.mark.parametrize(
    ("text", "word"), [("<!DOCTYPE html><p>Sign in", "HTML"), ("<HTML>", "HTML"), ('{"data": {"rep', "something")]
)
def test_not_graphql(text: str, word: str) -> None:
    """A sign-in page or half a document is an outage; the sentence states where to check."""
    error = exception_for(not_graphql(text), HOST)
    assert error.exit_code == 6
    assert error.message == f"{HOST} answered with {word} that is not GraphQL."
    assert "https://HOST/api/graphql" in error.hint


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("repository", "pullRequest", "commits", "nodes", 0, "commit", "checkSuites"), True),
        (("repository", "head", "checkSuites", "nodes", 3, "runs"), True),
        (("repository", "settingsInGithub"), True),
        (("repository", "pullRequest", "baseRef", "target", "history", "nodes", 0, "checkSuites"), False),
        (("repository", "head", "checkSuites", "nodes", 0, "runs", "nodes", 1, "isRequired"), False),
        (("repository", "head", "checkSuites", "nodes", 0, "failing", "nodes", 0, "annotations"), False),
        (("repository", "head", "status"), False),
        ((), False),
    ],
)
def test_what_cannot_be_missed(path: tuple[str | int, ...], expected: bool) -> None:  # noqa: FBT001 - a table's column
    """Without the checks of the head, or the configuration, nothing may be claimed; the rest may be missing."""
    failure = ApiError(ErrorKind.FORBIDDEN, "no", path)
    assert fatal((ApiError(ErrorKind.NOT_FOUND, "x"), failure)) == (failure if expected else None)
