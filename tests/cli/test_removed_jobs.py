"""A pull request that takes a failing job out of the Gate's file never reads as passed, however it does that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_gate_file import GATE, INDENTED, STEPS, TWO, body, proposal, state

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

OTHER = ".github/workflows/other.yml"
ONE = f"name: Gate\non: [pull_request, push]\njobs:\n  compile: {{{STEPS}}}\n"
LEGS = f"[{', '.join(map(str, range(250)))}]"
INCLUDED = "".join(f"          - {{a: {number % 250}, b: {number}}}\n" for number in range(2_500))
SHARED = ONE.replace("compile: {", "compile: &a {")
OUTPUT = "name: '${{ matrix.v }}', strategy: {matrix: {v: '${{ fromJSON(needs.compile.outputs.v) }}'}}, needs: compile"


@pytest.mark.parametrize(
    "text",
    [
        # GitHub accepts these; they are more than is read here.
        f"{ONE}  x:\n    strategy:\n      matrix:\n        a: {LEGS}\n        include:\n{INCLUDED}{INDENTED}",
        SHARED + "".join(f"  j{number}: *a\n" for number in range(9_000)),
        f"{ONE}  x: {{if: '{'!' * 90}true', {STEPS}}}\n",
        # These it may accept one day.
        f"{ONE}  new: {{new-key: 1, {STEPS}}}\n",
        f"{ONE}  x: {{if: \"newFunction('x')\", {STEPS}}}\n",
    ],
    ids=["matrix", "aliases", "nesting", "key", "function"],
)
def test_a_file_that_is_not_understood(runner: Runner, text: str) -> None:
    """What the default branch's file has and nothing reported is shown; there is no other evidence of it."""
    number, run = proposal(runner, text, {"compile": "success"}, base=TWO)
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, number)
    assert state(runner, "--pr", str(number))["requests"]["mutations"] == 0


@pytest.mark.parametrize(
    ("job", "reported"),
    [
        ("name: '${{ github.actor }}'", "mallory"),
        ("name: 'un${{ github.actor }}'", "unmallory"),
        (OUTPUT, "anything"),
        ("name: 'unit '", "unit "),
        ('name: "un\u200bit"', "un\u200bit"),
    ],
)
def test_a_name_that_may_be_any(runner: Runner, job: str, reported: str) -> None:
    """A name that is known only in the run is not that of the removed job unless it reports so."""
    number, run = proposal(
        runner, f"{ONE}  x: {{{job}, {STEPS}}}\n", {"compile": "success", reported: "success"}, base=TWO
    )
    assert state(runner, run=run)["state"] == "incomplete"
    assert "Never reported" in body(runner, number)
    runner.world.advance(60)
    runner.repository.rerun(run, {"compile": "success", "unit": "success"})
    assert state(runner, run=run)["state"] == "success"


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_another_file_of_the_same_workflow(runner: Runner, event: str, *, kept: bool) -> None:
    """A run is found by the name of its workflow, so another file can take the place of the Gate's."""
    base = runner.repository.push("main", {GATE: TWO})
    runner.repository.workflow_run(head=base, jobs={"compile": "success", "unit": "failure"}, event=event)
    head = runner.repository.push("feature", {OTHER: ONE, **({GATE: TWO} if kept else {})})
    number = runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"compile": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "incomplete"
    assert "`unit`" in body(runner, number)


def test_a_file_that_was_only_renamed(runner: Runner) -> None:
    """All its jobs report, so none was removed."""
    base = runner.repository.push("main", {GATE: TWO})
    runner.repository.workflow_run(head=base, jobs={"compile": "success", "unit": "failure"}, event="push")
    head = runner.repository.push("feature", {OTHER: TWO})
    runner.repository.pull_request("feature")
    run = runner.repository.workflow_run(head=head, jobs={"compile": "success", "unit": "success"}, path=OTHER)
    assert state(runner, run=run)["state"] == "success"
