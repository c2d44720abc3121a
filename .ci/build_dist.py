"""Build ``dist``, which a release of the action carries: hygiene and its dependencies, ready to be imported.

Every platform of a wheel's compiled module has a file name of its own, so one folder serves all platforms and versions
of Python. The result depends on the sources, the hashes in ``requirements.txt`` and the interpreters alone: built twice
it is identical byte by byte. ``uv`` and each interpreter have to be found on this machine.

    python .ci/build_dist.py [--out dist] [--python 3.11 ...] [--platform linux-x64 ...]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / ".github" / "action" / "requirements.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# The names that uv has for the platforms: https://docs.astral.sh/uv/reference/cli/#uv-pip-install--python-platform
PLATFORMS = {
    "linux-x64": "x86_64-manylinux_2_17",
    "linux-arm64": "aarch64-manylinux_2_17",
    "macos-arm64": "aarch64-apple-darwin",
    "windows-x64": "x86_64-pc-windows-msvc",
}
# The one dependency that cannot do without its compiled module. PyYAML has an optional one, which is left out.
COMPILED = "pydantic_core"
COMPILED_SUFFIXES = (".so", ".pyd")
# Installers write these, some of them with paths of this machine.
LEFT_OUT = (".lock", "INSTALLER", "RECORD", "REQUESTED", "WHEEL", "entry_points.txt", "top_level.txt")
# No command of the action imports these, so their byte code would only make the archive larger.
WITHOUT_BYTE_CODE = (
    "anyio/_backends/_trio.py",
    "hygiene/drills/",
    "hygiene/sandbox/",
    "hygiene/schema/",
    "pydantic/v1/",
)
FILE_MODE = 0o644


class BuildError(Exception):
    """The bundle cannot be built, or would not be complete."""


def build(out: Path, pythons: tuple[str, ...], platforms: tuple[str, ...]) -> None:
    """Write the bundle to ``out``, which is replaced. Raises ``BuildError``."""
    interpreters = {version: interpreter(version) for version in pythons}
    if out.exists():
        shutil.rmtree(out)
    lib = out / "lib"
    lib.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        for version in pythons:
            for platform in platforms:
                target = Path(folder) / f"{version}-{platform}"
                install(target, version, PLATFORMS[platform])
                merge(target, lib)
    natives = sorted(path.name for path in lib.rglob("*") if path.suffix in COMPILED_SUFFIXES)
    if len(natives) != len(pythons) * len(platforms):
        raise BuildError(f"Expected one compiled module for each version and platform, found {natives}.")
    copy_hygiene(lib)
    for python in interpreters.values():
        compile_all(python, lib)
    packages = describe(lib)
    write(out / "LICENSES.md", licenses(out, packages))
    versions = {version: run(python, "-I", "-c", FULL_VERSION).strip() for version, python in interpreters.items()}
    write(out / "manifest.json", manifest(out, versions, platforms, packages))
    for path in out.rglob("*"):
        if path.is_file():
            path.chmod(FILE_MODE)


FULL_VERSION = "import platform; print(platform.python_version())"


def interpreter(version: str) -> str:
    """The path of an interpreter on PATH that compiles byte code for a version of Python. Raises ``BuildError``."""
    for folder in os.get_exec_path():
        found = shutil.which(f"python{version}", path=folder)
        # A version manager puts programs on PATH that start another one, or fail if another version is chosen.
        if found and (real := real_path(found)):
            return real
    raise BuildError(f"There is no python{version} on PATH.")


def real_path(python: str) -> str:
    """The path that an interpreter gives for itself; empty if it does not start."""
    command = [python, "-I", "-c", "import sys; print(sys.executable)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - an interpreter on PATH
    return done.stdout.strip() if done.returncode == 0 else ""


def install(target: Path, version: str, platform: str) -> None:
    """Install the pinned wheels for a version and platform, every file checked by its hash, without building any."""
    chosen = ["--python-version", version, "--python-platform", platform, "--target", str(target)]
    checked = ["--require-hashes", "--no-build", "--no-deps", "-r", str(REQUIREMENTS)]
    run("uv", "pip", "install", "--quiet", "--no-config", *chosen, *checked)


def merge(source: Path, lib: Path) -> None:
    """Add an installation to the bundle. Raises ``BuildError`` when two wheels disagree about a file."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if not path.is_file() or not wanted(PurePosixPath(name.as_posix())):
            continue
        target, content = lib / name, path.read_bytes()
        if path.suffix not in COMPILED_SUFFIXES:
            # Wheels for Windows have the same sources with the line ends of Windows.
            content = content.replace(b"\r\n", b"\n")
        if target.exists() and target.read_bytes() != content:
            raise BuildError(f"{name} is not the same on every platform and version.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def wanted(name: PurePosixPath) -> bool:
    """Whether a file of an installation belongs into the bundle."""
    if name.parts[0] in {"bin", "_yaml"} or {"__pycache__", "sboms"} & {*name.parts} or name.name in LEFT_OUT:
        return False
    if name.suffix in COMPILED_SUFFIXES:
        return name.parts[0] == COMPILED
    return name.suffix != ".pyi"


def copy_hygiene(lib: Path) -> None:
    """Copy what a wheel of hygiene contains, as the project file says."""
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        copy_tree(ROOT / package, lib / Path(package).name)
    for source, target in wheel["force-include"].items():
        if (ROOT / source).is_dir():
            copy_tree(ROOT / source, lib / target)
        else:
            (lib / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / source, lib / target)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder without byte code."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile)


def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def compile_all(python: str, lib: Path) -> None:
    """Add byte code for one interpreter. It is never checked against the source: that would cost time in each step."""
    excluded = f"{re.escape(str(lib))}/({'|'.join(map(re.escape, WITHOUT_BYTE_CODE))})"
    # A fixed seed: marshal writes sets in the order of their hashes.
    options = ["-q", "-f", "--invalidation-mode", "unchecked-hash", "-s", str(lib), "-x", excluded]
    run(python, "-S", "-s", "-m", "compileall", *options, str(lib), environment={"PYTHONHASHSEED": "0"})


@dataclass(frozen=True, slots=True)
class Package:
    """A dependency in the bundle; ``folder`` has its metadata and the text of its licence."""

    name: str
    version: str
    license: str
    folder: Path


def describe(lib: Path) -> list[Package]:
    """The packages in the bundle, by name."""
    found = []
    for path in sorted(lib.glob("*.dist-info/METADATA")):
        headers = HeaderParser().parsestr(path.read_text(encoding="utf-8"))
        classifiers = [text for text in headers.get_all("Classifier", []) if text.startswith("License ::")]
        license_ = headers["License-Expression"] or headers["License"] or "".join(classifiers[:1]).rpartition(":: ")[2]
        found.append(Package(headers["Name"].lower().replace("_", "-"), headers["Version"], license_, path.parent))
    return found


def licenses(out: Path, packages: list[Package]) -> str:
    """A page with the licence of each package and where its text is. Raises ``BuildError`` when one is missing."""
    rows = []
    for package in packages:
        texts = sorted(path for path in package.folder.rglob("*") if path.is_file() and "licen" in path.name.lower())
        if not texts:
            raise BuildError(f"{package.name} has no text of its licence.")
        if not package.license:
            raise BuildError(f"{package.name} does not state its licence.")
        links = ", ".join(f"[text]({path.relative_to(out).as_posix()})" for path in texts)
        rows.append(f"| {package.name} | {package.version} | {package.license} | {links} |")
    title = "# Licences of the packages in this folder"
    return "\n".join([title, "", "| Package | Version | Licence | |", "| --- | --- | --- | --- |", *rows, ""])


def manifest(out: Path, versions: dict[str, str], platforms: tuple[str, ...], packages: list[Package]) -> str:
    """What the bundle was made for and of, and the SHA-256 of each file, as JSON."""
    files = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    described = {
        "hygiene": project_version(),
        "pythons": versions,
        "platforms": list(platforms),
        "packages": {package.name: package.version for package in packages},
        "files": files,
    }
    return json.dumps(described, indent=1) + "\n"


def project_version() -> str:
    """The version of hygiene."""
    (version,) = re.findall(r'^__version__ = "(.*)"$', (ROOT / "hygiene" / "__init__.py").read_text(), re.MULTILINE)
    return str(version)


def write(path: Path, text: str) -> None:
    """Write a text file, with the same line ends everywhere."""
    path.write_text(text, encoding="utf-8", newline="\n")


def run(*command: str, environment: dict[str, str] | None = None) -> str:
    """The standard output of a program. Raises ``BuildError`` with its messages when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | (environment or {}))  # noqa: S603 - fixed programs
    if done.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    """Build from the command line's arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="The folder to write; it is replaced.")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="Default: all supported versions.")
    parser.add_argument("--platform", action="append", choices=PLATFORMS, help="Default: all supported platforms.")
    given = parser.parse_args()
    try:
        build(given.out, tuple(given.python or PYTHONS), tuple(given.platform or PLATFORMS))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
