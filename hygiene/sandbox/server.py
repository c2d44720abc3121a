"""An HTTP server for one world, on loopback only."""

from __future__ import annotations

import ipaddress
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import TYPE_CHECKING

from hygiene.sandbox.wire import PATHS, NoResponse, Request, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.sandbox.world import World

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
    """Answers from one world, one request at a time. The world's clock is never behind ``clock``."""

    daemon_threads = True

    def __init__(self, world: World, host: str, port: int, clock: Callable[[], int] = wall_clock) -> None:
        self.world = world
        self.clock = clock
        self.lock = Lock()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        world.start_clock(clock())
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the GraphQL API."""
        host, port = self.server_address[:2]
        shown = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{shown}:{port}{PATHS[0]}"

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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
        """Log nothing: every request has the same address."""

    def _answer(self) -> None:
        length = self.headers.get("content-length", "0")
        size = int(length) if length.isdigit() else 0
        if size > REQUEST_BYTES_MAX:
            self.send_error(413)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        answered = self.server.answer(Request(self.rfile.read(size), headers, self.command, self.path))
        if isinstance(answered, NoResponse):
            if answered.how == "timeout":
                # The socket stays silent until the client closes the connection.
                self.rfile.read(1)
            self.close_connection = True
            return
        status, more, body = answered
        self.send_response_only(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
