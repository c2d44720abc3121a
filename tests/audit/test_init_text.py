"""The text of the proposed files: what it contains, and what it must never contain."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml

from hygiene.audit.init_text import PERMISSIONS, configuration_text, post_ci_text
from hygiene.audit.workflows.gate_file import read_gate_file
from hygiene.audit.workflows.jobs import read_workflow
from hygiene.settings import parse_policy
from tests.audit.repository import ACTION, RUN

NASTY = 'The "Gate": é 🚀 \\ # {x}'


def configuration(text: str) -> str:
    """Write the configuration for a workflow's text."""
    gate = read_gate_file(f"on: push\n{text}", ".github/workflows/g.yml")
    assert gate.problem is None
    return configuration_text(gate)


def test_configuration() -> None:
    """The configuration names the file and each name once, and explains both."""
    text = configuration(
        f"name: G\njobs:\n  a: {{name: 'x \"y\"', {RUN}}}\n  b: {{name: 'x \"y\"', {RUN}}}\n  c: {{{RUN}}}\n"
    )
    assert tomllib.loads(text) == {"workflow": ".github/workflows/g.yml", "jobs": ['x "y"', "c"]}
    assert text.startswith("# The jobs that hygiene reports on")


def test_names_that_cannot_be_listed() -> None:
    """A pattern is in a comment, on one line whatever it contains; then no name is listed."""
    text = configuration(f'jobs:\n  a: {{name: "x\\n[y] ${{{{ github.ref }}}}", {RUN}}}\n  b: {{{RUN}}}\n')
    assert "#   x [y] *\n" in text
    assert tomllib.loads(text)["jobs"] == []


def test_nothing_to_list() -> None:
    """A workflow of patterns alone gives an empty list: the jobs are those that report."""
    text = configuration(f"jobs: {{a: {{name: '${{{{ github.ref }}}}', {RUN}}}}}")
    assert tomllib.loads(text)["jobs"] == []
    policy = parse_policy(text, ".github/hygiene.toml")
    assert policy is not None
    assert policy.jobs is None


def document(name: str = "Gate") -> dict[Any, Any]:
    """Read the proposed workflow with a YAML reader other than our own nodes."""
    found = yaml.safe_load(post_ci_text(name, ACTION))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["Gate", NASTY, ".github/workflows/x.yml", "it's", "yes", "3.10"])
def test_the_gate_is_named(name: str) -> None:
    """Whatever the Gate is called, the event names it exactly."""
    assert document(name)[True]["workflow_run"] == {"workflows": [name], "types": ["completed"]}


def test_a_gate_without_a_name() -> None:
    """The comment above the list explains why it contains a path."""
    assert "# The Gate has no `name:`, so GitHub calls it by its path." in post_ci_text("x.yml", ACTION, named=False)
    assert "# The Gate's `name:`." in post_ci_text("x.yml", ACTION)


def test_least_permissions() -> None:
    """The workflow grants nothing; the job grants what is listed, and no more."""
    found = document()
    assert found["permissions"] == {}
    assert found["jobs"]["hygiene"]["permissions"] == {name: level for name, level, _ in PERMISSIONS}
    assert {name for name, level, _ in PERMISSIONS if level == "write"} == {"pull-requests", "issues"}


def test_each_permission_has_its_reason() -> None:
    """Every permission has its reason on its line."""
    lines = post_ci_text("Gate", ACTION).splitlines()
    for name, level, why in PERMISSIONS:
        assert any(re.fullmatch(rf"\s+{name}: {level}\s+# {re.escape(why)}", line) for line in lines)


def test_bounded_and_in_turn() -> None:
    """The job has a timeout, and one branch's runs take turns without being cut off."""
    found = document()
    assert found["jobs"]["hygiene"]["timeout-minutes"] <= 15
    assert found["concurrency"]["cancel-in-progress"] is False
    assert "head_branch" in found["concurrency"]["group"]
    assert "run_id" not in found["concurrency"]["group"]


def test_nothing_untrusted_is_run() -> None:
    """There is no shell and no checkout: the one step is the action."""
    command = "${{ github.event_name == 'schedule' && 'sweep' || 'post-ci' }}"
    assert document()["jobs"]["hygiene"]["steps"] == [{"uses": ACTION, "with": {"command": command}}]


def test_our_own_reader_reads_it() -> None:
    """The proposed workflow is one that the audit can read."""
    assert read_workflow(post_ci_text(NASTY, ACTION), path="p.yml").triggers == ("workflow_run", "schedule")


def test_an_action_pinned_by_commit() -> None:
    """A commit needs no excuse; a tag gets one, with the better way."""
    commit = f"octo/hygiene@{'0' * 40}"
    assert f"      - uses: {commit}\n" in post_ci_text("Gate", commit)
    assert "uses: octo/hygiene@v1 # zizmor" in post_ci_text("Gate", "octo/hygiene@v1")
