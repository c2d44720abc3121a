"""Matrices of the Gate that are skipped as a whole: one skipped job each, whether or not the jobs are configured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import configuration_text
from hygiene.audit.workflows.gate_file import read_gate_file
from tests.cli.test_gate_file import GATE, STEPS, body, proposal, state

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

MATRIX = "strategy: {matrix: {v: [1, 2]}}, "


@pytest.mark.parametrize(
    ("tests", "jobs", "expected"),
    [
        (f"{{{MATRIX}if: github.head_ref == 'x', {STEPS}}}", {"tests": "skipped"}, "success"),
        (f"{{name: Tests, {MATRIX}if: github.head_ref == 'x', {STEPS}}}", {"Tests": "skipped"}, "success"),
        (f"{{{MATRIX}needs: compile, {STEPS}}}", {"tests": "skipped"}, "success"),
        (f"{{{MATRIX}{STEPS}}}", {"tests (1)": "success"}, "incomplete"),
        (f"{{{MATRIX}{STEPS}}}", {"tests (1)": "success", "tests (2)": "skipped"}, "success"),
    ],
)
def test_a_skipped_matrix(runner: Runner, tests: str, jobs: dict[str, str], expected: str) -> None:
    """It is one skipped job; a leg that is missing is not skipped."""
    text = f"name: Gate\non: pull_request\njobs:\n  compile: {{{STEPS}}}\n  tests: {tests}\n"
    _, run = proposal(runner, text, {"compile": "success", **jobs})
    assert state(runner, run=run)["state"] == expected


WHOLE = f"{{{MATRIX}if: github.head_ref == 'x', {STEPS}}}"


@pytest.mark.parametrize(
    ("tests", "jobs", "expected"),
    [
        (WHOLE, {"tests": "skipped"}, "success"),
        (WHOLE.replace("{", "{name: Tests, ", 1), {"Tests": "skipped"}, "success"),
        (WHOLE.replace("{", "{name: 'Run ${{ matrix.v }}', ", 1), {"Run ${{ matrix.v }}": "skipped"}, "success"),
        (WHOLE, {"tests (1)": "success"}, "incomplete"),
        (WHOLE, {"tests": "success"}, "incomplete"),
        (WHOLE, {}, "incomplete"),
    ],
)
def test_a_skipped_matrix_of_configured_jobs(runner: Runner, tests: str, jobs: dict[str, str], expected: str) -> None:
    """It is one skipped job with the configuration that ``init`` writes, and nothing is reported as renamed."""
    text = f"name: Gate\non: pull_request\njobs:\n  compile: {{{STEPS}}}\n  tests: {tests}\n"
    number, run = proposal(runner, text, {"compile": "success", **jobs})
    runner.settings(configuration_text(read_gate_file(text, GATE)))
    assert state(runner, run=run)["state"] == expected
    shown = body(runner, number)
    assert ("ever reported" in shown) is (expected == "incomplete")
    assert expected == "incomplete" or shown.startswith("### ✅ Gate: 1 of 2 jobs passed, 1 skipped")
    assert state(runner, "--pr", str(number))["requests"]["mutations"] == 0


def test_a_leg_that_the_file_lacks(runner: Runner) -> None:
    """It never reported, and the name under which the matrix is skipped is no new name of it."""
    text = f"name: Gate\non: pull_request\njobs:\n  compile: {{{STEPS}}}\n  tests: {WHOLE}\n"
    number, run = proposal(runner, text, {"compile": "success", "tests": "skipped"})
    runner.settings('jobs = ["compile", "tests (3)"]\n')
    assert state(runner, run=run)["state"] == "incomplete"
    assert "**Never reported**: `tests (3)`" in body(runner, number)
    assert "renamed to" not in body(runner, number)


def test_a_skipped_matrix_whose_leg_is_required(runner: Runner) -> None:
    """GitHub waits for the leg, and the comment shows it, without a new name for it."""
    text = f"name: Gate\non: pull_request\njobs:\n  compile: {{{STEPS}}}\n  tests: {WHOLE}\n"
    number, run = proposal(runner, text, {"compile": "success", "tests": "skipped"})
    runner.repository.protect("main", "tests (1)")
    runner.settings('jobs = ["compile", "tests (1)", "tests (2)"]\n')
    assert state(runner, run=run)["state"] == "incomplete"
    assert "Required by GitHub, but never reported**: `tests (1)`" in body(runner, number)
    assert "renamed to" not in body(runner, number)
