"""The connection: one HTTP client, one generated client, and the one place that catches what they raise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import httpx
from hygiene_github.exceptions import ClientError, GraphQLAnswerError, HttpStatusError
from hygiene_github.open_world import strangers
from pydantic import BaseModel, ValidationError

from hygiene.errors import HygieneError, RejectedError
from hygiene.github.degrade import DegradingClient
from hygiene.github.errors import (
    ApiError,
    ErrorKind,
    exception_for,
    graphql_errors,
    http_error,
    not_graphql,
    too_large,
    unreachable,
)
from hygiene.github.http import ResponseTooLargeError
from hygiene.github.transport import NEVER_SENT, RetryingTransport, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A whole request, from the connection to the last byte of the response.
REQUEST_S = 30.0
Model = TypeVar("Model", bound=BaseModel)


class UnknownOutcomeError(Exception):
    """A mutation that may have happened; it is never replayed, the next pass looks. ``cause`` is for the report."""

    def __init__(self, cause: HygieneError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Response(Generic[Model]):
    """The data of one operation. ``errors`` come beside partial data; ``unknown_values`` are not in our schema."""

    data: Model
    errors: tuple[ApiError, ...] = ()
    unknown_values: tuple[str, ...] = ()


class Connection:
    """Speaks to ``url`` with an Authorization header; close it when done."""

    def __init__(
        self, url: str, authorization: str, clock: Waiting, inner: httpx.BaseTransport, timeout_s: float = REQUEST_S
    ) -> None:
        self.url = httpx.URL(url)
        self.host = self.url.host
        self.clock = clock
        self.transport = RetryingTransport(inner, clock)
        # GitHub asks every client to name itself: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting
        headers = {"Authorization": authorization, "User-Agent": "ci-hygiene", "Accept": "application/json"}
        headers["Accept-Encoding"] = "gzip"
        self._http = httpx.Client(transport=self.transport, headers=headers, timeout=timeout_s, follow_redirects=False)
        self.client = DegradingClient(self._http, url)

    def close(self) -> None:
        """Close the HTTP client."""
        self._http.close()

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the last answer; empty before the first."""
        return self.client.last.headers if self.client.last else {}

    @property
    def status(self) -> int:
        """HTTP's number of the last answer; 0 before the first."""
        return self.client.last.status if self.client.last else 0

    @property
    def host_time(self) -> int:
        """When the last answer was sent by the host's clock, in seconds since 1970; 0 where it does not say."""
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few runs ask

        try:
            return int(parsedate_to_datetime(self.headers.get("date", "")).timestamp())
        except (ValueError, OverflowError, OSError):
            return 0

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the host turned out to lack, a sentence each; it is left out of every document since."""
        return tuple(
            f"{self.host} does not have an optional part of its API, {feature.name}: {feature.without}."
            for feature in self.client.lacking
        )

    def query(self, call: Callable[[], Model], model: type[Model]) -> Response[Model]:
        """The answer to a query; partial data is an answer. Raises an operating error when there is none.

        What the host does not know and hygiene can do without is left out, and ``call`` called again.
        """
        try:
            found = call()
        except GraphQLAnswerError as error:
            if error.data is None and self.client.learn(error.errors):
                return self.query(call, model)
            return self._partial(error, model)
        except (ClientError, httpx.HTTPError, ValidationError) as error:
            raise self._problem(error) from None
        return Response(found, (), self._strange(found))

    def mutate(self, call: Callable[[], Model], model: type[Model]) -> Response[Model]:
        """The answer to a mutation. Raises ``UnknownOutcomeError`` when it may have happened and nobody can tell."""
        try:
            return self.query(call, model)
        except HygieneError as error:
            if self._certainly_refused(error):
                raise
            raise UnknownOutcomeError(error) from None

    def error_kinds(self) -> tuple[ErrorKind, ...]:
        """Of which kinds the errors of the last answer are, if it holds nothing else; empty otherwise."""
        last = self.client.last
        if last is None or not last.errors or last.data is not None:
            return ()
        return tuple(failure.kind for failure in graphql_errors(last.errors, last.headers, self.clock.now()))

    def _certainly_refused(self, error: HygieneError) -> bool:
        last = self.client.last
        if last is None:
            return isinstance(error.__context__, NEVER_SENT)
        kinds = self.error_kinds()
        return ErrorKind.SERVER not in kinds if kinds else 300 <= last.status < 500  # noqa: PLR2004 - HTTP's numbers

    def _partial(self, error: GraphQLAnswerError, model: type[Model]) -> Response[Model]:
        failures = graphql_errors(error.errors, error.headers, self.clock.now())
        if error.data is None:
            raise exception_for(failures[0], self.host) from None
        try:
            found = model.model_validate(error.data)
        except ValidationError:
            raise exception_for(failures[0], self.host) from None
        return Response(found, failures, self._strange(found))

    def _strange(self, found: BaseModel) -> tuple[str, ...]:
        raw = self.client.last.data if self.client.last else None
        return tuple(sorted(set(strangers(found, raw or {}))))

    def _problem(self, error: Exception) -> HygieneError:
        match error:
            case HttpStatusError():
                return exception_for(http_error(error.status, error.headers, error.text, self.clock.now()), self.host)
            case ClientError():
                return not_graphql(self.url, error.text)
            case ResponseTooLargeError():
                return too_large(self.url)
            case ValidationError():
                where = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"])
                return RejectedError(
                    f"{self.host} answered with something else than was asked for, at {where}.",
                    hint="Its schema differs from ours; `hygiene schema check` says where.",
                )
            case _:
                return unreachable(self.url, error)
