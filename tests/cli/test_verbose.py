"""`-v` and what a terminal gets."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from hygiene.sandbox.faults import GatewayError, Reset
from tests.workflow_runner import GREEN, TOKEN

if TYPE_CHECKING:
    from tests.workflow_runner import Runner


@pytest.fixture(autouse=True)
def _enabled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Import-linter, which another test runs in this process, switches off every logger that it finds."""
    monkeypatch.setattr(logging.getLogger("hygiene.github.transport"), "disabled", False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-v", "post-ci", "--pr", "1"),
        ("--verbose", "post-ci", "--pr", "1"),
        ("post-ci", "-v", "--pr", "1"),
        ("post-ci", "--pr", "1", "--verbose"),
        ("-v", "post-ci", "--pr", "1", "-v"),
        ("-v", "section", "-v", "remove", "-v", "x", "--pr", "1"),
    ],
)
def test_it_may_be_anywhere(runner: Runner, arguments: tuple[str, ...]) -> None:
    """Before the command, in a group or after the command; twice is once."""
    runner.proposal(GREEN)
    lines = runner.run(*arguments).stderr.splitlines()
    assert sum(line.startswith("  ReadScope: ") for line in lines) == 1


def test_after_two_hyphens_it_is_an_argument(runner: Runner) -> None:
    """What follows two hyphens is no option: here it is a section that cannot have this name."""
    runner.proposal(GREEN)
    ran = runner.run("section", "remove", "--pr", "1", "--", "-v")
    assert (ran.code, "ReadScope" in ran.stderr) == (2, False)


def test_every_request_is_logged(runner: Runner) -> None:
    """Operation, status and points on standard error, and standard output stays what it was; never the token."""
    number, _ = runner.proposal(GREEN)
    quiet = runner.run("post-ci", "--pr", str(number), "--json")
    assert quiet.stderr.count("HTTP") == 0
    runner.proposal(GREEN, "other")
    exported = runner.run("post-ci", "--pr", str(number + 1), "--json", "-v")
    assert exported.json["outcome"] == "settled"
    assert "  ReadScope: HTTP 200, " in exported.stderr
    assert "  ApplyPlan: HTTP 200, " in exported.stderr
    assert TOKEN not in exported.stderr


def test_failures_and_waiting_are_logged(runner: Runner) -> None:
    """What was repeated, why, and how long it waited: the purpose of -v."""
    number, _ = runner.proposal(GREEN)
    exported = runner.run("post-ci", "--pr", str(number), "-v", faults=[GatewayError(status=503), Reset()])
    assert exported.code == 0
    lines = [line.strip() for line in exported.stderr.splitlines()]
    assert lines[:4] == [
        "ReadScope: HTTP 503, an unknown number of points left",
        "waiting 1 s",
        "ReadScope: no response, RemoteProtocolError",
        "waiting 2 s",
    ]


def test_it_ends_with_the_command(runner: Runner) -> None:
    """The next command line of the same process is quiet again."""
    runner.run("audit", "-v")
    assert logging.getLogger("hygiene").handlers == []
    assert logging.getLogger("hygiene").level == logging.NOTSET


@pytest.mark.parametrize("arguments", [("--help",), ("post-ci", "--nonsense"), ("audit",), ("doctor",)])
def test_no_colour_without_a_terminal(runner: Runner, arguments: tuple[str, ...]) -> None:
    """Output that goes to a file or a log has no terminal sequences, with NO_COLOR and without."""
    assert runner.repository.head()
    for name in ("", "1"):
        runner.monkeypatch.setenv("NO_COLOR", name)
        ran = runner.run(*arguments)
        assert "\x1b" not in ran.stdout + ran.stderr
