"""The programs that hygiene is compared with: each does the whole task, or its figures would mean nothing."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.__main__ import client_commands
from tests.benchmarks.scenes import scene
from tests.benchmarks.server import BenchmarkServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.long


@pytest.fixture
def server() -> Iterator[BenchmarkServer]:
    """Serves a pull request with two failed jobs of three."""
    made = BenchmarkServer()
    made.scene = scene(jobs=3, failing=2, comments=120)
    yield made
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("name", client_commands())
def test_each_program_writes_the_comment_and_the_issue_once(name: str, server: BenchmarkServer, tmp_path: Path) -> None:
    """Two runs one after the other leave one comment with a row for each job, and one issue."""
    command = client_commands()[name]
    if command is None:
        pytest.skip(f"this machine lacks what runs {name}")
    variables = server.scene.variables(server.address, tmp_path)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **variables}
    for _ in range(2):
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, timeout=60)  # noqa: S603 - our own files
    repository = server.scene.repository
    (comment,) = [one.body for one in repository.comments(server.scene.number) if "ci-report" in one.body]
    assert comment.strip().splitlines() == [
        "<!-- ci-report -->",
        "## Failed",
        "",
        "| Job | Result | Base | Error |",
        "| --- | --- | --- | --- |",
        "| job 0000 | failure | success | expected a, got nothing at all |",
        "| job 0001 | failure | success | expected b, got nothing at all |",
        "| job 0002 | success | success |  |",
    ]
    (issue,) = [one for one in repository.issues() if one.title == "CI failure"]
    assert issue.body == comment
    assert len(issue.labels) == 1
