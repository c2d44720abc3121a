"""How long a step of the action takes until hygiene prints its first line, as a ratio to compare across machines."""

from __future__ import annotations

import os
import subprocess
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from venv import EnvBuilder

import pytest

from hygiene import __version__
from tests.action.bundle import THIS_PYTHON, interpreters
from tests.action.machines import NO_INDEX, only
from tests.action.runner import Job, download

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.bench
PAIRS = 21
RATIO_MAX = 1.2


def test_start(tmp_path: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At most 1.2 times as long as the same interpreter takes for `import httpx`; both in turn, the median ratio.

    httpx and what it needs are those of the release, in an environment with nothing else: beside click, rich and
    pygments, which the tests' own environment has, httpx imports its command line and takes more than twice as long.
    """
    job = Job(tmp_path, download(tmp_path / "action", bundle), environment=dict(NO_INDEX))
    job.environment |= only(interpreters()[THIS_PYTHON], tmp_path)
    python, alone = tmp_path / "python", os.environ | {"PYTHONPATH": str(bundle / "lib")}
    EnvBuilder(symlinks=True).create(python)
    ratios, steps = [], []
    for _ in range(PAIRS):
        before = perf_counter()
        with job.start(command="--version") as process:
            assert process.stdout is not None
            assert f"hygiene {__version__}\n" in iter(process.stdout.readline, "")
            steps.append(perf_counter() - before)
        before = perf_counter()
        subprocess.run([python / "bin" / "python", "-c", "import httpx"], check=True, timeout=60, env=alone)  # noqa: S603
        ratios.append(steps[-1] / (perf_counter() - before))
    with capsys.disabled():
        print(f"\nfirst line after {median(steps):.3f} s, {median(ratios):.2f} times `import httpx`")  # noqa: T201
    assert median(ratios) <= RATIO_MAX
