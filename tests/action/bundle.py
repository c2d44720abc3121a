"""The script that builds the bundle of a release, and one bundle for this machine that all tests share."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.action.runner import ROOT, download

if TYPE_CHECKING:
    from types import ModuleType

PLATFORMS = {
    ("Linux", "x86_64"): "linux-x64",
    ("Linux", "aarch64"): "linux-arm64",
    ("Darwin", "arm64"): "macos-arm64",
    ("Windows", "AMD64"): "windows-x64",
}
THIS_PLATFORM = PLATFORMS[platform.system(), platform.machine()]
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def script() -> ModuleType:
    """The build script as a module."""
    spec = importlib.util.spec_from_file_location("build_dist", ROOT / ".ci" / "build_dist.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def interpreters() -> dict[str, str]:
    """The supported interpreters of this machine by version: that of the tests, and those on PATH."""
    build_dist = script()
    found = {THIS_PYTHON: os.path.realpath(sys.executable)}
    for version in build_dist.PYTHONS:
        try:
            found.setdefault(version, build_dist.interpreter(version))
        except build_dist.BuildError:
            continue
    return dict(sorted(found.items()))


def build(target: Path, *platforms: str, versions: tuple[str, ...] = (THIS_PYTHON,)) -> None:
    """Run the build script as a release does; the interpreter of the tests counts as one on PATH."""
    words = [word for version in versions for word in ("--python", version)]
    words += [word for name in platforms for word in ("--platform", name)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, str(ROOT / ".ci" / "build_dist.py"), "--out", str(target), *words]
    done = subprocess.run(  # noqa: S603 - our own script
        command, capture_output=True, text=True, timeout=600, check=False, env=os.environ | {"PATH": path}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def shared_bundle(folder: Path) -> Path:
    """A bundle for this platform and the interpreters of this machine, built by whichever process is first."""
    target = folder / "bundle"
    if not target.exists():
        own = folder / f"bundle-{os.getpid()}"
        build(own, THIS_PLATFORM, versions=tuple(interpreters()))
        try:
            own.rename(target)
        except OSError:
            shutil.rmtree(own)
    return target


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
