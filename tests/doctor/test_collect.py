"""Facts from a folder, an environment and a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hygiene.audit.init_text import post_ci_text
from hygiene.audit.post_ci_workflow import POST_CI_PATH
from hygiene.doctor.collect import Surroundings, collect, diagnose
from hygiene.doctor.facts import Facts, TokenKind
from hygiene.errors import AuthorizationError, UnavailableError, UsageError
from hygiene.sandbox.faults import Refused, Unreachable
from hygiene.sandbox.transport import SandboxTransport
from hygiene.settings import Flags
from tests.audit.repository import standard, write
from tests.workflow_runner import GREEN

from .facts import levels

if TYPE_CHECKING:
    from hygiene.sandbox.transport import Chooser
    from tests.workflow_runner import Runner


def found(runner: Runner, flags: Flags | None = None, before: Chooser | None = None) -> Facts:
    """Collect in the runner's folder."""
    transport = SandboxTransport(runner.world, before=before)
    return collect(Surroundings(flags or Flags(), runner.folder, POST_CI_PATH, runner.clock, transport))


@pytest.fixture
def healthy(runner: Runner) -> Runner:
    """A set-up in good order: checkout, workflow, a pull request, an issue, and the event of a run."""
    standard(runner.folder)
    write(runner.folder, {POST_CI_PATH: post_ci_text("Gate", "acme/hygiene@v0")})
    _, run = runner.proposal(GREEN)
    runner.repository.issue("Bug")
    runner.event(runner.repository.run_event(run))
    return runner


def test_a_healthy_set_up_has_only_passes(healthy: Runner) -> None:
    """From the token to the permissions block, with one query and one introspection and no write."""
    writes = len(healthy.world.history)
    facts = found(healthy)
    assert levels(diagnose(facts)) == {}
    assert (facts.host, facts.token, facts.skew_s) == ("github.com", TokenKind.OTHER, 0)
    assert facts.schema is not None
    assert facts.schema.trouble == ""
    assert [request.operation for request in healthy.world.requests] == ["ReadHealth", "IntrospectionQuery"]
    assert len(healthy.world.history) == writes


def test_no_token_still_checks_files(healthy: Runner) -> None:
    """What can be checked without GitHub is checked."""
    healthy.monkeypatch.delenv("GITHUB_TOKEN")
    facts = found(healthy)
    assert facts.token is TokenKind.NONE
    assert isinstance(facts.trouble, AuthorizationError)
    assert levels(diagnose(facts)) == {"token": "fail"}
    assert facts.post_ci is not None
    assert healthy.world.requests == []


def test_no_repository(healthy: Runner) -> None:
    """A missing name is a row, and an option fixes it."""
    healthy.monkeypatch.delenv("GITHUB_REPOSITORY")
    assert levels(diagnose(found(healthy))) == {"repository": "fail"}
    assert levels(diagnose(found(healthy, Flags(repository="o/r")))) == {}
    assert isinstance(found(healthy, Flags(repository="o/absent")).trouble, UsageError)


def test_no_host(healthy: Runner) -> None:
    """An unreachable host is one row; the files have theirs."""
    facts = found(healthy, before=lambda _: Unreachable())
    assert isinstance(facts.trouble, UnavailableError)
    assert levels(diagnose(facts)) == {"host": "fail"}


def test_a_broken_configuration_does_not_hide_the_host(healthy: Runner) -> None:
    """The file has a row of its own, and everything else is still known."""
    write(healthy.folder, {".github/hygiene.toml": "jobs = "})
    facts = found(healthy)
    assert facts.health is not None
    assert levels(diagnose(facts)) == {"configuration": "fail", "audit": "warn"}


def test_introspection_may_be_refused(healthy: Runner) -> None:
    """Then the schema is not known, and nothing else suffers."""

    def refuse(info: object) -> Refused | None:
        return Refused(None, "not allowed") if getattr(info, "operation", "") == "IntrospectionQuery" else None

    facts = found(healthy, before=refuse)
    assert facts.schema is not None
    assert "not allowed" in facts.schema.trouble
    assert levels(diagnose(facts)) == {"schema": "warn"}


def test_a_clock_that_is_wrong(healthy: Runner) -> None:
    """The host's Date header is compared with the clock here."""

    class Ahead:
        now = staticmethod(lambda: healthy.clock.now().replace(year=2026))
        sleep = staticmethod(healthy.clock.sleep)
        jitter = staticmethod(healthy.clock.jitter)

    transport = SandboxTransport(healthy.world)
    facts = collect(Surroundings(Flags(), healthy.folder, POST_CI_PATH, Ahead(), transport))
    assert facts.skew_s == 365 * 86_400
    assert levels(diagnose(facts)) == {"clock": "fail"}


def test_an_event_that_cannot_be_read(healthy: Runner) -> None:
    """A broken payload is a row."""
    healthy.event("{")
    assert levels(diagnose(found(healthy))) == {"event": "fail"}
    healthy.monkeypatch.delenv("GITHUB_EVENT_PATH")
    assert found(healthy).event.payload is None


def test_without_a_checkout(runner: Runner) -> None:
    """Configuration and workflow come from the default branch, as in a run without a checkout."""
    runner.repository.push(
        "main", {"hygiene.toml": 'jobs = ["gate"]', POST_CI_PATH: post_ci_text("Gate", "acme/hygiene@v0")}
    )
    facts = found(runner)
    assert facts.configuration.place == "hygiene.toml of the default branch"
    assert facts.post_ci is not None
    assert facts.configuration.audited is None
