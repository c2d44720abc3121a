"""What tests of every room may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.workflow_runner import Runner

if TYPE_CHECKING:
    from pathlib import Path


# The same examples in every run: a change is judged by its own failures. `-m deep` looks for others.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("deep", derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile by the tests that are selected."""
    settings.load_profile("deep" if config.getoption("-m") == "deep" else "repeatable")


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """A runner with an empty world and a token that may write."""
    return Runner(tmp_path, monkeypatch, capsys)
