"""What is sent again, what never is, and how long anybody waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest

from hygiene.errors import AuthorizationError, RejectedError, UnavailableError
from hygiene.github.client import UnknownOutcomeError
from hygiene.github.size import QuerySize
from hygiene.github.transport import SENDS_MAX, WAIT_S_MAX
from tests.github.wire import NOTHING, START, UNICORN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.github.wire import Wire

RESETS = [
    httpx.RemoteProtocolError("Server disconnected without sending a response."),
    httpx.ReadError("[Errno 104] Connection reset by peer"),
    httpx.WriteError("[Errno 32] Broken pipe"),
]
NEVER_SENT = [
    httpx.ConnectError("[Errno 111] Connection refused"),
    httpx.ConnectTimeout("timed out"),
    httpx.ProxyError("502 Bad Gateway"),
]
SILENT = [httpx.ReadTimeout("The read operation timed out"), httpx.WriteTimeout("timed out")]
GAVE_UP = "Something went wrong while executing your query. This may be the result of a timeout."
TIMEOUTS = [
    GAVE_UP,
    "We couldn't respond to your request in time. Sorry about that.",
    "Timeout on validation of query",
]
TIMEOUT_STATUSES = [408, 499, 502, 504]


@pytest.mark.parametrize("status", [500, 503])
def test_reads_are_repeated_after_server_errors(wire: Wire, status: int) -> None:
    """A query is sent again after a server error; the pauses get longer."""
    wire.answers(UNICORN, status)
    wire.answers(UNICORN, status)
    wire.answers(NOTHING)
    wire.query()
    assert (wire.sent, wire.clock.slept) == (3, [1.0, 2.0])
    assert (wire.connection.transport.queries, wire.connection.transport.mutations) == (3, 0)


@pytest.mark.parametrize("error", [*RESETS, *NEVER_SENT], ids=repr)
def test_reads_are_repeated_after_broken_connections(wire: Wire, error: httpx.TransportError) -> None:
    """A query is sent again when the connection breaks, however it breaks."""
    wire.breaks(error)
    wire.breaks(error)
    wire.answers(NOTHING)
    wire.query()
    assert (wire.sent, wire.clock.slept) == (3, [1.0, 2.0])


def heavy_responses(wire: Wire) -> list[Callable[[], None]]:
    """Everything by which a host states that a request was too heavy, or that it did not manage it in time."""
    return [
        *(partial(wire.refuses, message) for message in TIMEOUTS),
        *(partial(wire.answers, UNICORN, status) for status in TIMEOUT_STATUSES),
        partial(wire.answers, {"data": None, "errors": [{"message": GAVE_UP}]}, 502),
        *(partial(wire.breaks, error) for error in SILENT),
        partial(wire.refuses, "Resource limits for this query exceeded.", "RESOURCE_LIMITS_EXCEEDED"),
        partial(wire.refuses, "This query requests up to 1,000,000 nodes", "MAX_NODE_LIMIT_EXCEEDED"),
        partial(wire.answers, with_hole("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")),
        partial(wire.answers, with_hole("", GAVE_UP)),
    ]


@pytest.mark.parametrize("which", range(13))
def test_a_heavy_query_becomes_smaller_at_once(wire: Wire, which: int) -> None:
    """The same query is never sent twice: from the first response on, queries are smaller for the rest of the run."""
    heavy_responses(wire)[which]()
    wire.answers(NOTHING)
    assert wire.query().errors == ()
    assert (wire.sent, wire.connection.size) == (2, QuerySize.WITHOUT_DETAILS)
    wire.answers(NOTHING)
    wire.query()
    assert (wire.sent, wire.connection.size) == (3, QuerySize.WITHOUT_DETAILS)


def test_pauses_between_heavy_queries(wire: Wire) -> None:
    """A host that gave up gets some time; one that refused the query for its size needs none."""
    for status in (502, 504, 502):
        wire.answers(UNICORN, status)
    wire.answers(NOTHING)
    wire.query()
    assert (wire.sent, wire.clock.slept) == (4, [1.0, 2.0, 4.0])
    wire.refuses("Resource limits for this query exceeded.", "RESOURCE_LIMITS_EXCEEDED")
    wire.answers(NOTHING)
    wire.query()
    assert wire.clock.slept == [1.0, 2.0, 4.0]


def test_reads_end(wire: Wire) -> None:
    """A host that keeps failing is given up after one query of each size, or three of one size."""
    for _ in QuerySize:
        wire.answers(UNICORN, 502)
    with pytest.raises(UnavailableError, match=r"api\.github\.com failed: HTTP status 502"):
        wire.query()
    assert wire.sent == len(QuerySize)
    for _ in range(SENDS_MAX):
        wire.answers(UNICORN, 503)
    with pytest.raises(UnavailableError, match=r"api\.github\.com failed: HTTP status 503"):
        wire.query()
    assert wire.sent == len(QuerySize) + SENDS_MAX


@pytest.mark.parametrize("which", range(11))
def test_a_heavy_mutation_is_an_unknown_outcome(wire: Wire, which: int) -> None:
    """A host may give up after everything was written: a mutation is sent once, and later requests read less."""
    heavy_responses(wire)[which]()
    with pytest.raises(UnknownOutcomeError):
        wire.mutate()
    assert (wire.sent, wire.clock.slept) == (1, [])
    assert wire.connection.size is QuerySize.SMALL_PAGES


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_writes_with_unknown_outcome_are_never_replayed(wire: Wire, status: int) -> None:
    """A mutation that may have been carried out is sent once; the caller gets that the outcome is unknown."""
    wire.answers(UNICORN, status)
    with pytest.raises(UnknownOutcomeError) as caught:
        wire.mutate()
    assert isinstance(caught.value.cause, UnavailableError)
    assert (wire.sent, wire.clock.slept) == (1, [])


@pytest.mark.parametrize("error", RESETS, ids=repr)
def test_writes_on_a_broken_connection_are_never_replayed(wire: Wire, error: httpx.TransportError) -> None:
    """A connection that broke under a mutation shows nothing about what became of it."""
    wire.breaks(error)
    with pytest.raises(UnknownOutcomeError):
        wire.mutate()
    assert wire.sent == 1


@pytest.mark.parametrize("error", NEVER_SENT, ids=repr)
def test_writes_that_never_left_are_safe(wire: Wire, error: httpx.TransportError) -> None:
    """A mutation that did not reach the host is sent again."""
    wire.breaks(error)
    wire.answers({"data": {}})
    wire.mutate()
    assert wire.connection.transport.mutations == 2


def test_writes_that_never_left_end_as_unavailable(wire: Wire) -> None:
    """No connection at all is an outage, not an unknown outcome."""
    for _ in range(SENDS_MAX):
        wire.breaks(NEVER_SENT[0])
    with pytest.raises(UnavailableError, match="cannot be reached"):
        wire.mutate()


def test_writes_wait_for_a_limit(wire: Wire) -> None:
    """A mutation refused for its frequency never began, so it is sent again at the host's time."""
    wire.answers({"message": "You have exceeded a secondary rate limit."}, 403, retry_after="7")
    wire.answers({"data": {}})
    wire.mutate()
    assert wire.clock.slept == [7]


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
def test_primary_limit(wire: Wire, kind: str) -> None:
    """The hour's points are waited for until the moment that the host names, within reason."""
    reset = str(int(START.timestamp()) + 40)
    wire.refuses("API rate limit exceeded.", kind, x_ratelimit_reset=reset, x_ratelimit_remaining="0")
    wire.answers(NOTHING)
    wire.query()
    assert wire.clock.slept == [41]


def test_primary_limit_beyond_the_budget(wire: Wire) -> None:
    """A job does not idle for half an hour: it ends and passes on when to come back."""
    reset = str(int(START.timestamp()) + 1800)
    wire.refuses("API rate limit exceeded.", "RATE_LIMITED", x_ratelimit_reset=reset)
    with pytest.raises(UnavailableError) as caught:
        wire.query()
    assert (caught.value.retry_after_s, wire.sent, wire.clock.slept) == (1801, 1, [])


def test_secondary_limit_without_advice(wire: Wire) -> None:
    """Without ``retry-after`` a minute is right, then longer, until the budget is spent."""
    for _ in range(2):
        wire.answers({"message": "You have exceeded a secondary rate limit."}, 403)
    with pytest.raises(UnavailableError, match="secondary rate limit") as caught:
        wire.query()
    assert (wire.clock.slept, caught.value.retry_after_s) == ([60], 60)


@pytest.mark.parametrize("kind", ["UNPROCESSABLE", ""])
def test_content_limit(wire: Wire, kind: str) -> None:
    """Too much content in a short time is a secondary limit in other words."""
    wire.refuses("was submitted too quickly", kind, retry_after="3")
    wire.answers(NOTHING)
    wire.query()
    assert wire.clock.slept == [3]


def test_secondary_limit_inside_an_answer(wire: Wire) -> None:
    """The same limit comes as an error inside HTTP 200 as well."""
    wire.refuses("You have exceeded a secondary rate limit. Please wait.", retry_after="5")
    wire.answers(NOTHING)
    wire.query()
    assert wire.clock.slept == [5]


def test_the_budget_is_one_for_all(wire: Wire) -> None:
    """Pauses of all requests add up: many small ones may not take longer than one big one."""
    for _ in range(3):
        wire.answers({"message": "slow down"}, 429, retry_after="50")
        wire.answers(NOTHING)
    wire.query()
    wire.query()
    with pytest.raises(UnavailableError):
        wire.query()
    assert sum(wire.clock.slept) == 100 <= WAIT_S_MAX
    wire.query()


def test_jitter(wire: Wire) -> None:
    """Writers that failed together do not come back together."""
    wire.clock.chance = 0.25
    wire.answers(UNICORN, 503)
    wire.answers(UNICORN, 502)
    wire.answers(NOTHING)
    wire.query()
    assert wire.clock.slept == [1.25, 1.25]


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, RejectedError), (401, AuthorizationError), (403, AuthorizationError), (404, RejectedError)],
)
def test_refusals_are_not_repeated(wire: Wire, status: int, error: type[Exception]) -> None:
    """What was understood and refused is not sent again."""
    wire.answers({"message": "no"}, status)
    with pytest.raises(error):
        wire.query()
    assert wire.sent == 1


def with_hole(kind: str, message: str) -> dict[str, object]:
    """Data with a hole, and why."""
    error = {"type": kind, "message": message, "path": ["nodes", 0]}
    return {"data": {"nodes": [None], "rateLimit": None}, "errors": [error]}


def test_partial_data_is_not_read_again(wire: Wire) -> None:
    """Data with a hole is enough when what is missing will not come by reading again."""
    wire.answers(with_hole("NOT_FOUND", "Could not resolve to a node"))
    assert [error.path for error in wire.query().errors] == [("nodes", 0)]
    assert wire.sent == 1


def test_fields_that_the_host_gave_up_on(wire: Wire) -> None:
    """A field on which the host gave up is read again; in the end the rest is better than nothing."""
    for _ in QuerySize:
        wire.answers(with_hole("", GAVE_UP))
    assert [error.path for error in wire.query().errors] == [("nodes", 0)]
    assert (wire.sent, wire.clock.slept) == (len(QuerySize), [])
    wire.answers(with_hole("", GAVE_UP))
    wire.mutate()
    assert wire.sent == len(QuerySize) + 1
