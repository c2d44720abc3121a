"""Errors of requests that got a response. Errors of the network are those of httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ClientError(Exception):
    """The response has no usable data."""

    def __init__(self, message: str, *, status: int, headers: Mapping[str, str], text: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.text = text


class HttpStatusError(ClientError):
    """The status is not 2xx."""


class NotGraphQLError(ClientError):
    """The body is not JSON, or is JSON without ``data`` and ``errors``."""


class GraphQLAnswerError(ClientError):
    """The response has errors, as raw dictionaries with GitHub's ``type``; ``data`` may be partial."""

    def __init__(self, errors: Sequence[Mapping[str, Any]], data: dict[str, Any] | None, **received: Any) -> None:  # noqa: ANN401 - the parameters of ClientError
        super().__init__("; ".join(str(error.get("message", error)) for error in errors), **received)
        self.errors = errors
        self.data = data
