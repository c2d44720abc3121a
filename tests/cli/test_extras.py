"""Without an extra, each command that needs it names what to install and ends with exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from hygiene.errors import ExitCode
from hygiene.settings.origin import install_command
from tests.audit.repository import standard
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
COMMANDS = {
    "audit": ("audit --offline", "audit --offline --fix", "init --action acme/hygiene@v1"),
    "junit": ("post-ci --pr 1 --junit report.xml",),
    "sandbox": (
        "demo",
        "demo --from run.json",
        "demo --page",
        "drill",
        "drill --list",
        "drill --out evidence",
        "sandbox serve --port 0",
        "sandbox serve --port 0 --world world.json",
    ),
    "schema": ("schema check", "schema diff old new", "schema refresh"),
}
# None in the place of a module makes its import fail as if it were not installed.
HIDDEN = """
import importlib.util, sys
hidden = set(sys.argv.pop(1).split(","))
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in hidden else find(name, package)
sys.modules |= dict.fromkeys(hidden)
from hygiene.__main__ import main
main()
"""


def modules(extra: str) -> set[str]:
    """The modules of the packages that an extra consists of."""
    wanted = {Requirement(one).name.lower() for one in EXTRAS[extra]}
    return {name for name, found in packages_distributions().items() if wanted & {one.lower() for one in found}}


def run(extra: str, words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command on a machine without the extra, in a checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "HYGIENE_"))}
    env |= {"GITHUB_TOKEN": "ghs_x", "GITHUB_REPOSITORY": "o/r", "GITHUB_GRAPHQL_URL": "http://127.0.0.1:9/graphql"}
    return subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-c", HIDDEN, ",".join(modules(extra)), *words.split()],
        cwd=standard(folder),
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_extra_is_tried() -> None:
    """Each extra of the project, with the modules of its packages."""
    assert set(COMMANDS) == set(EXTRAS)
    assert all(len(modules(extra)) >= len(EXTRAS[extra]) for extra in EXTRAS)


@pytest.mark.parametrize(
    ("extra", "words"), [(extra, words) for extra, several in COMMANDS.items() for words in several], ids=str
)
def test_a_missing_extra(extra: str, words: str, tmp_path: Path) -> None:
    """The last line is the command to paste."""
    done = run(extra, words, tmp_path)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert f"needs the extra `{extra}`, which is not installed." in done.stderr
    assert done.stderr.endswith(f"\n  Install it with `{install_command(extra)}`.\n")


def test_the_doctor_goes_on(tmp_path: Path) -> None:
    """What it cannot compare is a warning with the command, and no fault of the set-up."""
    done = run("audit", "doctor", tmp_path)
    assert "warn  audit" in done.stdout
    assert "warn  workflow" in done.stdout
    assert install_command("audit") in " ".join(done.stdout.split())
