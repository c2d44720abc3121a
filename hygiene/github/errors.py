"""From the wire to one of a few kinds of failure. Pure: it is given what came back and returns what it means.

Errors arrive inside HTTP 200 and ``type`` is a key of the error itself, not of ``extensions``:
https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from hygiene.errors import AuthorizationError, HygieneError, RejectedError, UnavailableError, UsageError
from hygiene.github.headers import RETRY_S_MIN, host_time, retry_after_s, whole_number
from hygiene.markdown.printable import one_line as printable_line
from hygiene.patterns import pattern
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hygiene.model.plan import Operation


SECONDARY_WAIT_S = 60


class ErrorKind(Enum):
    """What an error means.

    ``TIMEOUT``: the host gave up while it executed. ``SILENT``: it sent no whole response in time. ``NOT_SENT``: the
    request never reached the host. ``NO_RESPONSE``: it did, and the connection broke. ``NOT_GRAPHQL``,
    ``UNEXPECTED_DATA``, ``TOO_LARGE`` and ``UNREADABLE``: something else came than the data of the operation.
    """

    RATE_LIMIT = "rate limit"
    SECONDARY = "secondary rate limit"
    TOO_HEAVY = "too heavy"
    NOT_FOUND = "not found"
    FORBIDDEN = "forbidden"
    SCOPES = "scopes"
    UNAUTHENTICATED = "unauthenticated"
    INVALID = "invalid"
    STALE = "stale"
    SERVER = "server"
    SCHEMA = "schema"
    TIMEOUT = "timeout"
    SILENT = "silent"
    ARCHIVED = "archived"
    LOCKED = "locked"
    NOT_SENT = "not sent"
    NO_RESPONSE = "no response"
    NOT_GRAPHQL = "not GraphQL"
    UNEXPECTED_DATA = "unexpected data"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ApiError:
    """``path`` leads to the field that failed, empty when the whole request did. ``wait_s`` is GitHub's advice.

    ``message`` is GitHub's, or of an ``UNEXPECTED_DATA`` the place in the data.
    """

    kind: ErrorKind
    message: str
    path: tuple[str | int, ...] = ()
    wait_s: int | None = None

    @property
    def heavy(self) -> bool:
        """Whether a smaller query may succeed where this one did not."""
        return self.kind in (ErrorKind.TOO_HEAVY, ErrorKind.TIMEOUT, ErrorKind.SILENT)


_TYPES = {
    "RATE_LIMITED": ErrorKind.RATE_LIMIT,
    "RATE_LIMIT": ErrorKind.RATE_LIMIT,
    "RESOURCE_LIMITS_EXCEEDED": ErrorKind.TOO_HEAVY,
    "MAX_NODE_LIMIT_EXCEEDED": ErrorKind.TOO_HEAVY,
    "NOT_FOUND": ErrorKind.NOT_FOUND,
    "FORBIDDEN": ErrorKind.FORBIDDEN,
    "INSUFFICIENT_SCOPES": ErrorKind.SCOPES,
    "UNPROCESSABLE": ErrorKind.INVALID,
    "STALE_DATA": ErrorKind.STALE,
}
# https://github.com/rmosolgo/graphql-ruby/tree/master/lib/graphql/static_validation/rules
_SCHEMA_CODES = frozenset(
    {
        "argumentLiteralsIncompatible",
        "argumentNotAccepted",
        "cannotSpreadFragment",
        "defaultValueInvalidType",
        "missingRequiredArguments",
        "missingRequiredInputObjectAttribute",
        "selectionMismatch",
        "undefinedField",
        "undefinedType",
        "variableMismatch",
        "variableRequiresValidType",
    }
)
_BUSY = "was submitted too quickly"
# The last one with HTTP 200 and with 502: https://github.com/github/gh-gei/issues/666,
# https://github.com/apache/devlake/issues/3521
_TIMEOUTS = (
    "couldn't respond to your request in time",
    "timeout on validation of query",
    "something went wrong while executing your query",
)
# "Repository was archived so is read-only and unable to create comment because issue is locked", or one half of it:
# https://github.com/cli/cli/issues/14242, https://github.com/renovatebot/renovate/issues/6215
_CLOSED = pattern(r"(?<=was )archived|(?<=is )locked")
_TIMEOUT_STATUSES = (408, 499, 502, 504)
_UNKNOWN_OUTCOMES = (
    ErrorKind.TOO_HEAVY,
    ErrorKind.SERVER,
    ErrorKind.TIMEOUT,
    ErrorKind.SILENT,
    ErrorKind.NO_RESPONSE,
    ErrorKind.NOT_GRAPHQL,
    ErrorKind.UNEXPECTED_DATA,
    ErrorKind.TOO_LARGE,
    ErrorKind.UNREADABLE,
)


def graphql_errors(
    errors: Sequence[Mapping[str, Any]], headers: Mapping[str, str], now: datetime
) -> tuple[ApiError, ...]:
    """The errors of a GraphQL response with HTTP status 200."""
    return tuple(_graphql_error(error, headers, now) for error in errors)


def _graphql_error(error: Mapping[str, Any], headers: Mapping[str, str], now: datetime) -> ApiError:
    message = str(error.get("message", "")) or "no message"
    where = error.get("path")
    path = tuple(part for part in where if isinstance(part, str | int)) if isinstance(where, list) else ()
    extensions = error.get("extensions")
    code = str(extensions.get("code", "")) if isinstance(extensions, dict) else ""
    kind = _TYPES.get(str(error.get("type", "")).upper(), ErrorKind.INVALID)
    said = message.casefold()
    if code in _SCHEMA_CODES:
        kind = ErrorKind.SCHEMA
    elif _BUSY in said or "secondary rate limit" in said:
        kind = ErrorKind.SECONDARY
    elif "not accessible by" in said:
        kind = ErrorKind.FORBIDDEN
    elif kind in (ErrorKind.INVALID, ErrorKind.FORBIDDEN) and (closed := _CLOSED.search(said)):
        kind = ErrorKind.ARCHIVED if closed[0] == "archived" else ErrorKind.LOCKED
    elif kind is ErrorKind.INVALID and any(words in said for words in _TIMEOUTS):
        kind = ErrorKind.TIMEOUT
    return ApiError(kind, message, path, _wait_s(kind, headers, now))


def http_error(status: int, headers: Mapping[str, str], text: str, now: datetime) -> ApiError:
    """The error of a response whose HTTP status is not 2xx."""
    from http.client import responses  # noqa: PLC0415 - httpx has imported it

    said = text.casefold()
    if status == 401:  # noqa: PLR2004 - HTTP's own numbers, here and below
        return ApiError(ErrorKind.UNAUTHENTICATED, "Bad credentials")
    if status in (403, 429):
        if "secondary rate" in said or "abuse" in said or "retry-after" in headers:
            return ApiError(
                ErrorKind.SECONDARY, "secondary rate limit", wait_s=_wait_s(ErrorKind.SECONDARY, headers, now)
            )
        if headers.get("x-ratelimit-remaining") == "0" or "rate limit" in said:
            return ApiError(ErrorKind.RATE_LIMIT, "rate limit", wait_s=_wait_s(ErrorKind.RATE_LIMIT, headers, now))
        return ApiError(ErrorKind.FORBIDDEN, _words(text) or f"HTTP status {status}")
    if status == 404:  # noqa: PLR2004
        return ApiError(ErrorKind.NOT_FOUND, "HTTP status 404")
    if status in _TIMEOUT_STATUSES:
        return ApiError(ErrorKind.TIMEOUT, f"HTTP status {status}", wait_s=retry_after_s(headers, now))
    # What a proxy means by a number of its own is not known, and neither is whether a write was carried out.
    if status >= 500 or status not in responses:  # noqa: PLR2004
        return ApiError(ErrorKind.SERVER, f"HTTP status {status}", wait_s=retry_after_s(headers, now))
    return ApiError(ErrorKind.INVALID, f"HTTP status {status}")


def _words(text: str) -> str:
    """GitHub's own sentence in the JSON of a refusal: an IP allow list, a single sign-on, a suspended account."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    message = found.get("message") if isinstance(found, dict) else None
    return message if isinstance(message, str) else ""


def _wait_s(kind: ErrorKind, headers: Mapping[str, str], now: datetime) -> int | None:
    if kind is ErrorKind.SECONDARY:
        advised = retry_after_s(headers, now)
        return SECONDARY_WAIT_S if advised is None else advised
    if kind is ErrorKind.RATE_LIMIT:
        reset = whole_number(headers.get("x-ratelimit-reset", ""))
        return None if reset is None else max(RETRY_S_MIN, reset - int(host_time(headers, now).timestamp()) + 1)
    return None


_READING = "contents: read, checks: read, pull-requests: read and issues: read"
# What each field of a query shows, and the permission that it takes; the deepest field of a path decides.
# https://github.com/philips-software/pull-request-report-action/issues/557, https://github.com/tellahq/opensession/pull/212
_READS = {
    "status": ("commit statuses", "statuses: read"),
    "workflowRun": ("workflow runs", "actions: read"),
    "checkSuites": ("check runs", "checks: read"),
    "annotations": ("annotations of check runs", "checks: read"),
    "steps": ("steps of jobs", "actions: read"),
    # Rules are part of a repository's metadata, which every token may read:
    # https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
    "rules": ("rulesets", ""),
    "refUpdateRule": ("branch protection", "contents: read"),
    "labels": ("labels", "issues: read"),
    "trackerLabel": ("labels", "issues: read"),
    "flakyLabel": ("labels", "issues: read"),
    "baseRef": ("the base branch", "contents: read"),
    "defaultBranchRef": ("the default branch", "contents: read"),
    "settingsInGithub": ("the configuration", "contents: read"),
    "settingsInRoot": ("the configuration", "contents: read"),
    "settingsInPyproject": ("the configuration", "contents: read"),
    "workflowFile": ("the workflow file", "contents: read"),
    "issues": ("issues", "issues: read"),
    "openTrackers": ("trackers", "issues: read"),
    "closedTrackers": ("closed trackers", "issues: read"),
    "recentIssues": ("recent issues", "issues: read"),
    "pullRequest": ("the pull request", "pull-requests: read"),
    "pullRequests": ("pull requests", "pull-requests: read"),
    "comments": ("comments", "pull-requests: read"),
}
_ESSENTIAL = {"checkSuites", "settingsInGithub", "settingsInRoot", "settingsInPyproject"}
DISPENSABLE = {"baseRef", "defaultBranchRef", "isRequired", "failing", "steps", "annotations"}
MESSAGE_CHARS_MAX = 300


def permission_for(*path: str | int) -> str:
    """The permission of the workflow token that a path in our documents needs, as ``permissions:`` writes it."""
    from hygiene.model.operations import WRITES  # noqa: PLC0415 - only a refusal needs it

    name = str(path[0]).rstrip("0123456789") if path else ""
    found = next((write.permission for write in WRITES if write.field == name), "")
    return found or next((_READS[str(part)][1] for part in reversed(path) if str(part) in _READS), "") or _READING


def not_read(error: ApiError) -> str:
    """What a failure beside partial data kept from being read, and which permission brings it."""
    what, needed = next((_READS[str(part)] for part in reversed(error.path) if str(part) in _READS), ("", ""))
    said = one_line(error.message)
    if not what:
        return said
    grant = f" Grant `{needed}`." if needed and error.kind is ErrorKind.FORBIDDEN else ""
    return f"{what} ({said}).{grant}"


def field_of(operation: Operation) -> str:
    """The field of our mutation document that carries out an operation, without its number."""
    from hygiene.model.operations import WRITE_OF  # noqa: PLC0415 - only a refusal needs it

    return WRITE_OF[type(operation)].field


def one_line(text: str) -> str:
    """Text of others on one bounded line; how long the text is makes no difference to the cost."""
    return printable_line(text[: 10 * MESSAGE_CHARS_MAX], MESSAGE_CHARS_MAX)


def fatal(failures: Sequence[ApiError]) -> ApiError | None:
    """A failure beside partial data that took what a decision must not be made without: head checks, or files."""
    for failure in failures:
        fields = {str(part) for part in failure.path}
        if fields & _ESSENTIAL and not fields & DISPENSABLE:
            return failure
    return None


def exception_for(error: ApiError, host: str) -> HygieneError:
    """The exception for an error of a whole request."""
    match error.kind:
        case ErrorKind.UNAUTHENTICATED | ErrorKind.FORBIDDEN | ErrorKind.SCOPES:
            return _authorization(error, host)
        case ErrorKind.SCHEMA | ErrorKind.TOO_HEAVY | ErrorKind.STALE | ErrorKind.INVALID | ErrorKind.NOT_FOUND:
            return _rejected(error, host)
        case ErrorKind.ARCHIVED | ErrorKind.LOCKED:
            return _rejected(error, host)
        case ErrorKind.UNEXPECTED_DATA:
            return RejectedError(
                f"{host} returned unexpected data at {one_line(error.message)}.",
                hint="Its schema differs from ours; `hygiene schema check` shows where.",
            )
        case _:
            return _unavailable(error, host)


def _authorization(error: ApiError, host: str) -> AuthorizationError:
    said = one_line(error.message)
    if error.kind is ErrorKind.UNAUTHENTICATED:
        return AuthorizationError(
            f"{host} does not accept the token.", hint="It is wrong, expired or of another host; set GITHUB_TOKEN."
        )
    if error.kind is ErrorKind.SCOPES:
        return AuthorizationError(f"The token lacks a scope: {said}", hint="Create it again with that scope.")
    needed = permission_for(*error.path)
    return AuthorizationError(
        f"The token may not do this ({said}).", hint=f"Grant the workflow job `permissions:` {needed}."
    )


def _rejected(error: ApiError, host: str) -> RejectedError:
    said = one_line(error.message)
    if error.kind is ErrorKind.SCHEMA:
        return RejectedError(
            f"{host} lacks a field that hygiene requests: {said}",
            hint="Its schema is older or newer than ours; `hygiene schema check` shows what works there.",
        )
    if error.kind is ErrorKind.NOT_FOUND and not error.path:
        return RejectedError(
            f"{host} has nothing at this address: {said}.",
            hint="Check GITHUB_GRAPHQL_URL; on GHES it is https://HOST/api/graphql.",
        )
    hint = "Run again later" if error.heavy else "Repeating it will not help"
    return RejectedError(f"{host} refused: {said}", hint=f"{hint}.")


def _unavailable(error: ApiError, host: str) -> UnavailableError:
    said = one_line(error.message)
    match error.kind:
        case ErrorKind.RATE_LIMIT | ErrorKind.SECONDARY:
            when = f" It requests a wait of {error.wait_s} s." if error.wait_s else ""
            return UnavailableError(
                f"{host} answers with a {error.kind.value}.{when}",
                hint="Run again later; nothing is lost, the next run repairs it.",
                retry_after_s=error.wait_s,
            )
        case ErrorKind.NOT_GRAPHQL:
            return UnavailableError(
                f"{host} answered with {said} that is not GraphQL.",
                hint="Check GITHUB_GRAPHQL_URL and any proxy between; on GHES it is https://HOST/api/graphql.",
            )
        case ErrorKind.TOO_LARGE:
            return UnavailableError(
                f"{host} sent a response that is too large.", hint="Check GITHUB_GRAPHQL_URL and any proxy in between."
            )
        case ErrorKind.UNREADABLE:
            return UnavailableError(
                f"{host} sent a response that cannot be decoded: {said}.", hint="Check any proxy in between."
            )
        case ErrorKind.NOT_SENT | ErrorKind.NO_RESPONSE:
            return UnavailableError(
                f"{host} cannot be reached: {said}.",
                hint="Check the network, and GITHUB_SERVER_URL or GITHUB_GRAPHQL_URL where one is set.",
            )
        case _:
            return UnavailableError(
                f"{host} failed: {said}.", hint="Run again later; nothing is lost.", retry_after_s=error.wait_s
            )


def not_carried_out(message: str) -> UnavailableError:
    """For a mutation that was too heavy for the host in every form."""
    said = one_line(message)
    return UnavailableError(
        f"GitHub did not carry out a write, even in its smallest form: {said}", hint="Run again later; nothing is lost."
    )


def missing(what: str, host: str) -> UsageError:
    """For a repository or pull request that does not exist or that the token cannot read: the response is the same."""
    return UsageError(
        f"{host} has no {what}, or the token may not see it.", hint="Check the name, and what the token has access to."
    )


def not_graphql(text: str) -> ApiError:
    """The error of a response that is not GraphQL's: a sign-in page, an error page of a proxy, half a response."""
    said = _words(text)
    if any(words in said.casefold() for words in _TIMEOUTS):
        return ApiError(ErrorKind.TIMEOUT, said)
    is_html = "<html" in text[:2000].casefold() or "<!doctype" in text[:200].casefold()
    return ApiError(ErrorKind.NOT_GRAPHQL, "HTML" if is_html else "something")


def is_outcome_unknown(error: ApiError) -> bool:
    """Whether a mutation with this error may have been carried out, in whole or in part."""
    return error.kind in _UNKNOWN_OUTCOMES
