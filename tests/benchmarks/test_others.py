"""The comparison with other programs: what it counts, and the parts of GitHub's REST API that they use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.benchmarks.__main__ import CLIENTS
from tests.benchmarks.measure import Figures
from tests.benchmarks.others import Others, Row, table
from tests.benchmarks.scenes import scene
from tests.benchmarks.server import BenchmarkServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.long


@pytest.fixture
def server() -> Iterator[BenchmarkServer]:
    """Serves a pull request with one failed job."""
    made = BenchmarkServer()
    made.scene = scene()
    yield made
    made.shutdown()
    made.server_close()


def test_hygiene_and_a_program_that_reads_first(tmp_path: Path) -> None:
    """Two first runs of hygiene at once leave one comment and one issue; of the other, one or two."""
    others = Others(tmp_path, runs=1, pairs=2)
    try:
        sequential = [sys.executable, str(CLIENTS / "sequential.py")]
        own, other = others.rows({"hygiene": [sys.executable, "-m", "hygiene", "post-ci"], "other": sequential})
    finally:
        others.close()
    assert (own.comments, own.issues) == ((1, 1), (1, 1))
    assert (own.first.requests, own.second.requests) == (3, 1)
    assert set(other.comments) | set(other.issues) <= {1, 2}
    assert other.first.requests == other.second.requests + 2


def test_the_table() -> None:
    """A row for each program, with what was left in all pairs."""
    figures = Figures(0.25, 0.5, 40.2, requests=2)
    row = Row("a", figures, Figures(0.2, 0.4, 40.0, requests=1), 0.123, (1, 2), (0, 0))
    assert table([row]).splitlines()[2] == "| a | 2, then 1 | 1 to 2 comments | 0.12 s | 0.50 s | 250 ms | 40 MB |"


def test_an_issue_is_created_found_and_changed(server: BenchmarkServer) -> None:
    """As a program does that keeps one issue by its title."""
    with httpx.Client(base_url=f"{server.address}/repos/o/r", trust_env=False) as client:
        made = client.post("/issues", json={"title": "CI failure", "body": "a", "labels": ["ci-failure"]}).json()
        query = {"q": "is:issue repo:o/r in:title 'CI failure' is:open"}
        found = client.get(f"{server.address}/search/issues", params=query).json()
        assert [one["html_url"] for one in found["items"]] == [made["html_url"]]
        changed = client.patch(f"/issues/{made['number']}", json={"body": "b"})
    assert (changed.status_code, changed.json()["body"]) == (200, "b")
    (issue,) = server.scene.repository.issues()
    assert issue.body == "b"


@pytest.mark.skipif(not shutil.which("node"), reason="this machine has no Node.js")
@pytest.mark.parametrize(
    "asked",
    ["'https://api.github.com/repos/o/r/issues?labels=x', {}", "new URL('https://api.github.com/repos/o/r/issues')"],
)
def test_requests_to_github_com_are_sent_to_the_server(server: BenchmarkServer, tmp_path: Path, asked: str) -> None:
    """Whatever form the program gives the address in."""
    program = tmp_path / "program.cjs"
    program.write_text(f"require('node:https').request({asked}, (r) => r.pipe(process.stdout)).end()", encoding="utf-8")
    command = ["node", "--require", str(CLIENTS / "redirect.cjs"), str(program)]
    environment = {"PATH": os.environ["PATH"], **server.scene.variables(server.address, tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)  # noqa: S603 - our own files
    assert json.loads(done.stdout) == []
