"""A simulation: a sandbox with one repository, a clock, and runs of hygiene, one after the other or concurrent."""

from __future__ import annotations

import json
import math
import random
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from hygiene.drills.concurrency import run_concurrently
from hygiene.errors import HygieneError
from hygiene.post_ci.connect import connect
from hygiene.post_ci.run import post_ci
from hygiene.runner.event import trigger_from
from hygiene.sandbox.seed import RepositorySeed
from hygiene.sandbox.transport import SandboxTransport
from hygiene.sandbox.wire import NoResponse
from hygiene.sandbox.world import World
from hygiene.settings import Settings, Token
from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hygiene.drills.concurrency import Wait
    from hygiene.model.policy import Policy
    from hygiene.model.report import Report
    from hygiene.sandbox.faults import Fault, RequestInfo
    from hygiene.sandbox.history import RequestRecord
    from hygiene.sandbox.wire import Response

WRITER, READER = "ghs_sandbox-writer-secret", "ghs_sandbox-reader-secret"
SERVER, GRAPHQL = "https://github.com", "https://api.github.com/graphql"


@dataclass(frozen=True, slots=True)
class HygieneRun:
    """One start of ``hygiene post-ci``. ``faults`` are those of its requests, in order; None is no fault."""

    event: Mapping[str, Any]
    client: str = "A"
    token: str = WRITER
    faults: Sequence[Fault | None] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one start of ``hygiene post-ci`` reported. No claim is checked against it."""

    client: str
    step: int
    outcome: str
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response: JSON, text, or how it was lost. No header is kept, so no token."""

    request: RequestRecord
    document: str
    variables: Mapping[str, Any]
    response: Any

    @property
    def succeeded(self) -> bool:
        """Whether the response has data, even if only a part."""
        found = self.response
        return self.request.status == httpx.codes.OK and isinstance(found, dict) and bool(found.get("data"))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scenario. ``first`` is the number of its first request."""

    title: str
    first: int


@dataclass(slots=True)
class Simulation:
    """What a scenario runs in. ``saved`` are copies of the sandbox by name, for claims about earlier states."""

    seed: int = 0
    world: World = field(default_factory=World)
    policy: Policy | None = None
    steps: list[Step] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    results: list[RunResult] = field(default_factory=list)
    saved: dict[str, World] = field(default_factory=dict)
    repository_name: str = ""
    last: HygieneRun | None = None
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a reproducible order, not a secret
        self.world.token(WRITER)
        self.world.token(READER, level="read")

    @property
    def repository(self) -> RepositorySeed:
        """The repository as it is now."""
        return RepositorySeed(self.world, self.repository_name)

    def repository_at(self, name: str) -> RepositorySeed:
        """The repository as it was when the sandbox was saved under this name."""
        return RepositorySeed(self.saved[name], self.repository_name)

    def save(self, name: str) -> None:
        """Save a copy of the sandbox."""
        self.saved[name] = self.world.copy()

    def step(self, title: str) -> None:
        """Begin a step, to which all requests from here on belong."""
        self.steps.append(Step(title, self.world.request_number + 1))

    def requests_of(self, step: int) -> range:
        """The numbers of the requests of a step; steps are numbered from 1."""
        firsts = [one.first for one in self.steps] + [self.world.request_number + 1]
        return range(firsts[step - 1], firsts[step])

    def post_ci(self, *runs: HygieneRun | Mapping[str, Any], title: str = "") -> list[RunResult]:
        """Run ``hygiene post-ci`` for each event, one after the other; with a title as a step of its own."""
        if title:
            self.step(title)
        return [self._run(one if isinstance(one, HygieneRun) else HygieneRun(one), None) for one in runs]

    def concurrently(self, events: Mapping[str, Mapping[str, Any]], *, title: str = "") -> None:
        """Run ``hygiene post-ci`` for all events at the same time. ``events``: by the name of the client."""
        if title:
            self.step(title)
        runs = [HygieneRun(event, client) for client, event in events.items()]

        def execute(run: HygieneRun, wait: Wait) -> None:
            self._run(run, wait)

        run_concurrently([lambda wait, run=run: execute(run, wait) for run in runs], self.random)  # type: ignore[misc]
        self.last = runs[-1]

    def _run(self, run: HygieneRun, wait: Wait | None) -> RunResult:
        if "before" not in self.saved:
            self.save("before")
        self.last = run
        name = run.event["repository"]["full_name"]
        chosen = {} if self.policy is None else {"policy": self.policy, "policy_source": "the scenario"}
        settings = Settings(name, Token(run.token), GRAPHQL, SERVER, **chosen)  # type: ignore[arg-type]
        connection = connect(settings, _Clock(self.world, self.random), _RecordingTransport(self, run, wait))
        event = "workflow_run" if "workflow_run" in run.event else "pull_request"
        report: Report | None = None
        try:
            report = post_ci(settings, trigger_from(event, run.event, name), connection)
            outcome = report.outcome.value
        except HygieneError as error:
            outcome = f"exit {error.exit_code.value}: {error.message}"
        finally:
            connection.close()
        self.results.append(RunResult(run.client, len(self.steps), outcome, report))
        return self.results[-1]


class _Clock:
    """The time of the sandbox. Jitter comes from the seed."""

    def __init__(self, world: World, source: random.Random) -> None:
        self._world = world
        self.jitter = source.random

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.fromtimestamp(self._world.now, UTC)

    def sleep(self, seconds: float) -> None:
        """Move the time of the sandbox."""
        self._world.advance(math.ceil(seconds))


class _RecordingTransport(httpx.BaseTransport):
    """Sends the requests of one run to the sandbox and records them."""

    def __init__(self, simulation: Simulation, run: HygieneRun, wait: Wait | None) -> None:
        self._simulation, self._wait = simulation, wait
        self._faults: Iterator[Fault | None] = iter(run.faults)
        self._sent: Mapping[str, Any] = {}
        self._sandbox = SandboxTransport(simulation.world, before=self._before, after=self._record, client=run.client)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self._sent = json.loads(request.read())
        return self._sandbox.handle_request(request)

    def _before(self, _info: RequestInfo) -> Fault | None:
        if self._wait is not None:
            self._wait()
        return next(self._faults, None)

    def _record(self, _info: RequestInfo, response: Response | NoResponse) -> None:
        sent, record = self._sent, self._simulation.world.requests[-1]
        found = response.how if isinstance(response, NoResponse) else _json_or_text(response.body)
        exchange = Exchange(record, str(sent.get("query", "")), sent.get("variables") or {}, found)
        self._simulation.exchanges.append(exchange)


def _json_or_text(body: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
