"""`hygiene audit` on the command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner, Result

from hygiene.cli.audit import audit
from hygiene.errors import UsageError
from tests.audit.repository import CONFIGURATION, CONFIGURATION_TEXT, GATE, GATE_TEXT, RUN, standard, write

if TYPE_CHECKING:
    from pathlib import Path

RENAMED = GATE_TEXT.replace("docker smoke", "docker smoke test")


def run(root: Path, *arguments: str, **environment: str) -> Result:
    """Run the command as a program of its own."""
    app = typer.Typer()
    app.command()(audit)
    quiet = {"GITHUB_ACTIONS": "", "HYGIENE_ANNOTATE": "", "GITHUB_TOKEN": "", "GH_TOKEN": ""}
    return CliRunner().invoke(app, ["--root", str(root), *arguments], env=quiet | environment)


def test_clean(tmp_path: Path) -> None:
    """A clean audit ends with 0."""
    result = run(standard(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{GATE}: 4 check runs, 4 jobs configured\n\nClean.\n"


def test_findings(tmp_path: Path) -> None:
    """Findings end with 8 and name the line."""
    result = run(standard(tmp_path, gate=RENAMED))
    assert result.exit_code == 8
    assert f"{CONFIGURATION}:8  unknown-job" in result.stdout


def test_notices_alone(tmp_path: Path) -> None:
    """Notices are shown and end with 0."""
    result = run(standard(tmp_path, gate=GATE_TEXT + "  x: {name: '${{ vars.x }}', " + RUN + "}\n"))
    assert result.exit_code == 0
    assert "notice: unpredictable-name" in result.stdout


def test_json(tmp_path: Path) -> None:
    """With --json the output is one object and nothing else."""
    result = run(standard(tmp_path, gate=RENAMED), "--json")
    assert result.exit_code == 8
    found = json.loads(result.stdout)
    assert list(found) == ["workflows", "configured_jobs", "check_runs", "findings"]
    names = ["python ci (3.11)", "python ci (3.12)", "docker smoke test", "gate"]
    assert [each["name"] for each in found["check_runs"]] == names
    assert [each["rename_to"] for each in found["findings"]] == ["docker smoke test"]


@pytest.mark.parametrize("environment", [{"GITHUB_ACTIONS": "true"}, {"HYGIENE_ANNOTATE": "1"}])
def test_annotations_in_a_run(tmp_path: Path, environment: dict[str, str]) -> None:
    """In a run the findings are annotated as well."""
    result = run(standard(tmp_path, gate=RENAMED), **environment)
    assert f"::warning file={CONFIGURATION},line=8,title=hygiene audit%3A unknown-job::" in result.stdout
    assert "::warning" not in run(tmp_path).stdout


def test_annotations_with_json(tmp_path: Path) -> None:
    """With --json the annotations go where the runner reads them too, so that the output stays JSON."""
    result = run(standard(tmp_path, gate=RENAMED), "--json", "--annotate")
    json.loads(result.stdout)
    assert result.stderr.startswith("::warning file=")


def test_fix(tmp_path: Path) -> None:
    """--fix shows the diff, writes it, and ends with 0 when nothing is left."""
    result = run(standard(tmp_path, gate=RENAMED), "--fix")
    assert result.exit_code == 0
    assert '+  "docker smoke test",' in result.stdout
    assert "renamed `docker smoke` to `docker smoke test`" in result.stdout
    assert result.stdout.endswith("Clean.\n")
    after = (tmp_path / CONFIGURATION).read_text(encoding="utf-8")
    assert after == CONFIGURATION_TEXT.replace('"docker smoke"', '"docker smoke test"')


def test_fix_with_json(tmp_path: Path) -> None:
    """With --json the diff goes to the other stream."""
    result = run(standard(tmp_path, gate=RENAMED), "--fix", "--json")
    assert json.loads(result.stdout)["findings"] == []
    assert "renamed `docker smoke`" in result.stderr


def test_fix_what_cannot_be_fixed(tmp_path: Path) -> None:
    """What the fix cannot change stays a finding."""
    result = run(standard(tmp_path, gate=f"{GATE_TEXT}  a: {{name: gate, {RUN}}}\n"), "--fix")
    assert result.exit_code == 8
    assert "Nothing to fix." in result.stdout
    assert "duplicate-name" in result.stdout


def test_given_workflows(tmp_path: Path) -> None:
    """--workflow may be repeated."""
    texts = {f"{name}.yml": f"on: push\njobs: {{{name}: {{{RUN}}}}}" for name in "ab"}
    write(tmp_path, {**texts, CONFIGURATION: 'jobs = ["a", "b"]\n'})
    assert run(tmp_path, "--workflow", "a.yml", "--workflow", "b.yml").exit_code == 0
    assert run(tmp_path, "--workflow", "a.yml").exit_code == 8


def test_errors_are_raised(tmp_path: Path) -> None:
    """A usage error is raised, for the one place that prints errors."""
    result = run(tmp_path)
    assert isinstance(result.exception, UsageError)
    assert result.stdout == ""


def test_help_teaches(tmp_path: Path) -> None:
    """The help names the exit codes and shows examples."""
    text = run(tmp_path, "--help").stdout
    assert "Exit code 8" in text
    assert "Examples" in text


def test_without_a_configuration(tmp_path: Path) -> None:
    """Without a configuration nothing is compared; the output names the command to run, and the exit code is 0."""
    result = run(write(tmp_path, {GATE: GATE_TEXT}))
    assert result.exit_code == 0
    assert "no names were compared. Run `hygiene init`" in result.stdout
    assert "Clean" not in result.stdout
    assert json.loads(run(tmp_path, "--json").stdout)["configured_jobs"] is None


def test_a_workflow_that_github_refuses(tmp_path: Path) -> None:
    """What GitHub refuses is a finding at its line."""
    result = run(standard(tmp_path, gate=GATE_TEXT.replace("matrix.python", "env.PYTHON")))
    assert result.exit_code == 8
    assert f"{GATE}:5  refused-workflow" in result.stdout
    assert "the context `env` is not available there" in " ".join(result.stdout.split())
