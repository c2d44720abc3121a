"""Which interpreter a step takes, what it is given, and what happens without one or without a bundle."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hygiene import __version__
from hygiene.sandbox.world import World
from tests.action.bundle import THIS_PYTHON, interpreters
from tests.action.machines import ALPINE, NO_INDEX, OLD, proposal, served, stub, suffix
from tests.action.runner import Job, download
from tests.workflow_runner import GREEN, TOKEN

pytestmark = pytest.mark.long


def test_the_first_fitting_interpreter_is_taken(job: Job) -> None:
    """Others on PATH are passed over, then the runner's tool cache is searched."""
    cache = job.folder / "toolcache"
    fitting = cache / "Python" / "3.99.1" / "x64" / "bin"
    fitting.mkdir(parents=True)
    (cache / "Python" / "3.99.1" / "x64.complete").touch()
    (fitting / "python3").symlink_to(interpreters()[THIS_PYTHON])
    path = [
        stub(job.folder / "old", *OLD),
        stub(job.folder / "alpine", *ALPINE),
        job.folder / "missing",
        Path("relative"),
    ]
    failing = job.folder / "failing"
    failing.mkdir()
    (failing / "python3").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    (failing / "python3").chmod(0o755)
    job.environment |= {"PATH": os.pathsep.join(map(str, [*path, failing])), "RUNNER_TOOL_CACHE": str(cache)}
    done = job.run(command="--version")
    assert (done.code, done.log.splitlines()[-1]) == (0, f"hygiene {__version__}"), done.log
    assert "::notice" not in done.log


@pytest.mark.parametrize("content", [Path("/bin/false").read_bytes(), b"\x7fELF" + bytes(100)], ids=["ends", "broken"])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every interpreter is asked what it is")
def test_programs_that_only_resemble_an_interpreter(job: Job, content: bytes) -> None:
    """A program with the name and the place of a fitting interpreter, which is none, is passed over."""
    name = f"python{THIS_PYTHON}"
    library, folder = job.folder / "prefix" / "lib" / name, job.folder / "prefix" / "bin"
    for one in (library, folder):
        one.mkdir(parents=True)
    (library / "os.py").touch()
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o755)
    (folder / "python3").symlink_to(name)
    job.environment["PATH"] = os.pathsep.join([str(folder), str(Path(interpreters()[THIS_PYTHON]).parent)])
    done = job.run(command="--version")
    assert (done.code, done.log.splitlines()[-1]) == (0, f"hygiene {__version__}"), done.log
    assert f"::debug::{folder / name} runs hygiene" in done.log


def test_intel_macs_do_not_take_the_files_for_apple_silicon(job: Job) -> None:
    """Modules for both have the same names, so the machine decides."""
    job.environment |= {"PATH": str(stub(job.folder / "intel", "cpython", THIS_PYTHON, "x86_64", suffix(job.action)))}
    done = job.run(command="--version")
    assert "the release has no files for" in done.log
    job.environment |= {"PATH": str(stub(job.folder / "silicon", "cpython", THIS_PYTHON, "arm64", suffix(job.action)))}
    assert "the release has no files for" not in job.run(command="--version").log


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ((), "this machine has no Python 3.11 to 3.14"),
        (OLD, "this machine has no Python 3.11 to 3.14"),
        (ALPINE, "the release has no files for"),
    ],
    ids=["nothing", "too old", "another platform"],
)
def test_machines_with_nothing_to_install_with(job: Job, programs: tuple[str, ...], reason: str) -> None:
    """The log gives the reason and what to do, and the step fails."""
    job.environment["PATH"] = str(stub(job.folder / "stub", *programs) if programs else job.folder)
    done = job.run(command="--version")
    hint = "Put a step with actions/setup-python before this one."
    assert done.code == 2
    assert f"because {reason}" in done.log
    assert f"::error title=hygiene::This machine has neither pip nor uv. {hint}" in done.log


def test_the_package_index_is_unreachable(tmp_path: Path) -> None:
    """Without a bundle there is nothing to run: exit code 6, and the advice to use a release."""
    job = Job(tmp_path, download(tmp_path / "action"), environment=dict(NO_INDEX))
    done = job.run(command="--version")
    assert "because this is no release: it has no dist folder" in done.log
    assert (done.code, done.log.count("::error title=hygiene::")) == (6, 1)
    assert "could not be installed. A release of the action needs no package index." in done.log


def test_a_package_with_another_hash_is_refused(tmp_path: Path) -> None:
    """Whatever the package index answers, nothing is installed that is not listed."""
    job = Job(tmp_path, download(tmp_path / "action"))
    requirements = job.action / ".github" / "action" / "requirements.txt"
    text = requirements.read_text(encoding="utf-8")
    entry = text[text.index("\ntyper==") :]
    changed = re.sub(r"sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", entry[: entry.index("\ntyping")])
    requirements.write_text(text.replace(entry[: entry.index("\ntyping")], changed), encoding="utf-8")
    done = job.run(command="--version")
    assert (done.code, "The packages could not be installed." in done.log) == (6, True), done.log


def test_without_a_bundle(tmp_path: Path) -> None:
    """A branch has no bundle: the pinned packages are installed, and the step works."""
    job = Job(tmp_path, download(tmp_path / "action"), token=TOKEN)
    world = World()
    _, event = proposal(world, GREEN)
    with served(world) as job.graphql_url:
        done = job.run(event)
    assert (done.code, done.outputs.get("comment-action")) == (0, "created"), done.log
    assert "::notice title=hygiene::The packages that hygiene needs are installed from the package index" in done.log
    assert [path.name for path in job.temporary.iterdir() if path.is_dir()] == []


def variables(printed: Path) -> dict[str, str]:
    """Variables that `env` printed."""
    lines = printed.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_secrets_of_the_runner_stay_with_the_runner(job: Job) -> None:
    """The command gets the token and its options, not the token of the runner's services; the search gets no token."""
    seen, folder = job.folder / "seen", job.folder / "bin"
    record = f'echo "$*" > "{seen}-arguments"; env > "{seen}"; exit 0'
    interpreter = ("cpython", THIS_PYTHON, "", suffix(job.action))
    stub(folder, *interpreter, asked=f'env > "{seen}-search"', otherwise=record)
    job.environment |= {
        "PATH": f"{job.workspace}:{folder}::/usr/bin:.",
        "PYTHONPATH": "/x",
        "NODE_EXTRA_CA_CERTS": "/x",
    }
    job.environment |= {"GITHUB_TOKEN": "of the job", "LD_LIBRARY_PATH": f"{job.workspace}::lib:{folder}"}
    job.token = TOKEN
    assert job.run(key="k", dry_run="true").code == 0
    command, search = (variables(Path(f"{seen}{end}")) for end in ("", "-search"))
    arguments = Path(f"{seen}-arguments").read_text(encoding="utf-8").split()
    assert arguments[: arguments.index(str(job.action / ".github" / "action" / "start.py"))][:3] == ["-I", "-S", "-B"]
    assert command["GITHUB_TOKEN"] == TOKEN
    assert (command["HYGIENE_KEY"], command["HYGIENE_DRY_RUN"], command["HYGIENE_ADVISORY"]) == ("k", "true", "true")
    assert command["HYGIENE_WORKING_DIRECTORY"] == str(job.workspace)
    assert command["PWD"] == str(job.action / ".github" / "action")
    for found in (command, search):
        assert found["PATH"] == f"{folder}:/usr/bin"
        assert found["LD_LIBRARY_PATH"] == str(folder)
        assert [name for name in found if name.startswith(("ACTIONS_", "INPUT_", "PYTHON", "NODE_"))] == []
    assert [name for name, value in search.items() if TOKEN in value or name.startswith("GITHUB_")] == []


def test_packages_of_the_interpreter_take_no_part(job: Job) -> None:
    """What its site-packages have is neither run at its start nor imported instead of the action's own packages."""
    venv = job.folder / "venv"
    subprocess.run([interpreters()[THIS_PYTHON], "-m", "venv", "--without-pip", str(venv)], check=True, timeout=120)  # noqa: S603
    (packages,) = venv.glob("lib/python*/site-packages")
    for name in ("sitecustomize.py", "httpx.py", "typer.py", "usercustomize.py"):
        (packages / name).write_text("raise SystemExit(77)\n", encoding="utf-8")
    (packages / "start.pth").write_text("import sys; sys.exit(78)\n", encoding="utf-8")
    job.environment["PATH"] = str(venv / "bin")
    done = job.run(command="--version")
    assert (done.code, done.log.splitlines()[-1]) == (0, f"hygiene {__version__}"), done.log
    assert str((venv / "bin" / "python3").resolve()) in done.log
