"""Faults of GitHub and of the network. Each is a value that is chosen for one request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

RETRY_AFTER_S = 60


@dataclass(frozen=True, slots=True)
class GatewayError:
    """A 502 (or 503, 504) with an HTML page, before or after the request was executed."""

    after: bool = False
    status: int = 502


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks before or after the request was executed."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Timeout:
    """The client's time-out expires before or after the request was executed."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The connection is refused."""


@dataclass(frozen=True, slots=True)
class SecondaryLimit:
    """The secondary rate limit: 403 with ``retry-after``, which GitHub sometimes leaves out."""

    retry_after_s: int | None = RETRY_AFTER_S
    status: int = 403


@dataclass(frozen=True, slots=True)
class RateLimited:
    """The primary rate limit: 200 with an error, and headers with the time of the reset."""

    kind: Literal["RATE_LIMITED", "RATE_LIMIT"] = "RATE_LIMITED"
    reset_after_s: int = RETRY_AFTER_S


@dataclass(frozen=True, slots=True)
class WrongPage:
    """A proxy or a login page answers with HTML instead of GitHub."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class HalfAnswer:
    """The body of the response ends in the middle. The request was executed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The request is refused with one GraphQL error and not executed. ``code`` goes to ``extensions``."""

    kind: str | None
    message: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """A query is answered by a replica that is so many writes behind. Mutations never are."""

    writes: int = 1


@dataclass(frozen=True, slots=True)
class FieldFails:
    """The root field at this place, counted from 1, fails inside GitHub before or after its write."""

    place: int = 1
    after: bool = False


Fault: TypeAlias = (
    GatewayError
    | Reset
    | Timeout
    | Unreachable
    | SecondaryLimit
    | RateLimited
    | WrongPage
    | HalfAnswer
    | Refused
    | Lag
    | FieldFails
)
