"""What tests of every room may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workflow_runner import Runner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """A runner with an empty world and a token that may write."""
    return Runner(tmp_path, monkeypatch, capsys)
