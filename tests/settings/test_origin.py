"""Where the package came from, and what follows from it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hygiene.settings import origin

COMMIT = "0123456789abcdef0123456789abcdef01234567"
VCS = {"vcs": "git", "commit_id": COMMIT}
URL = "https://github.com/acme/hygiene"


@pytest.mark.parametrize(
    ("found", "command", "action"),
    [
        ({}, "pip install 'ci-hygiene[audit]'", ""),
        (
            {"url": f"{URL}.git", "vcs_info": VCS},
            f"pip install 'ci-hygiene[audit] @ git+{URL}.git@{COMMIT}'",
            f"acme/hygiene@{COMMIT}",
        ),
        (
            {"url": "https://me:secret@github.com/acme/hygiene", "vcs_info": VCS},
            f"pip install 'ci-hygiene[audit] @ git+{URL}@{COMMIT}'",
            f"acme/hygiene@{COMMIT}",
        ),
        (
            {"url": "ssh://git@github.com/acme/hygiene.git", "vcs_info": VCS},
            f"pip install 'ci-hygiene[audit] @ git+ssh://git@github.com/acme/hygiene.git@{COMMIT}'",
            f"acme/hygiene@{COMMIT}",
        ),
        (
            {"url": f"{URL}/archive/refs/tags/v1.2.0.tar.gz", "archive_info": {}},
            f"pip install 'ci-hygiene[audit] @ {URL}/archive/refs/tags/v1.2.0.tar.gz'",
            "acme/hygiene@v1.2.0",
        ),
        (
            {"url": "https://gitlab.example.com/acme/hygiene.git", "vcs_info": VCS},
            f"pip install 'ci-hygiene[audit] @ git+https://gitlab.example.com/acme/hygiene.git@{COMMIT}'",
            "",
        ),
        ({"url": "file:///nowhere/hy%20giene", "dir_info": {}}, "pip install '/nowhere/hy giene[audit]'", ""),
    ],
)
def test_each_origin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: dict[str, Any], command: str, action: str
) -> None:
    """An extra is installed from where the package came from, and the action is of the same repository and commit."""
    monkeypatch.setattr(origin, "direct_url", lambda: found)
    assert origin.install_command("audit", tmp_path) == command
    assert origin.action_reference(("github.com",)) == action


RECEIPT = '[tool]\nrequirements = [{ name = "ci-hygiene", extras = ["audit"] }, { name = "x", extras = ["y"] }]\n'


@pytest.mark.parametrize(
    ("file", "text", "installer", "extras"),
    [
        ("uv-receipt.toml", RECEIPT, "uv tool install --force", "audit,sandbox"),
        ("uv-receipt.toml", "[tool]\nrequirements = []\n", "uv tool install --force", "sandbox"),
        ("pipx_metadata.json", "{}", "pipx runpip ci-hygiene install", "sandbox"),
        ("pyvenv.cfg", "home = /usr/bin\nuv = 0.13.9\n", "uv pip install --python {folder}", "sandbox"),
        ("pyvenv.cfg", "home = /usr/bin\n", "pip install", "sandbox"),
    ],
)
def test_each_installer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, text: str, installer: str, extras: str
) -> None:
    """An extra is installed into the environment that runs hygiene, which is often not that of the `pip` on PATH."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(origin, "direct_url", lambda: {"url": URL, "vcs_info": VCS})
    command = f"{installer.format(folder=tmp_path)} 'ci-hygiene[{extras}] @ git+{URL}@{COMMIT}'"
    assert origin.install_command("sandbox", tmp_path) == command
    monkeypatch.setattr(origin, "direct_url", lambda: {"url": "file:///src", "dir_info": {"editable": True}})
    assert origin.install_command("sandbox", tmp_path) == f"{installer.format(folder=tmp_path)} -e '/src[{extras}]'"


def test_pages_that_messages_name_are_in_the_package() -> None:
    """A package from a folder or a wheel has no address, so it brings along the pages that it names."""
    root = Path(origin.__file__).parents[2]
    named = {
        page
        for file in (root / "hygiene").rglob("*.py")
        for page in re.findall(r"documentation\('([^']+)'\)", file.read_text(encoding="utf-8"))
    }
    shipped = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    included = shipped["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert named
    assert {f"docs/{page}": f"hygiene/docs/{page}" for page in named} == {
        source: target for source, target in included.items() if source.startswith("docs/")
    }
    assert all((root / "docs" / page).is_file() for page in named)


def test_a_clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An editable clone counts as the repository and the commit that it has checked out."""
    for arguments in (
        ("init", "-q"),
        ("remote", "add", "origin", "git@ghe.example.com:acme/hygiene.git"),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x"),
    ):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)  # noqa: S603, S607
    monkeypatch.setattr(origin, "direct_url", lambda: {"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    assert origin.install_command("junit", tmp_path) == f"pip install -e '{tmp_path}[junit]'"
    name, _, commit = origin.action_reference(("ghe.example.com",)).partition("@")
    assert (name, len(commit)) == ("acme/hygiene", 40)
    assert origin.action_reference(("github.com",)) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/acme/rows.git", ("github.com", "acme/rows")),
        ("git@github.com:acme/rows.git", ("github.com", "acme/rows")),
        ("ssh://git@ghe.example.com:2222/acme/ro.ws/", ("ghe.example.com", "acme/ro.ws")),
        ("https://token@github.com/acme/rows", ("github.com", "acme/rows")),
        ("/srv/git/rows.git", ("", "")),
        ("", ("", "")),
    ],
)
def test_addresses_of_repositories(url: str, expected: tuple[str, str]) -> None:
    """Host and name, of any form that git accepts for a remote."""
    assert origin.github_repository(url) == expected


def test_the_page_of_a_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a package from a repository it is the page at that commit; of another, and of a clone, a file."""
    monkeypatch.setattr(origin, "direct_url", lambda: {"url": f"{URL}.git", "vcs_info": VCS})
    page = "reference/configuration.md"
    assert origin.documentation(page) == f"{URL}/blob/{COMMIT}/docs/{page}"
    for found in ({}, {"url": "file:///nowhere", "dir_info": {"editable": True}}):
        monkeypatch.setattr(origin, "direct_url", lambda found=found: found)
        assert Path(origin.documentation(page)).is_file()


def test_the_action_names_its_own_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the entry point of the action passes is used before what is installed."""
    monkeypatch.setenv("HYGIENE_ORIGIN", f"{URL}@v1.2.0")
    assert origin.install_command("audit") == f"pip install 'ci-hygiene[audit] @ git+{URL}@v1.2.0'"
    assert origin.action_reference(("github.com",)) == "acme/hygiene@v1.2.0"
