"""A story that a browser shows too: a server on loopback, and a pause after each step."""

from __future__ import annotations

import time
import webbrowser
from threading import Thread
from typing import TYPE_CHECKING

from hygiene.drills.show import Page
from hygiene.sandbox.server import LOOPBACK, SandboxServer

if TYPE_CHECKING:
    from types import TracebackType

    from hygiene.drills.stage import Stage

PAUSE_S, RELOAD_S = 6, 2


class Watched(Page):
    """Writes the story and serves it. At its end it serves on until it is interrupted."""

    server: SandboxServer | None = None

    def step(self, stage: Stage, title: str) -> None:
        """Begin a step; the first one opens the browser, the others wait until people have seen the one before."""
        if self.server is None:
            self._serve(stage)
        else:
            time.sleep(PAUSE_S)
        super().step(stage, title)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Serve on after the last step, unless it failed."""
        if self.server is None:
            return
        try:
            if kind is None:
                self.server.reload_s = 0
                self.say(f"\nThe pages stay at {self.server.site} until you press Ctrl-C.")
                self.rest()
        finally:
            self.server.shutdown()
            self.server.server_close()

    def rest(self) -> None:
        """Wait until somebody interrupts."""
        while True:
            time.sleep(RELOAD_S)

    def _serve(self, stage: Stage) -> None:
        # The story has its own clock, so the server must not set it.
        self.server = SandboxServer(stage.world, LOOPBACK, 0, clock=lambda: 0)
        self.server.reload_s = RELOAD_S
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.say(f"Pages: {self.server.site}")
        open_browser(f"{self.server.site}/")


def open_browser(url: str) -> bool:
    """Open an address in a browser with windows. Returns whether there was one."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    # A browser in the terminal, such as lynx, would take the place of the story.
    return type(found) is not webbrowser.GenericBrowser and found.open(url)
