"""The npm package with GitHub's schema, through the user's own npm: its registry, its proxy, its credentials."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hygiene.errors import AuthorizationError, UnavailableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGE = "@octokit/graphql-schema"
MEMBER = "package/schema.graphql"
TIMEOUT_S = 120
REFUSALS = ("E401", "E403", "ENEEDAUTH")
ERROR_CODE = re.compile(r"^npm (?:error|ERR!) code (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NpmPack:
    """The schema out of one version of the package, and the day on which that version was published."""

    sdl: str
    version: str
    date: str


@dataclass(frozen=True, slots=True)
class NpmAnswer:
    """What one call of npm left behind."""

    code: int
    output: str
    errors: str


def npm_pack(call: Callable[[Sequence[str], Path], NpmAnswer] | None = None) -> NpmPack:
    """Fetch the package's newest version into a temporary folder and read the schema out of it."""
    call = call or call_npm
    with TemporaryDirectory() as folder:
        packed = json.loads(_output(call(["pack", PACKAGE, "--json"], Path(folder))))[0]
        version = str(packed["version"])
        sdl = _member(Path(folder) / str(packed["filename"]))
        times = call(["view", f"{PACKAGE}@{version}", "time", "--json"], Path(folder))
    return NpmPack(sdl, version, _published(times, version))


def call_npm(arguments: Sequence[str], folder: Path) -> NpmAnswer:
    """Run npm in a folder."""
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed."
        raise UsageError(message, hint="Install it, or refresh from docs, an endpoint or a file.")
    try:
        done = subprocess.run(  # noqa: S603 - npm as the user's own PATH finds it, with fixed arguments
            [npm, *arguments], cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = f"npm did not answer within {TIMEOUT_S} s."
        raise UnavailableError(message, hint="Check the network and the registry, or refresh from a file.") from error
    return NpmAnswer(done.returncode, done.stdout, done.stderr)


def _output(answer: NpmAnswer) -> str:
    """Return npm's output, or say which of its errors it was; its own words may hold addresses and are left out."""
    if answer.code == 0:
        return answer.output
    found = ERROR_CODE.search(answer.errors)
    code = found.group(1) if found else f"exit {answer.code}"
    message = f"npm could not fetch {PACKAGE} ({code})."
    if code in REFUSALS:
        raise AuthorizationError(message, hint="Log in to the registry that npm is configured for.")
    raise UnavailableError(message, hint="Check the network and npm's registry, or refresh from a file.")


def _member(path: Path) -> str:
    """Read the schema out of the package without unpacking it."""
    try:
        with tarfile.open(path) as package:
            member = package.extractfile(MEMBER)
            if member is not None:
                return member.read().decode()
    except (tarfile.TarError, KeyError, OSError) as error:
        reason: object = error
    else:
        reason = "it is no file"
    message = f"The npm package has no {MEMBER}: {reason}"
    raise UsageError(message, hint="Refresh from docs, an endpoint or a file.")


def _published(answer: NpmAnswer, version: str) -> str:
    """Return the day of publication; not every registry knows it."""
    try:
        return str(json.loads(answer.output)[version])[:10] if answer.code == 0 else ""
    except (ValueError, LookupError, TypeError):
        return ""
