"""A release: its bundle is complete and the same when built again, and its tags point to a commit with it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from hygiene import __version__
from tests.action.bundle import THIS_PLATFORM, THIS_PYTHON, build, script
from tests.action.runner import ROOT

pytestmark = pytest.mark.long

OTHER_PLATFORM = "windows-x64" if THIS_PLATFORM != "windows-x64" else "linux-x64"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_built_twice_it_is_the_same(tmp_path: Path) -> None:
    """Also in another folder, and over an earlier bundle; files of several platforms are together in one."""
    first, second = tmp_path / "first", tmp_path / "hygiene" / "sandbox" / "second"
    second.mkdir(parents=True)
    (second / "old").touch()
    for target in (first, second):
        build(target, THIS_PLATFORM, OTHER_PLATFORM)
    assert contents(first) == contents(second)
    modules = [path.name for path in (first / "lib" / "pydantic_core").glob("_pydantic_core.*")]
    assert sorted(Path(name).suffix for name in modules) == [".pyd", ".so"]
    assert {path.stat().st_mode & 0o777 for path in first.rglob("*") if path.is_file()} == {0o644}


def test_the_manifest(bundle: Path) -> None:
    """Every file is listed with its hash, and none that is not there."""
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    files = contents(bundle)
    del files["manifest.json"]
    assert manifest["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert manifest["hygiene"] == __version__
    assert THIS_PYTHON in manifest["pythons"]
    assert manifest["platforms"] == [THIS_PLATFORM]
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+) \\$", script().REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    assert manifest["packages"] == {name: version for name, version in pinned if name != "colorama"}


def test_licences(bundle: Path) -> None:
    """Each package is listed with a licence, and the page links to its text."""
    page = (bundle / "LICENSES.md").read_text(encoding="utf-8")
    packages = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))["packages"]
    for name in packages:
        assert re.search(rf"^\| {name} \| \S+ \| [^|]+ \| \[text\]", page, re.MULTILINE), name
    assert all((bundle / link).stat().st_size > 500 for link in re.findall(r"\]\(([^)]+)\)", page))


def test_nothing_of_the_machine_is_in_it(bundle: Path) -> None:
    """No path of the folder in which it was built, no record of the installer, no program."""
    files = contents(bundle)
    assert [name for name, content in files.items() if str(bundle.parent).encode() in content] == []
    assert {PurePosixPath(name).name for name in files} & {*script().LEFT_OUT} == set()
    assert [name for name in files if name.startswith(("lib/bin/", "lib/tests/"))] == []


def test_byte_code_is_used_without_looking_at_the_source(bundle: Path) -> None:
    """Each module that the action imports has byte code of the kind that needs no check: PEP 552."""
    tag = f".cpython-{THIS_PYTHON.replace('.', '')}.pyc"
    flags = {path: path.read_bytes()[4:8] for path in bundle.rglob(f"*{tag}")}
    assert {*flags.values()} == {(1).to_bytes(4, "little")}
    compiled = {path.parents[1] / f"{path.name.removesuffix(tag)}.py" for path in flags}
    sources = {path for path in bundle.rglob("*.py") if path.stem.isidentifier()}
    lacking = [path.relative_to(bundle / "lib").as_posix() for path in sources - compiled]
    assert [name for name in lacking if not name.startswith(script().WITHOUT_BYTE_CODE)] == []


def test_two_wheels_that_disagree(tmp_path: Path) -> None:
    """A file that differs between platforms would be right on one of them only: the build fails."""
    for name, text in (("one", "a\r\n"), ("two", "a\n"), ("three", "b\n")):
        (tmp_path / name / "package").mkdir(parents=True)
        (tmp_path / name / "package" / "module.py").write_bytes(text.encode())
    build_dist = script()
    build_dist.merge(tmp_path / "one", tmp_path / "lib")
    build_dist.merge(tmp_path / "two", tmp_path / "lib")
    with pytest.raises(build_dist.BuildError, match=r"package/module\.py is not the same"):
        build_dist.merge(tmp_path / "three", tmp_path / "lib")


def test_a_package_without_a_licence(tmp_path: Path) -> None:
    """It cannot be passed on: the build fails."""
    folder = tmp_path / "lib" / "thing-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Name: thing\nVersion: 1\n", encoding="utf-8")
    build_dist = script()
    with pytest.raises(build_dist.BuildError, match="thing has no text of its licence"):
        build_dist.licenses(tmp_path, build_dist.describe(tmp_path / "lib"))


@pytest.mark.parametrize(
    ("headers", "stated"),
    [
        ("License-Expression: MIT", "MIT"),
        ("License: ISC License", "ISC License"),
        ("Classifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("Classifier: Typing :: Typed\nClassifier: License :: OSI Approved :: MIT License", "MIT License"),
    ],
)
def test_where_a_package_states_its_licence(tmp_path: Path, headers: str, stated: str) -> None:
    """In one of three headers; colorama, which only Windows needs, has just a classifier."""
    folder = tmp_path / "lib" / "thing-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Name: thing\nVersion: 1\n{headers}\n", encoding="utf-8")
    (folder / "LICENSE.txt").write_text("Text", encoding="utf-8")
    build_dist = script()
    page = build_dist.licenses(tmp_path, build_dist.describe(tmp_path / "lib"))
    assert f"| thing | 1 | {stated} | [text](lib/thing-1.dist-info/LICENSE.txt) |" in page


def test_a_package_without_a_stated_licence(tmp_path: Path) -> None:
    """A text without a name of the licence is no complete row: the build fails."""
    folder = tmp_path / "lib" / "thing-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Name: thing\nVersion: 1\n", encoding="utf-8")
    (folder / "LICENSE").write_text("Text", encoding="utf-8")
    build_dist = script()
    with pytest.raises(build_dist.BuildError, match="thing does not state its licence"):
        build_dist.licenses(tmp_path, build_dist.describe(tmp_path / "lib"))


def test_an_interpreter_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The error names it; a program of that name that fails does not count."""
    broken = tmp_path / "python3.14"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    build_dist = script()
    with pytest.raises(build_dist.BuildError, match=r"There is no python3\.14 on PATH"):
        build_dist.interpreter("3.14")


@pytest.fixture
def clone(tmp_path: Path, bundle: Path) -> Path:
    """A repository that is ready for a release: one commit, and a bundle that git ignores."""
    folder = tmp_path / "clone"
    (folder / ".ci").mkdir(parents=True)
    (folder / "hygiene").mkdir()
    shutil.copy(ROOT / ".ci" / "tag_release", folder / ".ci")
    shutil.copy(ROOT / ".gitignore", folder)
    (folder / "hygiene" / "__init__.py").write_text(f'__version__ = "{__version__}"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(f"# Changes\n\n## {__version__} - 2026-01-01\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    shutil.copytree(bundle, folder / "dist")
    return folder


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    command = ["git", "-c", "user.name=n", "-c", "user.email=e@example.invalid", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.strip()  # noqa: S603


def commit(folder: Path) -> None:
    """Commit everything that is not ignored."""
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Change")


def tag(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script that tags a release."""
    command = [str(folder / ".ci" / "tag_release")]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603


def test_the_tags(clone: Path) -> None:
    """Both point to a commit that adds the bundle to its parent; the branch and the index stay as they were."""
    before = git(clone, "rev-parse", "HEAD")
    done = tag(clone)
    assert (done.returncode, done.stdout) == (0, f"v{__version__}\n"), done.stderr
    assert git(clone, "rev-parse", "HEAD", "main", f"v{__version__}^") == "\n".join([before] * 3)
    assert git(clone, "rev-parse", f"v{__version__}") == git(clone, "rev-parse", f"v{__version__.split('.')[0]}")
    assert git(clone, "status", "--porcelain") == ""
    added = git(clone, "diff", "--name-status", "--no-renames", "HEAD", f"v{__version__}").splitlines()
    assert {line.split("\t")[0] for line in added} == {"A"}
    assert {line.split("\t")[1] for line in added} == {f"dist/{name}" for name in contents(clone / "dist")}
    assert git(clone, "branch", "--contains", f"v{__version__}") == ""


def test_the_same_release_is_the_same_commit(clone: Path) -> None:
    """Whoever builds a release again can compare one number."""
    tag(clone)
    first = git(clone, "rev-parse", f"v{__version__}")
    git(clone, "tag", "--delete", f"v{__version__}")
    tag(clone)
    assert git(clone, "rev-parse", f"v{__version__}") == first


def test_a_release_is_never_replaced(clone: Path) -> None:
    """The next one raises the version, and only the tag of the major version moves."""
    tag(clone)
    first = git(clone, "rev-parse", f"v{__version__}")
    assert (tag(clone).returncode, "raise the version" in tag(clone).stderr) == (1, True)
    major = __version__.split(".")[0]
    (clone / "hygiene" / "__init__.py").write_text(f'__version__ = "{major}.99.0"\n', encoding="utf-8")
    (clone / "CHANGELOG.md").write_text(f"## [{major}.99.0]\n", encoding="utf-8")
    manifest = clone / "dist" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(f'"hygiene": "{__version__}"', f'"hygiene": "{major}.99.0"'), encoding="utf-8")
    commit(clone)
    assert tag(clone).stdout == f"v{major}.99.0\n"
    assert git(clone, "rev-parse", f"v{__version__}") == first
    assert git(clone, "rev-parse", f"v{major}") == git(clone, "rev-parse", f"v{major}.99.0") != first


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("hygiene/__init__.py", '__version__ = "1.0.0.dev1"\n', "has no version that can be released"),
        ("CHANGELOG.md", "## Unreleased\n", "CHANGELOG.md has no section"),
        ("dist/manifest.json", '{"hygiene": "0.0.1"}', "Run .ci/build_dist.py first"),
        (".gitignore", "dist/\n", "There are changes that are not committed"),
    ],
)
def test_what_is_not_ready(clone: Path, name: str, text: str, error: str) -> None:
    """The script names what is missing, and no tag is made."""
    (clone / name).write_text(text, encoding="utf-8")
    if not name.startswith((".gitignore", "dist")):
        commit(clone)
    done = tag(clone)
    assert (done.returncode, error in done.stderr) == (1, True), done.stderr
    assert git(clone, "tag") == ""
