"""Every exit code, produced by the whole command against a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.errors import ExitCode
from hygiene.sandbox.faults import GatewayError, RateLimited, Refused, Unreachable
from tests.workflow_runner import GREEN, RED

if TYPE_CHECKING:
    from hygiene.sandbox.faults import Fault, RequestInfo
    from tests.workflow_runner import Runner


def test_settled(runner: Runner) -> None:
    """0: everything is as it should be, whether the Gate is red or green."""
    assert runner.post_ci(run=runner.proposal(RED)[1]).code == ExitCode.OK
    assert runner.post_ci(run=runner.proposal(GREEN, "other")[1]).code == ExitCode.OK


def test_superseded(runner: Runner) -> None:
    """0: the run of a newer head reports on it, and nothing is written for the old one."""
    number, run = runner.proposal(RED)
    event = runner.repository.run_event(run)
    runner.repository.person("octocat").push(number)
    before = runner.world.digest()
    runner.event(event)
    ran = runner.post_ci("--json")
    assert (ran.code, ran.json["outcome"], runner.world.digest()) == (ExitCode.OK, "superseded", before)


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("section", "no"), ("post-ci", "--pr", "0"), ("post-ci", "--only", "x")]
)
def test_usage(runner: Runner, arguments: tuple[str, ...]) -> None:
    """2: a command line that cannot be meant, before anything is sent."""
    assert runner.run(*arguments).code == ExitCode.USAGE
    assert runner.world.requests == []


def test_bug(runner: Runner) -> None:
    """3: a bug ends in a traceback, the versions and a request to report it."""

    def broken(info: RequestInfo) -> Fault | None:
        raise ZeroDivisionError(info.operation)

    ran = runner.post_ci(run=runner.proposal(RED)[1], before=broken)
    assert ran.code == ExitCode.BUG
    assert "ZeroDivisionError: ReadScope" in ran.stderr
    assert "This is a bug in hygiene. Please report it" in ran.stderr


def test_authorization(runner: Runner) -> None:
    """4: a token that the host does not accept."""
    _, run = runner.proposal(RED)
    runner.monkeypatch.setenv("GITHUB_TOKEN", "stale-token")
    ran = runner.post_ci(run=run)
    assert ran.code == ExitCode.AUTHORIZATION
    assert "does not accept the token" in ran.stderr


def test_rejected(runner: Runner) -> None:
    """5: the host understood and refused."""
    fault = Refused(None, "Field 'isMinimized' doesn't exist on type 'IssueComment'", "undefinedField")
    ran = runner.post_ci(run=runner.proposal(RED)[1], faults=[fault])
    assert ran.code == ExitCode.REJECTED
    assert "isMinimized" in ran.stderr


def test_unavailable(runner: Runner) -> None:
    """6: the hour's points are used up, and the advice when to come back is passed on."""
    ran = runner.post_ci(run=runner.proposal(RED)[1], faults=[RateLimited(reset_after_s=1800)])
    assert ran.code == ExitCode.UNAVAILABLE
    assert "retry after: 1801 s" in ran.stderr


def test_unreachable(runner: Runner) -> None:
    """6: no network at all."""
    ran = runner.post_ci(run=runner.proposal(RED)[1], faults=[Unreachable()] * 5)
    assert (ran.code, "cannot be reached" in ran.stderr) == (ExitCode.UNAVAILABLE, True)


def test_unsettled(runner: Runner) -> None:
    """7: another writer keeps adding status comments until the passes run out."""
    number, run = runner.proposal(RED)
    runner.post_ci(run=run)
    (first,) = runner.comments(number)

    def busy(info: RequestInfo) -> Fault | None:
        if info.kind == "mutation":
            runner.repository.person("github-actions[bot]").comment(number, first.body)
        return None

    runner.repository.rerun(run, GREEN)
    ran = runner.post_ci(run=run, before=busy)
    assert (ran.code, "next run continues" in ran.stderr) == (ExitCode.UNSETTLED, True)


def test_lost_answers(runner: Runner) -> None:
    """6: a host that loses one mutation after the other is out of order, and nothing is written twice."""
    number, run = runner.proposal(RED)
    answers = [None if query else GatewayError(after=not place) for place in range(9) for query in (True, False)]
    ran = runner.post_ci(run=run, faults=answers)
    assert (ran.code, "HTTP status 502" in ran.stderr) == (ExitCode.UNAVAILABLE, True)
    assert len(runner.comments(number)) == 1


def test_interrupted(runner: Runner) -> None:
    """130: somebody pressed Ctrl-C; that is no bug."""

    def stop(_: RequestInfo) -> Fault | None:
        raise KeyboardInterrupt

    ran = runner.post_ci(run=runner.proposal(RED)[1], before=stop)
    assert (ran.code, "Interrupted." in ran.stderr, "Traceback" in ran.stderr) == (ExitCode.INTERRUPTED, True, False)


@pytest.mark.parametrize(("fault", "code"), [(Refused("X", "no"), 5), (RateLimited(reset_after_s=900), 6)])
def test_advisory(runner: Runner, fault: Fault, code: int) -> None:
    """--advisory makes a warning of refusals and outages, so that a required check keeps its result."""
    _, run = runner.proposal(RED)
    assert runner.post_ci(run=run, faults=[fault]).code == code
    ran = runner.post_ci("--advisory", run=run, faults=[fault])
    assert (ran.code, ran.stderr.startswith("Warning: ")) == (0, True)
    runner.monkeypatch.setenv("HYGIENE_ADVISORY", "true")
    assert runner.post_ci(run=run, faults=[fault]).code == 0


def test_advisory_is_no_excuse(runner: Runner) -> None:
    """--advisory excuses neither a wrong setting nor a missing token."""
    _, run = runner.proposal(RED)
    runner.settings("jobs = 1\n")
    assert runner.post_ci("--advisory", run=run).code == ExitCode.USAGE
    runner.settings("")
    runner.monkeypatch.delenv("GITHUB_TOKEN")
    assert runner.post_ci("--advisory", run=run).code == ExitCode.AUTHORIZATION
