"""An HTTP server for one world, on loopback only."""

from __future__ import annotations

import ipaddress
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hygiene.sandbox.web.page import POLICY
from hygiene.sandbox.web.site import answer
from hygiene.sandbox.wire import PATHS, NoResponse, Request, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hygiene.sandbox.world import World

PAGE_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": f"{POLICY}; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
MISDIRECTED = 421
REQUEST_BYTES_MAX = 8 * 1024 * 1024
LOOPBACK = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to a host name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def wall_clock() -> int:
    """Return the time of this machine in seconds since 1970."""
    return int(time.time())


class SandboxServer(ThreadingHTTPServer):
    """Serves one world, one request at a time. The world's clock is never behind ``clock``."""

    daemon_threads = True

    def __init__(self, world: World, host: str, port: int, clock: Callable[[], int] = wall_clock) -> None:
        self.world = world
        self.clock = clock
        self.lock = Lock()
        self.reload_s = 0
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        world.start_clock(clock())
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the GraphQL API."""
        return f"{self.site}{PATHS[0]}"

    @property
    def site(self) -> str:
        """The address of the pages, without a slash at its end."""
        host, port = self.server_address[:2]
        shown = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{shown}:{port}"

    def page(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Answer a browser. A page reloads by itself while ``reload_s`` is set, unless the query is ``still``."""
        path, _, query = target.partition("?")
        reload = self.reload_s if query != "still" else 0
        note = (
            f"This page reloads every {reload} seconds while the demo runs; add ?still to stop that." if reload else ""
        )
        with self.lock:
            world = self.world.copy()
        status, html = answer(world, unquote(path), note, query)
        return status, {**PAGE_HEADERS, **({"refresh": str(reload)} if reload else {})}, html.encode("utf-8", "replace")

    def answer(self, request: Request) -> NoResponse | tuple[int, dict[str, str], bytes]:
        """Answer one request."""
        with self.lock:
            self.world.now = max(self.world.now, self.clock())
            response = respond(self.world, request)
        return response if isinstance(response, NoResponse) else (response.status, response.headers, response.body)


def open_server(world: World, *, port: int, host: str = LOOPBACK) -> SandboxServer:
    """Return a server that is listening. Raises ``OSError`` when the port is in use."""
    return SandboxServer(world, host, port)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SandboxServer

    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
        """Log nothing: every request has the same address."""

    def _answer(self) -> None:
        length = self.headers.get("content-length", "0")
        size = int(length) if length.isdigit() else 0
        if size > REQUEST_BYTES_MAX:
            self.send_error(413)
            return
        if not is_loopback(_hostname(self.headers.get("host", LOOPBACK))):
            # DNS rebinding: a page of another site could read responses under a name of this machine.
            message = b"The sandbox answers only requests for 127.0.0.1, ::1 or localhost.\n"
            self.close_connection = True
            self._send(MISDIRECTED, {"content-type": "text/plain; charset=utf-8", "connection": "close"}, message)
            return
        if self.command in {"GET", "HEAD"} and self.path.partition("?")[0] not in PATHS:
            self._send(*self.server.page(self.path))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        client = str(self.client_address[1])
        answered = self.server.answer(Request(self.rfile.read(size), headers, self.command, self.path, client))
        if isinstance(answered, NoResponse):
            if answered.how == "timeout":
                # The socket stays silent until the client closes the connection.
                self.rfile.read(1)
            self.close_connection = True
            return
        self._send(*answered)

    def _send(self, status: int, more: Mapping[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _hostname(host: str) -> str:
    """Return the host of a ``Host`` header without its port and brackets."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
