"""Headless Chromium over a pipe: pictures of pages, what the console shows, and which requests a page sends.

The protocol is https://chromedevtools.github.io/devtools-protocol/: JSON with a zero byte after each message.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "Chromium is not installed. On Debian: apt-get install chromium fonts-noto-color-emoji"
# Outside of a container that runs as root, Chromium keeps its sandbox.
_FLAGS = ("--headless=new", "--remote-debugging-pipe", "--hide-scrollbars", "--disable-gpu", "--no-first-run")

# Chromium reads from descriptor 3 and writes to descriptor 4. Both are copied first, since one may have such a number.
_MOVE = """
import os, sys
import fcntl
read, write = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 20) for one in sys.argv[1:3])
os.dup2(read, 3), os.dup2(write, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def found() -> str | None:
    """Return the path of Chromium, None if it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of a browser. ``console`` and ``requests`` are what happened since the last ``open``."""

    def __init__(self, read: io.BufferedReader, write: io.BufferedWriter) -> None:
        self._read, self._write = read, write
        self._number = 0
        self._buffer = b""
        self._session = ""
        self._seen: set[str] = set()
        self.console: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def open(self, url: str, *, width: int, dark: bool = False, height: int = 800) -> None:
        """Load a page. Returns when it has loaded."""
        self.console, self.requests = [], []
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self._seen.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self._seen:
            self._receive()

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - any value of a script
        """Return the value of a script, or of its promise. Raises ``RuntimeError`` when it throws."""
        done = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(json.dumps(done["exceptionDetails"]))
        return done["result"].get("value")

    def picture(self, *, height_max: int = 4_000) -> bytes:
        """Return the whole page as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], height_max), "scale": 1}
        shot = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        return base64.b64decode(self.call("Page.captureScreenshot", **shot)["data"])

    def call(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Call a method of the protocol and return its result. Raises ``RuntimeError`` for its error."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            more = self._read.read1(65_536)
            if not more:
                raise RuntimeError("Chromium ended.")
            self._buffer += more
        raw, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        method, params = message.get("method", ""), message.get("params", {})
        self._seen.add(method)
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Log.entryAdded":
            self.console.append(params["entry"]["text"])
        elif method in {"Runtime.consoleAPICalled", "Runtime.exceptionThrown"}:
            self.console.append(json.dumps(params))
        return message


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium with a new profile. Raises ``FileNotFoundError`` when it is not installed."""
    path = found()
    if path is None:
        raise FileNotFoundError(INSTALL)
    to_read, to_write = os.pipe(), os.pipe()
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, *_FLAGS, *root, f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(  # noqa: S603 - Chromium
            [sys.executable, "-c", _MOVE, str(to_read[0]), str(to_write[1]), *command],
            pass_fds=(to_read[0], to_write[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read[0])
        os.close(to_write[1])
        with os.fdopen(to_write[0], "rb") as read, os.fdopen(to_read[1], "wb") as write:
            try:
                yield Browser(read, write)
            finally:
                process.terminate()
                process.wait()
