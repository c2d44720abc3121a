"""Sends operations: each is one POST request with one response, without retries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .base_model import UNSET, as_json
from .exceptions import GraphQLAnswerError, HttpStatusError, NotGraphQLError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

TEXT_BYTES_MAX = 65_536


class Answer:
    """The last response. ``data`` and ``errors`` are raw."""

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        data: dict[str, Any] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.status = status
        self.headers = headers
        self.data = data
        self.errors = errors


class BaseClient:
    """Sends operations to ``url``. The caller closes ``http_client``. ``last`` is the last response."""

    def __init__(self, http_client: httpx.Client, url: str) -> None:
        self.http_client = http_client
        self.url = url
        self.last: Answer | None = None

    def execute(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> httpx.Response:
        """Send one operation with the variables that are set."""
        self.last = None
        given = {name: as_json(value) for name, value in (variables or {}).items() if value is not UNSET}
        payload = {"query": query, "operationName": operation_name, "variables": given}
        return self.http_client.post(self.url, json=payload)

    def get_data(self, response: httpx.Response) -> dict[str, Any]:
        """Return the data of the response. Raises ``ClientError``."""
        received: dict[str, Any] = {"status": response.status_code, "headers": response.headers}
        self.last = Answer(**received)
        if not response.is_success:
            raise HttpStatusError(f"HTTP status {response.status_code}", **received, text=_text(response))
        try:
            body = response.json()
        except (ValueError, RecursionError) as error:
            raise NotGraphQLError("The response is not JSON", **received, text=_text(response)) from error
        data, errors = _parts(body)
        self.last = Answer(**received, data=data, errors=errors)
        if errors:
            raise GraphQLAnswerError(errors, data, **received, text=_text(response))
        if data is None:
            raise NotGraphQLError("The response is JSON, but not of GraphQL", **received, text=_text(response))
        return data


def _parts(body: object) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Return data and errors of a response of any form."""
    if not isinstance(body, dict):
        return None, []
    data, errors = body.get("data"), body.get("errors") or []
    listed = errors if isinstance(errors, list) else [errors]
    return (
        data if isinstance(data, dict) else None,
        [error if isinstance(error, dict) else {"message": json.dumps(error)} for error in listed],
    )


def _text(response: httpx.Response) -> str:
    """Return the beginning of the body, for messages."""
    return response.content[:TEXT_BYTES_MAX].decode(errors="replace")
