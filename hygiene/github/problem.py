"""From a failure to the exception that ends a run: what happened, what to do, the exit code that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError, UsageError
from hygiene.github.failure import Failure, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from httpx import URL

    from hygiene.model.plan import Operation

_PERMISSIONS = {
    "createIssue": "issues: write",
    "updateIssue": "issues: write",
    "reopenIssue": "issues: write",
    "closeIssue": "issues: write",
    "addNote": "issues: write",
    "createLabel": "issues: write",
    "addComment": "pull-requests: write",
    "updateComment": "pull-requests: write",
    "deleteComment": "pull-requests: write",
    "minimizeComment": "pull-requests: write",
    "addLabels": "pull-requests: write and issues: write",
    "removeLabels": "pull-requests: write and issues: write",
}
_READING = "contents: read, checks: read, pull-requests: read and issues: read"
_ESSENTIAL = {"checkSuites", "settingsInGithub", "settingsInRoot", "settingsInPyproject"}
DISPENSABLE = {"baseRef", "defaultBranchRef", "isRequired", "failing", "steps", "annotations"}
MESSAGE_CHARS_MAX = 300


def permission_for(field: str) -> str:
    """The permission of the workflow token that a field of our documents needs, as ``permissions:`` writes it."""
    return _PERMISSIONS.get(field.rstrip("0123456789"), _READING)


def field_of(operation: Operation) -> str:
    """The field of our mutation document that carries out an operation."""
    kind = type(operation).__name__
    return kind[0].lower() + kind[1:]


def one_line(text: str) -> str:
    """Somebody else's words on one bounded line, without control characters."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= MESSAGE_CHARS_MAX else f"{words[: MESSAGE_CHARS_MAX - 1]}…"


def fatal(failures: Sequence[Failure]) -> Failure | None:
    """A failure beside partial data that took what a decision must not be made without: head checks, or files."""
    for failure in failures:
        fields = {str(part) for part in failure.path}
        if fields & _ESSENTIAL and not fields & DISPENSABLE:
            return failure
    return None


def error_of(failure: Failure, host: str) -> HygieneError:
    """The exception for a failure of a whole request."""
    said = one_line(failure.message)
    match failure.kind:
        case Kind.UNAUTHENTICATED:
            return AuthorizationError(
                f"{host} does not accept the token.", mend="It is wrong, expired or of another host; set GITHUB_TOKEN."
            )
        case Kind.FORBIDDEN:
            needed = permission_for(str(failure.path[0]) if failure.path else "")
            return AuthorizationError(
                f"The token may not do this ({said}).", mend=f"Grant the workflow job `permissions:` {needed}."
            )
        case Kind.SCOPES:
            return AuthorizationError(f"The token lacks a scope: {said}", mend="Create it again with that scope.")
        case Kind.RATE_LIMIT | Kind.SECONDARY:
            when = f" It asks to come back in {failure.wait_s} s." if failure.wait_s else ""
            return UnavailableError(
                f"{host} answers with a {failure.kind.value}.{when}",
                mend="Run again later; nothing is lost, the next run repairs it.",
                retry_after_s=failure.wait_s,
            )
        case Kind.SERVER:
            return UnavailableError(
                f"{host} failed: {said}.", mend="Run again later; nothing is lost.", retry_after_s=failure.wait_s
            )
        case Kind.SCHEMA:
            return RejectedError(
                f"{host} does not know a field that hygiene asks for: {said}",
                mend="Its schema is older or newer than ours; `hygiene schema check` says what works there.",
            )
        case Kind.NOT_FOUND if not failure.path:
            return RejectedError(
                f"{host} has nothing at this address: {said}.",
                mend="Check GITHUB_GRAPHQL_URL; on GHES it is https://HOST/api/graphql.",
            )
        case Kind.TOO_HEAVY | Kind.STALE | Kind.INVALID | Kind.NOT_FOUND:
            return RejectedError(f"{host} refused: {said}", mend="Repeating it will not help; see the runbook.")


def missing(what: str, host: str) -> UsageError:
    """For a repository or pull request that is not there, or that the token may not see, which look the same."""
    return UsageError(
        f"{host} has no {what}, or the token may not see it.", mend="Check the name, and what the token has access to."
    )


def not_graphql(url: URL, text: str) -> HygieneError:
    """For an answer that is not GraphQL's: a sign-in page, a proxy's error, half a document."""
    kind = "HTML" if "<html" in text[:2000].casefold() or "<!doctype" in text[:200].casefold() else "something"
    return UnavailableError(
        f"{url.host} answered with {kind} that is not GraphQL.",
        mend="Check GITHUB_GRAPHQL_URL and any proxy between; on GHES it is https://HOST/api/graphql.",
    )


def unreachable(url: URL, error: Exception) -> HygieneError:
    """For a network that gave no answer at all."""
    return UnavailableError(
        f"{url.host} cannot be reached: {one_line(str(error)) or type(error).__name__}.",
        mend="Check GITHUB_GRAPHQL_URL and the network.",
    )
