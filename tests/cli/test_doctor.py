"""`hygiene doctor` on the command line."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from hygiene.cli import signals
from tests.audit.repository import standard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hygiene.sandbox.faults import RequestInfo
    from tests.workflow_runner import Runner


@pytest.fixture
def _handlers() -> Iterator[None]:
    """Put the handlers of signals back."""
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    for number, handler in before:
        signal.signal(number, handler)


@pytest.fixture
def place(runner: Runner) -> Runner:
    """A checkout whose files agree, without a workflow for hygiene."""
    standard(runner.folder)
    assert runner.repository.head()
    return runner


def test_warnings_end_with_zero(place: Runner) -> None:
    """The table goes to standard output, within eighty columns."""
    ran = place.run("doctor")
    assert (ran.code, ran.stderr) == (0, "")
    assert "warn  workflow          No job in .github/workflows/post-ci.yml runs hygiene" in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
    assert ran.stdout.splitlines()[-1].endswith(" 0 failed.")


def test_failures_end_with_eight(place: Runner) -> None:
    """A failure is a finding, even without a token: the doctor explains instead of ending early."""
    place.monkeypatch.delenv("GITHUB_TOKEN")
    ran = place.run("doctor")
    assert ran.code == 8
    assert ran.stdout.startswith("fail  token             There is no token")


def test_json(place: Runner) -> None:
    """One object and nothing else."""
    ran = place.run("doctor", "--json")
    assert list(ran.json) == ["checks"]
    assert {check["level"] for check in ran.json["checks"]} == {"pass", "warn"}
    assert ran.stderr == ""


def test_the_token_is_never_shown(place: Runner) -> None:
    """Not in the table, not in JSON, not when it is refused."""
    place.monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    for arguments in ((), ("--json",)):
        ran = place.run("doctor", *arguments)
        assert ran.code == 8
        assert "ghp_secret" not in ran.stdout + ran.stderr


def test_probing_wants_a_name_and_a_confirmation(place: Runner) -> None:
    """It writes, so the environment's repository is not enough, and --yes is asked for; nothing is sent before."""
    unnamed, unconfirmed = place.run("doctor", "--probe", "--yes"), place.run("doctor", "--probe", "--repo", "o/r")
    assert (unnamed.code, unconfirmed.code) == (2, 2)
    assert "writes to a repository, so it has to be named" in unnamed.stderr
    assert "two comments in o/r" in unconfirmed.stderr
    assert place.world.requests == []


def test_probing(place: Runner) -> None:
    """Rows and answers, as text and as JSON."""
    ran = place.run("doctor", "--probe", "--yes", "--repo", "o/r")
    assert ran.code == 0
    assert "no       Do several labels in `issues(labels:)` mean" in ran.stdout
    again = place.run("doctor", "--probe", "--yes", "--repo", "o/r", "--json").json
    assert {answer["key"]: answer["answer"] for answer in again["answers"]}["last-alias-sees"] == "yes"


@pytest.mark.usefixtures("_handlers")
def test_a_cancelled_run_tidies_up(place: Runner) -> None:
    """SIGTERM, which a runner sends when a job is cancelled, ends the probe, which cleans up first."""
    signals.hold()

    def terminate(info: RequestInfo) -> None:
        if info.operation == "ProbeTwice":
            os.kill(os.getpid(), signal.SIGTERM)

    ran = place.run("doctor", "--probe", "--yes", "--repo", "o/r", before=terminate)
    assert ran.code == 143
    assert [issue.state for issue in place.repository.issues()] == ["CLOSED", "CLOSED"]
    assert place.repository.record.labels == ()
