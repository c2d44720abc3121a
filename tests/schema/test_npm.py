"""npm is asked as the user would ask it, and its failures are told apart."""

from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

from hygiene.errors import AuthorizationError, HygieneError, UnavailableError, UsageError
from hygiene.schema.npm import MEMBER, NpmAnswer, NpmPack, call_npm, npm_pack

from .material import SMALL_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PACKED = '[{"version": "15.26.1", "filename": "schema.tgz"}]'
TIMES = '{"created": "2018-01-01T00:00:00Z", "15.26.1": "2025-12-31T20:24:14.438Z"}'


class Npm:
    """Answers like npm, and leaves a package in the folder it was called in."""

    def __init__(self, member: str = MEMBER, times: NpmAnswer | None = None, failure: NpmAnswer | None = None) -> None:
        self.member = member
        self.times = times or NpmAnswer(0, TIMES, "")
        self.failure = failure

    def __call__(self, arguments: Sequence[str], folder: Path) -> NpmAnswer:
        """Obey ``pack`` and ``view``."""
        if self.failure:
            return self.failure
        if arguments[0] == "view":
            return self.times
        with tarfile.open(folder / "schema.tgz", "w:gz") as package:
            entry = tarfile.TarInfo(self.member)
            entry.size = len(SMALL_SCHEMA)
            package.addfile(entry, io.BytesIO(SMALL_SCHEMA.encode()))
        return NpmAnswer(0, PACKED, "")


def test_the_schema_comes_with_its_version_and_date() -> None:
    """Both stand in the first line of the pruned schema."""
    assert npm_pack(Npm()) == NpmPack(SMALL_SCHEMA, "15.26.1", "2025-12-31")


@pytest.mark.parametrize("times", [NpmAnswer(1, "", "error"), NpmAnswer(0, "{}", ""), NpmAnswer(0, "no json", "")])
def test_a_registry_without_dates_is_good_enough(times: NpmAnswer) -> None:
    """Not every registry serves the times of its versions."""
    assert npm_pack(Npm(times=times)).date == ""


@pytest.mark.parametrize(
    ("errors", "kind", "code"),
    [
        ("npm error code E401\nnpm error Unable to authenticate", AuthorizationError, "E401"),
        ("npm error code ENEEDAUTH\n", AuthorizationError, "ENEEDAUTH"),
        ("npm warn x\nnpm ERR! code E404\nnpm ERR! https://user:secret@registry", UnavailableError, "E404"),
        ("npm error code ENOTFOUND\n", UnavailableError, "ENOTFOUND"),
        ("", UnavailableError, "exit 1"),
    ],
)
def test_a_failure_is_told_by_its_code_alone(errors: str, kind: type[HygieneError], code: str) -> None:
    """Npm's own words may hold the registry's address with credentials in it."""
    with pytest.raises(kind) as caught:
        npm_pack(Npm(failure=NpmAnswer(1, "", errors)))
    assert caught.value.message == f"npm could not fetch @octokit/graphql-schema ({code})."


def test_a_package_without_the_schema_is_named() -> None:
    """Packages change their contents; what is missing is said."""
    with pytest.raises(UsageError, match=r"has no package/schema\.graphql"):
        npm_pack(Npm(member="package/other.graphql"))


def test_without_npm_the_other_sources_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without npm can still refresh."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(UsageError, match="npm is not installed") as caught:
        call_npm(["pack"], tmp_path)
    assert "docs" in caught.value.hint


def test_npm_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead proxy ends in exit code 6, not in a job that times out."""

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("npm", 1)

    monkeypatch.setattr("shutil.which", lambda _: "npm")
    monkeypatch.setattr("subprocess.run", hang)
    with pytest.raises(UnavailableError, match="did not answer"):
        call_npm(["pack"], tmp_path)


def test_npm_runs_in_the_folder_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project's own settings of npm stay out of it, and nothing is left in the working tree."""
    script = tmp_path / "npm"
    script.write_text("#!/bin/sh\npwd\necho $@ >&2\nexit 3\n")
    script.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(script))
    assert call_npm(["pack", "x"], tmp_path) == NpmAnswer(3, f"{tmp_path}\n", "pack x\n")
