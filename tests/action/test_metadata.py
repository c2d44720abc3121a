"""The action's metadata agrees with the command line and with the pages."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import yaml

from hygiene.cli.app import root
from tests.action.bundle import script
from tests.action.runner import ROOT, definition, node
from tests.docs.pages import blocks, pages
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

# The options of `hygiene post-ci` that are of no use in a step: outputs have the same facts.
WITHOUT_INPUT = {"json", "help"}
# Inputs that are no options of `hygiene post-ci`.
OWN_INPUTS = {"token", "command", "args"}
FOLDER_ACTION = ".github/action/action.yml"


def options() -> dict[str, Any]:
    """The options of `hygiene post-ci` by their long names."""
    command = root().commands["post-ci"]
    return {option.opts[0].removeprefix("--"): option for option in command.params}


def test_inputs_mirror_the_options() -> None:
    """Every option of `hygiene post-ci` is an input of the same name."""
    assert set(definition()["inputs"]) - OWN_INPUTS == set(options()) - WITHOUT_INPUT


def test_options_have_the_variables_that_inputs_become() -> None:
    """The entry point turns an input into the variable of the option with its name."""
    for name in set(options()) - WITHOUT_INPUT:
        assert options()[name].envvar == f"HYGIENE_{name.upper().replace('-', '_')}"


def test_outputs_mirror_those_of_the_command(runner: Runner) -> None:
    """Every output that the command writes is an output of the action, and no other."""
    _, run = runner.proposal(GREEN)
    assert set(definition()["outputs"]) == set(runner.post_ci(run=run).outputs)


def test_defaults_are_those_of_the_command() -> None:
    """Only `advisory` differs: a step does not fail because GitHub is unavailable."""
    defaults = {name: str(one["default"]) for name, one in definition()["inputs"].items() if name not in OWN_INPUTS}
    assert {name for name, value in defaults.items() if value not in ("", "false")} == {"advisory"}


def test_the_folder_action_is_the_action() -> None:
    """The reusable workflow's action starts the same file with the same inputs, as far as it has them."""
    whole, part = definition(), definition(FOLDER_ACTION)
    assert {name: whole["inputs"][name] for name in part["inputs"]} == part["inputs"]
    assert part["runs"]["using"] == whole["runs"]["using"]
    main = (ROOT / FOLDER_ACTION).parent / part["runs"]["main"]
    assert main == ROOT / whole["runs"]["main"]
    workflow = (ROOT / ".github" / "workflows" / "post-ci.yml").read_text(encoding="utf-8")
    handed = set(re.findall(r"^ +([a-z-]+): \$\{\{ inputs\.", workflow, re.MULTILINE))
    assert handed == set(part["inputs"]) - OWN_INPUTS


def test_pages_pass_inputs_that_exist() -> None:
    """GitHub only warns about an unknown input, so a mistake in an example would go unnoticed."""
    steps = [
        step
        for page in pages()
        for text in blocks(page.read_text(encoding="utf-8"), "yaml")
        for job in (yaml.safe_load(text) or {}).get("jobs", {}).values()
        for step in job.get("steps", [])
        if re.match(r"[\w-]+/hygiene@", step.get("uses", ""))
    ]
    assert len(steps) > 2
    assert {name for step in steps for name in step.get("with", {})} <= set(definition()["inputs"])


def test_supported_versions_are_the_same_everywhere() -> None:
    """The entry point, the build script and the package's classifiers."""
    main = (ROOT / definition()["runs"]["main"]).read_text(encoding="utf-8")
    pythons = re.search(r"^const PYTHONS = (\[.*\]);$", main, re.MULTILINE)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert pythons is not None
    assert tuple(json.loads(pythons[1])) == script().PYTHONS
    assert tuple(re.findall(r'Python :: (3\.\d+)"', project)) == script().PYTHONS
    assert f'requires-python = ">={script().PYTHONS[0]}"' in project


def test_node_is_the_version_that_the_action_names() -> None:
    """The tests start the entry point with the version of Node.js that a runner takes."""
    version = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    assert version.stdout.startswith(f"v{definition()['runs']['using'].removeprefix('node')}.")
