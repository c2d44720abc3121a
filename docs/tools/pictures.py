"""The pictures in the README and in the documentation: goldens and pages of the sandbox in headless Chromium.

``python docs/tools/pictures.py`` makes them all, in light and dark; only this needs Chromium. A manifest keeps a digest
of what each picture shows, so that a test can show which picture is older than its golden.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from hygiene.drills.demo import demo
from hygiene.drills.terminal import Terminal
from hygiene.sandbox.web.markdown import rendered
from hygiene.sandbox.web.page import page
from hygiene.sandbox.web.site import answer

if TYPE_CHECKING:
    from hygiene.drills.simulation import Simulation
    from hygiene.sandbox.world import World

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
MANIFEST = FOLDER / "manifest.json"
WIDTH, PHONE = 900, 375
SCHEMES = ("light", "dark")
_STATUS, _TRACKER = "tests/status_comment/golden", "tests/failure_tracker/golden"
GOLDENS = {
    "comment": f"{_STATUS}/red-and-new.md",
    "status-known": f"{_STATUS}/red-known.md",
    "status-base": f"{_STATUS}/red-on-base-too.md",
    "status-waiting": f"{_STATUS}/waiting-for-approval.md",
    "status-green": f"{_STATUS}/green.md",
    "tracker": f"{_TRACKER}/tracker-failing.md",
    "tracker-recovered": f"{_TRACKER}/tracker-recovered.md",
}
ON_A_PHONE = ("comment",)
PAGES = {"sandbox-pull-request": "/octo/demo/pull/1", "sandbox-requests": "/requests"}


class _Silent(Terminal):
    """Prints nothing and keeps the sandbox."""

    world: World

    def step(self, simulation: Simulation, title: str) -> None:
        """Begin a step."""
        self.world = simulation.world
        super().step(simulation, title)


def sources() -> dict[str, str]:
    """Return the HTML of each picture by its name."""
    found = {}
    for name, path in GOLDENS.items():
        body = rendered((ROOT / path).read_text(encoding="utf-8"))
        shown = page(name, f'<article class="box"><p class="top"><strong>github-actions[bot]</strong></p>'
                     f'<div class="body">{body}</div></article>')  # fmt: skip
        found[name] = shown
        if name in ON_A_PHONE:
            found[f"{name}-phone"] = shown
    return found | of_the_sandbox()


@cache
def of_the_sandbox() -> dict[str, str]:
    """Return the HTML of each page of the sandbox, after the demo."""
    silent = _Silent(lambda _text: None, color=False)
    demo(silent)
    return {name: answer(silent.world, path)[1] for name, path in PAGES.items()}


def digests(shown: dict[str, str]) -> dict[str, str]:
    """Return a digest of what each picture shows. A change of the style alone does not count."""
    return {
        name: sha256(re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL).encode()).hexdigest()
        for name, html in sorted(shown.items())
    }


def older() -> list[str]:
    """Return the names of pictures that are missing or show something else than their source."""
    known = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {}
    there = {name for name in known if all((FOLDER / f"{name}-{scheme}.png").exists() for scheme in SCHEMES)}
    wanted = digests(sources())
    return sorted(name for name in {*wanted, *known} if name not in there or known[name] != wanted.get(name))


def main() -> int:
    """Make all pictures and the manifest. Returns the exit code."""
    from chromium import browser  # noqa: PLC0415 - tests of the digests need no browser

    shown = sources()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    try:
        with browser() as chromium, tempfile.TemporaryDirectory() as folder:
            for name, html in shown.items():
                file = Path(folder) / f"{name}.html"
                file.write_text(html, encoding="utf-8", newline="\n")
                for scheme in SCHEMES:
                    width = PHONE if name.endswith("-phone") else WIDTH
                    chromium.open(file.as_uri(), width=width, height=100, dark=scheme == "dark")
                    (FOLDER / f"{name}-{scheme}.png").write_bytes(chromium.picture(height_max=1_400))
                    if chromium.console:
                        print(f"{name}: {chromium.console}", file=sys.stderr)  # noqa: T201
    except FileNotFoundError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    MANIFEST.write_text(f"{json.dumps(digests(shown), indent=2)}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
