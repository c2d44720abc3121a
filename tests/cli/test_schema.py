"""``hygiene schema``: what the three commands print, and with which exit code they end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hygiene.cli.schema import schema_app
from hygiene.errors import ExitCode, UsageError

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PRUNED = (ROOT / "graphql" / "schema.graphql").read_text(encoding="utf-8")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file for another host's schema."""
    return tmp_path / "other.graphql"


def run(*arguments: object) -> tuple[int, str]:
    """Run a command in the repository; what it raises comes through, as `hygiene.cli.errors` gets it."""
    result = CliRunner().invoke(
        schema_app, [*map(str, arguments), "--root", str(ROOT)], catch_exceptions=False, env={"GITHUB_TOKEN": ""}
    )
    return result.exit_code, result.stdout


def test_check_reports_that_everything_works() -> None:
    """Exit code 0."""
    code, output = run("check", "--schema", ROOT / "graphql" / "schema.graphql")
    assert code == ExitCode.OK
    assert "works     all commands" in output
    assert "off " not in output


def test_check_reports_what_degrades_on_an_older_host(other: Path) -> None:
    """Exit code 8, and the features that still work and those that do not."""
    other.write_text(PRUNED.replace("  diff: String\n", ""))
    code, output = run("check", "--schema", other)
    assert code == ExitCode.FINDINGS
    assert "off       edit history: conflicts cannot be detected" in output
    assert "Cannot query field 'diff' on type 'UserContentEdit'." in output
    assert "works     originals of duplicates" in output
    assert "works     all commands" in output


def test_check_reports_what_is_lost_on_an_older_host(other: Path) -> None:
    """What every command needs is missing, each field with its type."""
    other.write_text(
        PRUNED.replace("  isTruncated: Boolean!\n", "").replace("  viewerPermission: RepositoryPermission\n", "")
    )
    code, output = run("check", "--schema", other)
    assert code == ExitCode.FINDINGS
    assert "missing   all commands: hygiene does not work with this host" in output
    assert "Cannot query field 'isTruncated' on type 'Blob'." in output
    assert "Cannot query field 'viewerPermission' on type 'Repository'." in output


@pytest.mark.parametrize("arguments", [[], ["--schema", "a.graphql", "--endpoint", "https://x/graphql"]])
def test_check_wants_one_host(arguments: list[str]) -> None:
    """Neither none nor two."""
    with pytest.raises(UsageError, match="host to check is not clear"):
        run("check", *arguments)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("  TIMED_OUT\n", "  TIMED_OUT\n  EXPLODED\n", 0, "`EXPLODED was added to enum type CheckConclusionState.`"),
        ("  isTruncated: Boolean!\n", "", 8, "`Blob.isTruncated was removed.`"),
        ("isRequired(pullRequestNumber: Int)", "isRequired(pullRequestNumber: Int!, on: ID!)", 8, "required arg on"),
        ("\n", "\n", 0, "Nothing changed in the parts that hygiene uses."),
    ],
    ids=["new enum value", "removed field", "new required argument", "nothing"],
)
def test_diff_is_markdown_and_fails_on_what_breaks(other: Path, old: str, new: str, code: int, words: str) -> None:
    """What breaks is exit code 8; what is only new is text for a reviewer."""
    other.write_text(PRUNED.replace(old, new))
    ended, output = run("diff", ROOT / "graphql" / "schema.graphql", other)
    assert ended == code
    assert output.startswith("## Changes of GitHub's schema")
    assert words in output


def test_refresh_refuses_a_schema_without_what_a_feature_requires(other: Path) -> None:
    """A usage error, which ends in exit code 2; the committed schema stays as it is."""
    other.write_text(PRUNED.replace("  isTruncated: Boolean!\n", ""))
    with pytest.raises(UsageError, match="all commands") as caught:
        run("refresh", "--from", other)
    assert caught.value.exit_code == ExitCode.USAGE
    assert (ROOT / "graphql" / "schema.graphql").read_text(encoding="utf-8") == PRUNED


def test_refresh_wants_a_source_that_exists(tmp_path: Path) -> None:
    """A typing error in the source's name is taken for a file, which does not exist."""
    with pytest.raises(UsageError, match="cannot be read"):
        run("refresh", "--from", tmp_path / "nmp")


def test_the_commands_load_the_extra_only_when_they_run() -> None:
    """Every other command imports this file on its way, and must not pay for it."""
    script = "import sys, hygiene.cli.schema; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert not {"graphql", "ariadne_codegen", "hygiene.schema"} & set(done.stdout.split())
