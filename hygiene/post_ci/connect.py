"""The connection to the host of the settings, and the real clock."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx

from hygiene.errors import UsageError
from hygiene.github.client import Connection

if TYPE_CHECKING:
    from hygiene.post_ci.reconcile import Clock
    from hygiene.settings import Settings


class SystemClock:
    """Real time and real randomness."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def jitter(self) -> float:
        """A number from 0 to below 1."""
        return random.random()  # noqa: S311 - distributes writers in time, protects nothing


def connect(settings: Settings, clock: Clock | None = None, inner: httpx.BaseTransport | None = None) -> Connection:
    """A connection to the host of the settings; tests pass a transport without sockets and a clock of their own."""
    try:
        transport = inner or httpx.HTTPTransport(proxy=settings.proxy or None)
        return Connection(settings.graphql_url, settings.token.header(), clock or SystemClock(), transport)
    except (httpx.InvalidURL, ValueError) as error:
        raise UsageError(
            f"The host's address cannot be used: {error}.", hint="Check GITHUB_GRAPHQL_URL and HTTPS_PROXY."
        ) from None
