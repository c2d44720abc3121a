"""The published JSON Schemas: made from the models, valid, and true of what commands really print.

``HYGIENE_WRITE=1 pytest`` writes them anew.
"""

from __future__ import annotations

import importlib
import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hygiene.sandbox.faults import GatewayError
from result_schemas import MODELS, published
from tests.audit.repository import CONFIGURATION_TEXT, GATE_TEXT, standard
from tests.workflow_runner import GREEN, RED, TOKEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
WHOLE = """
workflow = "Gate"
jobs = ["a"]
key = "x"
[status]
notify = "worse"
failures-max = 3
[tracker]
enabled = false
aggregates = []
[[tracker.category]]
name = "c"
jobs = ["a*"]
"""


def complaints(name: str, found: object) -> list[str]:
    """What an independent validator reports about a document."""
    validator = importlib.import_module("jsonschema").Draft202012Validator
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))
    return [error.message for error in validator(schema).iter_errors(found)]


@pytest.mark.parametrize("name", MODELS)
def test_the_file_is_true(name: str) -> None:
    """What is published is generated from the models, and a valid schema of its dialect."""
    file, text = REFERENCE / f"{name}.schema.json", json.dumps(published(name), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("HYGIENE_WRITE"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text, "HYGIENE_WRITE=1 .venv/bin/python -m pytest tests/cli writes it"
    importlib.import_module("jsonschema").Draft202012Validator.check_schema(published(name))


@pytest.mark.parametrize(
    "text", ["", CONFIGURATION_TEXT, WHOLE, (ROOT / ".github" / "hygiene.toml").read_text("utf-8")]
)
def test_configurations(text: str) -> None:
    """Whatever we read, an editor with the schema accepts."""
    assert complaints("hygiene", tomllib.loads(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        'job = ["a"]',
        "[status]\nnotify = 'always'",
        "[status]\nfailures_max = 3",
        "[tracker]\nreopen-within-days = 0",
        "[[tracker.category]]\njobs = ['a']",
        'key = "Not This"',
    ],
)
def test_wrong_configurations(text: str) -> None:
    """What we refuse, it refuses: unknown keys, empty lists, other words, underscores, bounds, what is missing."""
    assert complaints("hygiene", tomllib.loads(text))


def results(runner: Runner) -> list[dict[str, Any]]:
    """Results of runs that create, change nothing, recover, and only plan."""
    number, run = runner.proposal(RED)
    found = [runner.post_ci("--json", "--dry-run", run=run).json, runner.post_ci("--json", run=run).json]
    found.append(runner.post_ci("--json", run=run).json)
    runner.repository.rerun(run, jobs=GREEN)
    found.append(runner.post_ci("--json", run=run).json)
    (runner.folder / "part.md").write_text("text", encoding="utf-8")
    found.append(runner.run("section", "set", "part", "--file", "part.md", "--pr", str(number), "--json").json)
    return found


def test_results(runner: Runner) -> None:
    """Every result of the main job fits, in all its states."""
    runner.settings(CONFIGURATION_TEXT)
    found = results(runner)
    assert {action["action"] for one in found for action in one["trackers"]} >= {
        "would_be_opened",
        "opened",
        "unchanged",
        "updated",
    }
    assert [complaints("result", one) for one in found] == [[]] * len(found)


def test_sections(runner: Runner) -> None:
    """With sections and without."""
    number, _ = runner.proposal(GREEN)
    listed = ("section", "list", "--pr", str(number), "--json")
    assert complaints("sections", runner.run(*listed).json) == []
    (runner.folder / "part.md").write_text("text", encoding="utf-8")
    runner.run("section", "set", "part", "--file", "part.md", "--pr", str(number))
    found = runner.run(*listed).json
    assert [one["name"] for one in found["sections"]] == ["part"]
    assert complaints("sections", found) == []


def failures(runner: Runner) -> list[dict[str, Any]]:
    """Bugs, and errors of the host, of the token and of the command line."""
    _, run = runner.proposal(RED)
    runner.event(runner.repository.run_event(run))
    found = [runner.run("post-ci", "--json", "--repo", "nobody").json, runner.run("sweep", "--json", "--nothing").json]
    found.append(runner.run("sweep", "--json", faults=[GatewayError()] * 9).json)
    found.append(runner.run("sweep", "--json", "--advisory", faults=[GatewayError()] * 9).json)
    runner.monkeypatch.setenv("GITHUB_TOKEN", "wrong")
    found.append(runner.run("audit", "--json", "--repo", "o/r", "--remote").json)
    found.append(runner.run("post-ci", "--json").json)
    return found


def test_failures(runner: Runner) -> None:
    """Whatever went wrong, with --json it is one object on standard output, too."""
    found = failures(runner)
    assert [complaints("error", one) for one in found] == [[]] * len(found)
    assert {one["error"]["name"] for one in found} >= {"USAGE", "UNAVAILABLE", "AUTHORIZATION"}
    assert [one["error"]["exit_code"] for one in found[2:4]] == [6, 0]


def test_audits(runner: Runner) -> None:
    """With findings and without."""
    runner.monkeypatch.delenv("GITHUB_TOKEN")
    standard(runner.folder)
    assert complaints("audit", runner.run("audit", "--json").json) == []
    standard(runner.folder, gate=GATE_TEXT.replace("docker smoke", "docker"))
    drifted = runner.run("audit", "--json").json
    assert drifted["findings"]
    assert complaints("audit", drifted) == []


@pytest.mark.long
def test_doctors(runner: Runner) -> None:
    """With a probe and without, and one that was refused everything."""
    number, _ = runner.proposal(GREEN)
    assert complaints("doctor", runner.run("doctor", "--json").json) == []
    for level in ("write", "read"):
        runner.world.token(TOKEN, level=level)
        probed = runner.run("doctor", "--json", "--probe", "--confirm", "o/r", "--pr", str(number)).json
        assert probed["probe"]["answers"]
        assert complaints("doctor", probed) == []
        found = json.loads((runner.folder / "hygiene-probe" / "probe.json").read_text(encoding="utf-8"))
        assert complaints("probe", found) == []


@pytest.mark.parametrize("name", ["result", "audit", "doctor", "probe", "error"])
def test_something_else_does_not_fit(name: str) -> None:
    """The schemas are closed: another shape, or one key more, is refused."""
    assert complaints(name, {})
    assert complaints(name, {"checks": [], "check_runs": [], "findings": [], "more": 1})
