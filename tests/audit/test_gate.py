"""Which workflow is the Gate, and which jobs a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.configured import Configured
from hygiene.audit.gate import GateNames, gate_paths, read_gate
from hygiene.errors import UsageError
from tests.audit.repository import GATE, RUN, write

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".github/workflows"


def repository(root: Path, **names: str) -> Path:
    """Write workflows of these file names and names; an empty name is left out, a bad one breaks the file."""
    texts = {
        stem: "jobs: ["
        if name == "broken"
        else f"{f'name: {name}' if name else ''}\non: push\njobs: {{a: {{{RUN}}}}}\n"
        for stem, name in names.items()
    }
    return write(root, {f"{FOLDER}/{stem}.yml": text for stem, text in texts.items()})


def chosen(root: Path, workflow: str = "") -> list[str]:
    """Choose by this configuration, and return the file names."""
    return [path.removeprefix(f"{FOLDER}/") for path in gate_paths(root, Configured(workflow=workflow))]


@pytest.mark.parametrize(
    "workflow", [".github/workflows/x.yml", "./.github/workflows/x.yml", "x.yml", "x", "Tests", "TESTS"]
)
def test_configured(tmp_path: Path, workflow: str) -> None:
    """A workflow is configured by its path, its file, or its name."""
    assert chosen(repository(tmp_path, gate="Gate", x="Tests"), workflow) == ["x.yml"]


def test_a_configured_path_is_enough(tmp_path: Path) -> None:
    """A broken file elsewhere does not matter when the path is configured."""
    assert chosen(repository(tmp_path, a="broken", x="Tests"), "x.yml") == ["x.yml"]


def test_named_gate(tmp_path: Path) -> None:
    """Without a configuration the workflow named Gate is the Gate, before the file of that name."""
    assert chosen(repository(tmp_path, gate="Deploy", z="GATE")) == ["z.yml"]
    (tmp_path / FOLDER / "z.yml").unlink()
    assert chosen(tmp_path) == ["gate.yml"]


def test_two_named_gate(tmp_path: Path) -> None:
    """Two workflows of the name are both audited."""
    assert chosen(repository(tmp_path, a="Gate", b="Gate", c="")) == ["a.yml", "b.yml"]


def test_given_files(tmp_path: Path) -> None:
    """Files that are given are taken as they are."""
    assert gate_paths(tmp_path, Configured(workflow="x"), ["a.yml", "b.yml"]) == ("a.yml", "b.yml")


def test_undetermined(tmp_path: Path) -> None:
    """When nothing is the Gate, the error lists what there is and the three ways out."""
    with pytest.raises(UsageError) as caught:
        chosen(repository(tmp_path, a="CI", b=""))
    assert caught.value.message == f"No workflow in {FOLDER} is named Gate. Found: {FOLDER}/a.yml (CI); {FOLDER}/b.yml."
    assert all(way in caught.value.hint for way in ("--workflow FILE", "workflow = ", "hygiene init"))


def test_configured_but_absent(tmp_path: Path) -> None:
    """A configured workflow that is not there is named, and Gate is not taken in its place."""
    with pytest.raises(UsageError, match=r"No workflow in .* is `Old`"):
        chosen(repository(tmp_path, gate="Gate"), "Old")


def test_no_workflows(tmp_path: Path) -> None:
    """A repository without workflows is an error with that message."""
    with pytest.raises(UsageError, match=r"Found: none\."):
        chosen(tmp_path)


def test_a_broken_file_may_be_the_gate(tmp_path: Path) -> None:
    """When the Gate is not found and a file cannot be read, that file is the error; else it does not matter."""
    repository(tmp_path, a="CI", b="broken")
    with pytest.raises(UsageError, match=r"b\.yml:2:1 The file is not valid YAML"):
        chosen(tmp_path)
    assert chosen(repository(tmp_path, gate="Gate")) == ["gate.yml"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A given file that is not there is refused, with the files that are."""
    with pytest.raises(UsageError) as caught:
        read_gate(repository(tmp_path, a="CI"), "gate.yml")
    assert str(caught.value) == f"There is no workflow file gate.yml. The repository has: {FOLDER}/a.yml."


JOBS = f"""\
on: [push, pull_request]
jobs:
  legs: {{strategy: {{matrix: {{v: [1, 2]}}}}, {RUN}}}
  call: {{uses: ./.github/workflows/x.yml, needs: legs}}
  any: {{name: "any ${{{{ vars.x }}}}", {RUN}}}
  gate: {{needs: [call, any], {RUN}}}
  push: {{if: github.event_name == 'push', {RUN}}}
  never: {{if: false, {RUN}}}
"""


def test_the_jobs_of_a_name(tmp_path: Path) -> None:
    """A name is that of a leg, a caller, a called job, or matches a pattern; an exact name comes first."""
    write(tmp_path, {GATE: JOBS, f"{FOLDER}/x.yml": f"on: workflow_call\njobs: {{in: {{{RUN}}}}}\n"})
    gate = read_gate(tmp_path, GATE)
    names = GateNames([gate])
    wanted = ("legs (1)", "legs", "call", "call / in", "call / out", "any thing", "gate")
    assert {name: [job_id for _, job_id in names.jobs_named(name)] for name in wanted} == {
        "legs (1)": ["legs"],
        "legs": [],
        "call": ["call"],
        "call / in": ["call"],
        "call / out": [],
        "any thing": ["any"],
        "gate": ["gate"],
    }
    assert [name.pattern for _, _, name in names.unlisted(["legs (2)", "call / in"])] == ["legs (1)", "gate"]
    assert gate.needed_by(frozenset({"gate"})) == {"call", "any", "legs"}
    assert gate.needed_by(frozenset({"legs"})) == set()


def test_a_workflow_of_no_pull_request(tmp_path: Path) -> None:
    """Where a workflow runs for neither pull requests nor branches, all of its jobs count."""
    write(tmp_path, {GATE: JOBS.replace("[push, pull_request]", "schedule"), f"{FOLDER}/x.yml": "jobs: ["})
    gate = read_gate(tmp_path, GATE)
    assert gate.problem is not None
    write(tmp_path, {f"{FOLDER}/x.yml": f"on: workflow_call\njobs: {{in: {{{RUN}}}}}\n"})
    found = [name.pattern for _, _, name in GateNames([read_gate(tmp_path, GATE)]).unlisted([])]
    assert found == ["legs (1)", "legs (2)", "call", "gate", "push"]
