"""A terminal whose simulation is also served as pages: a server on loopback, and a pause after each step."""

from __future__ import annotations

import time
import webbrowser
from threading import Thread
from typing import TYPE_CHECKING

from hygiene.drills.terminal import Terminal
from hygiene.sandbox.server import LOOPBACK, SandboxServer

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation

PAUSE_S, RELOAD_S = 6, 2


class TerminalWithPages(Terminal):
    """Prints and serves. After the last step it serves until it is interrupted."""

    server: SandboxServer | None = None

    def step(self, simulation: Simulation, title: str) -> None:
        """Begin a step. The first one opens the browser; before the others there is time to read the pages."""
        if self.server is None:
            self._serve(simulation)
        else:
            time.sleep(PAUSE_S)
        super().step(simulation, title)

    def _continue(self, failed: type[BaseException] | None, *_: object) -> None:
        """Continue to serve after the last step, unless one failed."""
        if self.server is not None and failed is None:
            self.server.reload_s = 0
            self.print()
            self.print(f"The pages remain at {self.server.site} until you press Ctrl-C.")
            self.wait()

    def wait(self) -> None:
        """Wait for an interrupt."""
        while True:
            time.sleep(RELOAD_S)

    def _serve(self, simulation: Simulation) -> None:
        # The simulation has its own clock, so the server must not set it.
        self.server = SandboxServer(simulation.world, LOOPBACK, 0, clock=lambda: 0)
        self.server.reload_s = RELOAD_S
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.callback(self.server.server_close)
        self.callback(self.server.shutdown)
        self.push(self._continue)
        self.print(f"Pages: {self.server.site}")
        open_browser(f"{self.server.site}/")


def open_browser(url: str) -> bool:
    """Open an address in a graphical browser. Returns whether there was one."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    # A browser in the terminal, such as lynx, would replace the output.
    return type(found) is not webbrowser.GenericBrowser and found.open(url)
