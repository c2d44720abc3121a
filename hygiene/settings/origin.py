"""Where the installed package came from: how to install an extra from there, and which action belongs to it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

PACKAGE = "ci-hygiene"
_GIT_S_MAX = 10
_REMOTE = re.compile(
    r"(?:https?://|ssh://|git://)?(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+)?[/:](?P<name>[\w.-]+/[\w.-]+?)"
    r"(?:\.git)?(?:/|/archive/.*|/releases/download/.*)?"
)


def direct_url() -> dict[str, Any]:
    """Where the package came from, empty when it came from an index or is not installed.

    In the action it is the repository and the version that the action names in ``HYGIENE_ORIGIN``, as ``URL@REF``.
    https://packaging.python.org/en/latest/specifications/direct-url/
    """
    url, _, ref = os.environ.get("HYGIENE_ORIGIN", "").rpartition("@")
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": ref}} if url else _installed()


@cache
def _installed() -> dict[str, Any]:
    """The package's ``direct_url.json``."""
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - takes 20 ms

    try:
        found = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("url"), str) else {}


def install_command(extra: str, environment: Path | None = None) -> str:
    """The command that installs the package with an extra from where the installed one came from.

    ``environment`` is the folder of the Python environment that runs hygiene, by default this one.
    """
    found = direct_url()
    # The action brings its packages along: they are in no environment.
    in_action = "HYGIENE_ORIGIN" in os.environ
    installer, extras = ("pip install", set()) if in_action else _installer(environment or Path(sys.prefix))
    wanted = ",".join(sorted({*extras, extra}))
    url = re.sub(r"//[^@/]*:[^@/]*@", "//", found.get("url", ""))
    if "dir_info" in found:
        editable = "-e " if found["dir_info"].get("editable") else ""
        return f"{installer} {editable}'{_folder(url)}[{wanted}]'"
    wanted = f"{PACKAGE}[{wanted}]"
    if "vcs_info" in found:
        return f"{installer} '{wanted} @ {found['vcs_info']['vcs']}+{url}@{found['vcs_info']['commit_id']}'"
    return f"{installer} '{wanted} @ {url}'" if url else f"{installer} '{wanted}'"


def _installer(environment: Path) -> tuple[str, set[str]]:
    """What installs packages into an environment, and the extras that it would otherwise remove.

    An environment of `uv tool`, pipx or `uv venv` is not that of the `pip` on PATH, and has mostly none of its own.
    """
    if receipt := _lines(environment / "uv-receipt.toml"):
        import tomllib  # noqa: PLC0415 - only one message needs it

        requirements = tomllib.loads("\n".join(receipt)).get("tool", {}).get("requirements", ())
        own = (one.get("extras", ()) for one in requirements if one.get("name") == PACKAGE)
        return "uv tool install --force", {extra for extras in own for extra in extras}
    if (environment / "pipx_metadata.json").is_file():
        return f"pipx runpip {PACKAGE} install", set()
    made_by_uv = any(line.startswith("uv =") for line in _lines(environment / "pyvenv.cfg"))
    return f"uv pip install --python {shlex.quote(str(environment))}" if made_by_uv else "pip install", set()


def _lines(file: Path) -> list[str]:
    """The lines of a text file; none if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def action_reference(hosts: tuple[str, ...]) -> str:
    """The action as ``OWNER/NAME@REF`` if the package came from a repository on one of the hosts; else empty."""
    url, ref = _commit()
    host, name = github_repository(url)
    return f"{name}@{ref}" if name and ref and host in hosts else ""


def action_repository() -> str:
    """``OWNER/NAME`` of the repository that the package came from, in lower case; empty where it is not known."""
    return github_repository(_commit()[0])[1].lower()


def documentation(page: str) -> str:
    """Where a reader can open a page of ``docs``: its address if the package came from a repository, else a file."""
    url, ref = _commit()
    host, name = github_repository(url)
    if name and ref and "dir_info" not in direct_url():
        return f"https://{host}/{name}/blob/{ref}/docs/{page}"
    package = Path(__file__).parents[1]
    shipped = package / "docs" / page
    return str(shipped if shipped.is_file() else package.parent / "docs" / page)


def _commit() -> tuple[str, str]:
    """The address of the repository that the package came from, and its commit or tag; empty where not known."""
    found = direct_url()
    url, ref = found.get("url", ""), found.get("vcs_info", {}).get("commit_id", "")
    if "dir_info" in found:
        return git(_folder(url), "remote", "get-url", "origin"), git(_folder(url), "rev-parse", "HEAD")
    if "archive_info" in found:
        tag = re.search(r"/archive/(?:refs/tags/)?(?P<ref>.+?)(?:\.tar\.gz|\.zip)$", url)
        ref = tag["ref"] if tag else ""
    return url, ref


def github_repository(url: str) -> tuple[str, str]:
    """Host and ``OWNER/NAME`` of a repository's address, both empty if it is no such address."""
    match = _REMOTE.fullmatch(url.strip())
    return (match["host"].lower(), match["name"]) if match else ("", "")


def git(folder: str | Path, *arguments: str) -> str:
    """What a git command prints in a folder; empty if git is missing or refuses."""
    try:
        ended = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            text=True,
            check=False,
            timeout=_GIT_S_MAX,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""


def _folder(url: str) -> str:
    return url2pathname(urlsplit(url).path)
