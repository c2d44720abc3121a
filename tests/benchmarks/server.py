"""An HTTP server over one world, as GraphQL and as the part of the REST API that the other programs use.

It waits before each response, packs responses as GitHub does, and counts requests and bytes.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from hygiene.sandbox.wire import NoResponse, Request, respond
from tests.benchmarks.rest import rest

if TYPE_CHECKING:
    from tests.benchmarks.scenes import Scene


class BenchmarkServer(ThreadingHTTPServer):
    """Answers from ``scene``; every response comes ``latency_s`` later. ``arrivals`` are the times of all requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scene: Scene
        self.latency_s = 0.0
        self.arrivals: list[float] = []
        self.requests = self.sent = self.received = self.connections = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self) -> str:
        """The root of both APIs."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def counted(self) -> tuple[int, int, int, int]:
        """Requests, bytes that clients sent, bytes that they received, and connections until now."""
        with self.lock:
            return self.requests, self.sent, self.received, self.connections


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BenchmarkServer

    def setup(self) -> None:
        super().setup()
        with self.server.lock:
            self.server.connections += 1

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
        """Log nothing."""

    def _answer(self) -> None:
        self.server.arrivals.append(time.perf_counter())
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        time.sleep(self.server.latency_s)
        with self.server.lock:
            status, headers, answer = self._found(body)
            if "gzip" in self.headers.get("accept-encoding", ""):
                answer, headers["content-encoding"] = gzip.compress(answer, 6), "gzip"
            headers["content-length"] = str(len(answer))
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            packet = f"HTTP/1.1 {status} \r\n{head}\r\n".encode() + answer
            self.server.requests += 1
            self.server.sent += len(self.requestline) + len(str(self.headers)) + 4 + len(body)
            self.server.received += len(packet)
        self.wfile.write(packet)

    def _found(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        world = self.server.scene.world
        if not self.path.endswith("/graphql"):
            status, value, following = rest(self.server.scene, self.command, self.path, body)
            link = {"link": f'<{following}>; rel="next"'} if following else {}
            return status, {"content-type": "application/json; charset=utf-8", **link}, json.dumps(value).encode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        found = respond(world, Request(body, headers, self.command, self.path))
        assert not isinstance(found, NoResponse)
        return found.status, dict(found.headers), found.body
