"""The connection to the host of the settings, and the real clock."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from hygiene.errors import UsageError
from hygiene.files import open_regular_file
from hygiene.github.client import REQUEST_S, Connection
from hygiene.github.http import HttpTransport
from hygiene.settings.variables import certificates

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
        transport = inner or network(settings.graphql_url, settings.proxy)
        return Connection(settings.graphql_url, settings.token.header(), clock or SystemClock(), transport)
    except (httpx.InvalidURL, ValueError) as error:
        raise UsageError(
            f"The host's address cannot be used: {error}.", hint="Check GITHUB_GRAPHQL_URL and HTTPS_PROXY."
        ) from None


def network(url: str, proxy: str, request_s: float = REQUEST_S) -> HttpTransport:
    """The transport to a host over the network; certificates are read only where they are needed."""
    try:
        secure = url.startswith("https:") or proxy.startswith("https:")
        if secure and certificates():
            # OpenSSL would wait for the writer of a pipe.
            open_regular_file(Path(certificates())).close()
        return HttpTransport(request_s, proxy=proxy, ssl_context=httpx.create_ssl_context() if secure else None)
    except OSError as error:
        raise UsageError(
            f"The certificates cannot be read: {error.strerror or error}.",
            hint="SSL_CERT_FILE and SSL_CERT_DIR name them; both are optional.",
        ) from None
