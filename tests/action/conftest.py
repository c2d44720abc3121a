"""A bundle that all tests share, a release with it, and a job that uses the release."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.action.bundle import shared_bundle
from tests.action.machines import NO_INDEX
from tests.action.runner import Job, download
from tests.workflow_runner import TOKEN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dist` folder of a release, built once for all processes of a test run."""
    own = tmp_path_factory.getbasetemp()
    return shared_bundle(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


def release(folder: Path, bundle: Path) -> Path:
    """The folder to which a runner downloads the archive of a release's tag."""
    clone, action = folder / "clone", folder / "_actions" / "octo" / "hygiene" / "v0"
    download(clone)
    shutil.copytree(bundle, clone / "dist")
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.invalid", "-C", str(clone)]
    for words in (["init", "-q"], ["add", "--force", "."], ["commit", "-q", "-m", "Release"], ["tag", "v0"]):
        subprocess.run([*git, *words], check=True, timeout=120)  # noqa: S603 - git on a folder of the test
    archive = folder / "v0.tar"
    subprocess.run([*git, "archive", "--output", str(archive), "v0"], check=True, timeout=120)  # noqa: S603
    action.mkdir(parents=True)
    subprocess.run(["tar", "-xf", str(archive), "-C", str(action)], check=True, timeout=120)  # noqa: S603, S607
    return action


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, bundle: Path) -> Path:
    """The action as a runner downloads it from the tag of a release."""
    return release(tmp_path_factory.mktemp("release"), bundle)


@pytest.fixture
def job(tmp_path: Path, released: Path) -> Job:
    """A job that uses a release, on a runner that cannot reach the package index."""
    return Job(tmp_path, released, environment=dict(NO_INDEX), token=TOKEN)
