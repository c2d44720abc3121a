"""Faults of GitHub and of the network, and rules that choose them. Each fault is a value for one request.

``after`` means that the request was executed: a write happened, although the response does not show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from hygiene.sandbox.checks import Shown  # noqa: TC001 - world files are validated with it

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RETRY_AFTER_S = 60
VALIDATION_TIMEOUT = "Timeout on validation of query"


@dataclass(frozen=True, slots=True)
class GatewayError:
    """An HTTP error of a server in front of GitHub, such as 502, 503, 504, 408 or 499.

    Bodies: ``unicorn`` is GitHub's HTML page. ``nginx`` is an HTML page of the proxy
    (https://github.com/turbot/steampipe-plugin-github/issues/518). ``went_wrong`` is JSON with ``data: null``
    (https://github.com/gitkraken/vscode-gitlens/issues/3557). ``timed_out`` is the JSON message "We couldn't respond to
    your request in time" (with 504: https://github.com/anmol098/waka-readme-stats/issues/425). ``empty`` has no body
    (with 499: https://github.com/ship-studio/ship-studio/issues/806).
    """

    after: bool = False
    status: int = 502
    body: Literal["unicorn", "nginx", "went_wrong", "timed_out", "empty"] = "unicorn"


@dataclass(frozen=True, slots=True)
class WentWrong:
    """Status 200 with "Something went wrong while executing your query" and no result.

    Without ``data`` as in https://github.com/github/gh-gei/issues/666 and
    https://github.com/octokit/plugin-retry.js/issues/395, or with ``data: null``.
    """

    after: bool = False
    data_null: bool = True


@dataclass(frozen=True, slots=True)
class ResourceLimits:
    """RESOURCE_LIMITS_EXCEEDED in a response with status 200 and partial data.

    The root field at ``place``, counted from 1, and all root fields behind it are null; those before it were executed,
    with ``after`` all of them. ``path`` is added to that of the error, which may lead deeper than the null
    (https://github.com/yoshi389111/github-profile-3d-contrib/issues/163). ``null`` is a path of response keys below the
    root field, which is then executed: only the value there becomes null, if it is there.
    """

    place: int = 1
    after: bool = False
    path: tuple[str, ...] = ()
    null: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks before or after the request was executed."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Timeout:
    """The socket stays silent until the client's time-out, before or after the request was executed."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The connection is refused."""


@dataclass(frozen=True, slots=True)
class SecondaryLimit:
    """The secondary rate limit, with ``retry-after`` unless GitHub leaves it out.

    With 403 the body is a message (https://github.com/app-sre/github-mirror/pull/62), with 200 a GraphQL error
    (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api names both).
    """

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
class HalfResponse:
    """The body of the response ends in the middle. The request was executed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Status 200 with one GraphQL error and no data. ``code`` goes to ``extensions``.

    The message ``VALIDATION_TIMEOUT`` comes without a type.
    """

    kind: str | None
    message: str
    code: str | None = None
    after: bool = False


@dataclass(frozen=True, slots=True)
class Lag:
    """A query is answered by a replica that is so many writes behind. Mutations never are."""

    writes: int = 1


@dataclass(frozen=True, slots=True)
class LateResults:
    """The results of completed runs are late in this response. ``Late`` describes ``shows`` and ``jobs``.

    ``run`` is the database id of the run, all runs if None.
    """

    shows: Shown = "unfinished"
    jobs: tuple[str, ...] = ()
    run: int | None = None


@dataclass(frozen=True, slots=True)
class FieldFails:
    """The root field at this place, counted from 1, fails inside GitHub before or after its write."""

    place: int = 1
    after: bool = False


Fault: TypeAlias = (
    GatewayError
    | WentWrong
    | ResourceLimits
    | Reset
    | Timeout
    | Unreachable
    | SecondaryLimit
    | RateLimited
    | WrongPage
    | HalfResponse
    | Refused
    | Lag
    | LateResults
    | FieldFails
)
# The names of faults in a world file: gateway_error, went_wrong, resource_limits, …
FAULTS: dict[str, type[Fault]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower(): kind for kind in get_args(Fault)
}


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """What is known about a request before it is executed. It does not contain the token.

    ``fields`` are the names and aliases of all fields that it selects, ``nodes`` the number of nodes that it can return
    at most.
    """

    number: int
    operation: str | None
    kind: Literal["query", "mutation", "other"]
    login: str | None
    variables: Mapping[str, Any]
    fields: frozenset[str] = frozenset()
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault for the requests that match all conditions; conditions that are not given match every request.

    ``fields``: the request selects one of these fields, so that a query without it succeeds. ``nodes_over``: it can
    return more nodes, so that one with smaller pages succeeds. ``skip``: the first so many matching requests have no
    fault. ``times``: the fault ends after so many requests.
    """

    fault: Fault
    on: Literal["query", "mutation", "any"] = "any"
    operation: str | None = None
    fields: tuple[str, ...] = ()
    nodes_over: int = -1
    skip: int = 0
    times: int | None = None

    def matches(self, info: RequestInfo) -> bool:
        """Whether the conditions hold for a request."""
        return (
            self.on in ("any", info.kind)
            and self.operation in (None, info.operation)
            and (not self.fields or not info.fields.isdisjoint(self.fields))
            and info.nodes > self.nodes_over
            and self.times != 0
        )


def choose(rules: Sequence[FaultRule], info: RequestInfo) -> tuple[Fault | None, list[FaultRule]]:
    """Return the fault of the first rule that matches a request, and the rules for the next request."""
    after = list(rules)
    for index, rule in enumerate(rules):
        if rule.matches(info):
            if rule.skip:
                after[index] = replace(rule, skip=rule.skip - 1)
                continue
            after[index] = replace(rule, times=rule.times and rule.times - 1)
            return rule.fault, after
    return None, after
