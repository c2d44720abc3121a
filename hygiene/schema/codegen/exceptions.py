"""How a call can fail, each with all that came back; network failures pass through as httpx raises them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ClientError(Exception):
    """The host answered, but not with what was asked for."""

    def __init__(self, message: str, *, status: int, headers: Mapping[str, str], text: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.text = text


class HttpStatusError(ClientError):
    """The status is not in the 2xx."""


class NotGraphQLError(ClientError):
    """The status is fine, but the body is not JSON, or is JSON without ``data`` and ``errors``."""


class GraphQLAnswerError(ClientError):
    """The answer lists errors, as raw dictionaries (GitHub's ``type`` is a key of each); ``data`` may be partial."""

    def __init__(
        self,
        errors: Sequence[Mapping[str, Any]],
        data: dict[str, Any] | None,
        *,
        status: int,
        headers: Mapping[str, str],
        text: str,
    ) -> None:
        message = "; ".join(str(error.get("message", error)) for error in errors)
        super().__init__(message, status=status, headers=headers, text=text)
        self.errors = errors
        self.data = data
