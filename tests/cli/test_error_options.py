"""How an error is reported is determined by options and variables, whatever else is wrong with the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.faults import Refused
from tests.workflow_runner import GREEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner

REFUSAL = Refused("X", "no")


@pytest.mark.parametrize(
    "arguments",
    [
        ("post-ci", "--json", "--nonsense"),
        ("post-ci", "--nonsense", "--json"),
        ("post-ci", "--nonsense=1", "--json"),
        ("post-ci", "--pr", "0", "--json"),
        ("post-ci", "--json", "--pr"),
        ("post-ci", "--only", "x", "--json"),
        ("post-ci", "extra", "--json"),
        ("section", "set", "--json"),
        ("nonsense", "--json"),
        ("section", "nonsense", "--json"),
        ("--nonsense", "post-ci", "--json"),
        ("demo", "--json"),
    ],
)
def test_json(runner: Runner, arguments: tuple[str, ...]) -> None:
    """``--json`` before or after what cannot be parsed: the error is a document on standard output."""
    ran = runner.run(*arguments)
    assert (ran.code, ran.json["error"]["name"], ran.json["error"]["exit_code"]) == (2, "USAGE", 2)


@pytest.mark.parametrize(
    "arguments", [("post-ci", "--nonsense"), ("post-ci", "--repo", "--json"), ("post-ci", "--pr", "0", "--", "--json")]
)
def test_no_json(runner: Runner, arguments: tuple[str, ...]) -> None:
    """Without the option there is none, nor where ``--json`` is the value of another option or an argument."""
    ran = runner.run(*arguments)
    assert (ran.code, ran.stdout) == (2, "")


@pytest.mark.parametrize("value", ["1", "true", "TRUE", "yes", "y", "on", "t"])
def test_advisory_by_variable(runner: Runner, value: str) -> None:
    """The variable has the values that every other switch has."""
    _, run = runner.proposal(GREEN)
    runner.monkeypatch.setenv("HYGIENE_ADVISORY", value)
    ran = runner.post_ci(run=run, faults=[REFUSAL])
    assert (ran.code, ran.stderr.startswith("Warning: ")) == (0, True)


@pytest.mark.parametrize("value", ["", "0", "false", "no", "n", "off", "f"])
def test_not_advisory_by_variable(runner: Runner, value: str) -> None:
    """Empty is not set."""
    _, run = runner.proposal(GREEN)
    runner.monkeypatch.setenv("HYGIENE_ADVISORY", value)
    assert runner.post_ci(run=run, faults=[REFUSAL]).code == 5


def test_advisory_by_a_variable_that_is_neither(runner: Runner) -> None:
    """Any other value is a usage error, as it is for every switch; nothing is sent."""
    _, run = runner.proposal(GREEN)
    runner.monkeypatch.setenv("HYGIENE_ADVISORY", "maybe")
    assert runner.post_ci(run=run).code == 2
    assert runner.world.requests == []


def test_advisory_with_a_wrong_command_line(runner: Runner) -> None:
    """Only an error of GitHub's becomes a warning; the document has the exit code of the process."""
    ran = runner.run("post-ci", "--advisory", "--json", "--nonsense")
    assert (ran.code, json.loads(ran.stdout)["error"]["exit_code"]) == (2, 2)


@pytest.mark.parametrize("arguments", [(), ("section",), ("sandbox",), ("schema",)])
def test_no_command(runner: Runner, arguments: tuple[str, ...]) -> None:
    """Without a command, help is printed and the exit code is 0."""
    ran = runner.run(*arguments)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Usage: {' '.join(('hygiene', *arguments))} ")
