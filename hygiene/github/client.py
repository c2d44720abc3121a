"""The connection: one HTTP client, one generated client, and the one place that catches what they raise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import httpx
from hygiene_github.base_model import BaseModel
from hygiene_github.exceptions import ClientError, GraphQLAnswerError, HttpStatusError
from hygiene_github.open_world import unknown_values
from pydantic_core import ValidationError

from hygiene.github.degrade import DegradingClient
from hygiene.github.errors import (
    ApiError,
    ErrorKind,
    exception_for,
    graphql_errors,
    http_error,
    is_outcome_unknown,
    not_carried_out,
    not_graphql,
)
from hygiene.github.http import ResponseTooLargeError, UnreadableError
from hygiene.github.size import QuerySize
from hygiene.github.transport import BACKOFF_S, NEVER_SENT, RetryingTransport, Waiting
from hygiene.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hygiene.errors import HygieneError

# A whole request, from the connection to the last byte of the response.
REQUEST_S = 30.0
# Once in each size.
HEAVY_SENDS_MAX = len(QuerySize)
# GitHub itself ends a query after 10 s. So silence shows little about the query, and each one costs ``REQUEST_S``.
SILENT_SENDS_MAX = 2
_TROUBLE = (ErrorKind.TIMEOUT, ErrorKind.SILENT)
Model = TypeVar("Model", bound=BaseModel)


class UnknownOutcomeError(Exception):
    """A mutation that may have been carried out. It is never repeated: the next pass reads. ``cause`` is the error."""

    def __init__(self, cause: HygieneError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Response(Generic[Model]):
    """The data of one operation. ``errors`` come beside partial data; ``unknown_values`` are not in our schema.

    ``spent``: it was a mutation that was too heavy, and there is no lighter form of it.
    """

    data: Model
    errors: tuple[ApiError, ...] = ()
    unknown_values: tuple[str, ...] = ()
    spent: bool = False


@dataclass(frozen=True, slots=True)
class NoData:
    """The errors of a request that brought no data, at least one."""

    errors: tuple[ApiError, ...]


class Connection:
    """A connection to ``url`` with an Authorization header; close it when done.

    ``size`` is how much queries read at once; a query that is too heavy for the host makes it smaller for the rest of
    the run. ``rereads``: mutations read the scope again. Where that is too much even in small pages, a query does.
    """

    def __init__(
        self, url: str, authorization: str, clock: Waiting, inner: httpx.BaseTransport, timeout_s: float = REQUEST_S
    ) -> None:
        self.url = httpx.URL(url)
        # With its port, as messages name it. ``host`` raises for a name that cannot be decoded.
        self.host = self.url.netloc.decode() if self.url.host else ""
        self.clock = clock
        self.transport = RetryingTransport(inner, clock)
        # GitHub requires every client to name itself: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting
        headers = {"Authorization": authorization, "User-Agent": "ci-hygiene", "Accept": "application/json"}
        headers["Accept-Encoding"] = "gzip"
        self._http = httpx.Client(transport=self.transport, headers=headers, timeout=timeout_s, follow_redirects=False)
        self.client = DegradingClient(self._http, url)
        self.size = QuerySize.FULL
        self.rereads = True

    def close(self) -> None:
        """Close the HTTP client."""
        self._http.close()

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the last answer; empty before the first."""
        return self.client.last.headers if self.client.last else {}

    @property
    def date(self) -> str:
        """When the last answer was sent, as the host writes it; empty where it does not send it."""
        return self.headers.get("date", "")

    @property
    def host_time(self) -> int:
        """When the last answer was sent by the host's clock, in seconds since 1970; 0 where it does not send it."""
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few runs ask

        try:
            return int(parsedate_to_datetime(self.headers.get("date", "")).timestamp())
        except (ValueError, OverflowError, OSError):
            return 0

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the host turned out to lack, a sentence each; it is left out of every document since."""
        return (
            *(
                f"{self.host} does not have an optional part of its API, {feature.name}: {feature.without}."
                for feature in self.client.lacking
            ),
            *(f"Not everything was read: {words}" for words in self.too_heavy(for_readers=False)),
        )

    def too_heavy(self, *, for_readers: bool) -> tuple[str, ...]:
        """What was too much for the host even in small pages, and the run does without since.

        ``for_readers`` is what the status comment shows too.
        """
        return tuple(
            f"{feature.name}, too much for {self.host} to return: {feature.without}."
            for feature in self.client.too_heavy
            if feature.for_readers is for_readers
        )

    def query(self, call: Callable[[], Model], model: type[Model]) -> Response[Model]:
        """The data of a query, complete or in part. Raises an operating error when there is none.

        ``call`` sends the query; it is called again without what the host does not have and hygiene can do without, and
        with a smaller ``size`` where the query was too heavy.
        """
        result = self._read(call, model)
        if isinstance(result, NoData):
            raise exception_for(result.errors[0], self.host)
        return result

    def query_unless_large(self, call: Callable[[], Model], model: type[Model]) -> Response[Model] | None:
        """The same, but None where the host does not return so much, or where that is too much to read."""
        result = self._read(call, model)
        if isinstance(result, Response):
            return result
        if not all(error.heavy or error.kind is ErrorKind.TOO_LARGE for error in result.errors):
            raise exception_for(result.errors[0], self.host)
        return None

    def try_query(self, call: Callable[[], Model], model: type[Model]) -> Response[Model] | None:
        """The data of a query that something else can replace, sent once; None where there is none, or not all."""
        result = self._send(call, model)
        return result if isinstance(result, Response) and not result.errors else None

    def mutate(self, call: Callable[[], Model], model: type[Model]) -> Response[Model]:
        """The data of a mutation. Raises ``UnknownOutcomeError`` when it may have been carried out all the same."""
        result = self._send(call, model)
        heavy = [error.path for error in result.errors if error.heavy]
        spent = bool(heavy) and not self._lighten_writes(heavy)
        if isinstance(result, Response):
            return replace(result, spent=spent)
        if spent and all(error.kind is ErrorKind.TOO_HEAVY for error in result.errors):
            raise not_carried_out(result.errors[0].message)
        error = exception_for(result.errors[0], self.host)
        if any(is_outcome_unknown(each) for each in result.errors):
            raise UnknownOutcomeError(error)
        raise error

    def _lighten_writes(self, paths: Sequence[Sequence[str | int]]) -> bool:
        """Make the next mutation lighter than one with errors at these paths; false if it cannot be.

        What makes a mutation heavy is the scope that it reads again, and details are not among that.
        """
        if self.rereads and self.size < QuerySize.SMALL_PAGES:
            self.size = QuerySize.SMALL_PAGES
            return True
        if self.rereads:
            self.rereads = False
            return True
        return self.client.lighten(paths)

    def _read(self, call: Callable[[], Model], model: type[Model]) -> Response[Model] | NoData:
        """The result of the largest query that the host answers and that can be read; after several, the last result.

        Further pages bring what small ones leave out, so an optional feature is given up only after them.
        """
        pause_s, sent, silent = BACKOFF_S, 0, 0
        while True:
            result = self._send(call, model)
            heavy = [error.path for error in result.errors if error.heavy]
            if not heavy:
                large = any(error.kind is ErrorKind.TOO_LARGE for error in result.errors)
                if large and self.size < QuerySize.SMALL_PAGES:
                    self.size = QuerySize.SMALL_PAGES
                    continue
                return result
            if self.size >= QuerySize.SMALL_PAGES and self.client.lighten(heavy):
                continue
            sent += 1
            silent += any(error.kind is ErrorKind.SILENT for error in result.errors)
            if sent == HEAVY_SENDS_MAX or silent == SILENT_SENDS_MAX:
                return result
            self.size = self.size.smaller()
            if isinstance(result, NoData) and all(error.kind in _TROUBLE for error in result.errors):
                # The host itself may be in trouble, not only with this query.
                self.clock.sleep(pause_s + self.clock.jitter())
                pause_s *= 2

    def _send(self, call: Callable[[], Model], model: type[Model]) -> Response[Model] | NoData:
        """The result of one document, sent again only for what the host does not have and hygiene can do without."""
        try:
            found = call()
        except GraphQLAnswerError as error:
            if error.data is None and self.client.learn(error.errors):
                return self._send(call, model)
            return self._partial(error, model)
        except (ClientError, httpx.HTTPError, ValidationError) as error:
            return NoData((self._api_error(error),))
        return Response(found, (), self._strange(found))

    def _partial(self, error: GraphQLAnswerError, model: type[Model]) -> Response[Model] | NoData:
        errors = graphql_errors(error.errors, error.headers, self.clock.now())
        if error.data is None:
            return NoData(errors)
        try:
            found = model.model_validate(error.data)
        except ValidationError:
            return NoData(errors)
        return Response(found, errors, self._strange(found))

    def _strange(self, found: BaseModel) -> tuple[str, ...]:
        raw = self.client.last.data if self.client.last else None
        return tuple(sorted(set(unknown_values(found, raw or {}))))

    def _api_error(self, error: Exception) -> ApiError:
        match error:
            case HttpStatusError():
                return http_error(error.status, error.headers, error.text, self.clock.now())
            case ClientError():
                return not_graphql(error.text)
            case ResponseTooLargeError():
                return ApiError(ErrorKind.TOO_LARGE, "the response is too large")
            case UnreadableError():
                return ApiError(ErrorKind.UNREADABLE, str(error))
            case ValidationError():
                where = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"])
                return ApiError(ErrorKind.UNEXPECTED_DATA, where)
            case _ if isinstance(error, NEVER_SENT):
                return ApiError(ErrorKind.NOT_SENT, str(error) or type(error).__name__)
            case httpx.TimeoutException():
                return ApiError(ErrorKind.SILENT, "no response in time")
            case _:
                return ApiError(ErrorKind.NO_RESPONSE, str(error) or type(error).__name__)
