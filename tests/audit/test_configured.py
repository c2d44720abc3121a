"""The configured job names: where they are read from, and the line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.configured import Configured, ConfiguredJob, parse_configured, read_configured
from hygiene.errors import UsageError
from tests.audit.repository import CONFIGURATION, CONFIGURATION_TEXT, write

if TYPE_CHECKING:
    from pathlib import Path


def test_names_and_lines() -> None:
    """Each name has its line, also after comments and blank lines."""
    found = parse_configured(CONFIGURATION_TEXT, path="h.toml")
    assert found == Configured(
        jobs=(
            ConfiguredJob("python ci (3.11)", "h.toml", 5),
            ConfiguredJob("python ci (3.12)", "h.toml", 6),
            ConfiguredJob("docker smoke", "h.toml", 8),
            ConfiguredJob("gate", "h.toml", 9),
        ),
        workflow=".github/workflows/gate.yml",
        file="h.toml",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('jobs = ["a", "b"]\n', [1, 1]),
        ("jobs = [\n'a',\n\"b\"\n]", [2, 3]),
        ('# jobs = ["b"]\nworkflow = "a"\njobs = [\n  "a",\n  "b"]\n', [4, 5]),
        ('"jobs" = [\n  "a",\n  "a",\n]\n', [2, 3]),
        ('jobs = [\n  "\\u0061",\n  "b",\n]\n', [2, 3]),
    ],
)
def test_lines_of_other_forms(text: str, lines: list[int]) -> None:
    """A name is found on its line, whatever form it is written in."""
    found = parse_configured(text, path="h.toml")
    assert found is not None
    assert [job.line for job in found.jobs or ()] == lines


def test_nothing_configured(tmp_path: Path) -> None:
    """Without a file nothing is configured."""
    assert read_configured(tmp_path) == Configured(jobs=None, workflow="", file="")


def test_without_jobs() -> None:
    """A file that names only the workflow configures no jobs."""
    found = parse_configured('workflow = "CI"\n', path="h.toml")
    assert found == Configured(jobs=None, workflow="CI", file="h.toml")


def test_the_order_of_places(tmp_path: Path) -> None:
    """The file under .github is used before the one at the root, and that before pyproject.toml."""
    write(tmp_path, {"pyproject.toml": '[tool.hygiene]\njobs = ["c"]\n'})
    found = read_configured(tmp_path)
    assert (found.file, found.table, found.jobs) == (
        "pyproject.toml",
        ("tool", "hygiene"),
        (ConfiguredJob("c", "pyproject.toml", 2),),
    )
    write(tmp_path, {"hygiene.toml": 'jobs = ["b"]\n'})
    assert read_configured(tmp_path).file == "hygiene.toml"
    write(tmp_path, {CONFIGURATION: 'jobs = ["a"]\n'})
    assert read_configured(tmp_path).file == CONFIGURATION


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "tool = 1\n", "[tool.ruff]\n"])
def test_pyproject_without_a_table(tmp_path: Path, text: str) -> None:
    """A pyproject.toml without a table for hygiene is no configuration."""
    assert read_configured(write(tmp_path, {"pyproject.toml": text})) == Configured()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("jobs = [", "h.toml:1:9 The file is not valid TOML"),
        ("jobs = 1\n", "h.toml:1:1 `jobs` should be an array"),
        ("\njobs = ['a', 1]\n", "h.toml:2:14 `jobs.2` should be a string"),
        ("jobs = ['a']\nworkflow = 3\njob = 1\n", "h.toml has 2 errors."),
    ],
)
def test_refused(text: str, what: str) -> None:
    """What a run would refuse is refused here as well, in the same words."""
    with pytest.raises(UsageError) as caught:
        parse_configured(text, path="h.toml")
    assert caught.value.message.startswith(what)
    assert caught.value.hint
