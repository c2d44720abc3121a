"""A repository on disk for tests: workflow files and a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hygiene.audit.init_text import post_ci_text
from hygiene.audit.post_ci_workflow import POST_CI_PATH

if TYPE_CHECKING:
    from pathlib import Path

GATE = ".github/workflows/gate.yml"
CONFIGURATION = ".github/hygiene.toml"
ACTION = "acme/hygiene@v0"

POST_CI_TEXT = post_ci_text("*", ACTION)

# What a job needs so that GitHub accepts it.
RUN = "runs-on: x, steps: [{run: make}]"

GATE_TEXT = """\
name: Gate
on: pull_request
jobs:
  python:
    name: python ci (${{ matrix.python }})
    strategy:
      matrix: {python: ["3.11", "3.12"]}
    runs-on: ubuntu-latest
    steps: [{run: make}]
  docker:
    name: docker smoke
    runs-on: ubuntu-latest
    steps: [{run: make}]
  gate:
    if: always()
    needs: [python, docker]
    runs-on: ubuntu-latest
    steps: [{run: make}]
"""

CONFIGURATION_TEXT = """\
# What the team has agreed on.
workflow = ".github/workflows/gate.yml"

jobs = [
  "python ci (3.11)", # the oldest
  "python ci (3.12)",
  # the image
  "docker smoke",
  "gate",
]
"""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a root and return the root."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    return root


def standard(root: Path, *, gate: str = GATE_TEXT, configuration: str = CONFIGURATION_TEXT) -> Path:
    """Write the repository that most tests start from: its configuration and its Gate agree, and hygiene runs."""
    return write(root, {GATE: gate, CONFIGURATION: configuration, POST_CI_PATH: POST_CI_TEXT})
