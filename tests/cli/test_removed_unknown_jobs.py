"""Jobs of the Gate's file that a pull request removes, whose name is known only in a run, or which cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hygiene.sandbox.faults import Fault, GatewayError, ResourceLimits, Timeout
from tests.cli.test_gate_file import GATE, STEPS, body, state
from tests.cli.test_other_answers import Otherwise, without

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.workflow_runner import Runner

HEAD = "name: Gate\non: pull_request\njobs:\n"
COMPILE = f"  compile: {{{STEPS}}}\n"
UNIT = f"  unit: {{{STEPS}}}\n"
OUTPUT = "strategy: {matrix: {include: '${{ fromJSON(needs.compile.outputs.x) }}'}}"
CALLED, MOVED = ".github/workflows/called.yml", ".github/workflows/moved.yml"
CALL = f"{HEAD}  tests: {{uses: ./{CALLED}}}\n"
CALLABLE = "on: workflow_call\njobs:\n"
COMPILED = {"compile": "success"}


def unit(name: str, more: str = "") -> str:
    """A job whose name is an expression."""
    return f"  unit: {{name: '{name}', {more}{STEPS}}}\n"


def proposal(runner: Runner, base: Mapping[str, str], head: Mapping[str, str], jobs: Mapping[str, str]) -> int:
    """The run of a pull request that changes these files of the base branch."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {"README.md": "x", **head})
    runner.repository.pull_request("feature")
    return runner.repository.workflow_run(head=oid, jobs=jobs)


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (unit("${{ vars.N }}"), r"\*"),
        (unit("${{ matrix.n }}", f"needs: compile, {OUTPUT}, "), r"\*"),
        (unit("c${{ vars.N }}e"), r"c\*e"),
        (unit("com${{ vars.N }}"), r"com\*"),
    ],
    ids=["variable", "matrix", "middle", "end"],
)
def test_a_removed_job_whose_name_is_known_only_in_a_run(runner: Runner, job: str, name: str) -> None:
    """Another job whose name fits the pattern is not that job."""
    run = proposal(runner, {GATE: HEAD + COMPILE + job}, {GATE: HEAD + COMPILE}, COMPILED)
    assert state(runner, run=run)["state"] == "incomplete"
    assert f"**Never reported**: `{name}`".replace("\\", "") in body(runner, 1).replace("\\", "")


@pytest.mark.parametrize(
    ("head", "jobs"),
    [
        (HEAD + COMPILE + unit("${{ vars.N }}"), {**COMPILED, "linux": "success"}),
        (HEAD + COMPILE + unit("linux"), {**COMPILED, "linux": "success"}),
        (HEAD + COMPILE, {**COMPILED, "linux": "success"}),
    ],
    ids=["kept", "named", "of the merge commit"],
)
def test_a_job_whose_name_is_known_only_in_a_run_is_there(runner: Runner, head: str, jobs: Mapping[str, str]) -> None:
    """It may have got a name of its own, and a run of the merge commit may have the base branch's job."""
    run = proposal(runner, {GATE: HEAD + COMPILE + unit("${{ vars.N }}")}, {GATE: head}, jobs)
    assert state(runner, run=run)["state"] == "success"


LONG = "#" * 600_000
NESTED = f"  x: {{if: '{'!' * 90}true', {STEPS}}}\n"


@pytest.mark.parametrize(
    ("base", "head", "jobs", "expected"),
    [
        (
            {GATE: HEAD + COMPILE + UNIT + NESTED},
            {GATE: HEAD + COMPILE},
            COMPILED,
            "gate.yml:",
        ),
        ({GATE: HEAD + COMPILE + UNIT + LONG}, {GATE: HEAD + COMPILE}, COMPILED, "gate.yml on the base branch"),
        (
            {GATE: CALL, CALLED: CALLABLE + COMPILE + UNIT + LONG},
            {CALLED: CALLABLE + COMPILE},
            {"tests / compile": "success"},
            "called.yml on the base branch",
        ),
    ],
    ids=["not understood", "long", "called"],
)
def test_a_file_of_the_base_branch_that_cannot_be_read(
    runner: Runner, base: Mapping[str, str], head: Mapping[str, str], jobs: Mapping[str, str], expected: str
) -> None:
    """The result is not "passed", and the comment and the report state that a removed job may be missed."""
    found = state(runner, run=proposal(runner, base, head, jobs))
    assert found["state"] == "incomplete"
    (notice,) = found["notices"]
    assert expected in notice
    assert notice.endswith("A job that this pull request removed there may be missed.")
    assert "A job that this pull request removed there may be missed." in body(runner, 1)


def no_entries(node: dict[str, Any]) -> None:
    """The folder of workflows has none."""
    if "workflowFiles" in node:
        node["workflowFiles"] = {"__typename": "Tree", "entries": None}


def nothing(node: dict[str, Any]) -> None:
    """There is no folder of workflows."""
    if "workflowFiles" in node:
        node["workflowFiles"] = None


@pytest.mark.parametrize("change", [no_entries, nothing])
def test_a_folder_of_the_base_branch_that_is_not_shown(runner: Runner, change: Any) -> None:  # noqa: ANN401 - a function
    """The same."""
    files = {GATE: CALL, CALLED: CALLABLE + COMPILE + UNIT}
    run = proposal(runner, files, {CALLED: CALLABLE + COMPILE}, {"tests / compile": "success"})
    ran = runner.post_ci("--json", run=run, around=lambda inner: Otherwise(inner, change))
    (notice,) = ran.json["notices"]
    assert ".github/workflows on the base branch. A job that this pull request removed there may be missed." in notice


class HeadNotShown(Otherwise):
    """A host that shows no workflow files of the head: with an error, or as if it did not have the commit."""

    def __init__(self, inner: httpx.BaseTransport, errors: Sequence[object]) -> None:
        super().__init__(inner, without("filesAtHead") if errors else without("filesAtHead", "head"))
        self.errors = errors

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The changed response."""
        response = super().handle_request(request)
        found = response.json()
        if "filesAtHead" not in (found.get("data") or {}).get("repository", {}):
            return response
        return httpx.Response(response.status_code, json={**found, "errors": self.errors} if self.errors else found)


@pytest.mark.parametrize(
    "errors", [[], [{"message": "Something went wrong", "path": ["repository", "filesAtHead"]}]], ids=["null", "error"]
)
def test_a_folder_of_the_head_that_is_not_shown(runner: Runner, errors: Sequence[object]) -> None:
    """It is not taken for that of a branch from before the first workflow, which has the base branch's files."""
    files = {GATE: CALL, CALLED: CALLABLE + COMPILE + UNIT}
    run = proposal(runner, files, {CALLED: CALLABLE + COMPILE}, {"tests / compile": "success"})
    ran = runner.post_ci("--json", run=run, around=lambda inner: HeadNotShown(inner, errors))
    assert ran.json["state"] == "incomplete"


def test_a_folder_without_anything_to_compare(runner: Runner) -> None:
    """The first Gate of a repository is no notice."""
    runner.repository.push("main", {".github/workflows/docs.yml": f"name: Docs\non: push\njobs:\n{COMPILE}"})
    oid = runner.repository.push("feature", {GATE: HEAD + COMPILE})
    runner.repository.pull_request("feature")
    found = state(runner, run=runner.repository.workflow_run(head=oid, jobs=COMPILED))
    assert (found["state"], found["notices"]) == ("success", [])


LARGE = {f".github/workflows/{place}.yml": f"on: push\njobs: {{}}\n#{'x' * 500_000}" for place in range(70)}


@pytest.mark.parametrize(
    ("base", "head", "jobs"),
    [
        ({GATE: HEAD + COMPILE + UNIT}, {GATE: None, MOVED: HEAD + COMPILE}, COMPILED),
        ({GATE: CALL, CALLED: CALLABLE + COMPILE + UNIT}, {CALLED: CALLABLE + COMPILE}, {"tests / compile": "success"}),
    ],
    ids=["moved", "called"],
)
def test_more_files_than_can_be_read(
    runner: Runner, base: Mapping[str, str], head: Mapping[str, str | None], jobs: Mapping[str, str]
) -> None:
    """A pull request that adds them is reported on all the same, and not as passed."""
    runner.repository.push("main", base)
    oid = runner.repository.push("feature", {**LARGE, **head})
    runner.repository.pull_request("feature")
    path = MOVED if MOVED in head else GATE
    found = state(runner, run=runner.repository.workflow_run(head=oid, jobs=jobs, path=path))
    assert found["state"] == "incomplete"
    assert ".github/workflows on the base branch" in found["notices"][0]
    assert ".github/workflows on the base branch" in body(runner, 1)


@pytest.mark.parametrize("fault", [GatewayError(), GatewayError(status=504), ResourceLimits(), Timeout()], ids=repr)
def test_files_that_the_host_does_not_return(runner: Runner, fault: Fault) -> None:
    """The same."""
    files = {GATE: CALL, CALLED: CALLABLE + COMPILE}
    run = proposal(runner, files, {CALLED: f"{CALLABLE}{COMPILE}# x\n"}, {"tests / compile": "success"})
    ran = runner.post_ci("--json", run=run, before=lambda sent: fault if sent.operation == "ReadWorkflows" else None)
    assert (ran.code, ran.json["state"]) == (0, "incomplete")
