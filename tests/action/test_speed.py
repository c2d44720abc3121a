"""How long a step of the action takes until hygiene prints its first line, as a ratio to compare across machines."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

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
    """At most 1.2 times as long as the same interpreter takes for `import httpx`; both in turn, the median ratio."""
    job = Job(tmp_path, download(tmp_path / "action", bundle), environment=dict(NO_INDEX))
    job.environment |= only(interpreters()[THIS_PYTHON], tmp_path)
    ratios, steps = [], []
    for _ in range(PAIRS):
        before = perf_counter()
        with job.start(command="--version") as process:
            assert process.stdout is not None
            assert f"hygiene {__version__}\n" in iter(process.stdout.readline, "")
            steps.append(perf_counter() - before)
        before = perf_counter()
        subprocess.run([sys.executable, "-c", "import httpx"], check=True, timeout=60)
        ratios.append(steps[-1] / (perf_counter() - before))
    with capsys.disabled():
        print(f"\nfirst line after {median(steps):.3f} s, {median(ratios):.2f} times `import httpx`")  # noqa: T201
    assert median(ratios) <= RATIO_MAX
