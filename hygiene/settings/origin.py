"""Where the installed package came from: how to install an extra from there, and which action belongs to it."""

from __future__ import annotations

import json
import os
import re
import subprocess
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


def install_command(extra: str) -> str:
    """The command that installs the package with an extra from where the installed one came from."""
    found, wanted = direct_url(), f"{PACKAGE}[{extra}]"
    url = re.sub(r"//[^@/]*:[^@/]*@", "//", found.get("url", ""))
    if "dir_info" in found:
        editable = "-e " if found["dir_info"].get("editable") else ""
        return f"pip install {editable}'{_folder(url)}[{extra}]'"
    if "vcs_info" in found:
        return f"pip install '{wanted} @ {found['vcs_info']['vcs']}+{url}@{found['vcs_info']['commit_id']}'"
    return f"pip install '{wanted} @ {url}'" if url else f"pip install '{wanted}'"


def action_reference(hosts: tuple[str, ...]) -> str:
    """The action as ``OWNER/NAME@REF`` if the package came from a repository on one of the hosts; else empty."""
    url, ref = _commit()
    host, name = github_repository(url)
    return f"{name}@{ref}" if name and ref and host in hosts else ""


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
