"""Faults: what GitHub and the network are known for. Each is a value that is chosen for one request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

RETRY_AFTER_S = 60


@dataclass(frozen=True, slots=True)
class GatewayError:
    """A 502 (or 503, 504) page, before or after the request did its work."""

    after: bool = False
    status: int = 502


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks, before or after the request did its work."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Timeout:
    """No answer within the client's patience, before or after the request did its work."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No connection at all."""


@dataclass(frozen=True, slots=True)
class SecondaryLimit:
    """Too many requests in a short time: 403 with ``retry-after``, which GitHub sometimes leaves out."""

    retry_after_s: int | None = RETRY_AFTER_S
    status: int = 403


@dataclass(frozen=True, slots=True)
class RateLimited:
    """The hour's points are used up: 200 with an error, and headers that say when they come back."""

    kind: Literal["RATE_LIMITED", "RATE_LIMIT"] = "RATE_LIMITED"
    reset_after_s: int = RETRY_AFTER_S


@dataclass(frozen=True, slots=True)
class WrongPage:
    """Something that is not GitHub's interface answers with HTML."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class HalfAnswer:
    """The answer stops in the middle, after the request did its work."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The whole request is refused with one GraphQL error, nothing is executed; ``code`` goes to ``extensions``."""

    kind: str | None
    message: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Lag:
    """A query is answered by a replica that is so many writes behind. Mutations never are."""

    writes: int = 1


@dataclass(frozen=True, slots=True)
class FieldFails:
    """The root field at this place, counted from 1, goes wrong inside GitHub: before or after it wrote."""

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
