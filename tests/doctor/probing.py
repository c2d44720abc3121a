"""A sandbox for the probe, and hosts that answer differently from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from hygiene.doctor.probe import Probe
from hygiene.doctor.questions import Circumstances
from hygiene.github.client import Connection
from hygiene.runner.event import trigger_from
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.world import World
from tests.workflow_runner import GREEN, REPOSITORY, TOKEN, WorldClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from hygiene.doctor.questions import Answer, ProbeResult
    from hygiene.model.trigger import Trigger
    from hygiene.sandbox.store import Behaviour
    from hygiene.sandbox.transport import Chooser

    Edit = Callable[[str, dict[str, Any]], None]


# Of one probe with a pull request and an event.
REQUESTS = 23


class OtherHost(httpx.BaseTransport):
    """Changes each response of the sandbox: ``edit`` gets the operation and the data."""

    def __init__(self, inner: SandboxTransport, edit: Edit) -> None:
        self.inner, self.edit = inner, edit

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the sandbox does, then change it."""
        response = self.inner.handle_request(request)
        body = response.json()
        if body.get("data"):
            self.edit(json.loads(request.content)["operationName"], body["data"])
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        return httpx.Response(response.status_code, headers=headers, json=body, request=request)


class Place:
    """A repository with an issue, a label and a pull request of somebody's, and a run of the Gate that has ended."""

    def __init__(self, habits: Behaviour | None = None, **grants: Any) -> None:  # noqa: ANN401 - the fields of the token
        self.world = World(behaviour=habits)
        self.world.token(TOKEN, **grants)
        self.repository = self.world.repository(REPOSITORY)
        self.repository.issue("Somebody's", labels=("bug",))
        head = self.repository.push("feature", {"a": "b"})
        self.pull = self.repository.pull_request("feature")
        self.repository.person("alice").comment(self.pull, "Looks good.")
        self.run = self.repository.workflow_run(head=head, jobs=GREEN)
        self.repository.protect("main", "gate")
        self.repository.ruleset("main", "lint")
        self.before = self.listed()

    def listed(self) -> tuple[list[tuple[str, str]], list[str], list[str]]:
        """Open issues, labels, and comments on the pull request."""
        issues = [(one.title, one.body) for one in self.repository.issues() if one.state == "OPEN"]
        labels = [self.world.state.nodes[node].name for node in self.repository.record.labels]  # type: ignore[union-attr]
        return issues, labels, [one.body for one in self.repository.comments(self.pull)]

    def event(self) -> Trigger:
        """The trigger of the run's event."""
        return trigger_from("workflow_run", self.repository.run_event(self.run), REPOSITORY)

    def probe(
        self,
        before: Chooser | None = None,
        *,
        trigger: Trigger | None = None,
        edit: Edit | None = None,
        host: str = "api.github.com",
    ) -> Probe:
        """A probe that has not run yet."""
        inner: Any = SandboxTransport(self.world, before=before)
        transport = OtherHost(inner, edit) if edit else inner
        connection = Connection("https://api.github.com/graphql", f"bearer {TOKEN}", WorldClock(self.world), transport)
        around = Circumstances(host, f"https://github.com/{REPOSITORY}/labels", "a token", "workflow_run")
        return Probe(connection, trigger or self.event(), around)

    def ask(self, before: Chooser | None = None, **more: Any) -> ProbeResult:  # noqa: ANN401 - those of probe
        """Probe, and return the result."""
        probe = self.probe(before, **more)
        probe.run()
        return probe.result()


def words(result: ProbeResult) -> dict[str, str]:
    """The answers as words, by key."""
    return {answer.key: answer.result.value for answer in result.answers}


def answer(result: ProbeResult, key: str) -> Answer:
    """One answer."""
    return next(one for one in result.answers if one.key == key)
