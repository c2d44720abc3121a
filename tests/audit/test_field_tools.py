"""What `hygiene init` writes, checked with common tools. They come with the dependency group `lint`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init import propose, propose_probe, write_files, write_proposal
from hygiene.audit.init_text import PROBE_PATH
from tests.audit.repository import write

if TYPE_CHECKING:
    from collections.abc import Sequence

BIN = Path(sys.executable).parent
POST_CI = ".github/workflows/post-ci.yml"
GATE_TEXT = """\
name: "Gate: everything"
on: [pull_request, merge_group]
permissions: {}
concurrency:
  group: gate-${{ github.ref }}
  cancel-in-progress: true
jobs:
  gate:
    name: gate
    runs-on: ubuntu-latest
    steps: [{run: make}]
"""


def complaints(root: Path, tool: str, arguments: Sequence[str]) -> str:
    """What a tool reports about a repository; empty if nothing. Skips where the tool is not installed."""
    if not (BIN / tool).exists():
        pytest.skip(f"{tool} is not installed here; uv sync --all-groups does")
    done = subprocess.run(  # noqa: S603 - a tool of this environment
        [str(BIN / tool), *arguments], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A repository that was just set up, in a form that a test may choose."""
    form = getattr(request, "param", "a step")
    gate = GATE_TEXT.partition("\n")[2] if form == "a Gate without a name" else GATE_TEXT
    write(tmp_path, {".github/workflows/gate.yml": gate, ".git/HEAD": "ref: refs/heads/main\n"})
    action = f"acme/hygiene@{'0' * 40}" if form == "reusable" else "acme/hygiene@v0"
    assert POST_CI in write_proposal(tmp_path, propose(tmp_path, action, reusable=form == "reusable"), force=False)
    return tmp_path


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("actionlint", [POST_CI]),
        ("zizmor", ["--offline", "--quiet", "--persona=auditor", POST_CI]),
        ("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", POST_CI]),
    ],
    ids=["actionlint", "zizmor", "check-jsonschema"],
)
@pytest.mark.parametrize("root", ["a step", "reusable", "a Gate without a name"], indirect=True)
def test_the_proposed_workflow_is_clean(root: Path, tool: str, arguments: list[str]) -> None:
    """Nobody gets homework from a linter for what we wrote."""
    assert complaints(root, tool, arguments) == ""


@pytest.mark.parametrize("gate", [True, False], ids=["after the Gate", "on demand"])
@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("actionlint", [PROBE_PATH]),
        ("zizmor", ["--offline", "--quiet", "--persona=auditor", "."]),
        ("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", PROBE_PATH]),
    ],
    ids=["actionlint", "zizmor", "check-jsonschema"],
)
def test_the_workflow_of_the_probe_is_clean(root: Path, tool: str, arguments: list[str], *, gate: bool) -> None:
    """The strictest persona reports nothing about it."""
    (root / POST_CI).unlink()
    if not gate:
        (root / ".github/workflows/gate.yml").unlink()
    assert write_files(root, (propose_probe(root, "acme/hygiene@v0", "octo/scratch"),), force=False)
    assert ("workflow_run" in (root / PROBE_PATH).read_text(encoding="utf-8")) is gate
    assert complaints(root, tool, arguments) == ""


def test_the_tools_do_report(root: Path) -> None:
    """The comparison can fail: a workflow with an error is reported."""
    text = (root / POST_CI).read_text(encoding="utf-8")
    (root / POST_CI).write_text(text.replace("runs-on:", "runs-in:"), encoding="utf-8")
    assert "runs-in" in complaints(root, "actionlint", [POST_CI])
