"""A connection whose answers a test writes itself, byte for byte, through pytest-httpx."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
from hygiene_github.apply_plan import ApplyPlan
from hygiene_github.input_types import UpdateIssueCommentInput
from hygiene_github.read_versions import ReadVersions

from hygiene.github.client import Connection

if TYPE_CHECKING:
    from pytest_httpx import HTTPXMock

    from hygiene.github.client import Response

URL = "https://api.github.com/graphql"
START = datetime(2025, 10, 13, tzinfo=UTC)
NOTHING: dict[str, Any] = {"data": {"nodes": [], "rateLimit": None}}
UNICORN = "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>…</body></html>"


@dataclass
class StillClock:
    """Time that passes only when somebody sleeps, without jitter; ``slept`` records each pause."""

    slept: list[float] = field(default_factory=list)
    chance: float = 0.0

    def now(self) -> datetime:
        """Start of the test plus all pauses."""
        return START + timedelta(seconds=sum(self.slept))

    def sleep(self, seconds: float) -> None:
        """Record the pause."""
        self.slept.append(seconds)

    def jitter(self) -> float:
        """The chance that the test chose."""
        return self.chance


class Wire:
    """One connection: ``query`` and ``mutate`` send the smallest document of their kind."""

    def __init__(self, mock: HTTPXMock, url: str = URL) -> None:
        self.mock = mock
        self.clock = StillClock()
        transport = httpx.HTTPTransport(verify=False)
        self.connection = Connection(url, "bearer secret-token", self.clock, transport)

    def answers(self, body: object = None, status: int = 200, **headers: str) -> None:
        """Queue an answer: JSON, text or bytes. Underscores in header names are hyphens."""
        content = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.mock.add_response(status_code=status, content=content, headers=named)

    def refuses(self, message: str, kind: str = "", *, status: int = 200, code: str = "", **headers: str) -> None:
        """Queue an answer that is nothing but one GraphQL error, GitHub's ``type`` at its top."""
        error: dict[str, Any] = {"message": message}
        error |= {"type": kind} if kind else {}
        error |= {"extensions": {"code": code}} if code else {}
        self.answers({"errors": [error]}, status, **headers)

    def breaks(self, error: Exception) -> None:
        """Queue a failure of the network."""
        self.mock.add_exception(error)

    def query(self) -> Response[ReadVersions]:
        """Ask for nothing much."""
        client = self.connection.client
        return self.connection.query(lambda: client.read_versions(["X"]), ReadVersions)

    def mutate(self) -> Response[ApplyPlan]:
        """Send a mutation that updates one comment."""
        client = self.connection.client
        given: dict[str, Any] = {
            "update_comment_3": UpdateIssueCommentInput(id="IC_1", body="text"),
            "do_update_comment_3": True,
        }
        return self.connection.mutate(lambda: client.apply_plan("ci-failure", "flaky", **given), ApplyPlan)

    @property
    def sent(self) -> int:
        """How many requests went out."""
        return len(self.mock.get_requests())
