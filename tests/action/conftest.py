"""A job that uses a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.action.machines import NO_INDEX
from tests.action.runner import Job
from tests.workflow_runner import TOKEN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def job(tmp_path: Path, released: Path) -> Job:
    """A job that uses a release, on a runner that cannot reach the package index."""
    return Job(tmp_path, released, environment=dict(NO_INDEX), token=TOKEN)
