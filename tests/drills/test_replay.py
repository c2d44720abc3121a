"""Real runs in the sandbox."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.drills.recorded_run import FILE_BYTES_MAX, read_run
from hygiene.drills.replay import replay
from hygiene.drills.terminal import Terminal
from hygiene.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data"
RED, GREEN = DATA / "gate-failure-run.json", DATA / "gate-success-run.json"
RUN = "https://github.com/stranske/Trend_Model_Project/actions/runs"


def shown(*files: Path, color: bool = False) -> list[str]:
    """What is printed for each of the files."""
    written: list[str] = []
    replay(Terminal(written.append, color=color), files)
    return re.split(r"^(?:\x1b\[[\d;]*m)?\d\. ", "\n".join(written), flags=re.MULTILINE)[1:]


def changed(folder: Path, change: Callable[[dict[str, Any]], object], name: str = "run.json") -> Path:
    """A file with the failing run, changed."""
    run = copy.deepcopy(json.loads(RED.read_text(encoding="utf-8")))
    change(run)
    (folder / name).write_text(json.dumps(run), encoding="utf-8")
    return folder / name


def test_failure() -> None:
    """Both Python jobs fail at their step, with their real log links; both have one tracker."""
    (text,) = shown(RED)
    linked = shown(RED, color=True)[-1]
    assert "Gate: 2 of 6 jobs failed" in text
    for leg, job in (("3.11", 52567801266), ("3.12", 52567801263)):
        row = next(line for line in text.splitlines() if line.startswith(f"│  • ❌ core tests ({leg})"))
        assert "Pytest" in row
        assert f"{RUN}/18452354638/job/{job}" in linked
    flat = " ".join(text.replace("│", " ").split())
    assert flat.count("tests with coverage)") >= 2
    assert text.count("CI failure: core tests (open") == 1
    assert text.count("CI failure: ") == 1


def test_recovery() -> None:
    """The second file is a newer run of the same pull request: green, resolved, closed."""
    _, text = shown(RED, GREEN)
    assert "✅ Gate: all 6 jobs passed" in text
    assert re.search(r"CI failure: core tests \(closed as completed", text)
    assert text.count("Resolved. ") == 1
    assert f"{RUN}/18454054537" in "".join(shown(RED, GREEN, color=True))


def test_green_alone() -> None:
    """A run that passed makes a comment and no tracker."""
    (text,) = shown(GREEN)
    assert "✅ Gate: all 6 jobs passed" in text
    assert "CI failure" not in text


def test_same_file_twice() -> None:
    """The same run again changes nothing."""
    _, again = shown(RED, RED)
    assert "Requests: 1 read, 0 writes" in again


def test_run_again(tmp_path: Path) -> None:
    """The same run with other jobs is its next attempt."""

    def passed(run: dict[str, Any]) -> None:
        run["conclusion"], run["updatedAt"] = "success", "2025-10-13T02:00:00Z"
        for job in run["jobs"]:
            job["conclusion"], job["databaseId"] = "success", job["databaseId"] + 1_000
            job["steps"] = []

    _, text = shown(RED, changed(tmp_path, passed))
    assert "✅ Gate: all 6 jobs passed" in text
    assert "Flaky, passed now" in text


def test_run_that_ended(tmp_path: Path) -> None:
    """The same run, once unfinished and once at its end, is the same check runs."""

    def unfinished(run: dict[str, Any]) -> None:
        run["conclusion"] = ""
        run["jobs"][-1] |= {"conclusion": "", "status": "in_progress", "completedAt": "0001-01-01T00:00:00Z"}

    first, last = shown(changed(tmp_path, unfinished), RED)
    assert "not finished" in first
    assert "Gate: 2 of 6 jobs failed" in last


def test_no_jobs(tmp_path: Path) -> None:
    """A run without jobs is reported too."""
    (text,) = shown(changed(tmp_path, lambda run: run.update(jobs=[])))
    assert "Requests: " in text


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda run: run.pop("jobs"), "jobs is missing"),
        (lambda run: run.update(jobs=None), "jobs: input should be a valid list"),
        (lambda run: run.update(jobs={"a": 1}), "jobs: input should be a valid list"),
        (lambda run: run["jobs"][0].update(name=None), "jobs.1.name: input should be a valid string"),
        (lambda run: run["jobs"][0].update(name=""), "jobs.1.name: "),
        (lambda run: run["jobs"][1].update(databaseId="x"), "jobs.2.databaseId: input should be a valid integer"),
        (lambda run: run["jobs"][1].update(databaseId=10**30), "jobs.2.databaseId: "),
        (lambda run: run["jobs"][0].update(steps=3), "jobs.1.steps: input should be a valid list"),
        (lambda run: run["jobs"][0].update(startedAt="yesterday"), "jobs.1.startedAt: "),
        (lambda run: run.update(updatedAt="2025-10-13"), "updatedAt: input should have timezone info"),
        (lambda run: run.update(updatedAt="9999-12-31T23:59:59Z"), "updatedAt: "),
        (lambda run: run.update(headSha="main"), "headSha: "),
        (lambda run: run.update(url="https://example.com/"), "url: value error, should be the address of a run"),
        (lambda run: run["jobs"].extend([{}] * 1_000), "jobs: list should have at most 1000 items"),
    ],
)
def test_bad_run(tmp_path: Path, change: Callable[[dict[str, Any]], object], what: str) -> None:
    """Whatever is wrong with a run is a sentence with its place, and how to get a good one."""
    with pytest.raises(UsageError) as raised:
        shown(changed(tmp_path, change))
    assert what in raised.value.message
    assert "gh run view" in raised.value.hint


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"[]", "the file: input should be"),
        (b'"run"', "the file: "),
    ],
)
def test_bad_file(tmp_path: Path, content: bytes, what: str) -> None:
    """A file that holds no run at all is a sentence."""
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(UsageError, match=what):
        read_run(tmp_path / "run.json")


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is a sentence."""
    with pytest.raises(UsageError, match="No such file"):
        read_run(tmp_path / "nowhere.json")
    with pytest.raises(UsageError, match="cannot be read"):
        read_run(tmp_path)


def test_huge_file(tmp_path: Path) -> None:
    """A file that is larger than any run is not read."""
    with (tmp_path / "run.json").open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    with pytest.raises(UsageError, match="larger than"):
        read_run(tmp_path / "run.json")


def test_all_files_are_read_first(tmp_path: Path) -> None:
    """An invalid second file is an error before anything is printed."""
    written: list[str] = []
    with pytest.raises(UsageError):
        replay(Terminal(written.append, color=False), [RED, tmp_path / "nowhere.json"])
    assert written == []


def test_null_conclusions(tmp_path: Path) -> None:
    """Where gh prints nothing for what has not ended, null reads the same."""

    def unfinished(run: dict[str, Any]) -> None:
        run["conclusion"] = None
        run["jobs"][0] |= {"conclusion": None, "status": "queued", "steps": None}

    (text,) = shown(changed(tmp_path, unfinished))
    assert "not finished" in text
