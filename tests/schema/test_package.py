"""Without the extra, the folder states it before anything else can go wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hygiene.schema import EXTRA_MODULES

SCRIPT = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == sys.argv[1] else find(name, package)
from hygiene.errors import UsageError
try:
    import hygiene.schema.refresh
except UsageError as error:
    print(error)
"""


@pytest.mark.parametrize("module", EXTRA_MODULES)
def test_a_missing_extra_is_named(module: str) -> None:
    """The message is a command to copy, not an ImportError."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, module], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "`hygiene schema` needs the extra `schema`, which is not installed.\n"
