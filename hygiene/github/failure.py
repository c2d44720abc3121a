"""From the wire to one of a few kinds of failure. Pure: it is given what came back and says what it means.

Errors arrive inside HTTP 200 and ``type`` is a key of the error itself, not of ``extensions``:
https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

SECONDARY_WAIT_S = 60


class Kind(Enum):
    """What a failure means for us."""

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


@dataclass(frozen=True, slots=True)
class Failure:
    """``path`` leads to the field that failed, empty when the whole request did. ``wait_s`` is GitHub's advice."""

    kind: Kind
    message: str
    path: tuple[str | int, ...] = ()
    wait_s: int | None = None


_TYPES = {
    "RATE_LIMITED": Kind.RATE_LIMIT,
    "RATE_LIMIT": Kind.RATE_LIMIT,
    "RESOURCE_LIMITS_EXCEEDED": Kind.TOO_HEAVY,
    "MAX_NODE_LIMIT_EXCEEDED": Kind.TOO_HEAVY,
    "NOT_FOUND": Kind.NOT_FOUND,
    "FORBIDDEN": Kind.FORBIDDEN,
    "INSUFFICIENT_SCOPES": Kind.SCOPES,
    "UNPROCESSABLE": Kind.INVALID,
    "STALE_DATA": Kind.STALE,
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
_UNKNOWN = "something went wrong while executing your query"


def of_errors(errors: Sequence[Mapping[str, Any]], headers: Mapping[str, str], now: datetime) -> tuple[Failure, ...]:
    """One failure for each error of an answer with HTTP status 200."""
    return tuple(_of_error(error, headers, now) for error in errors)


def _of_error(error: Mapping[str, Any], headers: Mapping[str, str], now: datetime) -> Failure:
    message = str(error.get("message", "")) or "no message"
    path = tuple(part for part in error.get("path") or () if isinstance(part, str | int))
    extensions = error.get("extensions")
    code = str(extensions.get("code", "")) if isinstance(extensions, dict) else ""
    kind = _TYPES.get(str(error.get("type", "")).upper(), Kind.SERVER)
    said = message.casefold()
    if code in _SCHEMA_CODES:
        kind = Kind.SCHEMA
    elif _BUSY in said or "secondary rate limit" in said:
        kind = Kind.SECONDARY
    elif "not accessible by" in said:
        kind = Kind.FORBIDDEN
    elif kind is Kind.SERVER and _UNKNOWN not in said:
        kind = Kind.INVALID
    return Failure(kind, message, path, _wait_s(kind, headers, now))


def of_status(status: int, headers: Mapping[str, str], text: str, now: datetime) -> Failure:
    """The failure behind an HTTP status that is not in the 2xx."""
    said = text.casefold()
    if status == 401:  # noqa: PLR2004 - HTTP's own numbers, here and below
        return Failure(Kind.UNAUTHENTICATED, "Bad credentials")
    if status in (403, 429):
        if "secondary rate" in said or "abuse" in said or "retry-after" in headers:
            return Failure(Kind.SECONDARY, "secondary rate limit", wait_s=_wait_s(Kind.SECONDARY, headers, now))
        if headers.get("x-ratelimit-remaining") == "0" or "rate limit" in said:
            return Failure(Kind.RATE_LIMIT, "rate limit", wait_s=_wait_s(Kind.RATE_LIMIT, headers, now))
        return Failure(Kind.FORBIDDEN, _words(text) or f"HTTP status {status}")
    if status == 404:  # noqa: PLR2004
        return Failure(Kind.NOT_FOUND, "HTTP status 404")
    if status >= 500:  # noqa: PLR2004
        return Failure(Kind.SERVER, f"HTTP status {status}", wait_s=_number(headers.get("retry-after")))
    return Failure(Kind.INVALID, f"HTTP status {status}")


def _words(text: str) -> str:
    """GitHub's own sentence in the JSON of a refusal: an IP allow list, a single sign-on, a suspended account."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    message = found.get("message") if isinstance(found, dict) else None
    return message if isinstance(message, str) else ""


def _wait_s(kind: Kind, headers: Mapping[str, str], now: datetime) -> int | None:
    if kind is Kind.SECONDARY:
        return _number(headers.get("retry-after")) or SECONDARY_WAIT_S
    if kind is Kind.RATE_LIMIT:
        reset = _number(headers.get("x-ratelimit-reset"))
        return None if reset is None else max(1, reset - int(now.timestamp()) + 1)
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None
